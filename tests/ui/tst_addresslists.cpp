// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagewindow.h"

#include <session/addresslistsmodel.h>
#include <session/operationlogmodel.h>
#include <ui/pages/activitypage.h>
#include <ui/support/format.h>

#include <QDialog>
#include <QJsonArray>
#include <QLineEdit>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

const QString kBlockedCall = u"blockedip/searchsummary"_s;
const QString kUnblockCall = u"blockedip/batchdelete"_s;
const QString kAllowedCall = u"allowedip/searchsummary"_s;
const QString kAllowCall = u"allowedip/create"_s;
const QString kDeleteCall = u"allowedip/batchdelete"_s;
const QString kBlocked = u"Blocked IPs"_s;
const QString kAllowed = u"Allowed IPs"_s;
constexpr qint64 kNow = 1'767'225'600;

FakeAnswer list(const QString &name, const QJsonArray &rows)
{
    return FakeAnswer::json({{u"errcode"_s, 0}, {u"total_number"_s, rows.size()}, {name, rows}});
}

QJsonObject blocked(int id, const QString &address, qint64 expires)
{
    return {{u"id"_s, id},     {u"ip"_s, address}, {u"defence_type"_s, u"Web Login"_s},
            {u"port"_s, 8088}, {u"time"_s, kNow},  {u"expire_time"_s, expires}};
}

QJsonObject allowed(int id, const QString &address)
{
    return {{u"id"_s, id}, {u"name"_s, u"N"_s}, {u"address"_s, address}, {u"remark"_s, u"R"_s}};
}

} // namespace

/*! Who is shut out and who never is, by keys. This workstation is 127.0.0.1 or 192.0.2.10. */
class TestAddressLists : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void blockedAddresses();
    void unblockingByKeys();
    void unblockingForGoodIsAsked();
    void nobodyIsBlocked();
    void wrongAddressIsSaid_data();
    void wrongAddressIsSaid();
    void addingByKeys();
    void deletingIsAsked();
    void deletingTheOwnAddressWantsTheName();
    void refusalIsSaid();
    void unansweredAndNotDone();
    void lostSessionDoesNotKeepItBusy();

private:
    void open(Qt::Key mnemonic);
    void choose(const QString &table, const QList<int> &rows);
    void settle();
    [[nodiscard]] Screen &screen() const { return m_window->screen; }
    [[nodiscard]] FakeServer &server() const { return m_window->fixture.server; }
    [[nodiscard]] ActivityPage &page() const { return *m_window->page; }

    std::unique_ptr<PageWindow<ActivityPage>> m_window;
};

void TestAddressLists::init()
{
    m_window = std::make_unique<PageWindow<ActivityPage>>();
    server().always(u"operationlog/searchsummary"_s, list(u"operation_log_list"_s, {}));
    server().always(kBlockedCall, list(u"blocked_ip_list"_s, {blocked(1, u"192.0.2.10"_s, kNow),
                                                              blocked(2, u"192.0.2.9"_s, 0)}));
    server().always(kAllowedCall, list(u"allowed_ip_list"_s, {allowed(1, u"192.0.2.0/24"_s),
                                                              allowed(2, u"198.51.100.7"_s)}));
    for (const QString &call : {kUnblockCall, kAllowCall, kDeleteCall})
        server().always(call, FakeAnswer::done());
}

//! The part of the page by its tab's mnemonic.
void TestAddressLists::open(Qt::Key mnemonic)
{
    m_window->open(m_window->fixture.clock);
    QVERIFY(QTest::qWaitForWindowActive(&m_window->window));
    settle();
    m_window->press(mnemonic, Qt::AltModifier);
}

void TestAddressLists::settle()
{
    SessionFixture::settleAll(
        [this] { return !page().log().isBusy() && !page().addresses().isBusy(); });
}

