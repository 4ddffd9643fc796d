// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/remotedevice.h>
#include <core/result.h>

#include <QObject>

#include <memory>
#include <optional>

namespace lw {

class CentralSession;

/*!
 * Fetches one link to the portal of a device and forgets it when its time is over: it is a key to
 * the PBX. Main thread; owned by whoever shows it; the session must outlive it.
 */
class AccessLinkRequest final : public QObject
{
    Q_OBJECT
public:
    explicit AccessLinkRequest(CentralSession &session, QObject *parent = nullptr);
    ~AccessLinkRequest() override;

    //! In place of an earlier one.
    void load(const QString &deviceId, AccessLink::Mode mode);
    void forget();

    [[nodiscard]] bool isLoaded() const { return m_link.has_value(); }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    //! Only when isLoaded().
    [[nodiscard]] const AccessLink &loaded() const { return *m_link; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }

signals:
    void changed();

private:
    void take(AccessLink link);

    CentralSession &m_session;
    std::unique_ptr<QObject> m_calls;
    std::optional<AccessLink> m_link;
    std::optional<ApiError> m_error;
    bool m_isBusy = false;
};

} // namespace lw
