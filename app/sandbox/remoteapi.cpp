// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteapi.h"

#include <utility>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

QString methodMeaning(ActivationMethod method)
{
    switch (method) {
    case ActivationMethod::AuthenticationCode:
        return u"authenticationCode"_s;
    case ActivationMethod::YeastarId:
        return u"yeastarId"_s;
    case ActivationMethod::Email:
        return u"email"_s;
    }
    return {};
}

QString stateMeaning(RemoteLink::State state)
{
    switch (state) {
    case RemoteLink::State::Disconnected:
        return u"disconnected"_s;
    case RemoteLink::State::Connecting:
        return u"connecting"_s;
    case RemoteLink::State::Connected:
        return u"connected"_s;
    }
    return {};
}

} // namespace

RemoteApi::RemoteApi(const WireProfile &wire, Setup setup)
    : m_get(wire.call(u"remotemanagement/get"_s))
    , m_update(wire.call(u"remotemanagement/update"_s))
    , m_status(wire.call(u"remotemanagement/status"_s))
    , m_envelope(wire.call(u"envelope"_s))
    , m_features(setup.features)
    , m_form(m_update, setup.features, setup.reservedNames)
    , m_link(std::move(setup.link))
{}

RemoteApi::~RemoteApi()
{
    for (const Order &order : std::exchange(m_orders, {}))
        order.reply(m_envelope.refused({.code = RefusalCode::InternalError}));
}

void RemoteApi::handle(const QString &call, const WebRequest &request, WebReply reply)
{
    if (call == "remotemanagement/get"_L1) {
        reply(get());
    } else if (call == "remotemanagement/status"_L1) {
        reply(status(request.faultWord));
    } else if (call == "remotemanagement/update"_L1) {
        order([this, body = request.body] { update(body); }, std::move(reply));
    } else {
        order(
            [this] {
                m_link.disconnect();
                finish(m_envelope.done());
            },
            std::move(reply));
    }
}

WebAnswer RemoteApi::get() const
{
    const RemoteSettings &settings = m_link.settings();
    const QString server = settings.server == RemoteServerType::Custom ? u"custom"_s : u"default"_s;
    QJsonObject fields{
        {m_get.field(u"activationMethod"_s),
         m_get.word(u"activationMethod"_s, methodMeaning(settings.method))},
        {m_get.field(u"yeastarId"_s), settings.yeastarId},
        {m_get.field(u"email"_s), settings.email},
        {m_get.field(u"accountEnabled"_s), settings.isAccountEnabled ? 1 : 0},
        {m_get.field(u"accountUserName"_s), settings.accountUserName},
        {m_get.field(u"accountPasswordSet"_s), settings.isAccountPasswordSet ? 1 : 0}};
    if (m_features.hasServerType) {
        fields.insert(m_get.field(u"serverType"_s), m_get.word(u"serverType"_s, server));
        fields.insert(m_get.field(u"serverAddress"_s), settings.serverAddress);
    }
    if (m_features.hasPasswordless)
        fields.insert(m_get.field(u"passwordless"_s), settings.isPasswordless ? 1 : 0);
    return m_envelope.done(m_get, fields);
}

WebAnswer RemoteApi::status(const std::optional<QString> &faultWord) const
{
    const RemoteLink::Status &status = m_link.status();
    const QString word = m_status.word(u"state"_s, stateMeaning(status.state));
    return m_envelope.done(m_status, {{m_status.field(u"state"_s), faultWord.value_or(word)},
                                      {m_status.field(u"since"_s), status.since},
                                      {m_status.field(u"server"_s), status.server},
                                      {m_status.field(u"detail"_s), status.detail},
                                      {m_status.field(u"lastError"_s), status.lastError}});
}

void RemoteApi::order(std::function<void()> work, WebReply reply)
{
    m_orders.push_back({.work = std::move(work), .reply = std::move(reply)});
    if (m_orders.size() == 1)
        startNext();
}

void RemoteApi::update(const QByteArray &body)
{
    const auto bound = m_link.isBound() ? RemoteForm::Bound::Yes : RemoteForm::Bound::No;
    const auto change = m_form.read(body, m_link.settings(), bound);
    if (!change) {
        finish(m_envelope.refused(change.error()));
        return;
    }
    m_link.save(*change, [this](const std::optional<Refusal> &refusal) {
        finish(refusal ? m_envelope.refused(*refusal) : m_envelope.done());
    });
}

void RemoteApi::finish(WebAnswer answer)
{
    const WebReply reply = std::move(m_orders.front().reply);
    m_orders.pop_front();
    reply(std::move(answer));
    if (!m_orders.empty())
        startNext();
}

void RemoteApi::startNext()
{
    const std::function<void()> work = m_orders.front().work;
    work();
}

} // namespace lw::Sandbox
