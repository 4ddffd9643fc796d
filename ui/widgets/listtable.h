// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QMenu;

namespace lw {

/*!
 * A table of a page: whole rows are chosen, Tab leaves it, rows are one line high so that thousands
 * of them scroll without being measured. The menu key offers actions() and the columns to sort by.
 * Its columns are kept with the window's state by the name of the object.
 */
class ListTable final : public QTableView
{
    Q_OBJECT
public:
    //! \a columnsName is the same for tables of the same kind, whatever PBX they show.
    explicit ListTable(const QString &columnsName, QWidget *parent = nullptr);

    enum class Sorting { Off, On };
    //! After setModel(). The columns share the width of the table by \a shares until somebody drags
    //! one, or what was kept is restored.
    void setUp(const QList<int> &shares, Sorting sorting);

    //! What a person made of the columns, under the name they are kept by; empty: nothing.
    [[nodiscard]] QString columnsName() const;
    [[nodiscard]] QByteArray columns() const;
    void restoreColumns(const QByteArray &columns);

    //! The numbers of the chosen rows, from the top.
    [[nodiscard]] QList<int> chosenRows() const;

signals:
    void choiceChanged();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void noteResize(int column);
    void fitRows();
    void addSorting(QMenu &menu);

    Sorting m_sorting = Sorting::Off;
    QList<int> m_shares;
    bool m_isFitting = false;
    bool m_isArranged = false; //!< by a person: widths and order stay
};

} // namespace lw
