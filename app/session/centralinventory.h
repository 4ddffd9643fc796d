// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/centraluser.h>
#include <core/cloudpbx.h>
#include <core/listpage.h>
#include <core/remotedevice.h>
#include <core/result.h>

#include <QList>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace lw {

class CentralSession;

/*!
 * Reads whole lists of a management server, a page after the other, as long as the server's own
 * pages and total say; each row once, even where rows move between two pages. For reports and
 * scripts; a view has the list models. Main thread; the session must outlive it.
 */
class CentralInventory final : public QObject
{
    Q_OBJECT
public:
    explicit CentralInventory(CentralSession &session, QObject *parent = nullptr);
    ~CentralInventory() override;

    // One at a time; a later one takes the place of an earlier one.
    void loadDevices(const QString &search = {});
    void loadUsers();
    void loadCloudPbxs();

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] const QList<RemoteDevice> &devices() const { return m_devices; }
    [[nodiscard]] const QList<CentralUser> &users() const { return m_users; }
    [[nodiscard]] const QList<CloudPbx> &cloudPbxs() const { return m_cloudPbxs; }

signals:
    //! Read to the end, or failed.
    void changed();

private:
    void begin();
    template<typename Row, typename Ask>
    void read(const ListQuery &query, QList<Row> &rows, Ask ask);
    void finish(std::optional<ApiError> error);

    CentralSession &m_session;
    std::unique_ptr<QObject> m_calls;
    QList<RemoteDevice> m_devices;
    QList<CentralUser> m_users;
    QList<CloudPbx> m_cloudPbxs;
    QSet<QString> m_seen; //!< ids
    std::optional<ApiError> m_error;
    bool m_isBusy = false;
    bool m_isLoaded = false;
};

} // namespace lw
