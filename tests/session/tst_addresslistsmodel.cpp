// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressfixture.h"
#include "deletionrows.h"

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

/*! Blocked and allowed addresses, and the guard of this workstation. */
class TestAddressListsModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void loaded();
    void unreadable_data();
    void unreadable();
    void unblocked_data();
    void unblocked();
    void allowed_data();
    void allowed();
    void removed();
    void changedButUnreadable_data();
    void changedButUnreadable();
    void oneThingAtATime();
    void nothingToDo();
    void forgotten_data();
    void forgotten();
    void expiredWhileChanging();
    void lateAnswerOfAnotherAccount();
    void lockedOutWhileLoading();
    void cutOff();
    void destroyedFromTheSignal();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    void load()
    {
        m_model->load();
        AccountFixture::turn();
        server().forgetRequests();
    }
    static AllowedAddress address(const QString &rule)
    {
        return {.id = {}, .name = u"Office"_s, .address = rule, .remark = u"r"_s};
    }
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<AddressListsModel> m_model;
};

void TestAddressListsModel::init()
{
    m_fixture = std::make_unique<AccountFixture>();
    m_fixture->signIn();
    m_model = std::make_unique<AddressListsModel>(session());
    server().always(kBlocked,
                    blockedAnswer({blockedRow(1, u"192.0.2.7"_s), blockedRow(2, u"192.0.2.8"_s)}));
    server().always(kAllowed, allowedAnswer({allowedRow(1, u"198.51.100.0/24"_s)}));
    for (const QString &call : {kUnblock, kAllow, kRemove})
        server().always(call, FakeAnswer::done());
}

void TestAddressListsModel::cleanup()
{
    m_model.reset();
    m_fixture.reset();
}

void TestAddressListsModel::loaded()
{
    m_model->load();
    QVERIFY(m_model->isBusy() && !m_model->isLoaded());
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy() && m_model->isLoaded() && !m_model->error());
    QCOMPARE(m_model->blocked().size(), 2);
    QCOMPARE(m_model->blocked()[1].address, u"192.0.2.8"_s);
    QCOMPARE(m_model->allowed().size(), 1);
    QCOMPARE(m_model->allowed()[0].address, u"198.51.100.0/24"_s);
}

void TestAddressListsModel::unreadable_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("blocked refused") << kBlocked << 10005 << Kind::Forbidden;
    QTest::newRow("allowed refused") << kAllowed << 10001 << Kind::Unsupported;
    QTest::newRow("blocked malformed") << kBlocked << 0 << Kind::MalformedReply;
    QTest::newRow("allowed malformed") << kAllowed << 0 << Kind::MalformedReply;
    QTest::newRow("session over") << kAllowed << 10004 << Kind::SessionExpired;
}

//! The two lists are shown together: half of what is new would be wrong.
void TestAddressListsModel::unreadable()
{
    QFETCH(QString, call);
    QFETCH(int, code);
    QFETCH(Kind, kind);
    load();
    server().always(kBlocked, blockedAnswer({}));
    server().always(call, FakeAnswer::refusal(code));
    load();
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->error()->kind, kind);
    QCOMPARE(m_model->blocked().size(), 2);
    QCOMPARE(m_model->allowed().size(), 1);
}

void TestAddressListsModel::unblocked_data()
{
    addDeletionRows();
}

void TestAddressListsModel::unblocked()
{
    QFETCH(QString, answer);
    QFETCH(bool, isGone);
    QFETCH(ChangeOutcome, outcome);
    load();
    server().always(kUnblock, answerOf(answer));
    if (isGone)
        server().always(kBlocked, blockedAnswer({blockedRow(2, u"192.0.2.8"_s)}));
    m_model->unblock({u"1"_s});
    QVERIFY(m_model->isBusy());
    QCOMPARE(m_model->outcome(), ChangeOutcome::None);
    AccountFixture::turn();
    QCOMPARE(m_model->outcome(), outcome);
    QVERIFY(!m_model->isBusy());
    QCOMPARE(server().calls(), (QStringList{kUnblock, kBlocked, kAllowed}));
    QCOMPARE(server().last(kUnblock).json(), (QJsonObject{{u"id_list"_s, QJsonArray{1}}}));
    QCOMPARE(m_model->error().has_value(), answer != u"0"_s && outcome == ChangeOutcome::NotDone);
    QCOMPARE(m_fixture->deeds.deeds.size(), 1);
    QCOMPARE(m_fixture->deeds.deeds.first().object, u"192.0.2.7"_s);
    QCOMPARE(m_fixture->deeds.deeds.first().outcome, outcomeWord(outcome));
}

