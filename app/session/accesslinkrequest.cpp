// SPDX-License-Identifier: GPL-3.0-or-later
#include "accesslinkrequest.h"

#include "centralcall.h"
#include "sessionenvironment.h"

#include <QTimer>

#include <limits>

namespace lw {

AccessLinkRequest::AccessLinkRequest(CentralSession &session, QObject *parent)
    : QObject(parent), m_session(session), m_calls(std::make_unique<QObject>())
{}

AccessLinkRequest::~AccessLinkRequest() = default;

void AccessLinkRequest::load(const QString &deviceId, AccessLink::Mode mode)
{
    m_calls = std::make_unique<QObject>();
    m_link.reset();
    m_error.reset();
    m_isBusy = true;
    callCentral<AccessLink>(
        m_session, m_calls.get(), CentralCallRepeat::Change,
        [deviceId, mode](CentralClient &client, const Secret &token) {
            return client.accessLink(token, deviceId, mode);
        },
        [this, deviceId, mode](Result<AccessLink> link) {
            m_isBusy = false;
            const bool isPasswordless = mode == AccessLink::Mode::Passwordless;
            m_session.recordDeed(isPasswordless ? QStringLiteral("link-passwordless")
                                                : QStringLiteral("link-account"),
                                 deviceId, {},
                                 link ? QStringLiteral("done") : QStringLiteral("not-done"));
            if (link)
                take(std::move(*link));
            else
                m_error = std::move(link.error());
            emit changed();
        });
    emit changed();
}

//! Forgotten when its time is over by the platform's clock, as far as that is known.
void AccessLinkRequest::take(AccessLink link)
{
    m_link = std::move(link);
    if (!m_link->expires)
        return;
    QDateTime now = m_session.environment().clock.now();
    if (const auto skew = m_session.clockSkew())
        now = now.addSecs(skew->difference().count());
    const qint64 left = qBound<qint64>(qint64(0), now.msecsTo(*m_link->expires),
                                       qint64(std::numeric_limits<int>::max()));
    QTimer::singleShot(static_cast<int>(left), m_calls.get(), [this] { forget(); });
}

void AccessLinkRequest::forget()
{
    m_calls = std::make_unique<QObject>();
    m_link.reset();
    m_error.reset();
    m_isBusy = false;
    emit changed();
}

} // namespace lw
