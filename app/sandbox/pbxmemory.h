// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allowedaddresses.h"
#include "loginguard.h"
#include "mail.h"
#include "operationlog.h"
#include "passwordhash.h"
#include "portalenvelope.h"
#include "scenario.h"
#include "secondfactor.h"
#include "sessiontable.h"
#include "tickets.h"
#include "trusteddevices.h"

#include <core/clock.h>

#include <vector>

namespace lw::Sandbox {

//! An account as it is now.
struct Account
{
    AccountPlan plan;
    PasswordHash password;
    bool mustChangePassword = false;
    bool hasOwnPassword = false; //!< no longer the scenario's
    SecondFactor factor;
    TrustedDevices devices;
};

//! A sign-in whose password was right and whose second factor is missing.
struct SignInChallenge
{
    qsizetype account = 0;
    QDateTime end;
    int attemptsLeft = 5;
    MailedCode mailed;
    QString deviceName;
};

//! Somebody has just shown that the password is known.
struct PasswordToken
{
    qsizetype account = 0;
    QDateTime end;
    int attemptsLeft = 5;
};

struct SecurityOptions
{
    bool forcesTwoFactor = false;
    bool isPasswordless = false;       //!< Cloud
    bool isPasswordlessActive = false; //!< Cloud
};

//! Who asks: an open session and its request.
struct Visit
{
    const WebRequest &request;
    SessionTable::Owner owner;
    QByteArray cookie;
};

/*!
 * What one practice PBX knows, shared by the parts of its API. It decides nothing about requests;
 * a reset makes a new one. Owned by its PBX; sandbox thread only.
 */
class PbxMemory final
{
public:
    //! Ids of blocked addresses: larger ones are the OpenAPI's.
    static constexpr qint64 kLastWebBlock = 1'000'000;

    struct Setup
    {
        const Clock *clock = nullptr;
        RandomSource random;
        Postman *postman = nullptr;
    };

    PbxMemory(const PbxPlan &plan, const Setup &setup);

    [[nodiscard]] QDateTime now() const { return m_setup.clock->now(); }
    [[nodiscard]] const RandomSource &random() const { return m_setup.random; }
    [[nodiscard]] const QString &pbxName() const { return m_name; }
    [[nodiscard]] qint64 nextId() { return ++m_lastId; }
    [[nodiscard]] qint64 lastId() const { return m_lastId; }
    //! Ids up to \a id are taken.
    void skipIds(qint64 id) { m_lastId = qMax(m_lastId, id); }

    [[nodiscard]] Account &account(qsizetype index)
    {
        return accounts.at(static_cast<size_t>(index));
    }
    //! By name, and extensions by number and address as well. Only accounts that have a password.
    [[nodiscard]] std::optional<qsizetype> accountNamed(const QString &name) const;
    //! Whether the PBX asks \a account for a second factor whatever it wants.
    [[nodiscard]] bool isMandatoryFor(const Account &account) const;

    [[nodiscard]] bool hasMailServer() const { return m_hasMailServer; }
    [[nodiscard]] bool canMailTo(const Account &account) const;
    void mailCode(const Account &account, const QByteArray &digits);
    void mail(const QString &recipient, const QString &subject, const QString &text);

    //! The refusal for an address that \a by has blocked.
    [[nodiscard]] std::optional<Refusal> whyBlocked(const LoginGuard &by,
                                                    const QByteArray &address) const;
    [[nodiscard]] std::optional<Refusal> whyBlocked(const QByteArray &address) const
    {
        return whyBlocked(guard, address);
    }
    void countFailure(LoginGuard &by, const QByteArray &address);
    void countFailure(const QByteArray &address) { countFailure(guard, address); }

    //! Writes into the operation log what \a visit has done.
    void note(const Visit &visit, const QString &module, const QString &operation,
              const QString &detail = {});
    void note(const QString &user, const QByteArray &address, const QString &module,
              const QString &operation, const QString &detail = {});

    [[nodiscard]] QJsonObject state() const; //!< for GET /state: counters and facts, no secrets

    std::vector<Account> accounts;
    std::vector<qsizetype> extensions; //!< which accounts are some
    //! Whom the management server lets in: without a password, and by the Remote Management page's
    //! account. Nobody signs in to them by name.
    qsizetype passwordlessAccount = 0;
    qsizetype remoteAccount = 0;
    SessionTable sessions;
    Tickets<SignInChallenge> challenges;
    Tickets<PasswordToken> passwordTokens;
    LoginGuard guard;
    LoginGuard apiGuard{{.lastId = kLastWebBlock}}; //!< of the OpenAPI
    AllowedAddresses allowed;
    OperationLog log;
    SecurityOptions options;
    quint16 port = 8088; //!< that the portal is reached at

private:
    [[nodiscard]] qsizetype addHidden(const AccountPlan &plan);

    Setup m_setup;
    QString m_name;
    bool m_hasMailServer = true;
    qint64 m_lastId = 0;
};

//! "j***@example.com"; empty for no address.
[[nodiscard]] QString emailHint(const QString &address);

} // namespace lw::Sandbox
