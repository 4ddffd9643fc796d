// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QTreeView;

namespace lw {

class PbxListModel;
class PbxSearchModel;

/*!
 * The left side of the window: search, PBXs in groups, Add PBX. It only points at a PBX; whether
 * the page that is open may be left is for the window to decide.
 */
class PbxList final : public QWidget
{
    Q_OBJECT
public:
    explicit PbxList(PbxListModel &model, QWidget *parent = nullptr);

    //! Empty: no PBX is chosen.
    [[nodiscard]] QString currentId() const { return m_currentId; }
    //! Does not emit chosen().
    void setCurrentId(const QString &id);
    void focusSearch();
    void focusList();

signals:
    void chosen(const QString &id);
    void addRequested();
    void menuRequested(const QString &id, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void handleCurrent(const QModelIndex &current);
    void showMenu(const QPoint &position);
    void followModel();
    [[nodiscard]] QModelIndex shownIndexOf(const QString &id) const;

    PbxListModel &m_model;
    PbxSearchModel *m_filtered;
    QLineEdit *m_searchEdit;
    QTreeView *m_tree;
    QString m_currentId;
    bool m_isFollowing = false; //!< the current row moves without a person having moved it
};

} // namespace lw
