// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalpages.h"

#include "plainquery.h"

#include <resources/resources.h>

#include <array>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSeconds = 60;
const QString kAskAgain = u"Ask the management server for a new link."_s;

struct Route
{
    QLatin1StringView call;
    QByteArrayView verb;
    QLatin1StringView path;
};

constexpr std::array kRoutes{Route{"portal/passwordless"_L1, "GET", "/passwordless"_L1},
                             Route{"portal/signin"_L1, "GET", "/signin"_L1},
                             Route{"portal/signin/send"_L1, "POST", "/signin"_L1},
                             Route{"portal/home"_L1, "GET", "/portal"_L1},
                             Route{"portal/stay"_L1, "POST", "/portal/stay"_L1},
                             Route{"portal/sign-out"_L1, "POST", "/portal/sign-out"_L1},
                             Route{"portal/style"_L1, "GET", "/portal/style.css"_L1}};

//! Nothing from elsewhere, nothing kept, nothing told: some of these pages had a ticket in their
//! address.
void addStrictHeaders(WebAnswer &answer)
{
    answer.headers +=
        {{"Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; "
                                     "base-uri 'none'; frame-ancestors 'none'"},
         {"Referrer-Policy", "no-referrer"},
         {"X-Content-Type-Options", "nosniff"},
         {"X-Frame-Options", "DENY"},
         {"Cross-Origin-Opener-Policy", "same-origin"}};
}

WebAnswer goTo(const QByteArray &path)
{
    WebAnswer answer{.status = 303, .headers = {{"Location", path}}};
    addStrictHeaders(answer);
    return answer;
}

QString rightsOf(const AccountPlan &plan)
{
    return plan.role == "super_admin"_L1     ? u"Super administrator"_s
           : plan.role == "administrator"_L1 ? u"Administrator"_s
                                             : u"Extension user"_s;
}

QByteArray ticketIn(const WebRequest &request)
{
    return PlainQuery(request.query).text(u"ticket"_s).toLatin1();
}

} // namespace

PortalPages::PortalPages(const PbxPlan &plan, const Setup &setup) : m_plan(plan), m_setup(setup) {}

QStringList PortalPages::calls()
{
    QStringList names;
    for (const Route &route : kRoutes)
        names.append(route.call);
    return names;
}

QString PortalPages::callOf(const WebRequest &request)
{
    for (const Route &route : kRoutes) {
        if (route.verb == request.verb && route.path == request.path)
            return route.call;
    }
    return {};
}

WebAnswer PortalPages::handle(const WebRequest &request)
{
    const QString call = callOf(request);
    if (call == "portal/passwordless"_L1)
        return openPasswordless(request);
    if (call == "portal/signin"_L1)
        return showSignIn(request);
    if (call == "portal/signin/send"_L1)
        return signIn(request);
    if (call == "portal/home"_L1)
        return home(request);
    if (call == "portal/stay"_L1)
        return stay(request);
    if (call == "portal/sign-out"_L1)
        return signOut(request);
    WebAnswer answer{.page = readResource(u"sandbox/portal/portal.css"_s), .pageType = "text/css"};
    addStrictHeaders(answer);
    return answer;
}

std::optional<PortalPages::Notice> PortalPages::whyTicketIsBad(const QByteArray &text,
                                                               LinkTicket::Account account)
{
    // One answer for all that was not sealed for exactly this: it tells nobody how far they got.
    const auto ticket = opened(text, m_setup.link.linkKey());
    if (!ticket || ticket->serialNumber != m_plan.serialNumber || ticket->account != account)
        return Notice{.status = 400,
                      .title = u"This link is not valid"_s,
                      .reason = u"It was changed on its way, or this PBX is no longer connected "
                                "to the management server that made it."_s,
                      .advice = kAskAgain};
    if (ticket->end <= m_setup.memory.now())
        return Notice{.status = 410,
                      .title = u"This link has expired"_s,
                      .reason = u"It was good until %1."_s.arg(
                          ticket->end.toString(u"yyyy-MM-dd hh:mm:ss 'UTC'"_s)),
                      .advice = kAskAgain};
    if (m_usedTickets.contains(ticket->id))
        return Notice{.status = 410,
                      .title = u"This link has been used"_s,
                      .reason = u"A link opens the PBX once. If it was not you who used it, look "
                                "at the operation log of the PBX."_s,
                      .advice = kAskAgain};
    if (account == LinkTicket::Account::Passwordless) {
        if (const auto refused = whyNotPasswordless())
            return refused;
    }
    useUp(*ticket);
    return std::nullopt;
}

