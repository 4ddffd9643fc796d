// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/listpage.h>
#include <core/operationlogentry.h>
#include <core/result.h>

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace lw {

class PbxSession;
template<typename Row>
class PageSweep;

/*!
 * The operation log of a PBX, newest first as the PBX sends it, read further as one scrolls
 * (canFetchMore). Texts are the view's business. Main thread; owned by whoever shows it.
 */
class OperationLogModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, User, Address, Module, Operation, Detail, ColumnCount };

    explicit OperationLogModel(PbxSession &session, QObject *parent = nullptr);
    ~OperationLogModel() override;

    void load();
    //! Forgets what was read.
    void clear();
    //! Reads again where \a filter differs.
    void setFilter(const OperationLogFilter &filter);
    [[nodiscard]] const OperationLogFilter &filter() const { return m_filter; }

    //! Reads the whole log of the filter; exported() or exportFailed() follows.
    void exportAll();
    //! exportFailed() says Cancelled.
    void cancelExport();
    //! How many lines the export has read.
    [[nodiscard]] qint64 exportedSoFar() const { return m_exporting.size(); }
    [[nodiscard]] bool isExporting() const { return m_sweep != nullptr; }

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return m_isAsking; }
    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] const QList<OperationLogEntry> &entries() const { return m_entries; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    //! DisplayRole: QString, the time as QDateTime (UTC).
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    //! Anything but the rows changed.
    void changed();
    void exported(const QList<lw::OperationLogEntry> &entries);
    void exportFailed(const lw::ApiError &error);

private:
    void askPage();
    void takePage(const ListPage<OperationLogEntry> &page);
    void endExport(std::optional<ApiError> error);
    void followSession();

    PbxSession &m_session;
    std::unique_ptr<QObject> m_calls; //!< context of running requests; replaced to drop them
    std::unique_ptr<PageSweep<OperationLogEntry>> m_sweep;
    OperationLogFilter m_filter;
    QList<OperationLogEntry> m_entries;
    QList<OperationLogEntry> m_exporting;
    qint64 m_exportTotal = 0;
    int m_nextPage = 1;
    qint64 m_total = 0;
    bool m_isLoaded = false;
    bool m_isAsking = false;
    bool m_hasMore = false;
    std::optional<ApiError> m_error;
};

//! RFC 4180 with a header line; times in UTC by ISO 8601. A cell that a spreadsheet would take for
//! a formula gets an apostrophe before it.
[[nodiscard]] QByteArray operationLogCsv(const QList<OperationLogEntry> &entries);
//! An array of objects, UTF-8; times in UTC by ISO 8601.
[[nodiscard]] QByteArray operationLogJson(const QList<OperationLogEntry> &entries);

} // namespace lw
