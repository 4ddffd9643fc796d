// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/remotemanagementfixture.h"

#include <net/serverprobe.h>
#include <ui/pages/preflightpane.h>
#include <ui/pages/remotemanagementpage.h>
#include <ui/tour/screen.h>
#include <ui/widgets/steplist.h>

#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

enum Step { Name, Connection, Certificate, Answer };

/*! A look at a server without sockets: finds what the test says. */
class FakeProbe final : public ServerProbe
{
public:
    Pending<QStringList> *resolve(const QString &host) override
    {
        lastHost = host;
        ++looks;
        return answer<QStringList>(
            hasName ? Result<QStringList>(QStringList{u"192.0.2.7"_s})
                    : Result<QStringList>(Failure(ApiError{.kind = ApiError::Kind::Unreachable,
                                                           .reason = u"name-not-found"_s})));
    }
    Pending<Done> *connectTo(const PbxAddress &server) override
    {
        lastPort = server.port();
        return answer<Done>(
            isOpen ? Result<Done>(Done{})
                   : Result<Done>(Failure(ApiError{.kind = ApiError::Kind::Unreachable})));
    }
    Pending<ProbedCertificate> *greet(const PbxAddress &) override
    {
        return answer<ProbedCertificate>(ProbedCertificate{.facts = facts});
    }

    QString lastHost;
    quint16 lastPort = 0;
    int looks = 0;
    bool hasName = true;
    bool isOpen = true;
    CertificateFacts facts{.subject = u"CN=rm"_s,
                           .issuer = u"CN=authority"_s,
                           .sha256 = QByteArray(32, '\xab'),
                           .problems = {CertificateProblem::SelfSigned}};

private:
    template<typename T>
    Pending<T> *answer(Result<T> result)
    {
        auto *pending = new Pending<T>(this);
        pending->settle(std::move(result));
        return pending;
    }
};

} // namespace

/*! Check This Server: what is found, whose view that is, and that it never holds a Save back. */
class TestPreFlightPane : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void findingsAreShown();
    void nameNotFoundEndsIt();
    void portOfTheAddressIsUsed();
    void otherAddressHidesTheFindings();
    void notAnAddressIsNotChecked();
    void unreachedServerIsCheckedAfterSave();
    void savingIsNotHeldBack();
    void withoutAProbeThereIsNoButton();

private:
    void open();
    void settle();
    [[nodiscard]] StepLine line(Step step) const
    {
        return m_window->findChild<PreFlightPane *>()->findChild<StepList *>()->lines().value(step);
    }
    [[nodiscard]] QPushButton *check() const
    {
        return qobject_cast<QPushButton *>(m_screen->find(u"Check This Server"_s));
    }
    [[nodiscard]] bool isShown() const
    {
        return m_window->findChild<PreFlightPane *>()->isVisible();
    }

    std::unique_ptr<RemoteManagementFixture> m_all;
    FakeProbe m_probe;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Screen> m_screen;
    RemoteManagementPage *m_page = nullptr; //!< a child of the window
};

void TestPreFlightPane::init()
{
    m_window.reset();
    m_probe.hasName = true;
    m_probe.isOpen = true;
    m_probe.looks = 0;
    m_all = std::make_unique<RemoteManagementFixture>();
    m_all->environment.probe = &m_probe;
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
}

void TestPreFlightPane::open()
{
    m_page = new RemoteManagementPage(m_all->session, m_all->model);
    (new QVBoxLayout(m_window.get()))->addWidget(m_page);
    m_window->resize(1000, 700);
    m_window->show();
    m_window->activateWindow();
    m_page->load();
    settle();
}

void TestPreFlightPane::settle()
{
    for (int turn = 0; turn < 50; ++turn)
        QCoreApplication::sendPostedEvents();
}