void TestAddressLists::choose(const QString &table, const QList<int> &rows)
{
    QAbstractItemView &view = m_window->table(table);
    view.clearSelection();
    for (const int row : rows)
        view.selectionModel()->select(view.model()->index(row, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void TestAddressLists::blockedAddresses()
{
    open(Qt::Key_C);
    QCOMPARE(m_window->cell(kBlocked, 0, 0), u"192.0.2.10 (this workstation)"_s);
    QCOMPARE(m_window->cell(kBlocked, 1, 0), u"192.0.2.9"_s);
    QCOMPARE(m_window->cell(kBlocked, 0, 1), u"Web Login"_s);
    QCOMPARE(m_window->cell(kBlocked, 0, 4),
             localTime(QDateTime::fromSecsSinceEpoch(kNow, Qt::UTC)));
    QCOMPARE(m_window->cell(kBlocked, 1, 4), u"For good"_s);
    QVERIFY(!screen().find(u"Unblock"_s)); // nothing is chosen
}

void TestAddressLists::unblockingByKeys()
{
    open(Qt::Key_C);
    QVERIFY(screen().focus(kBlocked));
    m_window->press(Qt::Key_Space);
    server().always(kBlockedCall, list(u"blocked_ip_list"_s, {blocked(2, u"192.0.2.9"_s, 0)}));
    m_window->press(Qt::Key_U, Qt::AltModifier);
    QTRY_COMPARE(server().count(kUnblockCall), 1);
    QVERIFY(!screen().dialog());
    settle();
    QCOMPARE(server().last(kUnblockCall).json().value(u"id_list"_s).toArray().size(), 1);
    QCOMPARE(m_window->banner(), u"Unblocked."_s);
    QCOMPARE(m_window->table(kBlocked).model()->rowCount(), 1);
}

void TestAddressLists::unblockingForGoodIsAsked()
{
    open(Qt::Key_C);
    choose(kBlocked, {0, 1});
    QVERIFY(screen().click(u"Unblock"_s));
    QVERIFY(screen().dialog());
    QVERIFY(screen().shows(u"Unblock 192.0.2.9?"_s));
    QCOMPARE(server().count(kUnblockCall), 0);
    QVERIFY(screen().click(u"Unblock"_s));
    settle();
    QCOMPARE(server().last(kUnblockCall).json().value(u"id_list"_s).toArray().size(), 2);
}

void TestAddressLists::nobodyIsBlocked()
{
    server().always(kBlockedCall, list(u"blocked_ip_list"_s, {}));
    open(Qt::Key_C);
    QVERIFY(screen().shows(u"No address is blocked."_s));
}

void TestAddressLists::wrongAddressIsSaid_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("text");
    QTest::newRow("no name") << QString() << u"192.0.2.1"_s << u"A name is needed."_s;
    QTest::newRow("no address") << u"N"_s << QString() << u"An address is needed"_s;
    QTest::newRow("a host name") << u"N"_s << u"pbx.example"_s << u"not an IP address"_s;
    QTest::newRow("half an address") << u"N"_s << u"192.0"_s << u"not an IP address"_s;
    QTest::newRow("a prefix that is none")
        << u"N"_s << u"192.0.2.0/40"_s << u"length of the prefix"_s;
    QTest::newRow("there already") << u"N"_s << u" 198.51.100.7 "_s << u"on the list already"_s;
}

void TestAddressLists::wrongAddressIsSaid()
{
    QFETCH(QString, name);
    QFETCH(QString, address);
    QFETCH(QString, text);
    open(Qt::Key_W);
    QVERIFY(screen().click(u"Add an Address\u2026"_s));
    QVERIFY(screen().type(u"Name"_s, name));
    QVERIFY(screen().type(u"IP address"_s, address));
    QVERIFY(screen().click(u"Add"_s));
    QVERIFY(screen().dialog());
    QVERIFY(screen().shows(text));
    QCOMPARE(server().count(kAllowCall), 0);
}

void TestAddressLists::addingByKeys()
{
    open(Qt::Key_W);
    m_window->press(Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(screen().dialog());
    QVERIFY(screen().shows(u"This workstation: 127.0.0.1 or 192.0.2.10."_s));
    QTest::keyClicks(screen().dialog()->focusWidget(), u"Branch"_s);
    m_window->press(Qt::Key_Tab);
    QTest::keyClicks(screen().dialog()->focusWidget(), u"2001:db8::/64"_s);
    server().always(kAllowedCall, list(u"allowed_ip_list"_s, {allowed(3, u"2001:db8::/64"_s)}));
    m_window->press(Qt::Key_Return);
    QTRY_VERIFY(!screen().dialog());
    settle();
    const QJsonObject body = server().last(kAllowCall).json();
    QCOMPARE(body.value(u"name"_s).toString(), u"Branch"_s);
    QCOMPARE(body.value(u"address"_s).toString(), u"2001:db8::/64"_s);
    QCOMPARE(m_window->banner(), u"Added to Allowed IPs."_s);
    QVERIFY(screen().shows(u"is not on the list"_s));
}

void TestAddressLists::deletingIsAsked()
{
    open(Qt::Key_W);
    QVERIFY(screen().shows(u"(127.0.0.1 or 192.0.2.10) is on the list"_s));
    choose(kAllowed, {1});
    QVERIFY(screen().focus(kAllowed));
    m_window->press(Qt::Key_Delete);
    QVERIFY(screen().dialog());
    QVERIFY(screen().shows(u"Delete 198.51.100.7?"_s));
    m_window->press(Qt::Key_Return); // Cancel
    QTRY_VERIFY(!screen().dialog());
    QCOMPARE(server().count(kDeleteCall), 0);
}

void TestAddressLists::deletingTheOwnAddressWantsTheName()
{
    open(Qt::Key_W);
    choose(kAllowed, {0});
    QVERIFY(screen().click(u"Delete\u2026"_s));
    QVERIFY(screen().shows(u"This workstation (127.0.0.1 or 192.0.2.10) loses its protection"_s));
    QVERIFY(!screen().find(u"Delete"_s));
    QVERIFY(screen().type(u"Name of the PBX"_s, u"Lab"_s));
    server().always(kAllowedCall, list(u"allowed_ip_list"_s, {allowed(2, u"198.51.100.7"_s)}));
    QVERIFY(screen().click(u"Delete"_s));
    settle();
    QCOMPARE(server().last(kDeleteCall).json().value(u"id_list"_s).toArray().size(), 1);
    QCOMPARE(m_window->banner(), u"Deleted from Allowed IPs."_s);
    QVERIFY(screen().shows(u"is not on the list"_s));
}

void TestAddressLists::refusalIsSaid()
{
    open(Qt::Key_C);
    choose(kBlocked, {0});
    server().next(kUnblockCall, FakeAnswer::refusal(10005));
    QVERIFY(screen().click(u"Unblock"_s));
    settle();
    QCOMPARE(page().bannerText().tone, Tone::Danger);
    m_window->press(Qt::Key_L, Qt::AltModifier);
    QCOMPARE(m_window->banner(), QString()); // it is not about the log
}

void TestAddressLists::unansweredAndNotDone()
{
    open(Qt::Key_C);
    choose(kBlocked, {0});
    server().next(kUnblockCall, FakeAnswer::failure(ApiError::Kind::UnknownOutcome));
    QVERIFY(screen().click(u"Unblock"_s));
    settle();
    QCOMPARE(m_window->banner(), u"Not done: the list of the PBX is as it was."_s);
    QCOMPARE(server().count(kUnblockCall), 1);
}

//! After signing out the transport may go without a word.
void TestAddressLists::lostSessionDoesNotKeepItBusy()
{
    open(Qt::Key_C);
    choose(kBlocked, {0});
    server().next(kUnblockCall, FakeAnswer::hang());
    QVERIFY(screen().click(u"Unblock"_s));
    QVERIFY(page().addresses().isBusy());
    m_window->fixture.session.signOut();
    QTRY_VERIFY(!page().addresses().isBusy());
    QCOMPARE(page().addresses().outcome(), ChangeOutcome::Unknown);
    QVERIFY(!screen().find(u"Unblock"_s));
}

QTEST_MAIN(TestAddressLists)
#include "tst_addresslists.moc"
