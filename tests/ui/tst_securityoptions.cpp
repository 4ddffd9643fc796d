// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagewindow.h"
#include "support/fakeextensions.h"

#include <session/securityoptionsmodel.h>
#include <ui/pages/extensionspage.h>

#include <QCheckBox>
#include <QDialog>
#include <QSpinBox>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

const QString kGetOptions = u"securityoption/get"_s;
const QString kSetOptions = u"securityoption/update"_s;
const QString kGetWeb = u"webserver/get"_s;
const QString kSetWeb = u"webserver/update"_s;
const QString kMandatory = u"Make Two-Factor Authentication Mandatory for All Extensions"_s;

} // namespace

/*! The options that hold for all: what is asked, counted and saved. */
class TestSecurityOptions : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void optionsAreShown();
    void mandatoryIsCountedAndAsked();
    void savingCountsFirst();
    void cancellingTheCountSavesNothing();
    void countThatFailsIsSaid();
    void switchingOffIsNotAsked();
    void countNamesHowMany_data();
    void countNamesHowMany();
    void listOfThemIsShown();
    void logoutTimeByKeys();
    void logoutTimeThatThePbxDoesNotTell();
    void passwordlessOnCloud();
    void refusalKeepsTheDraft();
    void revertTakesItBack();
    void clearForgetsTheDraft();

private:
    void open(int extensions, const QJsonObject &options = {});
    void answerOptions(const QJsonObject &options);
    void settle();
    [[nodiscard]] Screen &screen() const { return m_window->screen; }
    [[nodiscard]] FakeServer &server() const { return m_window->fixture.server; }
    [[nodiscard]] ExtensionsPage &page() const { return *m_window->page; }
    [[nodiscard]] SecurityOptionsModel &model() const { return page().options(); }
    [[nodiscard]] QCheckBox *check(const QString &name) const
    {
        return qobject_cast<QCheckBox *>(screen().find(name));
    }

    std::unique_ptr<PageWindow<ExtensionsPage>> m_window;
    std::unique_ptr<FakeExtensions> m_extensions;
};

void TestSecurityOptions::init()
{
    m_window = std::make_unique<PageWindow<ExtensionsPage>>();
}

void TestSecurityOptions::answerOptions(const QJsonObject &options)
{
    QJsonObject all{{u"enb_force_two_factor"_s, 0}};
    for (auto it = options.begin(); it != options.end(); ++it)
        all.insert(it.key(), *it);
    server().always(kGetOptions,
                    FakeAnswer::json({{u"errcode"_s, 0}, {u"security_option"_s, all}}));
}

void TestSecurityOptions::open(int extensions, const QJsonObject &options)
{
    m_extensions = std::make_unique<FakeExtensions>(server(), extensions);
    answerOptions(options);
    server().always(
        kGetWeb, FakeAnswer::json({{u"errcode"_s, 0},
                                   {u"web_server"_s, QJsonObject{{u"auto_logout_time"_s, 15}}}}));
    server().always(kSetOptions, FakeAnswer::done());
    server().always(kSetWeb, FakeAnswer::done());
    m_window->open();
    QVERIFY(QTest::qWaitForWindowActive(&m_window->window));
    QTRY_VERIFY(model().isLoaded() && !model().isBusy());
    m_window->press(Qt::Key_O, Qt::AltModifier);
    QVERIFY(check(kMandatory));
}

void TestSecurityOptions::settle()
{
    SessionFixture::settleAll([this] { return !model().isBusy() && !model().isDryRunning(); });
}

void TestSecurityOptions::optionsAreShown()
{
    open(10, {{u"enb_force_two_factor"_s, 1}});
    QVERIFY(check(kMandatory)->isChecked());
    QCOMPARE(qobject_cast<QSpinBox *>(screen().find(u"Auto Logout Time"_s))->value(), 15);
    QVERIFY(!check(u"Passwordless Login"_s)); // not on this edition
    QVERIFY(page().hasSave());
    QVERIFY(!page().hasChanges());
    page().showPart(ExtensionsPage::Part::List);
    QVERIFY(!page().hasSave());
}

