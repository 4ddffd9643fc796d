// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"

#include <net/httplog.h>

#include <QLoggingCategory>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace std::chrono_literals;

namespace {

QStringList *caughtLines = nullptr;

void collect(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    caughtLines->append(QLatin1String(context.category) + QLatin1String(": ") + text);
}

/*! Everything that is logged while it lives, whatever the category. */
class LogCatcher
{
public:
    LogCatcher()
    {
        caughtLines = &lines;
        m_before = qInstallMessageHandler(collect);
    }
    ~LogCatcher()
    {
        qInstallMessageHandler(m_before);
        caughtLines = nullptr;
    }

    QStringList lines;

private:
    QtMessageHandler m_before;
};

} // namespace

/*! What the log says, and above all what it does not. */
class TestHttpLog : public QObject
{
    Q_OBJECT
private slots:
    void cleanup();
    void silentByDefault();
    void oneLineAnExchange_data();
    void oneLineAnExchange();
};

void TestHttpLog::cleanup()
{
    QLoggingCategory::setFilterRules({});
}

void TestHttpLog::silentByDefault()
{
    NetFixture net;
    OddServer server(net.identity);
    const auto transport = net.pinned(server);
    const LogCatcher log;
    const auto outcome = send(*transport, get(), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(outcome->status(), 200);
    QCOMPARE(log.lines, QStringList());
}

void TestHttpLog::oneLineAnExchange_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("logPath");
    QTest::addColumn<QString>("expected");
    const QByteArray cookie = "Set-Cookie: websession=hidden\r\nX-Other: hidden\r\n";
    QTest::newRow("answered") << OddServer::answer("hidden", 200, cookie) << QByteArray()
                              << "lw\\.net: POST /change 200 \\d+ ms [0-9a-f]{16}";
    QTest::newRow("refused by template")
        << OddServer::answer("hidden", 404, cookie) << QByteArray("/change/{id}")
        << "lw\\.net: POST /change/\\{id\\} 404 \\d+ ms [0-9a-f]{16}";
    QTest::newRow("not answered") << QByteArray() << QByteArray()
                                  << "lw\\.net: POST /change UnknownOutcome \\d+ ms [0-9a-f]{16}";
}

void TestHttpLog::oneLineAnExchange()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, logPath);
    QFETCH(QString, expected);
    QLoggingCategory::setFilterRules(QStringLiteral("lw.net.info=true"));
    NetFixture net;
    OddServer server(net.identity);
    server.behaviour = OddServer::answering(answer);
    const auto transport = net.pinned(server);
    HttpRequest request = change(HttpRequest::Verb::Post, "{\"password\":\"hidden\"}");
    request.query.addQueryItem(QStringLiteral("access_token"), QStringLiteral("hidden"));
    request.headers.emplace_back("Cookie", Secret("websession=hidden"));
    request.logPath = logPath;
    request.timeout = 1s;
    const LogCatcher log;
    const auto outcome = send(*transport, std::move(request), &net.context);
    QVERIFY(outcome->wait());
    QCOMPARE(server.requests.size(), 1);
    QCOMPARE(log.lines.size(), 1);
    const QRegularExpression form(QRegularExpression::anchoredPattern(expected));
    QVERIFY2(form.match(log.lines[0]).hasMatch(), qPrintable(log.lines[0]));
    if (outcome->error)
        QVERIFY(!outcome->text().contains("hidden"));
}

QTEST_GUILESS_MAIN(TestHttpLog)
#include "tst_httplog.moc"
