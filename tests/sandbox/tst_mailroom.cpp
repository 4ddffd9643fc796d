// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/mailroom.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! The form of the mails, the files, and what happens when one cannot be delivered. */
class TestMailroom : public QObject
{
    Q_OBJECT
private slots:
    void headersOfAMessage();
    void subjectIsEncoded_data();
    void subjectIsEncoded();
    void bodyIsQuotedPrintable_data();
    void bodyIsQuotedPrintable();
    void linesAreShortAscii();
    void everyMailIsAFile();
    void resetRemovesOnlyItsOwnFiles();
    void failedDeliveryIsRecorded();
    void missingFolderIsRecorded();

private:
    static QByteArray headerOf(const QByteArray &message, const QByteArray &name)
    {
        const qsizetype end = message.indexOf("\r\n\r\n");
        const QByteArray head = "\r\n" + message.first(end).replace("\r\n ", " ") + "\r\n";
        const qsizetype at = head.indexOf("\r\n" + name + ": ");
        return at < 0 ? QByteArray()
                      : head.mid(at + name.size() + 4,
                                 head.indexOf("\r\n", at + 2) - at - name.size() - 4);
    }
    static QByteArray bodyOf(const QByteArray &message)
    {
        return message.sliced(message.indexOf("\r\n\r\n") + 4);
    }

    FixedClock m_clock;
};

void TestMailroom::headersOfAMessage()
{
    const QByteArray message = messageOf({.senderName = u"Lab \"83.19\""_s,
                                          .recipient = u"anna@pbx.example"_s,
                                          .subject = u"Code"_s,
                                          .text = u"123456\n"_s},
                                         m_clock.now(), "00ff");
    QCOMPARE(headerOf(message, "Date"), QByteArray("Fri, 15 Jan 2027 08:00:00 +0000"));
    QCOMPARE(headerOf(message, "From"), QByteArray("\"Lab 83.19\" <pbx@practice.example>"));
    QCOMPARE(headerOf(message, "To"), QByteArray("<anna@pbx.example>"));
    QCOMPARE(headerOf(message, "Subject"), QByteArray("Code"));
    QCOMPARE(headerOf(message, "Message-ID"), QByteArray("<00ff@practice.example>"));
    QCOMPARE(headerOf(message, "Content-Type"), QByteArray("text/plain; charset=utf-8"));
    QCOMPARE(bodyOf(message), QByteArray("123456\r\n\r\n"));
}

void TestMailroom::subjectIsEncoded_data()
{
    QTest::addColumn<QString>("subject");
    QTest::newRow("German") << u"Code für Zürich"_s;
    QTest::newRow("Chinese, longer than a line") << u"上海办事处的电话系统的验证码"_s.repeated(4);
    QTest::newRow("beyond the first plane") << u"📞 ☎ Büro"_s;
    QTest::newRow("a line that wants to be a header") << u"Code\r\nBcc: eve@example.com"_s;
}

void TestMailroom::subjectIsEncoded()
{
    QFETCH(QString, subject);
    const QByteArray message =
        messageOf({.senderName = subject, .subject = subject}, m_clock.now(), "1");
    QByteArray decoded;
    const QList<QByteArray> words = headerOf(message, "Subject").split(' ');
    for (const QByteArray &word : words) {
        QVERIFY(word.startsWith("=?UTF-8?B?") && word.endsWith("?=") && word.size() <= 75);
        const QByteArray piece = QByteArray::fromBase64(word.mid(10, word.size() - 12));
        QVERIFY(QString::fromUtf8(piece).toUtf8() == piece); // whole characters in each word
        decoded += piece;
    }
    QCOMPARE(QString::fromUtf8(decoded), subject);
    QVERIFY(headerOf(message, "Bcc").isEmpty());
}

void TestMailroom::bodyIsQuotedPrintable_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("plain") << u"a b"_s << QByteArray("a b\r\n");
    QTest::newRow("an equals sign") << u"a=b"_s << QByteArray("a=3Db\r\n");
    QTest::newRow("two bytes") << u"ü"_s << QByteArray("=C3=BC\r\n");
    QTest::newRow("a blank at the end") << u"a \nb"_s << QByteArray("a=20\r\nb\r\n");
    QTest::newRow("a long line") << QString(80, u'x')
                                 << QByteArray(74, 'x') + "=\r\n" + QByteArray(6, 'x') + "\r\n";
    QTest::newRow("nothing torn apart")
        << QString(73, u'x') + u"ü"_s << QByteArray(73, 'x') + "=\r\n=C3=BC\r\n";
}

