// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/widgets/coveredview.h>

#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! A secret on the screen closes by itself and on whatever takes the eyes off the window. */
class TestCoveredView : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void isCoveredAtFirst();
    void countsDownAndCovers();
    void leavingCovers_data();
    void leavingCovers();
    void buttonBringsItBack();
    void revealingAgainStartsTheTimeAnew();

private:
    [[nodiscard]] bool isCounting() const;

    std::unique_ptr<QWidget> m_window;
    CoveredView *m_view = nullptr;
    QLabel *m_secret = nullptr;
};

void TestCoveredView::init()
{
    m_window = std::make_unique<QWidget>();
    m_secret = new QLabel(u"secret"_s);
    m_view = new CoveredView(m_secret, u"Key"_s, m_window.get());
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestCoveredView::cleanup()
{
    m_window.reset();
}

bool TestCoveredView::isCounting() const
{
    const auto labels = m_view->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().startsWith(u"Covered again in 0:"_s);
    });
}

void TestCoveredView::isCoveredAtFirst()
{
    QVERIFY(m_view->isCovered());
    QVERIFY(!m_secret->isVisible());
    QVERIFY(!isCounting());
}

void TestCoveredView::countsDownAndCovers()
{
    m_view->setShownFor(600ms);
    const QSignalSpy covered(m_view, &CoveredView::covered);
    const QSignalSpy revealed(m_view, &CoveredView::revealed);
    m_view->reveal();
    QCOMPARE(revealed.count(), 1);
    QVERIFY(m_secret->isVisible());
    QVERIFY(isCounting());
    QTRY_VERIFY(m_view->isCovered());
    QCOMPARE(covered.count(), 1);
    QVERIFY(!m_secret->isVisible());
    QVERIFY(!isCounting());
}

void TestCoveredView::leavingCovers_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("the window loses the focus") << 0;
    QTest::newRow("the program is not the active one any more") << 1;
    QTest::newRow("the view is hidden") << 2;
    QTest::newRow("the window is hidden") << 3;
}

void TestCoveredView::leavingCovers()
{
    QFETCH(int, way);
    m_view->reveal();
    QVERIFY(!m_view->isCovered());
    if (way == 0) {
        QEvent event(QEvent::WindowDeactivate);
        QCoreApplication::sendEvent(m_window.get(), &event);
    } else if (way == 1) {
        emit qGuiApp->applicationStateChanged(Qt::ApplicationInactive);
    } else if (way == 2) {
        m_view->hide();
    } else {
        m_window->hide();
    }
    QVERIFY(m_view->isCovered());
}

void TestCoveredView::buttonBringsItBack()
{
    m_view->reveal();
    m_view->cover();
    auto *button = m_view->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QVERIFY(button->accessibleName().contains(u"Key"_s));
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(!m_view->isCovered());
}

void TestCoveredView::revealingAgainStartsTheTimeAnew()
{
    m_view->setShownFor(1s);
    m_view->reveal();
    m_view->setShownFor(1h);
    m_view->reveal();
    const auto labels = m_view->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel *label) { return label->text().contains(u"60:00"_s); }));
}

QTEST_MAIN(TestCoveredView)
#include "tst_coveredview.moc"
