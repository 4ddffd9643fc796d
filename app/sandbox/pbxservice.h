// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loginguard.h"
#include "remoteapi.h"
#include "scenario.h"
#include "sessiontable.h"

namespace lw::Sandbox {

/*!
 * One practice PBX behind its portal's API: product, sign-in, roles, Remote Management. A state
 * machine that knows no socket; paths, fields and words come from the wire profile. Owned by the
 * world; sandbox thread only.
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
    };

    PbxService(PbxPlan plan, const WireProfile &wire, Setup setup);

    [[nodiscard]] const PbxPlan &plan() const { return m_plan; }
    [[nodiscard]] QJsonObject state() const; //!< for GET /state; without secrets
    //! Time may have moved.
    void wake();
    void reset();

    [[nodiscard]] QString callOf(const WebRequest &request) const override;
    void handle(const WebRequest &request, WebReply reply) override;
    void expireSessionOf(const WebRequest &request) override;

private:
    struct Account
    {
        AccountPlan plan;
        PasswordHash password;
    };

    [[nodiscard]] WebAnswer product() const;
    [[nodiscard]] WebAnswer signIn(const WebRequest &request);
    [[nodiscard]] WebAnswer welcome(qsizetype account);
    [[nodiscard]] WebAnswer signOut(const QByteArray &cookie);
    [[nodiscard]] std::optional<qsizetype> accountNamed(const QString &name) const;
    [[nodiscard]] QByteArray cookieOf(const WebRequest &request) const;
    [[nodiscard]] std::optional<Refusal> whyNotAllowed(const WebRequest &request);
    [[nodiscard]] WebAnswer refused(RefusalCode code) const;
    [[nodiscard]] QStringList reservedNames() const;

    PbxPlan m_plan;
    WireProfile m_wire;
    Setup m_setup;
    PortalEnvelope m_envelope;
    QHash<QString, QString> m_calls; //!< "GET /path" -> the contract's name
    QByteArray m_cookieName;
    QByteArray m_activityHeader;

    QList<std::shared_ptr<Account>> m_accounts;
    std::unique_ptr<SessionTable> m_sessions;
    LoginGuard m_guard;
    std::unique_ptr<RemoteApi> m_remote;
};

} // namespace lw::Sandbox
