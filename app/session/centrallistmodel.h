// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeoutcome.h"

#include <core/listpage.h>
#include <core/result.h>
#include <core/switchword.h>

#include <QAbstractTableModel>
#include <QList>
#include <QSet>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace lw {

class CentralInventory;
class CentralSession;

/*!
 * A list of a management server as a table: thousands of rows, of which only those that are looked
 * at are read, in pages as long as the server's own answers. The server searches. What a row is
 * made of is the subclass's business, texts are the view's. A change is sent once; where no answer
 * came the whole list is read to see what is true. Main thread; owned by whoever shows it; the
 * session must outlive it.
 */
class CentralListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum DataRole { IdRole = Qt::UserRole /*!< QString; empty: this row is not read yet */ };

    ~CentralListModel() override;

    //! Reads again from the start. The rows stay until the first answer is there.
    void load();
    void clear();
    //! Takes effect a moment after the last call, so that typing does not ask for every letter.
    void setSearch(const QString &search);
    [[nodiscard]] const QString &search() const { return m_search; }

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return !m_asked.isEmpty() || m_isChanging; }
    //! The rows are of the present search; else their first answer is awaited.
    [[nodiscard]] bool isCurrent() const { return m_isCurrent; }
    [[nodiscard]] qint64 total() const { return m_total; }
    //! Of the last change where it failed, until the next one or load(); else of reading.
    [[nodiscard]] const std::optional<ApiError> &error() const
    {
        return m_changeError ? m_changeError : m_error;
    }
    //! Of the last change; error() says why not.
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }
    //! The platform does not know the call: what is listed here it does not offer.
    [[nodiscard]] bool isUnsupported() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    //! A row that was not read yet is null and is read soon.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

signals:
    //! Anything but the rows changed.
    void changed();

protected:
    explicit CentralListModel(CentralSession &session, QObject *parent);

    // What a subclass says.
    //! Reads \a query and ends with takeRows() or fail().
    virtual void ask(const ListQuery &query) = 0;
    [[nodiscard]] virtual bool hasRow(int row) const = 0;
    [[nodiscard]] virtual QVariant valueOf(int row, int column, int role) const = 0;
    virtual void forgetRows() = 0;
    //! Reads the list that ask() reads a page of.
    virtual void readAll(CentralInventory &inventory) const = 0;

    // What it is told.
    struct PageFacts
    {
        int page = 1;
        int pageSize = 0;
        qint64 total = 0;
    };
    //! Keeps the rows of an answer between the signals of the model.
    template<typename Rows, typename Row>
    void takeRows(Rows &rows, const ListQuery &query, const ListPage<Row> &page)
    {
        const PageFacts facts{.page = query.page, .pageSize = page.pageSize, .total = page.total};
        const bool isFirst = beginTaking(facts);
        rows.keep(query.page, m_pageSize, page.rows);
        endTaking(facts, isFirst);
    }
    //! On, off, or the server's own word where we do not know it; empty: it does not say.
    [[nodiscard]] static QVariant switchValue(const SwitchWord &value);
    void fail(const ApiError &error);

    struct Change
    {
        QString action; //!< for the journal, as the two that follow
        QString object;
        QString reason;
        //! How it ended, by what is listed now.
        std::function<ChangeOutcome(const CentralInventory &)> judge;
    };
    //! False: another one is under way.
    [[nodiscard]] bool beginChange();
    //! The last thing that an answer's handler does: whoever hears of it may destroy the model.
    void endChange(const std::optional<ApiError> &error, const Change &change);
    //! In place of sending it: \a error says why it cannot be.
    void refuseChange(const ApiError &error);
    //! Context of a change; reading again does not drop it.
    [[nodiscard]] QObject *changes() const { return m_changes.get(); }

    [[nodiscard]] CentralSession &session() const { return m_session; }
    //! Context of running requests; replaced to drop them.
    [[nodiscard]] QObject *calls() const { return m_calls.get(); }

private:
    void restart();
    void readBack(const ApiError &error, const Change &change);
    void settle(ChangeOutcome outcome, const std::optional<ApiError> &error, const Change &change);
    void drop();
    void want(int page) const;
    void askWanted();
    void askPage(int page);
    [[nodiscard]] bool beginTaking(const PageFacts &facts);
    void endTaking(const PageFacts &facts, bool isFirst);
    void setRowCount(int count);

    CentralSession &m_session;
    std::unique_ptr<QObject> m_calls;
    std::unique_ptr<QObject> m_changes;
    QSet<int> m_asked;           //!< pages on their way
    mutable QList<int> m_wanted; //!< pages that a view would show, the last one last
    mutable QTimer m_wantedTimer;
    QTimer m_searchTimer;
    QString m_search;
    int m_pageSize;
    int m_rowCount = 0;
    qint64 m_total = 0;
    bool m_hasStarted = false;
    bool m_isCurrent = false;
    bool m_isLoaded = false;
    bool m_hasFailed = false; //!< reading did: nothing more is asked for by scrolling
    bool m_isChanging = false;
    std::optional<ApiError> m_error; //!< of reading
    std::optional<ApiError> m_changeError;
    ChangeOutcome m_outcome = ChangeOutcome::None;
};

} // namespace lw
