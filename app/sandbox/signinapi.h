// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxmemory.h"

#include <functional>

namespace lw::Sandbox {

/*!
 * Signing in to one practice PBX, in one step or two, and out again.
 *
 *   login --right, no second factor or trusted device--> session
 *     '--right--> challenge (five codes) --login/twofactor--> session
 *
 * Owned by its PBX; sandbox thread only.
 */
class SignInApi final
{
public:
    SignInApi(const WireProfile &wire, PbxMemory &memory, std::function<bool()> isPasswordless);

    [[nodiscard]] static bool handles(const QString &call);
    [[nodiscard]] WebAnswer handle(const QString &call, const WebRequest &request);

    [[nodiscard]] QByteArray cookieOf(const WebRequest &request) const
    {
        return request.cookie(m_cookieName);
    }
    //! What Set-Cookie says when a session begins and when it ends.
    [[nodiscard]] QByteArray sessionCookie(const QByteArray &cookie) const;
    [[nodiscard]] QByteArray endOfSessionCookie() const;

private:
    struct Credentials
    {
        QString userName;
        QByteArray password;
        QString deviceName;
        QByteArray trustedDeviceToken;
    };
    //! Who comes in, and how it is told.
    struct Entry
    {
        SessionTable::Owner owner;
        QByteArray newDeviceToken;
        QString how; //!< for the operation log
    };

    [[nodiscard]] WebAnswer signIn(const WebRequest &request);
    [[nodiscard]] WebAnswer signOut(const WebRequest &request);
    [[nodiscard]] WebAnswer secondStep(const WebRequest &request);
    [[nodiscard]] WebAnswer resend(const WebRequest &request);
    [[nodiscard]] WebAnswer challenge(qsizetype account, const Credentials &credentials);
    [[nodiscard]] WebAnswer wrongCode(const QByteArray &name, const WebRequest &request);
    [[nodiscard]] WebAnswer failed(const WebRequest &request);
    [[nodiscard]] WebAnswer welcome(const WebRequest &request, const Entry &entry);
    [[nodiscard]] CodeVerdict judge(SignInChallenge &challenge, const QByteArray &code);

    const WireProfile &m_wire;
    PbxMemory &m_memory;
    std::function<bool()> m_isPasswordless;
    PortalEnvelope m_envelope;
    QByteArray m_cookieName;
};

} // namespace lw::Sandbox
