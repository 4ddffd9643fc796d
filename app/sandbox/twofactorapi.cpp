// SPDX-License-Identifier: GPL-3.0-or-later
#include "twofactorapi.h"

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kTokenTime{300};
const QString kModule = u"Two-Factor Authentication"_s;

} // namespace

TwoFactorApi::TwoFactorApi(const WireProfile &wire, PbxMemory &memory)
    : m_wire(wire), m_memory(memory), m_envelope(wire.call(u"envelope"_s))
{}

WebAnswer TwoFactorApi::handle(const QString &call, const Visit &visit)
{
    if (call == "twofactor/get"_L1)
        return get(visit);
    if (call == "twofactor/checkpassword"_L1)
        return checkPassword(visit);
    if (call == "twofactor/getsecret"_L1)
        return newKey(visit);
    return call == "twofactor/sendemail"_L1 ? sendMail(visit) : update(visit);
}

WebAnswer TwoFactorApi::get(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"twofactor/get"_s);
    const Account &account = m_memory.account(visit.owner.account);
    const QString method = account.factor.isOn()
                               ? call.word(u"method"_s, factorMeaning(account.factor.method()))
                               : QString();
    return m_envelope.done(call,
                           {{call.field(u"enabled"_s), account.factor.isOn() ? 1 : 0},
                            {call.field(u"method"_s), method},
                            {call.field(u"emailHint"_s), emailHint(account.plan.email)},
                            {call.field(u"mandatory"_s), m_memory.isMandatoryFor(account) ? 1 : 0},
                            {call.field(u"mailServerReady"_s), m_memory.hasMailServer() ? 1 : 0}});
}

WebAnswer TwoFactorApi::checkPassword(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"twofactor/checkpassword"_s);
    if (const auto refusal = m_memory.whyBlocked(visit.request.peer))
        return m_envelope.refused(*refusal);
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(call, *body);
    const QByteArray password = reader.required(u"password"_s).toUtf8();
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    Account &account = m_memory.account(visit.owner.account);
    if (!account.password.matches(password, m_memory.random())) {
        m_memory.countFailure(visit.request.peer);
        return m_envelope.refused(RefusalCode::Failure);
    }
    m_memory.guard.countSuccess(visit.request.peer);
    const QDateTime now = m_memory.now();
    const QByteArray token = m_memory.passwordTokens.add(
        {.account = visit.owner.account, .end = now.addSecs(kTokenTime.count())}, now);
    return m_envelope.done(call, {{call.field(u"passwordToken"_s), QString::fromLatin1(token)},
                                  {call.field(u"expiresIn"_s), secondsOf(kTokenTime)}});
}

PasswordToken *TwoFactorApi::tokenOf(const Visit &visit, const QByteArray &token)
{
    PasswordToken *found = m_memory.passwordTokens.find(token, m_memory.now());
    return found && found->account == visit.owner.account ? found : nullptr;
}

std::optional<Refusal> TwoFactorApi::whyTokenIsBad(const WireCall &call, const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return Refusal{.code = RefusalCode::ParameterSyntax};
    FieldReader reader(call, *body);
    const QByteArray token = reader.required(u"passwordToken"_s).toLatin1();
    if (!reader.isFine())
        return reader.refusal();
    if (!tokenOf(visit, token))
        return Refusal{.code = RefusalCode::PasswordTokenInvalid};
    return std::nullopt;
}

WebAnswer TwoFactorApi::newKey(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"twofactor/getsecret"_s);
    if (const auto refusal = whyTokenIsBad(call, visit))
        return m_envelope.refused(*refusal);
    Account &account = m_memory.account(visit.owner.account);
    return m_envelope.done(call,
                           {{call.field(u"secret"_s), account.factor.newKey(m_memory.random())},
                            {call.field(u"issuer"_s), m_memory.pbxName()},
                            {call.field(u"account"_s), account.plan.userName},
                            {call.field(u"algorithm"_s), u"SHA1"_s},
                            {call.field(u"digits"_s), 6},
                            {call.field(u"period"_s), 30}});
}