void TestAddressListsModel::allowed_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("found"); // the rule that is there afterwards
    QTest::addColumn<ChangeOutcome>("outcome");
    const auto row = [](const char *name, const QString &answer, const QString &found,
                        ChangeOutcome outcome) {
        QTest::newRow(name) << answer << found << outcome;
    };
    row("taken over", u"0"_s, u"192.0.2.0/24"_s, ChangeOutcome::Done);
    row("taken over and written otherwise", u"0"_s, u"192.0.2.0/255.255.255.0"_s,
        ChangeOutcome::Done);
    row("there already: a refusal is a refusal", u"40003"_s, u"192.0.2.0/24"_s,
        ChangeOutcome::NotDone);
    row("refused", u"40002"_s, u""_s, ChangeOutcome::NotDone);
    row("unanswered and there", u"unknown"_s, u"192.0.2.0/24"_s, ChangeOutcome::Done);
    row("unanswered and not there", u"unknown"_s, u""_s, ChangeOutcome::NotDone);
}

void TestAddressListsModel::allowed()
{
    QFETCH(QString, answer);
    QFETCH(QString, found);
    QFETCH(ChangeOutcome, outcome);
    load();
    server().always(kAllow, answerOf(answer));
    if (!found.isEmpty())
        server().always(kAllowed, allowedAnswer({allowedRow(5, found)}));
    m_model->allow(address(u"192.0.2.0/24"_s));
    AccountFixture::turn();
    QCOMPARE(m_model->outcome(), outcome);
    QCOMPARE(m_model->error().has_value(), outcome == ChangeOutcome::NotDone);
    QCOMPARE(server().last(kAllow).json(), (QJsonObject{{u"name"_s, u"Office"_s},
                                                        {u"address"_s, u"192.0.2.0/24"_s},
                                                        {u"remark"_s, u"r"_s}}));
    QCOMPARE(m_fixture->deeds.outcomes(),
             QStringList{u"address-allowed "_s + outcomeWord(outcome)});
}

void TestAddressListsModel::removed()
{
    load();
    server().always(kAllowed, allowedAnswer({}));
    m_model->removeAllowed({u"1"_s});
    AccountFixture::turn();
    QCOMPARE(m_model->outcome(), ChangeOutcome::Done);
    QVERIFY(m_model->allowed().isEmpty());
    QCOMPARE(server().last(kRemove).json(), (QJsonObject{{u"id_list"_s, QJsonArray{1}}}));
    QCOMPARE(m_fixture->deeds.outcomes(), QStringList{u"allowed-addresses-removed done"_s});
    QCOMPARE(m_fixture->deeds.deeds.first().object, u"198.51.100.0/24"_s);
}

void TestAddressListsModel::changedButUnreadable_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("taken over") << u"0"_s << ChangeOutcome::Done;
    QTest::newRow("refused") << u"10005"_s << ChangeOutcome::NotDone;
    QTest::newRow("unanswered") << u"unknown"_s << ChangeOutcome::Unknown;
}

void TestAddressListsModel::changedButUnreadable()
{
    QFETCH(QString, answer);
    QFETCH(ChangeOutcome, outcome);
    load();
    server().always(kUnblock, answerOf(answer));
    server().always(kAllowed, FakeAnswer::failure(Kind::Timeout));
    m_model->unblock({u"1"_s});
    AccountFixture::turn();
    QCOMPARE(m_model->outcome(), outcome);
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->error().has_value(), outcome != ChangeOutcome::Done);
    QCOMPARE(m_model->blocked().size(), 2);
}

