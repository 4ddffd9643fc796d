// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/remoteconnections.h>
#include <core/result.h>

#include <QObject>

#include <memory>
#include <optional>

namespace lw {

class CentralSession;

/*!
 * Subscription and remote connections of a management server. Main thread; owned by whoever shows
 * it; the session must outlive it.
 */
class SubscriptionModel final : public QObject
{
    Q_OBJECT
public:
    explicit SubscriptionModel(CentralSession &session, QObject *parent = nullptr);
    ~SubscriptionModel() override;

    void load();

    [[nodiscard]] bool isLoaded() const { return m_loaded.has_value(); }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    //! Only when isLoaded().
    [[nodiscard]] const RemoteConnections &loaded() const { return *m_loaded; }
    //! UTC, this workstation's clock.
    [[nodiscard]] QDateTime loadedAt() const { return m_loadedAt; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }

    [[nodiscard]] UsageStage usage() const { return usageStage(*m_loaded); }
    [[nodiscard]] ExpiryStage expiryOf(const RemoteSubscription &subscription) const;

signals:
    void changed();

private:
    CentralSession &m_session;
    std::unique_ptr<QObject> m_calls;
    std::optional<RemoteConnections> m_loaded;
    QDateTime m_loadedAt;
    std::optional<ApiError> m_error;
    bool m_isBusy = false;
};

} // namespace lw
