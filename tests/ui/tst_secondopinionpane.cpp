// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformfixture.h"

#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <ui/pages/remotemanagementpage.h>
#include <ui/pages/secondopinionpane.h>
#include <ui/pages/secondopinionwords.h>
#include <ui/tour/screen.h>

#include <QComboBox>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kChoice = u"Second opinion"_s;

} // namespace

/*! The second opinion on the page of a PBX: of whom, what it says, how old it is. */
class TestSecondOpinionPane : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void nothingIsOfferedWithoutPlatforms();
    void fittingPlatformIsChosen_data();
    void fittingPlatformIsChosen();
    void signInIsOffered();
    void opinions_data();
    void opinions();
    void unlistedPbxIsAWarning();
    void ageGrows();
    void ageInWords_data();
    void ageInWords();
    void askAgainAsks();
    void otherStatusIsAskedAbout();
    void platformThatDoesNotAnswerIsSaid();
    void choiceOfAPersonStays();
    void removedPlatformIsForgotten();
    void connectThroughOpens();

private:
    QString savePlatform(const QString &name, const QString &address);
    void open();
    void signIn(const QString &id);
    void settle();
    [[nodiscard]] bool shows(const QString &part) const { return m_screen->shows(part); }
    [[nodiscard]] QString chosen() const
    {
        auto *list = qobject_cast<QComboBox *>(m_screen->find(kChoice));
        return list ? list->currentText() : QString();
    }
    [[nodiscard]] int asked() const { return m_all->server.count(kDevicesCall); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PlatformFixture> m_all;
    std::unique_ptr<CentralRegistry> m_registry;
    std::unique_ptr<CentralPool> m_pool;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Screen> m_screen;
    RemoteManagementPage *m_page = nullptr; //!< a child of the window
    QString m_signInAsked;
};

void TestSecondOpinionPane::init()
{
    m_window.reset(); // before what it shows
    m_pool.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_all = std::make_unique<PlatformFixture>();
    m_registry = std::make_unique<CentralRegistry>(m_folder->path());
    m_pool = std::make_unique<CentralPool>(*m_registry, m_all->environment);
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
    m_signInAsked.clear();
    m_all->server.always(kStatusCall, statusAnswer(u"Connected"_s));
    m_all->devices = {deviceRow(1, u"Lab"_s, u"36"_s, u"Connected"_s)};
}

QString TestSecondOpinionPane::savePlatform(const QString &name, const QString &address)
{
    const auto added = m_registry->add({.name = name,
                                        .address = PbxAddress::parse(address, kCentralPort).value(),
                                        .clientId = u"client"_s});
    return added ? added->id : QString();
}

void TestSecondOpinionPane::open()
{
    m_page = new RemoteManagementPage(m_all->session, m_all->model);
    (new QVBoxLayout(m_window.get()))->addWidget(m_page);
    m_page->setNeighbours({.platforms = m_registry.get(),
                           .platformSessions = m_pool.get(),
                           .signInPlatform = [this](const QString &id) { m_signInAsked = id; }});
    m_window->resize(1000, 700);
    m_window->show();
    m_page->load();
    settle();
}

void TestSecondOpinionPane::signIn(const QString &id)
{
    m_pool->session(id)->signIn(Secret(QByteArrayView("secret")));
    settle();
}

void TestSecondOpinionPane::settle()
{
    for (int turn = 0; turn < 50; ++turn)
        QCoreApplication::sendPostedEvents();
}

void TestSecondOpinionPane::nothingIsOfferedWithoutPlatforms()
{
    open();
    QVERIFY(chosen().isEmpty());
    QVERIFY(!shows(u"Choose the management server"_s));
    QVERIFY(!m_screen->find(u"Connect Through a Management Server…"_s));
}

void TestSecondOpinionPane::fittingPlatformIsChosen_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("expected");
    QTest::newRow("the address of the PBX") << u"rm.example.com"_s << u"Provider"_s;
    QTest::newRow("other letter case") << u"RM.example.COM"_s << u"Provider"_s;
    QTest::newRow("the usual port is named") << u"rm.example.com:443"_s << u"Provider"_s;
    QTest::newRow("another port") << u"rm.example.com:8443"_s << u"None"_s;
    QTest::newRow("another server") << u"other.example.com"_s << u"None"_s;
}

void TestSecondOpinionPane::fittingPlatformIsChosen()
{
    QFETCH(QString, address);
    QFETCH(QString, expected);
    savePlatform(u"Provider"_s, address);
    open();
    QCOMPARE(chosen(), expected);
}

void TestSecondOpinionPane::signInIsOffered()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    QVERIFY(shows(u"Not signed in to Provider."_s));
    QCOMPARE(asked(), 0);
    QVERIFY(m_screen->click(u"Sign In…"_s));
    QCOMPARE(m_signInAsked, id);
    signIn(id);
    QVERIFY(shows(u"Provider says Connected too."_s));
    QVERIFY(!m_screen->find(u"Sign In…"_s));
}

void TestSecondOpinionPane::opinions_data()
{
    QTest::addColumn<QString>("pbx");
    QTest::addColumn<QString>("platform");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("isWarning");
    QTest::newRow("both connected")
        << u"Connected"_s << u"Connected"_s << u"Provider says Connected too."_s << false;
    QTest::newRow("neither connected")
        << u"Disconnected"_s << u"Disconnected"_s << u"The PBX is not connected either."_s << false;
    QTest::newRow("only the PBX") << u"Connected"_s << u"Disconnected"_s
                                  << u"Provider says: “Disconnected”."_s << true;
    QTest::newRow("only the platform")
        << u"Disconnected"_s << u"Connected"_s << u"The PBX says: Disconnected"_s << true;
    QTest::newRow("a word that is not known")
        << u"Connected"_s << u"Dozing"_s << u"Provider says: “Dozing”."_s << false;
}

