// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/networkprobe.h>
#include <net/networktransportfactory.h>
#include <resources/resources.h>
#include <sandbox/practice.h>
#include <session/centralsession.h>
#include <session/pbxsession.h>
#include <session/preflight.h>
#include <session/secondopinion.h>
#include <session/sessionenvironment.h>
#include <session/wireprofilefile.h>
#include <ui/dialogs/connectthroughdialog.h>
#include <ui/tour/screen.h>
#include <ui/widgets/steplist.h>

#include <QPushButton>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Leg { Capacity, CodeMade, PbxSaved, PbxReaches, PlatformSees };
constexpr int kForGood = 10'000;
constexpr int kPatience = 30'000; //!< milliseconds, on a loaded machine

Capabilities capabilities()
{
    return Capabilities::parse(readResource(u"capabilities/p-series.json"_s)).value();
}

PasswordRules passwords()
{
    return PasswordRules::parse(readResource(u"passwords/p-series.json"_s)).value();
}

} // namespace

/*! One go in the window against the sandbox over real connections, and a platform that dies between
 * the legs. */
class TestConnectThroughPractice : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void bothSidesAgree();
    void platformDies_data();
    void platformDies();
    void platformDiesWhileFollowing();

private:
    void open();
    void kill(const QStringList &calls);
    [[nodiscard]] StepLine line(Leg leg) const
    {
        return m_dialog->findChild<StepList *>()->lines().value(leg);
    }
    [[nodiscard]] bool shows(const QString &part) const { return m_screen->shows(part); }

    SystemClock m_clock;
    NetworkTransportFactory m_transports{m_clock};
    NetworkProbe m_probe;
    SessionEnvironment m_environment{.transports = m_transports,
                                     .clock = m_clock,
                                     .capabilities = capabilities(),
                                     .wire = builtInWireProfile(),
                                     .times = {.afterSave = 50ms,
                                               .waitLimit = 8'000ms,
                                               .whileShown = 30'000ms,
                                               .readBack = 50ms},
                                     .passwords = passwords(),
                                     .probe = &m_probe};
    std::unique_ptr<Sandbox::Practice> m_practice;
    std::unique_ptr<PbxSession> m_pbx;
    std::unique_ptr<CentralSession> m_central;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Screen> m_screen;
    QPointer<ConnectThroughDialog> m_dialog;
    QString m_platform;
};

void TestConnectThroughPractice::init()
{
    m_practice = std::make_unique<Sandbox::Practice>(
        Sandbox::Practice::Setup{.scenario = {}, .wire = builtInWireProfile(), .stateFolder = {}});
    QVERIFY(!m_practice->start());
    const QList<PracticePbx> pbxs = m_practice->pbxs();
    const auto pbx = std::find_if(pbxs.begin(), pbxs.end(), [](const PracticePbx &each) {
        return each.name == u"Lab 83.19"_s;
    });
    QVERIFY(pbx != pbxs.end());
    const PracticePlatform platform = m_practice->platforms().at(1); // self-hosted
    m_platform = platform.name;
    m_pbx = std::make_unique<PbxSession>(PbxSettings{.id = u"pbx"_s,
                                                     .name = pbx->name,
                                                     .address = pbx->address,
                                                     .trust = TrustChoice::pinned(pbx->sha256),
                                                     .proxy = {.way = ProxyChoice::Way::None}},
                                         m_environment);
    m_central = std::make_unique<CentralSession>(
        CentralSettings{.id = u"platform"_s,
                        .name = platform.name,
                        .address = platform.address,
                        .clientId = platform.clientId,
                        .trust = TrustChoice::pinned(platform.sha256),
                        .proxy = {.way = ProxyChoice::Way::None}},
        m_environment);
    m_pbx->signIn(pbx->accounts.constFirst().userName,
                  Secret::fromText(pbx->accounts.constFirst().password));
    m_central->signIn(Secret::fromText(platform.clientSecret));
    QTRY_VERIFY_WITH_TIMEOUT(m_pbx->isSignedIn() && m_central->isSignedIn(), kPatience);
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
}

void TestConnectThroughPractice::cleanup()
{
    m_window.reset(); // each before what it stands on
    m_pbx.reset();
    m_central.reset();
    m_practice.reset();
}

