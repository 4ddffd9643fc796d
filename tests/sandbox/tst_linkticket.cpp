// SPDX-License-Identifier: GPL-3.0-or-later
#include <sandbox/linkticket.h>

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Tickets of links: only whoever shares the key makes them, and nobody changes one. */
class TestLinkTicket : public QObject
{
    Q_OBJECT
private slots:
    void opensWithItsKey_data();
    void opensWithItsKey();
    void everyTicketIsAnotherOne();
    void textSaysNothing();
    void anyChangedCharacterIsSeen();
    void rubbishOpensNothing_data();
    void rubbishOpensNothing();

private:
    static QByteArray key() { return QByteArray(32, 'k'); }
    static LinkTicket ticket()
    {
        return {.serialNumber = u"369831900110"_s,
                .account = LinkTicket::Account::Passwordless,
                .end = QDateTime::fromSecsSinceEpoch(1'800'000'060, Qt::UTC)};
    }
};

void TestLinkTicket::opensWithItsKey_data()
{
    QTest::addColumn<int>("account");
    QTest::newRow("passwordless") << static_cast<int>(LinkTicket::Account::Passwordless);
    QTest::newRow("own account") << static_cast<int>(LinkTicket::Account::Own);
}

void TestLinkTicket::opensWithItsKey()
{
    QFETCH(int, account);
    LinkTicket made = ticket();
    made.account = static_cast<LinkTicket::Account>(account);
    const auto read = opened(sealed(made, key(), systemRandom()), key());
    QVERIFY(read);
    QCOMPARE(read->serialNumber, made.serialNumber);
    QCOMPARE(read->end, made.end);
    QVERIFY(read->account == made.account);
    QCOMPARE(read->id.size(), 32);
}

void TestLinkTicket::everyTicketIsAnotherOne()
{
    QSet<QByteArray> texts;
    QSet<QByteArray> ids;
    for (int i = 0; i < 100; ++i) {
        const QByteArray text = sealed(ticket(), key(), systemRandom());
        texts.insert(text);
        ids.insert(opened(text, key())->id);
    }
    QCOMPARE(texts.size(), 100);
    QCOMPARE(ids.size(), 100);
}

void TestLinkTicket::textSaysNothing()
{
    const QByteArray text = sealed(ticket(), key(), systemRandom());
    static const QRegularExpression form(u"^[A-Za-z0-9_-]+$"_s);
    QVERIFY(form.match(QString::fromLatin1(text)).hasMatch());
    const QByteArray bytes = QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
    QVERIFY(!bytes.contains("369831900110"));
    QVERIFY(!bytes.contains("passwordless"));
}

void TestLinkTicket::anyChangedCharacterIsSeen()
{
    const QByteArray text = sealed(ticket(), key(), systemRandom());
    // The last character may carry bits that belong to no byte.
    for (qsizetype i = 0; i < text.size() - 1; ++i) {
        QByteArray changed = text;
        changed[i] = changed.at(i) == 'A' ? 'B' : 'A';
        QVERIFY2(!opened(changed, key()), qPrintable(QString::number(i)));
    }
}

void TestLinkTicket::rubbishOpensNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("with");
    const QByteArray text = sealed(ticket(), key(), systemRandom());
    QTest::newRow("another key") << text << QByteArray(32, 'x');
    QTest::newRow("no key") << text << QByteArray();
    QTest::newRow("a short key") << text << QByteArray(16, 'k');
    QTest::newRow("nothing") << QByteArray() << key();
    QTest::newRow("the first half") << text.first(text.size() / 2) << key();
    QTest::newRow("twice") << text + text << key();
    QTest::newRow("something behind it") << text + "AAAA" << key();
    QTest::newRow("not base64url") << text + "=&+/" << key();
    QTest::newRow("only a nonce and a tag") << QByteArray(28, 'a').toBase64() << key();
    QTest::newRow("endless") << QByteArray(100'000, 'A') << key();
}

void TestLinkTicket::rubbishOpensNothing()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, with);
    QVERIFY(!opened(text, with));
}

QTEST_APPLESS_MAIN(TestLinkTicket)
#include "tst_linkticket.moc"
