// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/connectionstatus.h>
#include <core/pending.h>
#include <core/productfacts.h>
#include <core/remotemanagementsettings.h>
#include <core/secret.h>
#include <core/wireprofile.h>

#include <chrono>

namespace lw {

class HttpTransport;
struct HttpRequest;
struct PortalAnswer;

//! Who asks, for a call that needs a session.
struct PortalCaller
{
    //! Only what a person caused keeps the session alive.
    enum class Cause { Person, Timer };

    const Secret &cookie;
    Cause cause = Cause::Person;
};

struct SignInAnswer
{
    Secret cookie;
    QString userName;
    OpenWord<Role> role;
    std::chrono::minutes autoLogout{0};
    bool mustChangePassword = false;
    bool isPasswordlessEnabled = false;
};

//! How a PBX took a change over.
enum class Acceptance { Done, Processing };

/*!
 * The PBX's own portal API: one method a call, nothing kept between calls. Every path, field and
 * word comes from the wire profile. Borrowed transport and profile; answers belong to the
 * transport.
 */
class PortalClient final
{
public:
    PortalClient(HttpTransport &transport, const WireProfile &profile);

    //! Needs no session. \a host is how we address the PBX.
    [[nodiscard]] Pending<ProductFacts> *product(const QString &host);
    //! The password travels as base64(lowercase hex MD5): an encoding, TLS is the protection.
    [[nodiscard]] Pending<SignInAnswer> *signIn(const QString &userName, const Secret &password);
    [[nodiscard]] Pending<Done> *signOut(const PortalCaller &caller);

    [[nodiscard]] Pending<RemoteManagementSettings> *remoteManagement(const PortalCaller &caller);
    [[nodiscard]] Pending<ConnectionStatus> *connectionStatus(const PortalCaller &caller);
    [[nodiscard]] Pending<Acceptance> *
    updateRemoteManagement(const PortalCaller &caller, const RemoteManagementSettings &settings,
                           const RemoteManagementSecrets &secrets);
    [[nodiscard]] Pending<Acceptance> *disconnectRemoteManagement(const PortalCaller &caller);

private:
    [[nodiscard]] HttpRequest request(const WireCall &call) const;
    [[nodiscard]] HttpRequest request(const WireCall &call, const PortalCaller &caller) const;
    [[nodiscard]] Pending<PortalAnswer> *ask(HttpRequest request);
    [[nodiscard]] Pending<Acceptance> *change(HttpRequest request);

    HttpTransport &m_transport;
    const WireProfile &m_profile;
};

//! base64(lowercase hex MD5(password)): "pw64" of the contract.
[[nodiscard]] Secret portalPassword(const Secret &password);

} // namespace lw
