// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformfixture.h"

#include <ui/dialogs/connectthroughform.h>
#include <ui/tour/screen.h>

#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

/*! What may be connected with what: who is chosen, who must sign in first, what is greyed. */
class TestConnectThroughForm : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void givenSidesAreReady();
    void deviceIsCalledLikeThePbx();
    void planIsFilledIn();
    void signInIsOffered();
    void platformsAreChosenFrom();
    void pbxsAreChosenFrom();
    void olderFirmwareHasNoPasswordless();
    void consequences();
    void lostPbxIsLetGo();

private:
    void open();
    [[nodiscard]] bool shows(const QString &part) const { return m_screen->shows(part); }
    [[nodiscard]] bool isFree(const QString &name) const { return m_screen->find(name) != nullptr; }

    std::unique_ptr<PlatformFixture> m_all;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Screen> m_screen;
    ConnectThroughSides m_sides;
    ConnectThroughForm *m_form = nullptr; //!< a child of the window
};

void TestConnectThroughForm::init()
{
    m_window.reset();
    m_all = std::make_unique<PlatformFixture>();
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
    m_sides = {.pbxs = {{u"id-1"_s, u"Lab"_s}},
               .platforms = {{u"platform-1"_s, u"Provider"_s}},
               .pbx = [this](const QString &) { return &m_all->session; },
               .platform = [this](const QString &) { return &m_all->central; }};
}

void TestConnectThroughForm::open()
{
    m_form = new ConnectThroughForm(m_sides);
    (new QVBoxLayout(m_window.get()))->addWidget(m_form);
    m_window->show();
    // Whoever is signed in is read first.
    SessionFixture::settleAll([this] { return m_form->isReady(); });
}

void TestConnectThroughForm::givenSidesAreReady()
{
    open();
    QVERIFY(m_form->isReady());
    QVERIFY(!isFree(u"PBX"_s)); // there, and given
    QVERIFY(!isFree(u"Management Server"_s));
    QVERIFY(!shows(u"Not signed in"_s));
    QVERIFY(m_form->consequences().isEmpty());
    QVERIFY(!m_form->plan().passwordless);
}

void TestConnectThroughForm::deviceIsCalledLikeThePbx()
{
    open();
    QCOMPARE(m_form->plan().deviceName, u"Lab"_s);
    QVERIFY(m_screen->type(u"Device Name"_s, u"  "_s));
    QVERIFY(!m_form->isReady());
}

void TestConnectThroughForm::planIsFilledIn()
{
    m_sides.plan = {.deviceName = u"Head office"_s,
                    .group = u"Customers"_s,
                    .comment = u"Ground floor"_s,
                    .passwordless = true};
    open();
    QCOMPARE(m_form->plan().deviceName, u"Head office"_s);
    QCOMPARE(m_form->plan().group, u"Customers"_s);
    QCOMPARE(m_form->plan().comment, u"Ground floor"_s);
    QCOMPARE(m_form->plan().passwordless, std::optional(true));
}

void TestConnectThroughForm::signInIsOffered()
{
    m_all->central.signOut();
    QString asked;
    m_sides.signInPlatform = [&asked](const QString &id) { asked = id; };
    open();
    QVERIFY(shows(u"Not signed in to Provider."_s));
    QVERIFY(!m_form->isReady());
    QVERIFY(m_screen->click(u"Sign In to the Server…"_s));
    QCOMPARE(asked, u"platform-1"_s);
    m_all->signInPlatform();
    QVERIFY(!shows(u"Not signed in to Provider."_s));
    QVERIFY(m_form->isReady());
}

void TestConnectThroughForm::platformsAreChosenFrom()
{
    m_sides.platforms.append({u"platform-2"_s, u"Other"_s});
    CentralSession other(PlatformFixture::savedPlatform(), m_all->environment);
    m_sides.platform = [this, &other](const QString &id) {
        return id == u"platform-2"_s ? &other : &m_all->central;
    };
    open();
    QVERIFY(m_screen->choose(u"Management Server"_s, u"Other"_s));
    QVERIFY(shows(u"Not signed in to Other."_s));
    QVERIFY(!m_form->isReady());
    QVERIFY(m_screen->choose(u"Management Server"_s, u"Provider"_s));
    QVERIFY(m_form->isReady());
    delete m_form; // before the session that it follows
}

void TestConnectThroughForm::pbxsAreChosenFrom()
{
    m_sides.pbxs.append({u"id-2"_s, u"Branch"_s});
    PbxSettings settings = SessionFixture::savedPbx();
    settings.name = u"Branch"_s;
    PbxSession branch(settings, m_all->environment);
    m_sides.pbx = [this, &branch](const QString &id) {
        return id == u"id-2"_s ? &branch : &m_all->session;
    };
    open();
    QVERIFY(m_screen->choose(u"PBX"_s, u"Branch"_s));
    QVERIFY(shows(u"Not signed in to Branch."_s));
    QCOMPARE(m_form->plan().deviceName, u"Branch"_s);
    QVERIFY(m_screen->choose(u"PBX"_s, u"Lab"_s));
    QVERIFY(m_screen->type(u"Device Name"_s, u"Mine"_s));
    QVERIFY(m_screen->choose(u"PBX"_s, u"Branch"_s));
    QCOMPARE(m_form->plan().deviceName, u"Mine"_s); // what was typed stays
    delete m_form;
}

void TestConnectThroughForm::olderFirmwareHasNoPasswordless()
{
    m_all = std::make_unique<PlatformFixture>(u"83.5.0.86"_s);
    m_all->server.always(kGetCall, settingsAnswer({{u"connection_server_type"_s, {}},
                                                   {u"server_address"_s, {}},
                                                   {u"enb_passwordless"_s, {}}}));
    open();
    QVERIFY(shows(u"needs 83.17.0.16 or later"_s));
    QVERIFY(!isFree(u"Passwordless Login"_s));
}

void TestConnectThroughForm::consequences()
{
    m_all->server.always(kStatusCall, statusAnswer(u"Connected"_s));
    open();
    QCOMPARE(m_form->consequences().size(), 1);
    QVERIFY(m_form->consequences().constFirst().contains(u"connection to s ends"_s));
    QVERIFY(m_screen->choose(u"Passwordless Login"_s, u"On"_s));
    QCOMPARE(m_form->consequences().size(), 2);
    QCOMPARE(m_form->plan().passwordless, std::optional(true));
    QVERIFY(m_screen->choose(u"Passwordless Login"_s, u"Off"_s));
    QCOMPARE(m_form->consequences().size(), 1);
    QCOMPARE(m_form->plan().passwordless, std::optional(false));
}

void TestConnectThroughForm::lostPbxIsLetGo()
{
    auto branch = std::make_unique<PbxSession>(SessionFixture::savedPbx(), m_all->environment);
    m_sides.pbx = [&branch](const QString &) { return branch.get(); };
    open();
    const QSignalSpy lost(m_form, &ConnectThroughForm::sideLost);
    branch.reset();
    QCOMPARE(lost.count(), 1);
    QVERIFY(!m_form->pbx());
    QVERIFY(!m_form->isReady());
}

QTEST_MAIN(TestConnectThroughForm)
#include "tst_connectthroughform.moc"