void TestConnectThroughPractice::open()
{
    m_window->show();
    m_dialog =
        new ConnectThroughDialog({.pbxs = {{u"pbx"_s, m_pbx->settings().name}},
                                  .platforms = {{u"platform"_s, m_platform}},
                                  .pbx = [this](const QString &) { return m_pbx.get(); },
                                  .platform = [this](const QString &) { return m_central.get(); }},
                                 m_window.get());
    m_dialog->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_screen->find(u"Connect"_s), kPatience);
}

//! From now on the platform breaks the connection of each of these calls.
void TestConnectThroughPractice::kill(const QStringList &calls)
{
    for (const QString &call : calls) {
        const auto problem = m_practice->inject(
            {.server = m_platform, .call = call, .kind = u"reset"_s, .times = kForGood});
        QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
    }
}

void TestConnectThroughPractice::bothSidesAgree()
{
    open();
    QVERIFY(m_screen->click(u"Connect"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"both say so"_s), kPatience);
    for (const Leg leg : {Capacity, CodeMade, PbxSaved, PbxReaches, PlatformSees})
        QCOMPARE(line(leg).look.word, u"Done"_s);
    SecondOpinion opinion(*m_pbx, *m_central);
    opinion.load();
    QTRY_VERIFY_WITH_TIMEOUT(opinion.isLoaded(), kPatience);
    QCOMPARE(opinion.agreement(), SecondOpinion::Agreement::Agree);
    QVERIFY(opinion.device());
}

void TestConnectThroughPractice::platformDies_data()
{
    QTest::addColumn<QStringList>("calls");
    QTest::addColumn<int>("leg"); // the one that fails
    QTest::addColumn<QString>("rollback");
    const QString add = u"central/remote_devices/add"_s;
    const QString list = u"central/remote_devices"_s;
    const QString remove = u"central/remote_devices/delete"_s;
    const QString attach = u"remote_connection/v1/attach"_s;
    QTest::newRow("before the first leg") << QStringList{u"*"_s} << int(Capacity) << QString();
    QTest::newRow("after the capacity")
        << QStringList{list, add, remove} << int(CodeMade) << QString();
    QTest::newRow("while the code is made, and comes back")
        << QStringList{add} << int(CodeMade) << QString();
    QTest::newRow("after the code was made, and comes back")
        << QStringList{attach} << int(PbxSaved) << u"was removed from"_s;
    QTest::newRow("after the code was made")
        << QStringList{attach, remove} << int(PbxSaved) << u"It is not known whether"_s;
}

void TestConnectThroughPractice::platformDies()
{
    QFETCH(QStringList, calls);
    QFETCH(int, leg);
    QFETCH(QString, rollback);
    open();
    kill(calls);
    QVERIFY(m_screen->click(u"Connect"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"the PBX is as it was"_s), kPatience);
    QCOMPARE(line(static_cast<Leg>(leg)).look.word, u"Failed"_s);
    QVERIFY2(!line(static_cast<Leg>(leg)).note.isEmpty(), "what to do");
    QCOMPARE(line(PbxReaches).look.word, u"Not yet"_s);
    if (!rollback.isEmpty())
        QVERIFY2(shows(rollback), qPrintable(rollback));
    QVERIFY(m_screen->find(u"Back"_s));
}

void TestConnectThroughPractice::platformDiesWhileFollowing()
{
    m_environment.times.waitLimit = 3'000ms;
    open();
    // Slow to take the PBX in, so that its list is gone before anybody asks for it again.
    const auto problem = m_practice->inject({.server = m_platform,
                                             .call = u"remote_connection/v1/attach"_s,
                                             .kind = u"delay"_s,
                                             .value = u"2"_s,
                                             .times = 1});
    QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
    QVERIFY(m_screen->click(u"Connect"_s));
    QTRY_COMPARE_WITH_TIMEOUT(line(CodeMade).look.word, u"Done"_s, kPatience);
    kill({u"central/remote_devices"_s});
    QTRY_COMPARE_WITH_TIMEOUT(line(PbxSaved).look.word, u"Done"_s, kPatience);
    kill({u"*"_s});
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"stays on"_s), kPatience);
    QVERIFY(line(PlatformSees).look.word != u"Done"_s || line(PbxReaches).look.word != u"Done"_s);
    QVERIFY(shows(u"has saved the code"_s));
    m_environment.times.waitLimit = 8'000ms;
}

QTEST_MAIN(TestConnectThroughPractice)
#include "tst_connectthroughpractice.moc"
