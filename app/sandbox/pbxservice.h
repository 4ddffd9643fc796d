// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "addressapi.h"
#include "extensionapi.h"
#include "openapi.h"
#include "ownaccountapi.h"
#include "pbxmemory.h"
#include "portalpages.h"
#include "remoteapi.h"
#include "securityapi.h"
#include "signinapi.h"
#include "twofactorapi.h"

namespace lw::Sandbox {

/*!
 * One practice PBX behind its portal's API. It decides who may ask what and hands the calls to the
 * parts that answer them. A state machine that knows no socket; paths, fields and words come from
 * the wire profile. Owned by the world; sandbox thread only.
 */
class PbxService final : public WebService
{
public:
    struct Setup
    {
        PlatformCaller *platforms = nullptr;
        Scheduler *scheduler = nullptr;
        const Clock *clock = nullptr;
        RandomSource random;
        PbxAddress defaultServer;
        Postman *postman = nullptr;    //!< null: mail goes nowhere
        std::function<void()> changed; //!< called after a request that may have changed something
    };

    PbxService(PbxPlan plan, const WireProfile &wire, Setup setup);

    [[nodiscard]] const PbxPlan &plan() const { return m_plan; }
    [[nodiscard]] QJsonObject state() const; //!< for GET /state; without secrets
    //! The accounts that people can sign in to, with the passwords that are still the scenario's.
    [[nodiscard]] QList<AccountPlan> accounts() const;
    //! Where the portal is reached; the block list says it.
    void listensAt(quint16 port);
    //! What outlives a restart, hashes and authenticator keys included.
    [[nodiscard]] QJsonObject kept() const;
    //! Takes kept() back; what the scenario no longer has is left out.
    void restore(const QJsonObject &kept);
    //! Time may have moved.
    void wake();
    void reset();
    //! What a fault may name beside the calls of the wire profile.
    [[nodiscard]] static QStringList furtherCalls()
    {
        return OpenApi::calls() + PortalPages::calls();
    }

    [[nodiscard]] QString callOf(const WebRequest &request) const override;
    void handle(const WebRequest &request, WebReply reply) override;
    void expireSessionOf(const WebRequest &request) override;

private:
    /*! All that a reset begins anew. */
    struct Parts
    {
        Parts(const PbxPlan &plan, const WireProfile &wire, const Setup &setup);

        PbxMemory memory;
        RemoteApi remote;
        SignInApi signIn;
        TwoFactorApi twoFactor;
        OwnAccountApi ownAccount;
        SecurityApi security;
        ExtensionApi extensions;
        AddressApi addresses;
        OpenApi openApi;
        PortalPages pages;
    };

    [[nodiscard]] WebAnswer product() const;
    void tellPort();
    void endPasswordlessSessions();
    [[nodiscard]] std::optional<WebAnswer> answerOf(const QString &call, const Visit &visit);
    void answer(const WebRequest &request, WebReply reply);
    void handleRemote(const QString &call, const Visit &visit, WebReply reply);
    [[nodiscard]] std::optional<SessionTable::Owner> visitor(const WebRequest &request);
    [[nodiscard]] bool mayAsk(const SessionTable::Owner &owner, const QString &call) const;

    PbxPlan m_plan;
    WireProfile m_wire;
    Setup m_setup;
    PortalEnvelope m_envelope;
    QHash<QString, QString> m_calls; //!< "GET /path" -> the contract's name
    QByteArray m_activityHeader;
    quint16 m_port = 8088;
    std::unique_ptr<Parts> m_parts;
};

} // namespace lw::Sandbox
