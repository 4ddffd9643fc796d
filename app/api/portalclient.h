// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalanswers.h"

#include <core/addresslists.h>
#include <core/connectionstatus.h>
#include <core/extension.h>
#include <core/listpage.h>
#include <core/operationlogentry.h>
#include <core/pending.h>
#include <core/productfacts.h>
#include <core/remotemanagementsettings.h>
#include <core/securityoptions.h>
#include <core/totp.h>
#include <core/trusteddevice.h>
#include <core/wireprofile.h>

namespace lw {

class HttpTransport;
struct HttpRequest;
struct PortalAnswer;

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
    [[nodiscard]] Pending<SignInReply> *signIn(const SignInRequest &request);
    [[nodiscard]] Pending<SignInAnswer> *
    answerSecondFactor(const Secret &challenge, const Secret &code, const DeviceTrust &device);
    [[nodiscard]] Pending<MailedCode> *mailSecondFactor(const Secret &challenge);
    [[nodiscard]] Pending<Done> *signOut(const PortalCaller &caller);

    [[nodiscard]] Pending<RemoteManagementSettings> *remoteManagement(const PortalCaller &caller);
    [[nodiscard]] Pending<ConnectionStatus> *connectionStatus(const PortalCaller &caller);
    [[nodiscard]] Pending<Acceptance> *
    updateRemoteManagement(const PortalCaller &caller, const RemoteManagementSettings &settings,
                           const RemoteManagementSecrets &secrets);
    [[nodiscard]] Pending<Acceptance> *disconnectRemoteManagement(const PortalCaller &caller);

    // The second factor and the password of the account that is signed in.
    [[nodiscard]] Pending<TwoFactorState> *twoFactor(const PortalCaller &caller);
    //! A refusal counts towards the block of this address.
    [[nodiscard]] Pending<PasswordProof> *checkPassword(const PortalCaller &caller,
                                                        const Secret &password);
    //! A new key each call, not in force until enableTwoFactor() succeeds.
    [[nodiscard]] Pending<TotpKey> *newTotpKey(const PortalCaller &caller,
                                               const Secret &passwordToken);
    [[nodiscard]] Pending<MailedCode> *mailEnrolmentCode(const PortalCaller &caller,
                                                         const Secret &passwordToken);
    [[nodiscard]] Pending<Acceptance> *enableTwoFactor(const PortalCaller &caller,
                                                       const Secret &passwordToken,
                                                       SecondFactorMethod method,
                                                       const Secret &code);
    [[nodiscard]] Pending<Acceptance> *disableTwoFactor(const PortalCaller &caller,
                                                        const Secret &passwordToken);
    [[nodiscard]] Pending<ListPage<TrustedDevice>> *trustedDevices(const PortalCaller &caller,
                                                                   const ListQuery &query);
    [[nodiscard]] Pending<Acceptance> *deleteTrustedDevices(const PortalCaller &caller,
                                                            const QStringList &ids);
    //! Ends all other sessions and the trusted devices of the account.
    [[nodiscard]] Pending<Acceptance> *changePassword(const PortalCaller &caller,
                                                      const Secret &current, const Secret &wanted);

    // What administrators may see and change for everybody.
    [[nodiscard]] Pending<SecurityOptions> *securityOptions(const PortalCaller &caller);
    [[nodiscard]] Pending<Acceptance> *updateSecurityOptions(const PortalCaller &caller,
                                                             const SecurityOptions &options);
    [[nodiscard]] Pending<std::chrono::minutes> *autoLogoutTime(const PortalCaller &caller);
    [[nodiscard]] Pending<Acceptance> *updateAutoLogoutTime(const PortalCaller &caller,
                                                            std::chrono::minutes time);
    [[nodiscard]] Pending<ListPage<Extension>> *extensions(const PortalCaller &caller,
                                                           const ListQuery &query);
    [[nodiscard]] Pending<Extension> *extension(const PortalCaller &caller, const QString &id);
    [[nodiscard]] Pending<Acceptance> *disableSecondFactorOf(const PortalCaller &caller,
                                                             const QString &extensionId);
    [[nodiscard]] Pending<ListPage<OperationLogEntry>> *
    operationLog(const PortalCaller &caller, const OperationLogFilter &filter,
                 const ListQuery &query);
    [[nodiscard]] Pending<ListPage<BlockedAddress>> *blockedAddresses(const PortalCaller &caller,
                                                                      const ListQuery &query);
    [[nodiscard]] Pending<Acceptance> *unblockAddresses(const PortalCaller &caller,
                                                        const QStringList &ids);
    [[nodiscard]] Pending<ListPage<AllowedAddress>> *allowedAddresses(const PortalCaller &caller,
                                                                      const ListQuery &query);
    //! The id of \a address is the PBX's to make and not sent.
    [[nodiscard]] Pending<Acceptance> *allowAddress(const PortalCaller &caller,
                                                    const AllowedAddress &address);
    [[nodiscard]] Pending<Acceptance> *deleteAllowedAddresses(const PortalCaller &caller,
                                                              const QStringList &ids);

private:
    [[nodiscard]] HttpRequest request(const WireCall &call) const;
    [[nodiscard]] HttpRequest request(const WireCall &call, const PortalCaller &caller) const;
    [[nodiscard]] Pending<PortalAnswer> *ask(HttpRequest request);
    [[nodiscard]] Pending<Acceptance> *change(HttpRequest request);
    [[nodiscard]] Pending<Acceptance> *deleteRows(const QString &callId, const PortalCaller &caller,
                                                  const QStringList &ids);
    //! A request whose body is the proof of the password.
    [[nodiscard]] HttpRequest provenRequest(const QString &callId, const PortalCaller &caller,
                                            const Secret &passwordToken) const;
    [[nodiscard]] HttpRequest listRequest(const QString &callId, const PortalCaller &caller,
                                          const ListQuery &query) const;
    //! Percent-encodes what QUrlQuery would take for its own: + and all delimiters.
    [[nodiscard]] static QString encoded(const QString &value);

    //! What \a readAnswer makes of an answer that is no refusal.
    template<typename T, typename ReadAnswer>
    [[nodiscard]] Pending<T> *read(HttpRequest request, ReadAnswer readAnswer);
    template<typename Row, typename ReadRow>
    [[nodiscard]] Pending<ListPage<Row>> *readList(HttpRequest request, const WireCall &call,
                                                   ReadRow readRow);

    HttpTransport &m_transport;
    const WireProfile &m_profile;
};

} // namespace lw
