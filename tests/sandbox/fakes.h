// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/wireprofile.h>
#include <resources/resources.h>
#include <sandbox/mail.h>
#include <sandbox/platformcaller.h>
#include <sandbox/randomsource.h>
#include <sandbox/webmessage.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <utility>
#include <vector>

namespace lw::Sandbox {

/*! A clock that stands still until a test moves it. */
class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void advance(std::chrono::seconds by) { m_now = m_now.addSecs(by.count()); }

private:
    QDateTime m_now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
};

/*! A management server that answers what the test says, when the test says. */
class FakeCaller final : public PlatformCaller
{
public:
    using Done = std::function<void(PlatformOutcome)>;

    void call(const PlatformCall &call, Done done) override
    {
        calls.push_back(call);
        m_waiting.emplace_back(call, std::move(done));
    }

    [[nodiscard]] QStringList paths() const
    {
        QStringList result;
        for (const PlatformCall &call : calls)
            result.append(call.path.section(QLatin1Char('/'), -1));
        return result;
    }
    [[nodiscard]] bool isWaiting() const { return !m_waiting.empty(); }

    //! Answers the oldest call.
    void answer(const PlatformOutcome &outcome)
    {
        const Done done = std::move(m_waiting.front().second);
        m_waiting.erase(m_waiting.begin());
        done(outcome);
    }
    void answerDone(const QString &deviceToken = {})
    {
        QJsonObject json{{QStringLiteral("errcode"), 0}};
        if (!deviceToken.isEmpty())
            json.insert(QStringLiteral("device_token"), deviceToken);
        answer({.httpStatus = 200, .answer = json});
    }
    void answerRefused(int code, const QString &reason = {})
    {
        answer({.httpStatus = 200,
                .answer = {{QStringLiteral("errcode"), code}, {QStringLiteral("reason"), reason}}});
    }

    std::vector<PlatformCall> calls;

private:
    std::vector<std::pair<PlatformCall, Done>> m_waiting;
};

/*! Keeps the work for later until the test runs it. */
class FakeScheduler final : public Scheduler
{
public:
    void after(std::chrono::milliseconds, std::function<void()> work) override
    {
        m_work.push_back(std::move(work));
    }
    void runAll()
    {
        for (const auto &work : std::exchange(m_work, {}))
            work();
    }

private:
    std::vector<std::function<void()>> m_work;
};

/*! Keeps the mail of a practice PBX. */
class FakePostman final : public Postman
{
public:
    void send(const Mail &mail) override { mails.append(mail); }

    //! The six digits of the newest mail.
    [[nodiscard]] QByteArray lastCode() const
    {
        static const QRegularExpression digits(QStringLiteral("\\b[0-9]{6}\\b"));
        return mails.isEmpty() ? QByteArray()
                               : digits.match(mails.last().text).captured().toLatin1();
    }

    QList<Mail> mails;
};

//! 0, 1, 2 ...: every byte another one, and the same in every run.
inline RandomSource countingRandom()
{
    return [next = 0](qsizetype count) mutable {
        QByteArray bytes;
        while (bytes.size() < count)
            bytes.append(static_cast<char>(next++));
        return bytes;
    };
}

inline WireProfile builtInWire()
{
    return WireProfile::parse(readResource(QStringLiteral("wire/p-series.json"))).value();
}

inline QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace lw::Sandbox