void TestPreFlightPane::findingsAreShown()
{
    open();
    QVERIFY(!isShown());
    QTRY_VERIFY(m_window->isActiveWindow());
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::AltModifier);
    QTRY_COMPARE(line(Certificate).look.word, u"Doubtful"_s);
    QVERIFY(isShown());
    QCOMPARE(m_probe.lastHost, u"rm.example.com"_s);
    QCOMPARE(m_probe.lastPort, quint16(443));
    QCOMPARE(line(Name).note, u"192.0.2.7"_s);
    QCOMPARE(line(Connection).look.word, u"Good"_s);
    QVERIFY(line(Certificate).note.contains(u"self-signed"_s));
    QVERIFY(line(Certificate).note.contains(u"AB:AB:AB"_s));
    QVERIFY(m_screen->shows(u"Seen from this workstation."_s));
}

void TestPreFlightPane::nameNotFoundEndsIt()
{
    m_probe.hasName = false;
    open();
    QVERIFY(m_screen->click(u"Check This Server"_s));
    settle();
    QCOMPARE(line(Name).look.word, u"Not good"_s);
    QVERIFY(line(Name).note.contains(u"typing errors"_s));
    QCOMPARE(line(Connection).look.word, u"Not tried"_s);
}

void TestPreFlightPane::portOfTheAddressIsUsed()
{
    m_probe.isOpen = false;
    open();
    QVERIFY(m_screen->type(u"Server Address"_s, u"rm.example.com:8443"_s));
    QVERIFY(m_screen->click(u"Check This Server"_s));
    settle();
    QCOMPARE(m_probe.lastPort, quint16(8443));
    QVERIFY(line(Connection).note.contains(u"Nobody answers"_s));
}

void TestPreFlightPane::otherAddressHidesTheFindings()
{
    open();
    QVERIFY(m_screen->click(u"Check This Server"_s));
    settle();
    QVERIFY(isShown());
    QVERIFY(m_screen->type(u"Server Address"_s, u"other.example.com"_s));
    QVERIFY(!isShown());
    QVERIFY(m_screen->type(u"Server Address"_s, u"rm.example.com"_s));
    QVERIFY(isShown());
}

void TestPreFlightPane::notAnAddressIsNotChecked()
{
    open();
    QVERIFY(check());
    QVERIFY(m_screen->type(u"Server Address"_s, u"https://rm.example.com/x"_s));
    QVERIFY(!check()); // there, and not enabled
    QVERIFY(m_screen->type(u"Server Address"_s, u" "_s));
    QVERIFY(!check());
}

void TestPreFlightPane::unreachedServerIsCheckedAfterSave()
{
    m_all->server.always(kUpdateCall, FakeAnswer::refusal(70613, {{u"reason"_s, u"refused"_s}}));
    open();
    QVERIFY(m_screen->type(u"Server Address"_s, u"new.example.com"_s));
    QVERIFY(m_screen->type(u"Authentication Code"_s, u"CODE"_s));
    m_page->save();
    QTRY_COMPARE(m_probe.looks, 1);
    QCOMPARE(m_probe.lastHost, u"new.example.com"_s);
    QTRY_VERIFY(isShown());
    m_all->model.load(); // nothing new was refused
    settle();
    QCOMPARE(m_probe.looks, 1);
}

void TestPreFlightPane::savingIsNotHeldBack()
{
    m_probe.hasName = false;
    open();
    QVERIFY(m_screen->type(u"Server Address"_s, u"new.example.com"_s));
    QVERIFY(m_screen->type(u"Authentication Code"_s, u"CODE"_s));
    QVERIFY(m_screen->click(u"Check This Server"_s));
    settle();
    QVERIFY(m_page->maySave());
    m_page->save();
    QTRY_COMPARE(m_all->server.count(kUpdateCall), 1);
}

void TestPreFlightPane::withoutAProbeThereIsNoButton()
{
    m_all->environment.probe = nullptr;
    open();
    QVERIFY(!check());
}

QTEST_MAIN(TestPreFlightPane)
#include "tst_preflightpane.moc"
