// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagewindow.h"

#include <session/addresslistsmodel.h>
#include <session/operationlogmodel.h>
#include <ui/pages/activitypage.h>
#include <ui/support/format.h>

#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

const QString kLogCall = u"operationlog/searchsummary"_s;
const QString kBlockedCall = u"blockedip/searchsummary"_s;
const QString kAllowedCall = u"allowedip/searchsummary"_s;
const QString kLog = u"Operation Log"_s;
constexpr qint64 kNow = 1'767'225'600; // what FakeClock says: midnight in UTC, where tests run

FakeAnswer list(const QString &name, const QJsonArray &rows)
{
    return FakeAnswer::json({{u"errcode"_s, 0}, {u"total_number"_s, rows.size()}, {name, rows}});
}

FakeAnswer logAnswer(int lines)
{
    QJsonArray rows;
    for (int i = 0; i < lines; ++i)
        rows.append(QJsonObject{{u"time"_s, kNow - i},
                                {u"user"_s, u"admin"_s},
                                {u"ip"_s, u"192.0.2.10"_s},
                                {u"module"_s, u"Login"_s},
                                {u"operation"_s, u"Sign In"_s},
                                {u"detail"_s, QString::number(i)}});
    return list(u"operation_log_list"_s, rows);
}

} // namespace

/*! What was done on the PBX: asked for by period, user and module, and exported, by keys. */
class TestActivityPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void logShowsLocalTimes();
    void periodIsAsked_data();
    void periodIsAsked();
    void chosenDaysAreWhole();
    void userAndModuleAreAskedAfterTyping();
    void nothingInThePeriod();
    void exportWritesTheFile_data();
    void exportWritesTheFile();
    void exportThatCannotBeWritten();
    void exportIsCancelled();
    void onePartThatCannotBeRead();
    void clearForgets();

private:
    void open();
    void showPart(Qt::Key mnemonic);
    void exportTo(const QString &file);
    void settle();
    [[nodiscard]] QUrlQuery asked() const { return QUrlQuery(server().last(kLogCall).query); }
    [[nodiscard]] Screen &screen() const { return m_window->screen; }
    [[nodiscard]] FakeServer &server() const { return m_window->fixture.server; }
    [[nodiscard]] ActivityPage &page() const { return *m_window->page; }

    QTemporaryDir m_folder;
    std::unique_ptr<PageWindow<ActivityPage>> m_window;
};

void TestActivityPage::init()
{
    m_window = std::make_unique<PageWindow<ActivityPage>>();
    server().always(kLogCall, logAnswer(3));
    server().always(kBlockedCall, list(u"blocked_ip_list"_s, {}));
    server().always(kAllowedCall, list(u"allowed_ip_list"_s, {}));
}

void TestActivityPage::open()
{
    m_window->open(m_window->fixture.clock);
    QVERIFY(QTest::qWaitForWindowActive(&m_window->window));
    settle();
}

void TestActivityPage::settle()
{
    SessionFixture::settleAll([this] {
        return !page().log().isBusy() && !page().addresses().isBusy() &&
               !page().log().isExporting();
    });
}

void TestActivityPage::showPart(Qt::Key mnemonic)
{
    m_window->press(mnemonic, Qt::AltModifier);
}

void TestActivityPage::exportTo(const QString &file)
{
    m_window->press(Qt::Key_X, Qt::AltModifier);
    QTRY_VERIFY(page().findChild<QFileDialog *>());
    auto *files = page().findChild<QFileDialog *>();
    auto *name = files->findChild<QLineEdit *>(u"fileNameEdit"_s);
    QVERIFY(name);
    name->setText(file);
    QTest::keyClick(name, Qt::Key_Return);
}

void TestActivityPage::logShowsLocalTimes()
{
    open();
    QVERIFY(screen().shows(u"3 lines, newest first"_s));
    QCOMPARE(m_window->cell(kLog, 0, OperationLogModel::Time),
             localTime(QDateTime::fromSecsSinceEpoch(kNow, Qt::UTC)));
    QVERIFY(m_window->cell(kLog, 0, OperationLogModel::Time).contains(u"UTC"_s));
    QCOMPARE(m_window->table(kLog).model()->index(0, 0).data(Qt::ToolTipRole).toString(),
             u"2026-01-01T00:00:00Z"_s);
    QCOMPARE(m_window->cell(kLog, 2, OperationLogModel::Detail), u"2"_s);
    QVERIFY(screen().shows(u"successful operations only"_s));
    QVERIFY(!page().hasSave());
}

void TestActivityPage::periodIsAsked_data()
{
    QTest::addColumn<QString>("period");
    QTest::addColumn<qint64>("days"); // before today; -1: not asked
    QTest::newRow("today") << u"Today"_s << qint64(0);
    QTest::newRow("a week, today included") << u"Last 7 days"_s << qint64(6);
    QTest::newRow("thirty days, today included") << u"Last 30 days"_s << qint64(29);
    QTest::newRow("everything") << u"Everything"_s << qint64(-1);
}