void TestMailroom::bodyIsQuotedPrintable()
{
    QFETCH(QString, text);
    QTEST(bodyOf(messageOf({.text = text}, m_clock.now(), "1")), "body");
}

void TestMailroom::linesAreShortAscii()
{
    const QByteArray message = messageOf({.senderName = u"Zürich"_s.repeated(20),
                                          .recipient = u"anna@pbx.example"_s,
                                          .subject = u"ü"_s.repeated(200),
                                          .text = u"ü"_s.repeated(1000)},
                                         m_clock.now(), "1");
    const QList<QByteArray> lines = message.split('\n');
    for (const QByteArray &line : lines.first(lines.size() - 1)) {
        QVERIFY(line.endsWith('\r'));
        QVERIFY2(line.size() <= 78 + 30, line.constData()); // "From: " and an address beside a word
        for (const char byte : line.chopped(1))
            QVERIFY(byte >= ' ' && byte <= '~');
    }
}

void TestMailroom::everyMailIsAFile()
{
    const QTemporaryDir folder;
    Mailroom room({.folder = folder.path(), .clock = &m_clock, .random = countingRandom()});
    for (const QString &subject : {u"one"_s, u"two"_s, u"three"_s}) {
        room.send({.recipient = u"anna@pbx.example"_s, .subject = subject});
        m_clock.advance(1s);
    }
    const QStringList names = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(names.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QFile file(folder.filePath(names.at(i)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray subject = headerOf(file.readAll(), "Subject");
        QCOMPARE(subject, QByteArrayList({"one", "two", "three"}).at(i)); // names sort by time
    }
    QCOMPARE(room.state().value("written"_L1), QJsonValue(3));
    QCOMPARE(room.state().value("delivered"_L1), QJsonValue(0));
}

void TestMailroom::resetRemovesOnlyItsOwnFiles()
{
    const QTemporaryDir folder;
    QFile other(folder.filePath(u"mine.eml"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    Mailroom room({.folder = folder.path(), .clock = &m_clock, .random = countingRandom()});
    room.send({});
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2);
    room.reset();
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList({u"mine.eml"_s}));
    QCOMPARE(room.state().value("written"_L1), QJsonValue(0));
}

void TestMailroom::failedDeliveryIsRecorded()
{
    const QTemporaryDir folder;
    QList<std::function<void(std::optional<QString>)>> waiting;
    QList<QByteArray> recipients;
    Mailroom room({.folder = folder.path(),
                   .deliver =
                       [&](const QByteArray &recipient, const QByteArray &,
                           const std::function<void(std::optional<QString>)> &done) {
                           recipients.append(recipient);
                           waiting.append(done);
                       },
                   .clock = &m_clock,
                   .random = countingRandom()});
    room.send({.recipient = u"anna@pbx.example"_s});
    room.send({.recipient = u"ben@pbx.example"_s});
    QCOMPARE(recipients, QList<QByteArray>({"anna@pbx.example", "ben@pbx.example"}));
    QCOMPARE(room.state().value("delivery_failed"_L1), QJsonValue(0));
    waiting.at(0)(u"Connection refused"_s);
    QCOMPARE(room.state().value("delivery_failed"_L1), QJsonValue(1));
    QCOMPARE(room.state().value("last_error"_L1), QJsonValue(u"Connection refused"_s));
    waiting.at(1)(std::nullopt);
    QCOMPARE(room.state().value("delivered"_L1), QJsonValue(1));
    QCOMPARE(room.state().value("last_error"_L1), QJsonValue(QString()));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2); // the copies stay
}

void TestMailroom::missingFolderIsRecorded()
{
    const QTemporaryDir folder;
    Mailroom room(
        {.folder = folder.filePath(u"gone"_s), .clock = &m_clock, .random = countingRandom()});
    room.send({});
    QVERIFY(!room.state().value("last_error"_L1).toString().isEmpty());
}

QTEST_APPLESS_MAIN(TestMailroom)
#include "tst_mailroom.moc"