std::optional<PortalPages::Notice> PortalPages::whyNotPasswordless() const
{
    if (!m_setup.link.settings().isPasswordless)
        return Notice{.status = 403,
                      .title = u"Passwordless Login is switched off on this PBX"_s,
                      .reason = u"The management server may not open it without a password."_s,
                      .advice = u"It is switched on under Remote Management."_s};
    if (!m_setup.link.isPasswordlessThere())
        return Notice{.status = 403,
                      .title = u"Passwordless Login is switched off on the management server"_s,
                      .reason = u"The PBX would allow it, the server does not for this device."_s,
                      .advice = u"It is switched on in the device's settings there."_s};
    return std::nullopt;
}

void PortalPages::useUp(const LinkTicket &ticket)
{
    const QDateTime now = m_setup.memory.now();
    // An ended ticket is refused for that already.
    m_usedTickets.removeIf([&](const auto &it) { return it.value() <= now; });
    m_usedTickets.insert(ticket.id, ticket.end);
}

WebAnswer PortalPages::openPasswordless(const WebRequest &request)
{
    if (const auto bad = whyTicketIsBad(ticketIn(request), LinkTicket::Account::Passwordless))
        return notice(*bad);
    return enter(m_setup.memory.passwordlessAccount, request, u"Passwordless Login"_s);
}

WebAnswer PortalPages::showSignIn(const WebRequest &request)
{
    const QByteArray ticket = ticketIn(request);
    if (ticket.isEmpty())
        return page(200, u"signin"_s, {});
    if (const auto bad = whyTicketIsBad(ticket, LinkTicket::Account::Own))
        return notice(*bad);
    return goTo("/signin");
}

std::optional<qsizetype> PortalPages::accountFor(const QString &name, const QString &password)
{
    PbxMemory &memory = m_setup.memory;
    // First the provider's: its name is never one of the PBX's own.
    if (m_setup.link.isAccount(name, password, memory.random())) {
        memory.account(memory.remoteAccount).plan.userName = name;
        return memory.remoteAccount;
    }
    const auto index = memory.accountNamed(name);
    if (!index)
        return std::nullopt;
    auto &account = memory.account(*index);
    const bool needsMore = account.factor.isOn() || account.mustChangePassword;
    const bool isRight = account.password.matches(portalPassword(password), memory.random());
    return isRight && !needsMore ? index : std::nullopt;
}

WebAnswer PortalPages::signIn(const WebRequest &request)
{
    PbxMemory &memory = m_setup.memory;
    if (memory.whyBlocked(request.peer))
        return page(403, u"signin"_s, {{u"problem"_s, u"This address is blocked."_s}});
    const PlainQuery form(request.body, PlainQuery::Form::Body);
    const auto account = accountFor(form.text(u"username"_s), form.text(u"password"_s));
    if (account) {
        memory.guard.countSuccess(request.peer);
        return enter(*account, request, {});
    }
    memory.countFailure(request.peer);
    return page(401, u"signin"_s,
                {{u"problem"_s, u"The user name or the password is wrong, or the account needs a "
                                "second step."_s}});
}