WebAnswer TwoFactorApi::sendMail(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"twofactor/sendemail"_s);
    if (const auto refusal = whyTokenIsBad(call, visit))
        return m_envelope.refused(*refusal);
    Account &account = m_memory.account(visit.owner.account);
    if (!m_memory.canMailTo(account))
        return m_envelope.refused(RefusalCode::MailServerNotConfigured);
    const QDateTime now = m_memory.now();
    MailedCode &code = account.factor.mailedCode();
    if (const auto wait = code.waitAt(now); wait.count() > 0)
        return m_envelope.refused({.code = RefusalCode::SendTooFrequent, .resendAfter = wait});
    m_memory.mailCode(account, code.issue(m_memory.random(), now));
    return m_envelope.done(call,
                           {{call.field(u"emailHint"_s), emailHint(account.plan.email)},
                            {call.field(u"expiresIn"_s), secondsOf(MailedCode::kLifetime)},
                            {call.field(u"resendAfter"_s), secondsOf(MailedCode::kResendWait)}});
}

tl::expected<TwoFactorApi::Change, Refusal> TwoFactorApi::readChange(const QByteArray &bytes) const
{
    const auto body = objectOf(bytes);
    if (!body)
        return tl::unexpected(Refusal{.code = RefusalCode::ParameterSyntax});
    FieldReader reader(m_wire.call(u"twofactor/update"_s), *body);
    const std::optional<bool> isOn = reader.flag(u"enabled"_s);
    Change change{.isOn = isOn.value_or(false),
                  .token = reader.required(u"passwordToken"_s).toLatin1()};
    if (!isOn)
        reader.fail(u"enabled"_s, u"required"_s);
    if (change.isOn) {
        const std::optional<QString> method = reader.meaning(u"method"_s);
        if (!method)
            reader.fail(u"method"_s, u"required"_s);
        change.method = method == u"email"_s ? FactorMethod::Email : FactorMethod::Authenticator;
        change.code = reader.sixDigits(u"code"_s);
    }
    if (!reader.isFine())
        return tl::unexpected(reader.refusal());
    return change;
}

WebAnswer TwoFactorApi::update(const Visit &visit)
{
    const auto change = readChange(visit.request.body);
    if (!change)
        return m_envelope.refused(change.error());
    if (!tokenOf(visit, change->token))
        return m_envelope.refused(RefusalCode::PasswordTokenInvalid);
    return change->isOn ? enrol(visit, *change) : switchOff(visit, *change);
}

WebAnswer TwoFactorApi::switchOff(const Visit &visit, const Change &change)
{
    Account &account = m_memory.account(visit.owner.account);
    if (m_memory.isMandatoryFor(account))
        return m_envelope.refused(RefusalCode::ActionForbidden);
    account.factor.switchOff();
    account.devices.clear(); // there is nothing left that they are excused from
    m_memory.challenges.removeOf(visit.owner.account);
    m_memory.passwordTokens.remove(change.token);
    m_memory.note(visit, kModule, u"Switch Off"_s);
    return m_envelope.done();
}

WebAnswer TwoFactorApi::enrol(const Visit &visit, const Change &change)
{
    Account &account = m_memory.account(visit.owner.account);
    const FactorMethod before = account.factor.method();
    const CodeVerdict verdict = account.factor.enrol(change.method, change.code, m_memory.now());
    if (verdict == CodeVerdict::Expired)
        return m_envelope.refused(RefusalCode::TwoFactorCodeExpired);
    if (verdict == CodeVerdict::Wrong) {
        const int left = --tokenOf(visit, change.token)->attemptsLeft;
        if (left == 0)
            m_memory.passwordTokens.remove(change.token);
        return m_envelope.refused(
            {.code = RefusalCode::TwoFactorCodeInvalid, .attemptsLeft = left});
    }
    m_memory.challenges.removeOf(visit.owner.account); // they wait for the other method
    m_memory.passwordTokens.remove(change.token);
    m_memory.note(visit, kModule, before == FactorMethod::None ? u"Switch On"_s : u"Edit"_s,
                  u"Method: %1"_s.arg(factorText(change.method)));
    return m_envelope.done();
}

} // namespace lw::Sandbox
