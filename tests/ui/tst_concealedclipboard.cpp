// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/support/concealedclipboard.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! A copied key: marked for clipboard histories, and gone after a while. */
class TestConcealedClipboard : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void formatsOfEverySystem_data();
    void formatsOfEverySystem();
    void copyIsMarked();
    void isTakenBackInTime();
    void somethingElseIsLeftAlone();
    void isTakenBackAtTheEnd_data();
    void isTakenBackAtTheEnd();
    void secondCopyStartsTheTimeAnew();

private:
    QClipboard &m_clipboard = *QGuiApplication::clipboard();
};

void TestConcealedClipboard::init()
{
    m_clipboard.clear();
}

void TestConcealedClipboard::formatsOfEverySystem_data()
{
    QTest::addColumn<int>("system");
    QTest::addColumn<QStringList>("types");
    QTest::addColumn<QByteArrayList>("values");
    const QByteArray no("\0\0\0\0", 4);
    QTest::newRow("Windows: no monitor, no history, no cloud")
        << static_cast<int>(ClipboardSystem::Windows)
        << QStringList{u"application/x-qt-windows-mime;value=\""
                       "ExcludeClipboardContentFromMonitorProcessing\""_s,
                       u"application/x-qt-windows-mime;value=\"CanIncludeInClipboardHistory\""_s,
                       u"application/x-qt-windows-mime;value=\"CanUploadToCloudClipboard\""_s}
        << QByteArrayList{"1", no, no};
    QTest::newRow("macOS: the type of nspasteboard.org, by our converter")
        << static_cast<int>(ClipboardSystem::MacOs)
        << QStringList{u"application/x-nspasteboard-concealed-type"_s} << QByteArrayList{"1"};
    QTest::newRow("Linux: Klipper's hint")
        << static_cast<int>(ClipboardSystem::Linux) << QStringList{u"x-kde-passwordManagerHint"_s}
        << QByteArrayList{"secret"};
}

void TestConcealedClipboard::formatsOfEverySystem()
{
    QFETCH(int, system);
    QFETCH(QStringList, types);
    QFETCH(QByteArrayList, values);
    const auto formats = concealingFormats(static_cast<ClipboardSystem>(system));
    QCOMPARE(formats.size(), types.size());
    for (qsizetype index = 0; index < formats.size(); ++index) {
        QCOMPARE(formats.at(index).first, types.at(index));
        QCOMPARE(formats.at(index).second, values.at(index));
    }
}

void TestConcealedClipboard::copyIsMarked()
{
    ConcealedClipboard concealed(m_clipboard);
    concealed.copy(Secret(QByteArrayView("JBSWY3DP")));
    QCOMPARE(m_clipboard.text(), u"JBSWY3DP"_s);
    QCOMPARE(m_clipboard.mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
    QVERIFY(concealed.isHolding());
}

void TestConcealedClipboard::isTakenBackInTime()
{
    ConcealedClipboard concealed(m_clipboard);
    concealed.setKeptFor(50ms);
    const QSignalSpy taken(&concealed, &ConcealedClipboard::takenBack);
    concealed.copy(Secret(QByteArrayView("JBSWY3DP")));
    QTRY_COMPARE(taken.count(), 1);
    QVERIFY(m_clipboard.text().isEmpty());
    QVERIFY(!concealed.isHolding());
}

void TestConcealedClipboard::somethingElseIsLeftAlone()
{
    ConcealedClipboard concealed(m_clipboard);
    concealed.copy(Secret(QByteArrayView("JBSWY3DP")));
    m_clipboard.setText(u"shopping list"_s);
    concealed.takeBack();
    QCOMPARE(m_clipboard.text(), u"shopping list"_s);
    QVERIFY(!concealed.isHolding());
}

void TestConcealedClipboard::isTakenBackAtTheEnd_data()
{
    QTest::addColumn<bool>("byQuitting");
    QTest::newRow("when the program ends") << true;
    QTest::newRow("when the page goes") << false;
}

void TestConcealedClipboard::isTakenBackAtTheEnd()
{
    QFETCH(bool, byQuitting);
    auto concealed = std::make_unique<ConcealedClipboard>(m_clipboard);
    concealed->copy(Secret(QByteArrayView("JBSWY3DP")));
    if (byQuitting)
        QMetaObject::invokeMethod(qGuiApp, "aboutToQuit", Qt::DirectConnection);
    else
        concealed.reset();
    QVERIFY(m_clipboard.text().isEmpty());
}

void TestConcealedClipboard::secondCopyStartsTheTimeAnew()
{
    ConcealedClipboard concealed(m_clipboard);
    concealed.setKeptFor(50ms);
    concealed.copy(Secret(QByteArrayView("OLD")));
    concealed.setKeptFor(1h);
    concealed.copy(Secret(QByteArrayView("NEW")));
    QCOMPARE(m_clipboard.text(), u"NEW"_s);
    concealed.takeBack();
    QVERIFY(m_clipboard.text().isEmpty());
}

QTEST_MAIN(TestConcealedClipboard)
#include "tst_concealedclipboard.moc"
