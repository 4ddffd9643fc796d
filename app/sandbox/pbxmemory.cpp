// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxmemory.h"

#include "practicenames.h"

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

//! %1 user, %2 PBX, %3 code
const QString kMailText = u"Hello %1,\n\n"
                          u"this is your verification code for the PBX \"%2\":\n\n"
                          u"    %3\n\n"
                          u"It is good for five minutes, once. A newer code replaces it.\n"
                          u"If you did not ask for it, somebody else knows your password: change "
                          u"it.\n"_s;

Account accountOf(const AccountPlan &plan)
{
    Account account{.plan = plan, .mustChangePassword = plan.mustChangePassword};
    if (!plan.password.isEmpty())
        account.password = PasswordHash(portalPassword(plan.password));
    if (plan.twoFactor == "email"_L1)
        account.factor.useEmail();
    else if (plan.twoFactor == "authenticator"_L1)
        account.factor.useKey(TotpCheck(Secret(plan.twoFactorKey)));
    return account;
}

} // namespace

QString emailHint(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    return at > 0 ? address.first(1) + u"***"_s + address.sliced(at) : QString();
}

PbxMemory::PbxMemory(const PbxPlan &plan, const Setup &setup)
    : sessions(setup.random, plan.autoLogoutTime)
    , challenges(setup.random)
    , passwordTokens(setup.random)
    , m_setup(setup)
    , m_name(plan.name)
    , m_hasMailServer(plan.hasMailServer)
{
    QStringList numbers;
    for (const AccountPlan &account : plan.accounts) {
        accounts.push_back(accountOf(account));
        numbers.append(account.extensionNumber());
    }
    const QList<AccountPlan> madeUp = madeUpExtensions(plan.extensions, numbers);
    for (const AccountPlan &account : madeUp)
        accounts.push_back(accountOf(account));
    for (size_t i = 0; i < accounts.size(); ++i) {
        if (accounts.at(i).plan.isExtension())
            extensions.push_back(static_cast<qsizetype>(i));
    }
    passwordlessAccount = addHidden({.userName = u"Passwordless"_s, .role = u"super_admin"_s});
    remoteAccount = addHidden({.role = u"administrator"_s});
}

qsizetype PbxMemory::addHidden(const AccountPlan &plan)
{
    accounts.push_back(accountOf(plan));
    return static_cast<qsizetype>(accounts.size()) - 1;
}

std::optional<qsizetype> PbxMemory::accountNamed(const QString &name) const
{
    for (size_t i = 0; i < accounts.size(); ++i) {
        const AccountPlan &plan = accounts.at(i).plan;
        const bool isExtensionName =
            plan.isExtension() &&
            (plan.extensionNumber() == name ||
             (!plan.email.isEmpty() && plan.email.compare(name, Qt::CaseInsensitive) == 0));
        if ((plan.userName == name || isExtensionName) && accounts.at(i).password.isSet())
            return static_cast<qsizetype>(i);
    }
    return std::nullopt;
}

bool PbxMemory::isMandatoryFor(const Account &account) const
{
    return options.forcesTwoFactor && account.plan.isExtension();
}

bool PbxMemory::canMailTo(const Account &account) const
{
    return m_hasMailServer && !account.plan.email.isEmpty();
}

void PbxMemory::mailCode(const Account &account, const QByteArray &digits)
{
    mail(account.plan.email, u"Verification code for %1"_s.arg(m_name),
         kMailText.arg(account.plan.userName, m_name, QString::fromLatin1(digits)));
}

void PbxMemory::mail(const QString &recipient, const QString &subject, const QString &text)
{
    if (m_setup.postman)
        m_setup.postman->send(
            {.senderName = m_name, .recipient = recipient, .subject = subject, .text = text});
}

std::optional<Refusal> PbxMemory::whyBlocked(const LoginGuard &by, const QByteArray &address) const
{
    const auto block = allowed.contains(address) ? std::nullopt : by.blockOf(address, now());
    if (!block)
        return std::nullopt;
    return Refusal{.code = RefusalCode::AddressBlocked,
                   .blockExpireTime = block->until ? block->until->toSecsSinceEpoch() : 0};
}

void PbxMemory::countFailure(LoginGuard &by, const QByteArray &address)
{
    if (!allowed.contains(address))
        by.countFailure(address, now());
}

QJsonObject PbxMemory::state() const
{
    QJsonObject people;
    qsizetype protectedAccounts = 0;
    for (const Account &account : accounts) {
        protectedAccounts += account.factor.isOn() ? 1 : 0;
        if (!account.password.isSet())
            continue;
        people.insert(account.plan.userName,
                      QJsonObject{{u"two_factor"_s, factorMeaning(account.factor.method())},
                                  {u"trusted_devices"_s, account.devices.list().size()},
                                  {u"must_change_password"_s, account.mustChangePassword}});
    }
    return {{u"accounts"_s, people},
            {u"extensions"_s, static_cast<qint64>(extensions.size())},
            {u"accounts_with_two_factor"_s, protectedAccounts},
            {u"two_factor_mandatory"_s, options.forcesTwoFactor},
            {u"passwordless"_s, options.isPasswordless},
            {u"auto_logout_time"_s, static_cast<qint64>(sessions.autoLogoutTime().count())},
            {u"challenges"_s, challenges.countAt(now())},
            {u"password_tokens"_s, passwordTokens.countAt(now())},
            {u"allowed_addresses"_s, allowed.list().size()},
            {u"operations"_s, log.size()},
            {u"mail_server"_s, m_hasMailServer}};
}

void PbxMemory::note(const Visit &visit, const QString &module, const QString &operation,
                     const QString &detail)
{
    note(account(visit.owner.account).plan.userName, visit.request.peer, module, operation, detail);
}

void PbxMemory::note(const QString &user, const QByteArray &address, const QString &module,
                     const QString &operation, const QString &detail)
{
    log.add({.time = now(),
             .user = user,
             .address = address,
             .module = module,
             .operation = operation,
             .detail = detail});
}

} // namespace lw::Sandbox
