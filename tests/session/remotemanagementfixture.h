// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/remotemanagementsettings.h>
#include <session/remotemanagementmodel.h>
#include <support/sessionfixture.h>

#include <QJsonObject>

#include <functional>
#include <memory>

namespace lw::test {

//! The answer of remotemanagement/get: bound by code to a custom server, account set, unless \a
//! more says otherwise; a value of null takes a field away.
[[nodiscard]] inline FakeAnswer settingsAnswer(const QJsonObject &more = {})
{
    QJsonObject fields{{QStringLiteral("connection_server_type"), QStringLiteral("custom")},
                       {QStringLiteral("server_address"), QStringLiteral("rm.example.com")},
                       {QStringLiteral("activation_method"), QStringLiteral("auth_code")},
                       {QStringLiteral("yeastar_id"), QString()},
                       {QStringLiteral("email"), QString()},
                       {QStringLiteral("enb_account"), 1},
                       {QStringLiteral("account_username"), QStringLiteral("provider")},
                       {QStringLiteral("account_password_set"), 1},
                       {QStringLiteral("enb_passwordless"), 0}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        if (it->isNull())
            fields.remove(it.key());
        else
            fields.insert(it.key(), *it);
    }
    return FakeAnswer::json(
        {{QStringLiteral("errcode"), 0}, {QStringLiteral("remote_management"), fields}});
}

[[nodiscard]] inline FakeAnswer statusAnswer(const QString &state, qint64 since = 1'000)
{
    return FakeAnswer::json(
        {{QStringLiteral("errcode"), 0},
         {QStringLiteral("status"), QJsonObject{{QStringLiteral("state"), state},
                                                {QStringLiteral("since"), since},
                                                {QStringLiteral("server"), QStringLiteral("s")},
                                                {QStringLiteral("detail"), QString()},
                                                {QStringLiteral("last_error"), QString()}}}});
}

/*! A page of a signed-in session. */
struct RemoteManagementFixture : SessionFixture
{
    explicit RemoteManagementFixture(const QString &firmware = QStringLiteral("83.19.0.110"))
        : SessionFixture(firmware)
    {
        server.always(kGetCall, settingsAnswer());
        server.always(kStatusCall, statusAnswer(QStringLiteral("Disconnected")));
        server.always(kUpdateCall, FakeAnswer::done());
        server.always(kDisconnectCall, FakeAnswer::done());
        SessionFixture::signIn();
    }

    void load()
    {
        model.load();
        settleAll([this] { return !model.isBusy(); });
        server.forgetRequests();
    }

    //! A changed draft: another server, and the code that it wants.
    void changeServer()
    {
        RemoteManagementSettings wanted = model.draft().settings;
        wanted.serverAddress = QStringLiteral("new.example.com");
        model.setDraft(wanted);
        model.setSecret(RemoteManagementField::AuthenticationCode, Secret(QByteArrayView("CODE")));
    }

    //! What the PBX answers once changeServer() was carried out.
    [[nodiscard]] static FakeAnswer changedServer()
    {
        return settingsAnswer(
            {{QStringLiteral("server_address"), QStringLiteral("new.example.com")}});
    }

    RemoteManagementModel model{session};
};

/*! The fixture as a part of a test: made anew for each test function. */
class RemoteManagementStage
{
protected:
    void start(const QString &firmware)
    {
        m_fixture.reset();
        m_fixture = std::make_unique<RemoteManagementFixture>(firmware);
        m_fixture->load();
    }
    void startUnloaded()
    {
        m_fixture.reset();
        m_fixture = std::make_unique<RemoteManagementFixture>();
        server().forgetRequests();
    }
    //! A Save that the PBX accepts with \a code and carries out.
    void save(int code = 0)
    {
        server().next(kGetCall, settingsAnswer());
        server().always(kGetCall, RemoteManagementFixture::changedServer());
        server().always(kUpdateCall, FakeAnswer::refusal(code));
        m_fixture->changeServer();
        model().save();
        SessionFixture::settleAll(
            [this] { return model().activity() != RemoteManagementModel::Activity::Saving; });
        QCOMPARE(model().outcome(), RemoteManagementModel::Outcome::Saved);
    }
    void change(const std::function<void(RemoteManagementSettings &)> &how)
    {
        RemoteManagementSettings wanted = model().draft().settings;
        how(wanted);
        model().setDraft(wanted);
    }
    RemoteManagementModel &model() { return m_fixture->model; }
    FakeServer &server() { return m_fixture->server; }
    std::unique_ptr<RemoteManagementFixture> m_fixture;
};

} // namespace lw::test
