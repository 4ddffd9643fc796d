// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionpage.h"

#include <session/changeoutcome.h>

class QHBoxLayout;
class QLineEdit;
class QStackedWidget;

namespace lw {

class CentralListModel;
class CentralSession;
class CentralTextModel;
class EmptyPane;
class ListTable;
class NoteLabel;

/*!
 * A page with one list of a management server: search where the server has one, count, table, and a
 * row of buttons for what is chosen. What the buttons do and what a change is called is the
 * subclass's business.
 */
class CentralListPage : public SessionPage
{
    Q_OBJECT
public:
    [[nodiscard]] bool hasContent() const override;
    [[nodiscard]] std::optional<ApiError> loadError() const override;
    void load() override;
    void clear() override;
    [[nodiscard]] QString busyText() const override;
    [[nodiscard]] BannerText bannerText() const override;
    void triggerBannerAction(int index) override;

protected:
    /*! How the page looks. */
    struct Look
    {
        QString columnsName; //!< see ListTable
        QString name;        //!< of the table
        QList<int> shares;   //!< of the columns
        QString searchHint;  //!< empty: the server cannot search
    };
    CentralListPage(CentralSession &session, CentralListModel &model, CentralTextModel *texts,
                    const Look &look, QWidget *parent);

    //! Where the subclass puts its buttons; one that stands apart comes after addStretch().
    [[nodiscard]] QHBoxLayout &actionRow() const { return *m_actionRow; }
    [[nodiscard]] ListTable &table() const { return *m_table; }
    [[nodiscard]] CentralSession &session() const { return m_session; }
    //! The row that alone is chosen; -1: none, or several.
    [[nodiscard]] int chosenRow() const;
    //! A sentence about what is chosen, under the table.
    void setChoiceText(const QString &text);
    //! Calls refreshActions() and the rest; the subclass's constructor ends with it.
    void refresh();

    // What a subclass says.
    [[nodiscard]] virtual QString countText(qint64 total) const = 0;
    //! Why there are no rows although there is no search.
    [[nodiscard]] virtual ErrorText emptyText() const = 0;
    virtual void refreshActions() = 0;
    [[nodiscard]] virtual ChangeOutcome outcome() const = 0;

    [[nodiscard]] bool isChanging() const { return m_isChanging; }
    /*! What is said while a change is under way, and how it ended. */
    struct ChangeWords
    {
        QString busy;
        QString done;
        QString notDone;
    };
    //! Call right before the model is told to change something.
    void beginChange(const ChangeWords &words);

private:
    [[nodiscard]] QWidget *searchRow(const QString &hint);
    void buildTable(CentralTextModel *texts, const Look &look);
    void follow();

    CentralSession &m_session;
    CentralListModel &m_model;
    QLineEdit *m_searchEdit;
    NoteLabel *m_count;
    ListTable *m_table;
    EmptyPane *m_empty;
    QStackedWidget *m_stack;
    QHBoxLayout *m_actionRow;
    NoteLabel *m_choice;
    ChangeWords m_words; //!< of the last change
    bool m_isChanging = false;
};

} // namespace lw