void TestSecondOpinionPane::opinions()
{
    QFETCH(QString, pbx);
    QFETCH(QString, platform);
    QFETCH(QString, sentence);
    QFETCH(bool, isWarning);
    m_all->server.always(kStatusCall, statusAnswer(pbx));
    m_all->setDevice(u"36"_s, platform);
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(sentence));
    QCOMPARE(m_page->disagreement(), isWarning ? u"Provider says otherwise"_s : QString());
}

void TestSecondOpinionPane::unlistedPbxIsAWarning()
{
    m_all->setDevice(u"37"_s, u"Connected"_s);
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(u"Provider lists no PBX with this serial number."_s));
    QVERIFY(shows(u"another account"_s));
    QVERIFY(!m_page->disagreement().isEmpty());
}

void TestSecondOpinionPane::ageGrows()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(u"Asked just now."_s));
    m_all->clock.advance(180s);
    m_page->hide(); // what is seen again is up to date at once
    m_page->show();
    QVERIFY(shows(u"Asked 3 min ago."_s));
}

void TestSecondOpinionPane::ageInWords_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("a clock that was set back") << -5 << u"Asked just now."_s;
    QTest::newRow("nine seconds") << 9 << u"Asked just now."_s;
    QTest::newRow("half a minute") << 30 << u"Asked 30 s ago."_s;
    QTest::newRow("two minutes") << 120 << u"Asked 2 min ago."_s;
    QTest::newRow("nearly two hours") << 7'199 << u"Asked 119 min ago."_s;
    QTest::newRow("a day") << 86'400 << u"Asked 24 h ago."_s;
}

void TestSecondOpinionPane::ageInWords()
{
    QFETCH(int, seconds);
    QFETCH(QString, words);
    const QDateTime at = QDateTime::fromSecsSinceEpoch(1'800'000'000);
    QCOMPARE(ageText(at, at.addSecs(seconds)), words);
}

void TestSecondOpinionPane::askAgainAsks()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(u"Provider says Connected too."_s));
    const int before = asked();
    m_all->setDevice(u"36"_s, u"Disconnected"_s);
    QVERIFY(m_screen->click(u"Ask Again"_s));
    settle();
    QCOMPARE(asked(), before + 1);
    QVERIFY(shows(u"Provider says: “Disconnected”."_s));
}

void TestSecondOpinionPane::otherStatusIsAskedAbout()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(u"Provider says Connected too."_s));
    const int before = asked();
    m_all->model.load();
    settle();
    QCOMPARE(asked(), before); // the same status is no news
    m_all->server.always(kStatusCall, statusAnswer(u"Disconnected"_s));
    m_all->model.load();
    settle();
    QCOMPARE(asked(), before + 1);
    QVERIFY(shows(u"The PBX says: Disconnected"_s));
}

void TestSecondOpinionPane::platformThatDoesNotAnswerIsSaid()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(u"Provider says Connected too."_s));
    m_all->server.compute(kDevicesCall, [](const SentRequest &) {
        return FakeAnswer::failure(ApiError::Kind::Timeout);
    });
    m_all->clock.advance(60s);
    QVERIFY(m_screen->click(u"Ask Again"_s));
    settle();
    QVERIFY(shows(u"The management server did not answer in time."_s));
    QVERIFY(m_page->disagreement().isEmpty());
    m_all->setDevice(u"36"_s, u"Connected"_s);
    m_all->server.compute(
        kDevicesCall, [this](const SentRequest &request) { return m_all->answerDevices(request); });
    QVERIFY(m_screen->click(u"Ask Again"_s));
    settle();
    QVERIFY(shows(u"Provider says Connected too."_s));
}

void TestSecondOpinionPane::choiceOfAPersonStays()
{
    savePlatform(u"Other"_s, u"other.example.com"_s);
    savePlatform(u"Provider"_s, u"rm.example.com"_s);
    open();
    QCOMPARE(chosen(), u"Provider"_s);
    QVERIFY(m_screen->choose(kChoice, u"Other"_s));
    m_all->model.load();
    settle();
    QCOMPARE(chosen(), u"Other"_s);
}

void TestSecondOpinionPane::removedPlatformIsForgotten()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    savePlatform(u"Other"_s, u"other.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(shows(u"Provider says Connected too."_s));
    QVERIFY(m_registry->remove(id));
    settle();
    QCOMPARE(chosen(), u"None"_s);
    QVERIFY(!shows(u"Provider"_s));
}

void TestSecondOpinionPane::connectThroughOpens()
{
    const QString id = savePlatform(u"Provider"_s, u"rm.example.com"_s);
    savePlatform(u"A first one"_s, u"other.example.com"_s);
    open();
    signIn(id);
    QTRY_VERIFY(m_screen->find(u"Connect Through a Management Server…"_s));
    QVERIFY(m_screen->click(u"Connect Through a Management Server…"_s));
    QTRY_VERIFY(m_screen->dialog());
    auto *list = qobject_cast<QComboBox *>(m_screen->find(u"Management Server"_s));
    QVERIFY(list);
    QCOMPARE(list->currentText(), u"Provider"_s); // the one that the PBX names
}

QTEST_MAIN(TestSecondOpinionPane)
#include "tst_secondopinionpane.moc"