WebAnswer PortalPages::enter(qsizetype account, const WebRequest &request, const QString &how)
{
    PbxMemory &memory = m_setup.memory;
    memory.note(memory.account(account).plan.userName, request.peer, u"Login"_s, u"Sign In"_s, how);
    WebAnswer answer = goTo("/portal");
    const QByteArray cookie = memory.sessions.open({.account = account}, memory.now());
    answer.headers.append({"Set-Cookie", m_setup.signIn.sessionCookie(cookie)});
    return answer;
}

//! Whose session the browser's cookie is. The page renews itself, so looking at it is polling.
std::optional<SessionTable::Owner> PortalPages::visitor(const WebRequest &request,
                                                        SessionTable::Cause cause)
{
    return m_setup.memory.sessions.use(m_setup.signIn.cookieOf(request), cause,
                                       m_setup.memory.now());
}

WebAnswer PortalPages::home(const WebRequest &request)
{
    const auto owner = visitor(request, SessionTable::Cause::Polling);
    if (!owner)
        return over();
    PbxMemory &memory = m_setup.memory;
    const AccountPlan &plan = memory.account(owner->account).plan;
    const qint64 left =
        memory.sessions.timeLeft(m_setup.signIn.cookieOf(request), memory.now()).count();
    return page(200, u"home"_s,
                {{u"account"_s, plan.userName},
                 {u"rights"_s, rightsOf(plan)},
                 {u"remaining"_s, u"%1 min %2 s"_s.arg(left / kSeconds).arg(left % kSeconds)},
                 {u"end"_s, memory.now().addSecs(left).toString(u"hh:mm:ss 'UTC'"_s)},
                 {u"minutes"_s, QString::number(memory.sessions.autoLogoutTime().count())}});
}

WebAnswer PortalPages::stay(const WebRequest &request)
{
    return visitor(request, SessionTable::Cause::Person) ? goTo("/portal") : over();
}

WebAnswer PortalPages::signOut(const WebRequest &request)
{
    const auto owner = visitor(request, SessionTable::Cause::Polling);
    if (owner)
        m_setup.memory.note({.request = request, .owner = *owner}, u"Login"_s, u"Sign Out"_s);
    m_setup.memory.sessions.close(m_setup.signIn.cookieOf(request));
    WebAnswer answer = goTo("/signin");
    answer.headers.append({"Set-Cookie", m_setup.signIn.endOfSessionCookie()});
    return answer;
}

WebAnswer PortalPages::over() const
{
    return notice(
        {.status = 401,
         .title = u"Your session is over"_s,
         .reason = u"After %1 minutes without activity the PBX signs you out (Auto "
                   "Logout Time)."_s.arg(m_setup.memory.sessions.autoLogoutTime().count()),
         .advice = u"Ask the management server for a new link, or sign in."_s});
}

WebAnswer PortalPages::notice(const Notice &notice) const
{
    return page(
        notice.status, u"notice"_s,
        {{u"title"_s, notice.title}, {u"reason"_s, notice.reason}, {u"advice"_s, notice.advice}});
}

WebAnswer PortalPages::page(int status, const QString &name, const Texts &texts) const
{
    Texts all = texts;
    all.insert(u"pbx"_s, m_plan.name);
    all.insert(u"model"_s, m_plan.model);
    all.insert(u"firmware"_s, m_plan.firmware.text());
    const QString form = QString::fromUtf8(readResource(u"sandbox/portal/%1.html"_s.arg(name)));
    QString html;
    qsizetype done = 0;
    // One pass, so that a text that looks like a place for another one stays a text.
    for (qsizetype at = form.indexOf("%{"_L1); at >= 0; at = form.indexOf("%{"_L1, done)) {
        const qsizetype end = form.indexOf(u'}', at);
        html += QStringView(form).sliced(done, at - done);
        html += all.value(form.sliced(at + 2, end - at - 2)).toHtmlEscaped();
        done = end + 1;
    }
    html += QStringView(form).sliced(done);
    WebAnswer answer{.status = status, .page = html.toUtf8()};
    addStrictHeaders(answer);
    return answer;
}

} // namespace lw::Sandbox
