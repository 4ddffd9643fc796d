// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotelink.h"

#include <algorithm>
#include <array>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = PlatformOutcome::Problem;

namespace {

constexpr auto kHeartbeatTime = 10s;

//! What a platform may say no with; everything else means that it is none of ours.
constexpr std::array kPlatformCodes{RefusalCode::CodeInvalid, RefusalCode::PlatformAuthentication,
                                    RefusalCode::PlatformUnreachable, RefusalCode::PlatformCapacity,
                                    RefusalCode::DeviceNotSupported};

Refusal refusalOf(const PlatformOutcome &outcome)
{
    if (outcome.problem != Problem::None)
        return {.code = RefusalCode::PlatformUnreachable, .reason = problemWord(outcome.problem)};
    const auto code = static_cast<RefusalCode>(outcome.answer.value("errcode"_L1).toInt());
    if (std::ranges::find(kPlatformCodes, code) == kPlatformCodes.end())
        return {.code = RefusalCode::PlatformUnreachable, .reason = problemWord(Problem::Refused)};
    return {.code = code, .reason = outcome.answer.value("reason"_L1).toString()};
}

void addIdentity(QJsonObject &body, const RemoteSettings &settings, const QString &secret)
{
    switch (settings.method) {
    case ActivationMethod::AuthenticationCode:
        body.insert(u"method"_s, u"auth_code"_s);
        body.insert(u"authentication_code"_s, secret);
        break;
    case ActivationMethod::YeastarId:
        body.insert(u"method"_s, u"yeastar_id"_s);
        body.insert(u"yeastar_id"_s, settings.yeastarId);
        body.insert(u"password"_s, secret);
        break;
    case ActivationMethod::Email:
        body.insert(u"method"_s, u"email"_s);
        body.insert(u"email"_s, settings.email);
        body.insert(u"password"_s, secret);
        break;
    }
}

} // namespace

template<typename Work>
auto RemoteLink::whileBound(Work work)
{
    return [binding = std::weak_ptr<int>(m_binding), work = std::move(work)](const auto &...given) {
        if (!binding.expired())
            work(given...);
    };
}

void RemoteLink::save(const RemoteChange &change, Done done)
{
    if (!change.bindingSecret) {
        adopt(change);
        done(std::nullopt);
        return;
    }
    m_setup.platforms->call(attachCall(change), [this, life = std::weak_ptr<int>(m_life), change,
                                                 done](const PlatformOutcome &outcome) {
        if (!life.expired())
            finishAttach(change, outcome, done);
    });
}

PbxAddress RemoteLink::serverOf(const RemoteSettings &settings) const
{
    if (settings.server == RemoteServerType::Default)
        return m_setup.defaultServer;
    return PbxAddress::parse(settings.serverAddress, PbxAddress::kCloudPort).value_or(PbxAddress());
}

PlatformCall RemoteLink::attachCall(const RemoteChange &change) const
{
    QJsonObject body{{u"sn"_s, m_setup.device.serialNumber},
                     {u"model"_s, m_setup.device.model},
                     {u"version"_s, m_setup.device.firmware},
                     {u"passwordless"_s, change.settings.isPasswordless ? 1 : 0}};
    if (!m_setup.device.portal.isEmpty())
        body.insert(u"portal"_s, m_setup.device.portal);
    addIdentity(body, change.settings, change.bindingSecret.value_or(QString()));
    return {.server = serverOf(change.settings),
            .path = u"/remote_connection/v1/attach"_s,
            .body = body};
}

void RemoteLink::finishAttach(const RemoteChange &change, const PlatformOutcome &outcome,
                              const Done &done)
{
    const QString token = outcome.answer.value("device_token"_L1).toString();
    if (outcome.problem != Problem::None || token.isEmpty()) {
        done(refusalOf(outcome));
        return;
    }
    const PbxAddress server = serverOf(change.settings);
    if (isBound() && m_server != server)
        detach();
    m_server = server;
    m_deviceToken = token.toLatin1();
    m_linkKey = QByteArray::fromBase64(outcome.answer.value("link_key"_L1).toString().toLatin1());
    m_isPasswordlessThere = outcome.answer.value("passwordless"_L1).toInt() == 1;
    adopt(change);
    done(std::nullopt);
}