void TestActivityPage::periodIsAsked()
{
    QFETCH(QString, period);
    QFETCH(qint64, days);
    open();
    showPart(Qt::Key_D);
    QVERIFY(screen().choose(u"Period"_s, period));
    settle();
    QCOMPARE(asked().queryItemValue(u"start_time"_s),
             days < 0 ? QString() : QString::number(kNow - days * 86'400));
    QVERIFY(!asked().hasQueryItem(u"end_time"_s));
    QVERIFY(!screen().find(u"First day"_s));
}

void TestActivityPage::chosenDaysAreWhole()
{
    open();
    QVERIFY(screen().choose(u"Period"_s, u"From \u2013 to"_s));
    auto *from = qobject_cast<QDateEdit *>(screen().find(u"First day"_s));
    auto *to = qobject_cast<QDateEdit *>(screen().find(u"Last day"_s));
    QVERIFY(from && to);
    from->setDate(QDate(2025, 12, 24));
    to->setDate(QDate(2025, 12, 20)); // the wrong way round
    const int before = server().count(kLogCall);
    QTRY_VERIFY(server().count(kLogCall) > before);
    settle();
    const QDateTime first(QDate(2025, 12, 20), QTime(0, 0), Qt::UTC);
    QCOMPARE(asked().queryItemValue(u"start_time"_s), QString::number(first.toSecsSinceEpoch()));
    QCOMPARE(asked().queryItemValue(u"end_time"_s),
             QString::number(first.toSecsSinceEpoch() + 5 * 86'400 - 1));
}

void TestActivityPage::userAndModuleAreAskedAfterTyping()
{
    open();
    const int before = server().count(kLogCall);
    QVERIFY(screen().type(u"User"_s, u"adm"_s));
    QVERIFY(screen().type(u"Module"_s, u"Login"_s));
    QCOMPARE(server().count(kLogCall), before);
    QTRY_COMPARE(server().count(kLogCall), before + 1);
    QCOMPARE(asked().queryItemValue(u"user"_s), u"adm"_s);
    QCOMPARE(asked().queryItemValue(u"module"_s), u"Login"_s);
    QVERIFY(screen().type(u"User"_s, u"root"_s));
    m_window->press(Qt::Key_Return);
    QCOMPARE(asked().queryItemValue(u"user"_s), u"root"_s);
}

void TestActivityPage::nothingInThePeriod()
{
    server().next(kLogCall, logAnswer(0));
    open();
    QVERIFY(screen().shows(u"Nothing was written down in this period"_s));
    QVERIFY(!screen().find(u"Export\u2026"_s));
    QVERIFY(screen().click(u"Show Everything"_s));
    settle();
    QVERIFY(!asked().hasQueryItem(u"start_time"_s));
    QVERIFY(screen().find(kLog));
}

void TestActivityPage::exportWritesTheFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a table") << u"log.csv"_s;
    QTest::newRow("JSON") << u"log.json"_s;
}

void TestActivityPage::exportWritesTheFile()
{
    QFETCH(QString, name);
    open();
    const QString path = m_folder.filePath(name);
    exportTo(path);
    QTRY_VERIFY(m_window->banner().contains(u"3 lines exported to"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("2025-12-31T23:59:58Z"));
    QCOMPARE(text.startsWith('['), name.endsWith(u"json"_s));
}

void TestActivityPage::exportThatCannotBeWritten()
{
    open();
    const QString folder = m_folder.filePath(u"gone"_s);
    QVERIFY(QDir().mkpath(folder));
    server().next(kLogCall, FakeAnswer::hang());
    exportTo(folder + u"/log.csv"_s);
    QTRY_COMPARE(server().hanging(kLogCall), 1);
    QVERIFY(QDir().rmdir(folder));
    QVERIFY(server().release(kLogCall, logAnswer(3)));
    settle();
    QCOMPARE(page().bannerText().tone, Tone::Danger);
    QVERIFY(m_window->banner().contains(u"could not be written"_s));
}

void TestActivityPage::exportIsCancelled()
{
    open();
    server().next(kLogCall, FakeAnswer::hang());
    const QString path = m_folder.filePath(u"cancelled.csv"_s);
    exportTo(path);
    QTRY_VERIFY(!page().busyText().isEmpty());
    page().cancelWork();
    QCOMPARE(m_window->banner(), u"Cancelled. No file was written."_s);
    QVERIFY(!QFile::exists(path));
    QCOMPARE(page().busyText(), QString());
}

void TestActivityPage::onePartThatCannotBeRead()
{
    server().next(kBlockedCall, FakeAnswer::refusal(10001));
    open();
    QVERIFY(page().hasContent());
    QVERIFY(screen().find(kLog));
    showPart(Qt::Key_C);
    QVERIFY(screen().shows(u"does not know this function"_s));
    QVERIFY(screen().click(u"Read Again"_s));
    settle();
    QVERIFY(screen().shows(u"No address is blocked."_s));
}

void TestActivityPage::clearForgets()
{
    open();
    page().clear();
    QVERIFY(!page().hasContent());
    QVERIFY(!screen().find(kLog));
}

QTEST_MAIN(TestActivityPage)
#include "tst_activitypage.moc"
