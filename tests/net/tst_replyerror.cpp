// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/replyerror.h>

#include <QTest>

using namespace lw;
using Error = QNetworkReply::NetworkError;
using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;
using Way = ReplyFailure::Way;

/*! From the network stack's words to ours. */
class TestReplyError : public QObject
{
    Q_OBJECT
private slots:
    void failures_data();
    void failures();
    void wholeAnswers_data();
    void wholeAnswers();
    void onlyLostConnectionsAreRepeated();
    void giveUpJudgement();
};

void TestReplyError::failures_data()
{
    QTest::addColumn<ReplyFailure>("failure");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, ReplyFailure failure, Kind kind, const char *reason) {
        QTest::newRow(name) << failure << kind << QString::fromLatin1(reason);
    };
    const Reach sent = Reach::MaybeSent;
    row("name not found", {.error = Error::HostNotFoundError}, Kind::Unreachable, "name-not-found");
    row("name not found for a change",
        {.error = Error::HostNotFoundError, .verb = Verb::Post, .reach = sent}, Kind::Unreachable,
        "name-not-found");
    row("refused on a way that worked before",
        {.error = Error::ConnectionRefusedError, .verb = Verb::Delete, .reach = sent},
        Kind::Unreachable, "refused");
    row("lost before sending", {.error = Error::RemoteHostClosedError, .verb = Verb::Put},
        Kind::Unreachable, "connection-lost");
    row("lost after sending",
        {.error = Error::RemoteHostClosedError, .verb = Verb::Put, .reach = sent},
        Kind::UnknownOutcome, "connection-lost");
    row("not to be sent again",
        {.error = Error::ContentReSendError, .verb = Verb::Post, .reach = sent},
        Kind::UnknownOutcome, "connection-lost");
    row("lost while reading", {.error = Error::RemoteHostClosedError, .reach = sent},
        Kind::Unreachable, "connection-lost");
    row("no way there", {.error = Error::UnknownNetworkError}, Kind::Unreachable, "network");
    row("way broke", {.error = Error::UnknownNetworkError, .verb = Verb::Post, .reach = sent},
        Kind::UnknownOutcome, "network");
    row("not HTTP", {.error = Error::ProtocolFailure}, Kind::MalformedReply, "not-http");
    row("not HTTP, for a change",
        {.error = Error::ProtocolFailure, .verb = Verb::Post, .reach = sent}, Kind::UnknownOutcome,
        "not-http");
    row("handshake", {.error = Error::SslHandshakeFailedError, .verb = Verb::Post}, Kind::TlsFailed,
        "handshake");
    row("old protocol",
        {.error = Error::SslHandshakeFailedError,
         .text = QStringLiteral("error:0A000102:SSL routines::unsupported protocol")},
        Kind::TlsFailed, "weak-protocol");
    row("no TLS",
        {.error = Error::SslHandshakeFailedError,
         .text = QStringLiteral("error:0A00010B:SSL routines::wrong version number")},
        Kind::TlsFailed, "no-tls");
    const Way proxied = Way::Proxied;
    row("proxy wants credentials",
        {.error = Error::ProxyAuthenticationRequiredError, .verb = Verb::Post, .way = proxied},
        Kind::ProxyFailed, "authentication");
    row("proxy not found", {.error = Error::ProxyNotFoundError, .way = proxied}, Kind::ProxyFailed,
        "name-not-found");
    row("proxy not found, unnamed",
        {.error = Error::UnknownNetworkError,
         .text = QStringLiteral("Proxy server not found"),
         .way = proxied},
        Kind::ProxyFailed, "name-not-found");
    row("proxy refuses", {.error = Error::ProxyConnectionRefusedError, .way = proxied},
        Kind::ProxyFailed, "refused");
    row("proxy closes", {.error = Error::ProxyConnectionClosedError, .way = proxied},
        Kind::ProxyFailed, "other");
    row("unnamed behind the proxy",
        {.error = Error::UnknownNetworkError, .verb = Verb::Post, .reach = sent, .way = proxied},
        Kind::UnknownOutcome, "network");
}

void TestReplyError::failures()
{
    QFETCH(ReplyFailure, failure);
    QFETCH(Kind, kind);
    QFETCH(QString, reason);
    const ApiError error = errorOf(failure);
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.reason, reason);
    QCOMPARE(error.detail, failure.text);
}

void TestReplyError::wholeAnswers_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("done") << Error::NoError << 200 << Way::Direct << true;
    QTest::newRow("no answer") << Error::NoError << 0 << Way::Direct << false;
    QTest::newRow("not found") << Error::ContentNotFoundError << 404 << Way::Direct << true;
    QTest::newRow("server error") << Error::InternalServerError << 500 << Way::Direct << true;
    QTest::newRow("bad request") << Error::ProtocolInvalidOperationError << 400 << Way::Direct
                                 << true;
    QTest::newRow("cut body") << Error::RemoteHostClosedError << 200 << Way::Direct << false;
    QTest::newRow("given up") << Error::OperationCanceledError << 200 << Way::Direct << false;
    QTest::newRow("server's own 407")
        << Error::ProxyAuthenticationRequiredError << 407 << Way::Direct << true;
    QTest::newRow("proxy's 407") << Error::ProxyAuthenticationRequiredError << 407 << Way::Proxied
                                 << false;
    QTest::newRow("redirect that cannot be followed")
        << Error::ContentReSendError << 308 << Way::Direct << true;
    QTest::newRow("lost before the end")
        << Error::ContentReSendError << 200 << Way::Direct << false;
}

void TestReplyError::wholeAnswers()
{
    QFETCH(Error, error);
    QFETCH(int, status);
    QFETCH(Way, way);
    QFETCH(bool, isWhole);
    QCOMPARE(isWholeAnswer(error, status, way), isWhole);
}

void TestReplyError::onlyLostConnectionsAreRepeated()
{
    QVERIFY(isLostConnection(Error::RemoteHostClosedError));
    QVERIFY(isLostConnection(Error::ContentReSendError));
    for (const Error error :
         {Error::NoError, Error::ConnectionRefusedError, Error::HostNotFoundError,
          Error::TimeoutError, Error::OperationCanceledError, Error::SslHandshakeFailedError,
          Error::UnknownNetworkError, Error::ProxyConnectionClosedError, Error::ProtocolFailure})
        QVERIFY(!isLostConnection(error));
}

void TestReplyError::giveUpJudgement()
{
    const ApiError timeout{.kind = Kind::Timeout};
    QCOMPARE(judgeOutcome(timeout, Verb::Get, Reach::MaybeSent).kind, Kind::Timeout);
    QCOMPARE(judgeOutcome(timeout, Verb::Post, Reach::NotSent).kind, Kind::Timeout);
    const ApiError unknown = judgeOutcome(timeout, Verb::Post, Reach::MaybeSent);
    QCOMPARE(unknown.kind, Kind::UnknownOutcome);
    QCOMPARE(unknown.reason, QStringLiteral("timeout"));
    const ApiError cancelled{.kind = Kind::Cancelled};
    QCOMPARE(judgeOutcome(cancelled, Verb::Post, Reach::MaybeSent).kind, Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestReplyError)
#include "tst_replyerror.moc"