void TestSecurityOptions::mandatoryIsCountedAndAsked()
{
    open(1'200);
    m_window->press(Qt::Key_K, Qt::AltModifier);
    QTRY_VERIFY(page().hasChanges());
    QVERIFY(page().maySave());
    QVERIFY(screen().click(u"Count Who Has None"_s));
    settle();
    const QString count =
        u"120 of %1 extensions have no second factor"_s.arg(QLocale().toString(1'200));
    QVERIFY(screen().shows(count));
    page().save();
    QVERIFY(screen().dialog());
    QVERIFY(screen().shows(count));
    QVERIFY(screen().shows(u"Linkus Desktop must be 1.4.9 or later"_s));
    m_window->press(Qt::Key_Return); // Cancel
    QTRY_VERIFY(!screen().dialog());
    QCOMPARE(server().count(kSetOptions), 0);
    page().save();
    answerOptions({{u"enb_force_two_factor"_s, 1}});
    QVERIFY(screen().click(u"Save"_s));
    settle();
    QCOMPARE(server().last(kSetOptions).json().value(u"enb_force_two_factor"_s).toInt(), 1);
    QCOMPARE(server().count(kSetWeb), 0); // only what differs
    QCOMPARE(m_window->banner(), u"Edited successfully."_s);
    QVERIFY(!page().hasChanges());
}

void TestSecurityOptions::savingCountsFirst()
{
    open(350);
    QVERIFY(screen().click(kMandatory));
    const int before = server().count(kExtensionsCall);
    page().save();
    QVERIFY(!screen().dialog());
    QVERIFY(!page().busyText().isEmpty());
    QVERIFY(!page().maySave());
    QTRY_VERIFY(screen().dialog());
    QVERIFY(screen().shows(u"35 of 350 extensions have no second factor"_s));
    QVERIFY(server().count(kExtensionsCall) > before);
    QCOMPARE(server().count(kSetOptions), 0);
}

void TestSecurityOptions::cancellingTheCountSavesNothing()
{
    open(350);
    QVERIFY(screen().click(kMandatory));
    page().save();
    page().cancelWork();
    settle();
    QVERIFY(!screen().dialog());
    QVERIFY(page().hasChanges());
    QCOMPARE(page().busyText(), QString());
    QCOMPARE(server().count(kSetOptions), 0);
}

void TestSecurityOptions::countThatFailsIsSaid()
{
    open(350);
    server().next(kExtensionsCall, FakeAnswer::failure(ApiError::Kind::Timeout));
    QVERIFY(screen().click(kMandatory));
    page().save();
    QTRY_VERIFY(screen().dialog());
    QVERIFY(screen().shows(u"The extensions could not be counted."_s));
}

void TestSecurityOptions::switchingOffIsNotAsked()
{
    open(10, {{u"enb_force_two_factor"_s, 1}});
    QVERIFY(screen().click(kMandatory));
    page().save();
    QVERIFY(!screen().dialog());
    answerOptions({});
    settle();
    QCOMPARE(server().last(kSetOptions).json().value(u"enb_force_two_factor"_s).toInt(1), 0);
}

void TestSecurityOptions::countNamesHowMany_data()
{
    QTest::addColumn<int>("extensions");
    QTest::addColumn<QString>("text");
    QTest::newRow("some") << 25 << u"3 of 25 extensions have no second factor"_s;
    QTest::newRow("one") << 10 << u"1 of 10 extensions has no second factor"_s;
    QTest::newRow("one of one") << 1 << u"1 of 1 extension has no second factor"_s;
    QTest::newRow("no extensions at all") << 0 << u"Nobody is affected"_s;
}

void TestSecurityOptions::countNamesHowMany()
{
    QFETCH(int, extensions);
    QFETCH(QString, text);
    open(extensions);
    QVERIFY(screen().click(u"Count Who Has None"_s));
    settle();
    QVERIFY(screen().shows(text));
}

void TestSecurityOptions::listOfThemIsShown()
{
    open(300);
    QVERIFY(!screen().find(u"Show Them"_s));
    QVERIFY(screen().click(u"Count Who Has None"_s));
    settle();
    QVERIFY(screen().click(u"Show Them"_s));
    QTRY_VERIFY(screen().shows(u"30 of 300 looked at have none"_s));
    QVERIFY(check(u"Without two-factor authentication"_s)->isChecked());
}

void TestSecurityOptions::logoutTimeByKeys()
{
    open(10);
    const auto before = m_window->fixture.session.endsAt();
    m_window->press(Qt::Key_G, Qt::AltModifier);
    auto *spin = qobject_cast<QSpinBox *>(m_window->window.focusWidget());
    QVERIFY(spin);
    QCOMPARE(spin->minimum(), 5);
    QCOMPARE(spin->maximum(), 120);
    spin->selectAll();
    QTest::keyClicks(spin, u"90"_s);
    QVERIFY(page().hasChanges());
    page().save();
    QVERIFY(!screen().dialog());
    server().always(
        kGetWeb, FakeAnswer::json({{u"errcode"_s, 0},
                                   {u"web_server"_s, QJsonObject{{u"auto_logout_time"_s, 90}}}}));
    settle();
    QCOMPARE(server().last(kSetWeb).json().value(u"auto_logout_time"_s).toInt(), 90);
    QCOMPARE(server().count(kSetOptions), 0);
    QCOMPARE(before->secsTo(*m_window->fixture.session.endsAt()), 75 * 60);
}

void TestSecurityOptions::logoutTimeThatThePbxDoesNotTell()
{
    server().next(kGetWeb, FakeAnswer::refusal(10001));
    open(10);
    QVERIFY(!screen().find(u"Auto Logout Time"_s));
    QVERIFY(check(kMandatory));
}

void TestSecurityOptions::passwordlessOnCloud()
{
    open(10, {{u"enb_passwordless"_s, 0}, {u"passwordless_active"_s, 1}});
    QVERIFY(screen().shows(u"In use right now"_s));
    QVERIFY(screen().click(u"Passwordless Login"_s));
    page().save();
    QVERIFY(screen().dialog());
    QVERIFY(screen().shows(u"all rights of the super administrator"_s));
    answerOptions({{u"enb_passwordless"_s, 1}, {u"passwordless_active"_s, 0}});
    QVERIFY(screen().click(u"Save"_s));
    settle();
    QCOMPARE(server().last(kSetOptions).json().value(u"enb_passwordless"_s).toInt(), 1);
    QVERIFY(!screen().shows(u"In use right now"_s));
}

void TestSecurityOptions::refusalKeepsTheDraft()
{
    open(10, {{u"enb_force_two_factor"_s, 1}});
    server().next(kSetOptions, FakeAnswer::refusal(10005));
    QVERIFY(screen().click(kMandatory));
    page().save();
    settle();
    QVERIFY(page().hasChanges());
    QVERIFY(!check(kMandatory)->isChecked());
    QCOMPARE(page().bannerText().tone, Tone::Danger);
}

void TestSecurityOptions::revertTakesItBack()
{
    open(10);
    QVERIFY(screen().click(kMandatory));
    page().showPart(ExtensionsPage::Part::List);
    QVERIFY(page().hasSave()); // a change is not forgotten behind another tab
    page().revert();
    QVERIFY(!page().hasSave());
    page().showPart(ExtensionsPage::Part::Options);
    QVERIFY(!check(kMandatory)->isChecked());
}

void TestSecurityOptions::clearForgetsTheDraft()
{
    open(10);
    QVERIFY(screen().click(kMandatory));
    page().clear();
    QVERIFY(!page().hasContent());
    QVERIFY(!page().hasChanges());
    page().load();
    settle();
    QTRY_VERIFY(check(kMandatory));
    QVERIFY(!check(kMandatory)->isChecked());
}

QTEST_MAIN(TestSecurityOptions)
#include "tst_securityoptions.moc"