//! Takes the settings over and connects with the binding that there is now.
void RemoteLink::adopt(const RemoteChange &change)
{
    m_settings = change.settings;
    if (change.accountPassword)
        m_accountPassword = PasswordHash(change.accountPassword->toUtf8());
    m_binding = std::make_shared<int>();
    m_isHeartbeatOut = false;
    m_status.server = m_server.displayText();
    // A client whose Save got no answer sees by a later time that it was carried out, so two saves
    // never carry the same second.
    m_status.since = std::max(m_setup.clock->now().toSecsSinceEpoch(), m_status.since + 1);
    m_status.state = State::Connecting;
    enter(State::Connecting, u"Waiting for the management server"_s, {});
    sendHeartbeat();
}

void RemoteLink::disconnect()
{
    if (isBound())
        detach();
    forgetBinding();
    m_binding = std::make_shared<int>();
    m_isHeartbeatOut = false;
    m_status.server.clear();
    enter(State::Disconnected, {}, {});
}

//! Nobody waits for the answer: the device forgets the platform in any case.
void RemoteLink::detach()
{
    m_setup.platforms->call({.server = m_server,
                             .path = u"/remote_connection/v1/detach"_s,
                             .deviceToken = m_deviceToken},
                            [](const PlatformOutcome &) {});
}

void RemoteLink::forgetBinding()
{
    m_deviceToken.clear();
    m_linkKey.clear();
    m_isPasswordlessThere = false;
}

bool RemoteLink::isAccount(const QString &name, const QString &password, const RandomSource &random)
{
    return m_settings.isAccountEnabled && !name.isEmpty() && name == m_settings.accountUserName &&
           m_accountPassword.matches(password.toUtf8(), random);
}

void RemoteLink::wake()
{
    if (isBound() && !m_isHeartbeatOut && m_setup.clock->now() >= m_heartbeatDue)
        sendHeartbeat();
}

void RemoteLink::scheduleHeartbeat()
{
    m_heartbeatDue = m_setup.clock->now().addSecs(kHeartbeatTime.count());
    m_setup.scheduler->after(kHeartbeatTime, whileBound([this] { wake(); }));
}

void RemoteLink::sendHeartbeat()
{
    m_isHeartbeatOut = true;
    const QJsonObject body{{u"passwordless"_s, m_settings.isPasswordless ? 1 : 0}};
    m_setup.platforms->call(
        {.server = m_server,
         .path = u"/remote_connection/v1/heartbeat"_s,
         .deviceToken = m_deviceToken,
         .body = body},
        whileBound([this](const PlatformOutcome &outcome) { finishHeartbeat(outcome); }));
}

void RemoteLink::finishHeartbeat(const PlatformOutcome &outcome)
{
    m_isHeartbeatOut = false;
    if (outcome.problem != Problem::None) {
        enter(State::Connecting, u"Trying again"_s,
              u"%1: %2"_s.arg(problemWord(outcome.problem), outcome.detail));
        scheduleHeartbeat();
        return;
    }
    const QJsonValue code = outcome.answer.value("errcode"_L1);
    if (code.isDouble() && code.toInt() == 0) {
        m_isPasswordlessThere = outcome.answer.value("passwordless"_L1).toInt() == 1;
        enter(State::Connected, {}, {});
        scheduleHeartbeat();
        return;
    }
    forgetBinding();
    enter(State::Disconnected, {}, u"The management server no longer knows this device"_s);
}

void RemoteLink::enter(State state, const QString &detail, const QString &lastError)
{
    const bool isSameConnection = m_status.state == State::Connecting &&
                                  state == State::Connected && m_status.lastError.isEmpty();
    if (m_status.state != state && !isSameConnection)
        m_status.since = std::max(m_setup.clock->now().toSecsSinceEpoch(), m_status.since);
    m_status.state = state;
    m_status.detail = detail;
    m_status.lastError = lastError;
}

} // namespace lw::Sandbox
