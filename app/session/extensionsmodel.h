// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/extension.h>
#include <core/listpage.h>
#include <core/result.h>

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>

namespace lw {

class PbxSession;
template<typename Row>
class PageSweep;

/*!
 * The extensions of a PBX and their second factor: thousands of rows, of which only those that are
 * looked at are read. The PBX searches and sorts. The filter is ours, because the PBX has none:
 * with it the whole list is read, and rows appear as they are found. Texts are the view's business.
 * Main thread; owned by whoever shows it; the session must outlive it.
 */
class ExtensionsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Name, Email, Role, SecondFactor, Method, ColumnCount };
    enum DataRole {
        IdRole = Qt::UserRole, //!< QString; empty: this row is not read yet
        HasSecondFactorRole    //!< bool
    };
    enum class Filter { All, WithoutSecondFactor };

    explicit ExtensionsModel(PbxSession &session, QObject *parent = nullptr);
    ~ExtensionsModel() override;

    //! Reads again from the start. The rows stay until the first answer is there.
    void load();
    //! Forgets what was read.
    void clear();
    //! Stops what is under way; what was found with the filter stays.
    void cancel();
    //! Takes effect a moment after the last call, so that typing does not ask for every letter.
    void setSearch(const QString &search);
    [[nodiscard]] const QString &search() const { return m_search; }
    void setFilter(Filter filter);
    [[nodiscard]] Filter filter() const { return m_filter; }

    //! The PBX has said how many there are.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const;
    //! The rows are of the present search, order and filter; else their first answer is awaited.
    [[nodiscard]] bool isCurrent() const { return m_isCurrent; }
    //! The whole list is being read for the filter.
    [[nodiscard]] bool isSweeping() const { return m_sweep != nullptr; }
    //! All that the PBX has for the search; with the filter: how many of them were looked at.
    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] qint64 examined() const { return m_examined; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! The row \a row, if it was read.
    [[nodiscard]] std::optional<Extension> at(int row) const;
    //! Reads one extension again, after it was changed.
    void refresh(const QString &id);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    //! DisplayRole: QString; the second factor as bool, the method as its word. A row that was not
    //! read yet is null and is read soon.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    //! Anything but the rows changed.
    void changed();

private:
    void restart();
    void drop();
    [[nodiscard]] const Extension *find(int row) const;
    void want(int page) const;
    void askWanted();
    void askPage(int page);
    void takePage(int page, const ListPage<Extension> &answer);
    void sweep();
    void takeSwept(const ListPage<Extension> &page);
    void beginShowing();
    void setRowCount(int count);
    void replace(const Extension &extension);
    void fail(const ApiError &error);
    void followSession();
    [[nodiscard]] ListQuery query(int page) const;

    PbxSession &m_session;
    std::unique_ptr<QObject> m_calls; //!< context of running requests; replaced to drop them
    std::unique_ptr<PageSweep<Extension>> m_sweep;
    QHash<int, QList<Extension>> m_pages; //!< without a filter; 1-based
    QList<Extension> m_found;             //!< with the filter
    QSet<int> m_asked;                    //!< pages on their way
    mutable QList<int> m_wanted;          //!< pages that a view would show, the last one last
    mutable QTimer m_wantedTimer;
    QTimer m_searchTimer;
    QString m_search;
    QString m_sortBy;
    ListQuery::Order m_order = ListQuery::Order::Ascending;
    Filter m_filter = Filter::All;
    Filter m_shownFilter = Filter::All; //!< which the rows are of
    int m_rowCount = 0;                 //!< without a filter
    qint64 m_total = 0;
    qint64 m_examined = 0;
    bool m_hasStarted = false;
    bool m_isCurrent = false; //!< the rows are of the present search, order and filter
    bool m_isLoaded = false;
    std::optional<ApiError> m_error;
};

} // namespace lw
