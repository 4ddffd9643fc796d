// SPDX-License-Identifier: GPL-3.0-or-later
#include "signinapi.h"

#include "fieldreader.h"

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 255;
constexpr std::chrono::seconds kChallengeTime{300};
//! A mailed code that is too old is told from an unknown challenge for as long again.
constexpr std::chrono::seconds kMailedChallengeTime{600};

const QString kModule = u"Login"_s;

//! "websession=...; Secure; ..." with \a extra in front of the attributes.
QByteArray cookieHeader(const QByteArray &name, const QByteArray &value, const QByteArray &extra)
{
    return name + '=' + value + extra + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}

QString roleMeaning(const AccountPlan &plan)
{
    return plan.role == "super_admin"_L1     ? u"superAdministrator"_s
           : plan.role == "administrator"_L1 ? u"administrator"_s
                                             : u"user"_s;
}

} // namespace

SignInApi::SignInApi(const WireProfile &wire, PbxMemory &memory,
                     std::function<bool()> isPasswordless)
    : m_wire(wire)
    , m_memory(memory)
    , m_isPasswordless(std::move(isPasswordless))
    , m_envelope(wire.call(u"envelope"_s))
    , m_cookieName(wire.call(u"session"_s).field(u"cookie"_s).toLatin1())
{}

QByteArray SignInApi::sessionCookie(const QByteArray &cookie) const
{
    return cookieHeader(m_cookieName, cookie, {});
}

QByteArray SignInApi::endOfSessionCookie() const
{
    return cookieHeader(m_cookieName, {}, "; Max-Age=0");
}

bool SignInApi::handles(const QString &call)
{
    return call == "login"_L1 || call == "logout"_L1 || call.startsWith("login/"_L1);
}

WebAnswer SignInApi::handle(const QString &call, const WebRequest &request)
{
    if (call == "logout"_L1)
        return signOut(request);
    if (const auto refusal = m_memory.whyBlocked(request.peer))
        return m_envelope.refused(*refusal);
    if (call == "login"_L1)
        return signIn(request);
    return call == "login/twofactor"_L1 ? secondStep(request) : resend(request);
}

WebAnswer SignInApi::signIn(const WebRequest &request)
{
    const auto body = objectOf(request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"login"_s), *body);
    const Credentials credentials{
        .userName = reader.required(u"userName"_s),
        .password = reader.required(u"password"_s).toUtf8(),
        .deviceName = reader.text(u"deviceName"_s, kLongestName).value_or(QString()),
        .trustedDeviceToken =
            reader.secret(u"trustedDeviceToken"_s).value_or(QString()).toLatin1()};
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());

    const auto index = m_memory.accountNamed(credentials.userName);
    if (!index)
        return failed(request);
    Account &account = m_memory.account(*index);
    if (!account.password.matches(credentials.password, m_memory.random()))
        return failed(request);
    if (!account.factor.isOn())
        return welcome(request, {.owner = {.account = *index}});
    const TrustedDevice *device =
        account.devices.use(credentials.trustedDeviceToken, request.peer, m_memory.now());
    if (device)
        return welcome(request, {.owner = {.account = *index, .device = device->id},
                                 .how = u"Trusted device: %1"_s.arg(device->name)});
    return challenge(*index, credentials);
}

WebAnswer SignInApi::failed(const WebRequest &request)
{
    m_memory.countFailure(request.peer);
    return m_envelope.refused(RefusalCode::Failure);
}

WebAnswer SignInApi::challenge(qsizetype index, const Credentials &credentials)
{
    const WireCall &call = m_wire.call(u"login"_s);
    const Account &account = m_memory.account(index);
    const bool isMail = account.factor.method() == FactorMethod::Email;
    if (isMail && !m_memory.canMailTo(account))
        return m_envelope.refused(RefusalCode::MailServerNotConfigured);
    const QDateTime now = m_memory.now();
    SignInChallenge waiting{
        .account = index,
        .end = now.addSecs((isMail ? kMailedChallengeTime : kChallengeTime).count()),
        .deviceName = credentials.deviceName};
    if (isMail)
        m_memory.mailCode(account, waiting.mailed.issue(m_memory.random(), now));
    const QString hint = isMail ? emailHint(account.plan.email) : QString();
    const QByteArray name = m_memory.challenges.add(std::move(waiting), now);
    const QJsonObject facts{
        {call.field(u"twoFactorMethod"_s),
         call.word(u"twoFactorMethod"_s, factorMeaning(account.factor.method()))},
        {call.field(u"challenge"_s), QString::fromLatin1(name)},
        {call.field(u"emailHint"_s), hint},
        {call.field(u"expiresIn"_s), secondsOf(kChallengeTime)},
        {call.field(u"resendAfter"_s), isMail ? secondsOf(MailedCode::kResendWait) : 0}};
    return m_envelope.refused(
        {.code = RefusalCode::TwoFactorRequired, .more = {{call.field(u"twoFactor"_s), facts}}});
}