void TestAddressListsModel::oneThingAtATime()
{
    load();
    server().always(kUnblock, FakeAnswer::hang());
    m_model->unblock({u"1"_s});
    m_model->unblock({u"2"_s});
    m_model->allow(address(u"192.0.2.1"_s));
    m_model->removeAllowed({u"1"_s});
    m_model->load();
    AccountFixture::turn();
    QCOMPARE(server().calls(), QStringList{kUnblock});
}

void TestAddressListsModel::nothingToDo()
{
    load();
    m_model->unblock({});
    m_model->removeAllowed({});
    QVERIFY(!m_model->isBusy());
    m_fixture->signInAs(u"1001"_s, u"user"_s);
    server().forgetRequests();
    m_model->load();
    m_model->unblock({u"1"_s});
    m_model->allow(address(u"192.0.2.1"_s));
    m_model->removeAllowed({u"1"_s});
    AccountFixture::turn();
    QVERIFY2(server().calls().isEmpty(), "an extension's own account may not");
}

void TestAddressListsModel::forgotten_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("signed out") << u"out"_s;
    QTest::newRow("another account signed in") << u"other"_s;
    QTest::newRow("another account after the session had expired") << u"expired"_s;
    QTest::newRow("moved elsewhere") << u"moved"_s;
}

void TestAddressListsModel::forgotten()
{
    QFETCH(QString, how);
    load();
    m_fixture->expire();
    QCOMPARE(m_model->blocked().size(), 2);
    m_fixture->signIn();
    QCOMPARE(m_model->blocked().size(), 2);
    if (how == u"out"_s)
        session().signOut();
    else if (how == u"moved"_s)
        m_fixture->moveElsewhere();
    else if (how == u"expired"_s)
        m_fixture->expire();
    if (how == u"other"_s || how == u"expired"_s)
        m_fixture->signInAs(u"1001"_s, u"user"_s);
    QVERIFY(!m_model->isLoaded() && !m_model->isBusy());
    QVERIFY(m_model->blocked().isEmpty() && m_model->allowed().isEmpty());
}

void TestAddressListsModel::expiredWhileChanging()
{
    load();
    server().always(kUnblock, FakeAnswer::hang());
    m_model->unblock({u"1"_s});
    AccountFixture::turn();
    m_fixture->expire();
    QVERIFY(server().release(kUnblock, FakeAnswer::done()));
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy());
    QVERIFY2(m_model->outcome() == ChangeOutcome::Done, "judged by a list that was not read");
    QVERIFY(server().calls() == QStringList{kUnblock});
}

void TestAddressListsModel::lateAnswerOfAnotherAccount()
{
    server().next(kBlocked, FakeAnswer::hang());
    load();
    m_fixture->signInAs(u"operator"_s);
    QVERIFY(!m_model->isBusy());
    if (server().release(kBlocked, blockedAnswer({blockedRow(9, u"192.0.2.9"_s)})))
        AccountFixture::turn();
    QVERIFY(m_model->blocked().isEmpty());
    load();
    QCOMPARE(m_model->blocked().size(), 2);
}

void TestAddressListsModel::lockedOutWhileLoading()
{
    server().always(kAllowed, golden(u"error-70004"_s));
    load();
    QVERIFY(!m_model->isBusy() && !m_model->isLoaded());
    QVERIFY2(m_model->error(), "an empty list is no answer");
    QCOMPARE(m_model->error()->kind, Kind::LockedOut);
    m_model->clear();
    QVERIFY(!m_model->error());
}

void TestAddressListsModel::cutOff()
{
    load();
    server().always(kUnblock, FakeAnswer::hang());
    m_model->unblock({u"1"_s});
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->outcome(), ChangeOutcome::Unknown);
}

void TestAddressListsModel::destroyedFromTheSignal()
{
    for (int change = 1; change <= 4; ++change) {
        cleanup();
        init();
        int heard = 0;
        connect(m_model.get(), &AddressListsModel::changed, this, [&] {
            if (++heard == change)
                m_model.reset();
        });
        load();
        if (m_model)
            m_model->unblock({u"1"_s});
        AccountFixture::turn();
        QVERIFY(!m_model);
    }
}

QTEST_GUILESS_MAIN(TestAddressListsModel)
#include "tst_addresslistsmodel.moc"
