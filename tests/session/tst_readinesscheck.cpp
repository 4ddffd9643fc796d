// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfixture.h"

#include <session/readinesscheck.h>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ReadinessAnswer)

namespace {

QJsonObject extension(const QString &number, const QString &role)
{
    return {{u"id"_s, number.toInt()},      {u"number"_s, number},  {u"caller_id_name"_s, u""_s},
            {u"email_addr"_s, u""_s},       {u"role_name"_s, role}, {u"enb_two_factor"_s, 0},
            {u"two_factor_method"_s, u""_s}};
}

FakeAnswer extensions(const QJsonArray &rows, int total)
{
    return listAnswer(u"extension_list"_s, rows, total);
}

} // namespace

/*! What the PBX itself shows of being able to come back. */
class TestReadinessCheck : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_fixture.reset(); }

    void mailServer_data();
    void mailServer();
    void secondAdministrator_data();
    void secondAdministrator();
    void oneselfIsNoSecond();
    void laterPagesAreRead();
    void stopsAtTheFirst();
    void sessionEndsHalfWay();
    void destroyed();

private:
    FakeServer &server() { return m_fixture->server; }
    //! What the check finds; nothing where it has not finished.
    QList<ReadinessEntry> check()
    {
        QList<ReadinessEntry> found;
        ReadinessCheck check(m_fixture->session,
                             [&](const QList<ReadinessEntry> &entries) { found = entries; });
        check.start();
        AccountFixture::turn();
        return found;
    }
    std::unique_ptr<AccountFixture> m_fixture;
};

void TestReadinessCheck::init()
{
    m_fixture = std::make_unique<AccountFixture>();
    m_fixture->signIn();
    server().always(kTwoFactorCall, golden(u"twofactor-get"_s));
    server().always(kExtensionsCall, extensions({}, 0));
}

void TestReadinessCheck::mailServer_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<ReadinessAnswer>("found");
    QTest::newRow("ready") << u"twofactor-get"_s << ReadinessAnswer::Met;
    QTest::newRow("not ready") << u"twofactor-get-nomail"_s << ReadinessAnswer::NotMet;
    QTest::newRow("the PBX does not say") << u"error-10001"_s << ReadinessAnswer::Unknown;
    QTest::newRow("not allowed") << u"error-10005"_s << ReadinessAnswer::Unknown;
}

void TestReadinessCheck::mailServer()
{
    QFETCH(QString, answer);
    QFETCH(ReadinessAnswer, found);
    server().always(kTwoFactorCall, golden(answer));
    const auto entries = check();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].item, ReadinessItem::MailServer);
    QCOMPARE(entries[0].answer, found);
    QCOMPARE(entries[0].at, m_fixture->clock.now());
    QCOMPARE(entries[1].answer, ReadinessAnswer::NotMet);
}

void TestReadinessCheck::secondAdministrator_data()
{
    QTest::addColumn<QStringList>("roles");
    QTest::addColumn<int>("code");
    QTest::addColumn<ReadinessAnswer>("found");
    using Answer = ReadinessAnswer;
    QTest::newRow("no extension") << QStringList{} << 0 << Answer::NotMet;
    QTest::newRow("only others") << QStringList{u"Employee"_s, u"Supervisor"_s, u""_s} << 0
                                 << Answer::NotMet;
    QTest::newRow("one") << QStringList{u"Employee"_s, u"Administrator"_s} << 0 << Answer::Met;
    QTest::newRow("another case is another word")
        << QStringList{u"administrator"_s} << 0 << Answer::NotMet;
    QTest::newRow("not allowed") << QStringList{} << 10005 << Answer::Unknown;
    QTest::newRow("an old firmware") << QStringList{} << 10001 << Answer::Unknown;
    QTest::newRow("session over") << QStringList{} << 10004 << Answer::Unknown;
}

void TestReadinessCheck::secondAdministrator()
{
    QFETCH(QStringList, roles);
    QFETCH(int, code);
    QFETCH(ReadinessAnswer, found);
    QJsonArray rows;
    for (const QString &role : roles)
        rows.append(extension(QString::number(1000 + rows.size()), role));
    server().always(kExtensionsCall,
                    code == 0 ? extensions(rows, int(rows.size())) : FakeAnswer::refusal(code));
    const auto entries = check();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[1].item, ReadinessItem::SecondAdministrator);
    QCOMPARE(entries[1].answer, found);
}

void TestReadinessCheck::oneselfIsNoSecond()
{
    m_fixture->signInAs(u"1000"_s);
    server().always(kExtensionsCall, extensions({extension(u"1000"_s, u"Administrator"_s)}, 1));
    QCOMPARE(check().value(1).answer, ReadinessAnswer::NotMet);
}

void TestReadinessCheck::laterPagesAreRead()
{
    server().next(kExtensionsCall, extensions({extension(u"1000"_s, u"Employee"_s)}, 2));
    server().next(kExtensionsCall, extensions({extension(u"1001"_s, u"Administrator"_s)}, 2));
    QCOMPARE(check().value(1).answer, ReadinessAnswer::Met);
    const auto sent = server().sentTo(kExtensionsCall);
    QCOMPARE(sent.size(), 2U);
    QCOMPARE(sent[0].query, u"page=1&page_size=200&sort_by=role_name&order_by=asc"_s);
    QCOMPARE(sent[1].query, u"page=2&page_size=200&sort_by=role_name&order_by=asc"_s);
}

void TestReadinessCheck::stopsAtTheFirst()
{
    server().always(kExtensionsCall, extensions({extension(u"1001"_s, u"Administrator"_s)}, 900));
    QCOMPARE(check().value(1).answer, ReadinessAnswer::Met);
    QCOMPARE(server().count(kExtensionsCall), 1);
}

void TestReadinessCheck::sessionEndsHalfWay()
{
    server().always(kTwoFactorCall, golden(u"error-10004"_s));
    const auto entries = check();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].answer, ReadinessAnswer::Unknown);
    QCOMPARE(entries[1].answer, ReadinessAnswer::Unknown);
    QCOMPARE(server().count(kExtensionsCall), 0);
}

void TestReadinessCheck::destroyed()
{
    int calls = 0;
    auto check =
        std::make_unique<ReadinessCheck>(m_fixture->session, [&](const auto &) { ++calls; });
    check->start();
    check.reset();
    AccountFixture::turn();
    QCOMPARE(calls, 0);
    check = std::make_unique<ReadinessCheck>(m_fixture->session, [&](const auto &) {
        ++calls;
        check.reset();
    });
    check->start();
    AccountFixture::turn();
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestReadinessCheck)
#include "tst_readinesscheck.moc"