WebAnswer SignInApi::secondStep(const WebRequest &request)
{
    const auto body = objectOf(request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"login/twofactor"_s), *body);
    const QByteArray name = reader.required(u"challenge"_s).toLatin1();
    const QByteArray code = reader.sixDigits(u"code"_s);
    const bool isTrusted = reader.flag(u"trustDevice"_s).value_or(false);
    const auto deviceName = reader.text(u"deviceName"_s, kLongestName);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());

    SignInChallenge *challenge = m_memory.challenges.find(name, m_memory.now());
    if (!challenge)
        return m_envelope.refused(RefusalCode::Failure);
    const CodeVerdict verdict = judge(*challenge, code);
    if (verdict == CodeVerdict::Expired)
        return m_envelope.refused(RefusalCode::TwoFactorCodeExpired);
    if (verdict == CodeVerdict::Wrong)
        return wrongCode(name, request);

    Entry entry{.owner = {.account = challenge->account}, .how = u"Two-factor authentication"_s};
    if (isTrusted) {
        entry.owner.device = m_memory.nextId();
        entry.newDeviceToken = m_memory.account(challenge->account)
                                   .devices.add({.id = entry.owner.device,
                                                 .name = deviceName.value_or(challenge->deviceName),
                                                 .address = request.peer,
                                                 .added = m_memory.now(),
                                                 .lastUsed = m_memory.now()},
                                                m_memory.random());
    }
    m_memory.challenges.remove(name);
    return welcome(request, entry);
}

CodeVerdict SignInApi::judge(SignInChallenge &challenge, const QByteArray &code)
{
    SecondFactor &factor = m_memory.account(challenge.account).factor;
    return factor.method() == FactorMethod::Email ? challenge.mailed.judge(code, m_memory.now())
                                                  : factor.judge(code, m_memory.now());
}

WebAnswer SignInApi::wrongCode(const QByteArray &name, const WebRequest &request)
{
    SignInChallenge *challenge = m_memory.challenges.find(name, m_memory.now());
    const int left = --challenge->attemptsLeft;
    if (left == 0) {
        m_memory.challenges.remove(name);
        m_memory.countFailure(request.peer);
    }
    return m_envelope.refused({.code = RefusalCode::TwoFactorCodeInvalid, .attemptsLeft = left});
}

WebAnswer SignInApi::resend(const WebRequest &request)
{
    const WireCall &call = m_wire.call(u"login/twofactor/sendemail"_s);
    const auto body = objectOf(request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(call, *body);
    const QByteArray name = reader.required(u"challenge"_s).toLatin1();
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    const QDateTime now = m_memory.now();
    SignInChallenge *challenge = m_memory.challenges.find(name, now);
    if (!challenge)
        return m_envelope.refused(RefusalCode::Failure);
    const Account &account = m_memory.account(challenge->account);
    if (account.factor.method() != FactorMethod::Email)
        return m_envelope.refused(RefusalCode::ActionForbidden);
    if (const auto wait = challenge->mailed.waitAt(now); wait.count() > 0)
        return m_envelope.refused({.code = RefusalCode::SendTooFrequent, .resendAfter = wait});
    challenge->end = now.addSecs(kMailedChallengeTime.count());
    m_memory.mailCode(account, challenge->mailed.issue(m_memory.random(), now));
    return m_envelope.done(call,
                           {{call.field(u"emailHint"_s), emailHint(account.plan.email)},
                            {call.field(u"expiresIn"_s), secondsOf(MailedCode::kLifetime)},
                            {call.field(u"resendAfter"_s), secondsOf(MailedCode::kResendWait)}});
}

WebAnswer SignInApi::welcome(const WebRequest &request, const Entry &entry)
{
    const WireCall &call = m_wire.call(u"login"_s);
    const Account &account = m_memory.account(entry.owner.account);
    m_memory.guard.countSuccess(request.peer);
    m_memory.note(account.plan.userName, request.peer, kModule, u"Sign In"_s, entry.how);
    QJsonObject fields{{call.field(u"userName"_s), account.plan.userName},
                       {call.field(u"role"_s), call.word(u"role"_s, roleMeaning(account.plan))},
                       {call.field(u"autoLogoutTime"_s),
                        static_cast<int>(m_memory.sessions.autoLogoutTime().count())},
                       {call.field(u"mustChangePassword"_s), account.mustChangePassword ? 1 : 0},
                       {call.field(u"passwordlessEnabled"_s), m_isPasswordless() ? 1 : 0}};
    if (!entry.newDeviceToken.isEmpty())
        fields.insert(m_wire.call(u"login/twofactor"_s).field(u"trustedDeviceToken"_s),
                      QString::fromLatin1(entry.newDeviceToken));
    WebAnswer answer = m_envelope.done(call, fields);
    const QByteArray cookie = m_memory.sessions.open(entry.owner, m_memory.now());
    answer.headers.append({"Set-Cookie", sessionCookie(cookie)});
    return answer;
}

WebAnswer SignInApi::signOut(const WebRequest &request)
{
    const QByteArray cookie = cookieOf(request);
    const auto owner = m_memory.sessions.use(cookie, SessionTable::Cause::Polling, m_memory.now());
    if (!owner)
        return m_envelope.refused(RefusalCode::TokenExpired);
    m_memory.sessions.close(cookie);
    m_memory.note({.request = request, .owner = *owner}, kModule, u"Sign Out"_s);
    WebAnswer answer = m_envelope.done();
    answer.headers.append({"Set-Cookie", endOfSessionCookie()});
    return answer;
}

} // namespace lw::Sandbox
