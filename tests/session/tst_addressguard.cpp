// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressfixture.h"

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

/*! Whether this workstation is among the addresses of AddressListsModel, and would stay there. */
class TestAddressGuard : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void guard_data();
    void guard();
    void ownAddresses();

private:
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<AddressListsModel> m_model;
};

void TestAddressGuard::init()
{
    m_fixture = std::make_unique<AccountFixture>();
    m_fixture->signIn();
    m_model = std::make_unique<AddressListsModel>(m_fixture->session);
    m_fixture->server.always(kBlocked, blockedAnswer({}));
}

void TestAddressGuard::cleanup()
{
    m_model.reset();
    m_fixture.reset();
}

void TestAddressGuard::guard_data()
{
    QTest::addColumn<QStringList>("rules"); // their ids are 1, 2, ...
    QTest::addColumn<QStringList>("removed");
    QTest::addColumn<bool>("isAllowed");
    QTest::addColumn<bool>("wouldLose");
    const QString network = u"192.0.2.0/24"_s;
    const QString host = u"192.0.2.10"_s;
    const QString other = u"203.0.113.1"_s;
    const auto row = [](const char *name, const QStringList &rules, const QStringList &removed,
                        bool isAllowed, bool wouldLose) {
        QTest::newRow(name) << rules << removed << isAllowed << wouldLose;
    };
    row("no rule", {}, {u"1"_s}, false, false);
    row("a rule for others", {other}, {u"1"_s}, false, false);
    row("the only rule for this workstation", {network, other}, {u"1"_s}, true, true);
    row("only the other rule", {network, other}, {u"2"_s}, true, false);
    row("another rule covers it still", {network, host}, {u"1"_s}, true, false);
    row("both rules for it", {network, host, other}, {u"1"_s, u"2"_s}, true, true);
    row("nothing", {network}, {}, true, false);
    row("a row that is not there", {network}, {u"9"_s}, true, false);
    row("a rule that is none covers nobody", {u"192.0.2"_s}, {u"1"_s}, false, false);
}

//! The workstation is 127.0.0.1 and 192.0.2.10.
void TestAddressGuard::guard()
{
    QFETCH(QStringList, rules);
    QFETCH(QStringList, removed);
    QFETCH(bool, isAllowed);
    QFETCH(bool, wouldLose);
    QJsonArray rows;
    for (const QString &rule : rules)
        rows.append(allowedRow(int(rows.size()) + 1, rule));
    m_fixture->server.always(kAllowed, allowedAnswer(rows));
    m_model->load();
    AccountFixture::turn();
    QVERIFY(m_model->isLoaded());
    QCOMPARE(m_model->isThisWorkstationAllowed(), isAllowed);
    QCOMPARE(m_model->wouldLoseProtection(removed), wouldLose);
}

void TestAddressGuard::ownAddresses()
{
    QVERIFY(m_model->isThisWorkstation(u"192.0.2.10"_s));
    QVERIFY(m_model->isThisWorkstation(u"127.0.0.1"_s));
    QVERIFY(!m_model->isThisWorkstation(u"192.0.2.11"_s));
    QVERIFY(!m_model->isThisWorkstation(u""_s));
    m_fixture->factory.addresses = {u"2001:db8::7"_s};
    QVERIFY(!m_model->isThisWorkstation(u"192.0.2.10"_s));
    QVERIFY(m_model->isThisWorkstation(u"2001:DB8::7"_s));
}

QTEST_GUILESS_MAIN(TestAddressGuard)
#include "tst_addressguard.moc"
