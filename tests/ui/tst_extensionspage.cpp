// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagewindow.h"
#include "support/fakeextensions.h"

#include <session/extensionsmodel.h>
#include <ui/pages/extensionspage.h>
#include <ui/support/windowstate.h>
#include <ui/widgets/listtable.h>

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableWidget>
#include <QTemporaryDir>

#include <algorithm>
#include <ctime>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

const QString kTable = u"Extensions"_s;
const QString kSwitchOff = u"Switch Off Two-Factor Authentication\u2026"_s;

QString number(int count)
{
    return QLocale().toString(count);
}

} // namespace

/*! The list of extensions, by keys: search, filter, sort, switch off. */
class TestExtensionsPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void rowsAndCount();
    void rowsThatAreNotReadShowSo();
    void searchingByKeys();
    void searchWithoutMatch();
    void filterByKeys();
    void everybodyHasOne();
    void errorKeepsTheList();
    void errorBeforeTheList();
    void sortingByKeys();
    void columnsAreKeptByName();
    void switchingOffWantsAReason();
    void switchingOffByKeys();
    void onlyThoseWithOneAreSwitchedOff();
    void eachResultIsShown();
    void closingStopsWhatIsNotSent();
    void tenThousandRowsScroll();

private:
    struct All
    {
        explicit All(int count) : extensions(all.fixture.server, count)
        {
            all.fixture.server.always(
                u"securityoption/get"_s,
                FakeAnswer::json(
                    {{u"errcode"_s, 0},
                     {u"security_option"_s, QJsonObject{{u"enb_force_two_factor"_s, 0}}}}));
            all.fixture.server.always(u"webserver/get"_s, FakeAnswer::refusal(10001));
        }
        PageWindow<ExtensionsPage> all;
        FakeExtensions extensions;
    };

    void open(int count);
    void choose(const QList<int> &rows);
    [[nodiscard]] QString cell(int row, int column = ExtensionsModel::Number) const
    {
        return m_all->all.cell(kTable, row, column);
    }
    [[nodiscard]] Screen &screen() const { return m_all->all.screen; }
    [[nodiscard]] FakeServer &server() const { return m_all->all.fixture.server; }
    [[nodiscard]] ExtensionsModel &model() const { return m_all->all.page->extensions(); }

    std::unique_ptr<All> m_all;
};

void TestExtensionsPage::init()
{
    m_all.reset();
}

void TestExtensionsPage::open(int count)
{
    m_all = std::make_unique<All>(count);
    m_all->all.open();
    QVERIFY(QTest::qWaitForWindowActive(&m_all->all.window));
    QTRY_VERIFY(model().isLoaded() && !model().isBusy());
}

void TestExtensionsPage::choose(const QList<int> &rows)
{
    QAbstractItemView &table = m_all->all.table(kTable);
    table.clearSelection();
    for (const int row : rows)
        table.selectionModel()->select(table.model()->index(row, 0),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void TestExtensionsPage::rowsAndCount()
{
    open(1'200);
    QVERIFY(screen().shows(u"%1 extensions"_s.arg(number(1'200))));
    QCOMPARE(cell(1), u"1001"_s);
    QCOMPARE(cell(1, ExtensionsModel::Name), u"User 1"_s);
    QCOMPARE(cell(1, ExtensionsModel::SecondFactor), u"On"_s);
    QCOMPARE(cell(1, ExtensionsModel::Method), u"Authenticator"_s);
    QCOMPARE(cell(0, ExtensionsModel::SecondFactor), u"Off"_s);
    QCOMPARE(cell(0, ExtensionsModel::Method), QString());
    QVERIFY(m_all->all.page->hasContent());
    QVERIFY(!m_all->all.page->hasSave());
    QVERIFY(!screen().find(kSwitchOff));
}

void TestExtensionsPage::rowsThatAreNotReadShowSo()
{
    open(1'200);
    const QModelIndex far = m_all->all.table(kTable).model()->index(900, 0);
    QCOMPARE(far.data().toString(), u"\u2026"_s);
    QCOMPARE(far.data(Qt::AccessibleTextRole).toString(), u"Not read yet"_s);
    QTRY_COMPARE(far.data().toString(), u"1900"_s);
    QCOMPARE(far.siblingAtRow(901).data(Qt::AccessibleTextRole).toString(),
             u"1901 User 901, two-factor authentication on"_s);
}

void TestExtensionsPage::searchingByKeys()
{
    open(1'200);
    m_all->all.press(Qt::Key_D, Qt::AltModifier);
    auto *edit = qobject_cast<QLineEdit *>(m_all->all.window.focusWidget());
    QVERIFY(edit);
    QCOMPARE(edit->accessibleName(), u"Find"_s);
    QTest::keyClicks(edit, u"210"_s);
    QTRY_COMPARE(model().rowCount(), 10 + 1); // 2100 to 2109, 1210
    QVERIFY(screen().shows(u"11 extensions with \u201c210\u201d"_s));
    m_all->all.press(Qt::Key_Return);
    QCOMPARE(m_all->all.window.focusWidget(), screen().find(kTable));
}

void TestExtensionsPage::searchWithoutMatch()
{
    open(50);
    QVERIFY(screen().type(u"Find"_s, u"nobody"_s));
    QTRY_VERIFY(screen().shows(u"No extension with \u201cnobody\u201d."_s));
    QVERIFY(!screen().find(kTable));
    QVERIFY(screen().focus(u"Clear the Search"_s));
    m_all->all.press(Qt::Key_Space);
    QTRY_COMPARE(model().rowCount(), 50);
    QTRY_VERIFY(screen().find(kTable));
    QVERIFY(m_all->all.window.focusWidget()); // nobody is left without a place
}

void TestExtensionsPage::filterByKeys()
{
    open(1'200);
    m_all->all.press(Qt::Key_W, Qt::AltModifier);
    QTRY_VERIFY(screen().shows(u"120 of %1 looked at have none"_s.arg(number(1'200))));
    QCOMPARE(cell(1), u"1010"_s);
    QVERIFY(m_all->all.page->busyText().isEmpty()); // it is said above the table
    m_all->all.press(Qt::Key_W, Qt::AltModifier);
    QTRY_VERIFY(screen().shows(u"%1 extensions"_s.arg(number(1'200))));
}

void TestExtensionsPage::everybodyHasOne()
{
    open(5);
    m_all->extensions.setSecondFactor(0, true);
    QVERIFY(screen().click(u"Without two-factor authentication"_s));
    QTRY_VERIFY(screen().shows(u"Every extension has two-factor authentication."_s));
    QVERIFY(screen().focus(u"Show All Extensions"_s));
    m_all->all.press(Qt::Key_Space);
    QTRY_COMPARE(model().rowCount(), 5);
}

void TestExtensionsPage::errorKeepsTheList()
{
    open(500);
    server().next(kExtensionsCall, FakeAnswer::failure(ApiError::Kind::Timeout));
    (void)cell(400);
    QTRY_VERIFY(!m_all->all.banner().isEmpty());
    QCOMPARE(m_all->all.page->bannerText().actions, QStringList{u"Read Again"_s});
    QCOMPARE(cell(1), u"1001"_s);
    m_all->all.page->triggerBannerAction(0);
    QTRY_VERIFY(!model().isBusy());
    QCOMPARE(m_all->all.banner(), QString());
}

void TestExtensionsPage::errorBeforeTheList()
{
    m_all = std::make_unique<All>(5);
    server().next(kExtensionsCall, FakeAnswer::refusal(10005));
    m_all->all.open();
    QTRY_VERIFY(screen().find(u"Read Again"_s));
    QVERIFY(m_all->all.page->loadError());
    QVERIFY(m_all->all.banner().isEmpty()); // not said twice
    QVERIFY(screen().click(u"Read Again"_s));
    QTRY_VERIFY(screen().find(kTable));
}

void TestExtensionsPage::sortingByKeys()
{
    open(500);
    QVERIFY(screen().focus(kTable));
    QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QCoreApplication::sendEvent(&m_all->all.table(kTable), &menuKey);
    auto *menu = m_all->all.table(kTable).findChild<QMenu *>();
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_S); // Sort By
    auto *columns = menu->findChild<QMenu *>();
    QVERIFY(columns && columns->isVisible());
    QTest::keyClick(columns, Qt::Key_Return); // by number, which it is already: downwards
    QTRY_COMPARE(cell(0), u"1499"_s);
}

void TestExtensionsPage::columnsAreKeptByName()
{
    const QTemporaryDir folder;
    const WindowState state(folder.path());
    open(5);
    auto *table = qobject_cast<ListTable *>(screen().find(kTable));
    const int first = table->columnWidth(ExtensionsModel::Name);
    QVERIFY(first > table->columnWidth(ExtensionsModel::Number));
    state.saveColumns(*m_all->all.page); // nobody has touched them: nothing to keep
    state.restoreColumns(*m_all->all.page);
    m_all->all.window.resize(1'300, 640);
    QVERIFY(table->columnWidth(ExtensionsModel::Name) > first);
    table->setColumnWidth(ExtensionsModel::Name, 333);
    state.saveColumns(*m_all->all.page);
    open(7); // as in another session, and another PBX
    state.restoreColumns(*m_all->all.page);
    table = qobject_cast<ListTable *>(screen().find(kTable));
    QCOMPARE(table->columnWidth(ExtensionsModel::Name), 333);
    m_all->all.window.resize(900, 600);
    QCOMPARE(table->columnWidth(ExtensionsModel::Name), 333);
}

void TestExtensionsPage::switchingOffWantsAReason()
{
    open(50);
    choose({7});
    QVERIFY(screen().click(kSwitchOff));
    QDialog *dialog = screen().dialog();
    QVERIFY(dialog);
    QVERIFY(screen().shows(u"off for 1007 User 7?"_s));
    QVERIFY(screen().shows(u"Make sure first that it is really this person"_s));
    QVERIFY(!screen().find(u"Switch Off"_s));
    auto *reason = qobject_cast<QComboBox *>(screen().find(u"Reason"_s));
    QVERIFY(reason);
    QCOMPARE(reason->count(), 3);
    reason->setEditText(u"  "_s);
    QVERIFY(!screen().find(u"Switch Off"_s));
    reason->setEditText(u"Lost phone"_s);
    QVERIFY(screen().find(u"Switch Off"_s));
    m_all->all.press(Qt::Key_Escape);
    QTRY_VERIFY(!screen().dialog());
    QCOMPARE(server().count(kExtensionUpdateCall), 0);
}

void TestExtensionsPage::switchingOffByKeys()
{
    open(50);
    QVERIFY(screen().focus(kTable));
    m_all->all.press(Qt::Key_Home, Qt::ControlModifier);
    m_all->all.press(Qt::Key_Down);
    m_all->all.press(Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(screen().shows(u"2 chosen, 2 of them with two-factor authentication."_s));
    m_all->all.press(Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(screen().dialog());
    QTest::keyClicks(screen().dialog()->focusWidget(), u"New phone"_s);
    m_all->all.press(Qt::Key_Return);
    QTRY_VERIFY(screen().shows(u"Switched off for 2 of 2."_s));
    QVERIFY(!m_all->extensions.hasSecondFactor(1));
    m_all->all.press(Qt::Key_Return); // Close
    QTRY_VERIFY(!screen().dialog());
    QTRY_COMPARE(cell(1, ExtensionsModel::SecondFactor), u"Off"_s);
    QTRY_COMPARE(cell(2, ExtensionsModel::SecondFactor), u"Off"_s);
    QCOMPARE(server().count(kExtensionsCall), 1);
}

void TestExtensionsPage::onlyThoseWithOneAreSwitchedOff()
{
    open(50);
    choose({0});
    QVERIFY(!screen().find(kSwitchOff));
    QVERIFY(screen().shows(u"None of those chosen has two-factor authentication."_s));
    choose({0, 1, 10, 11});
    QVERIFY(screen().shows(u"4 chosen, 2 of them"_s));
    QVERIFY(screen().click(kSwitchOff));
    QVERIFY(screen().shows(u"off for 2 extensions?"_s));
}

void TestExtensionsPage::eachResultIsShown()
{
    open(50);
    choose({1, 2, 3});
    server().next(kExtensionUpdateCall, FakeAnswer::refusal(70084));
    server().next(kExtensionUpdateCall, FakeAnswer::failure(ApiError::Kind::UnknownOutcome));
    QVERIFY(screen().click(kSwitchOff));
    qobject_cast<QComboBox *>(screen().find(u"Reason"_s))->setEditText(u"x"_s);
    QVERIFY(screen().click(u"Switch Off"_s));
    QTRY_VERIFY(screen().shows(u"Switched off for 1 of 3."_s));
    const auto *list = screen().dialog()->findChild<QTableWidget *>();
    QVERIFY(list->item(0, 1)->text().startsWith(u"Not switched off: "_s));
    QVERIFY(list->item(0, 1)->text().size() > 25);
    QCOMPARE(list->item(1, 1)->text(),
             u"Not switched off: no answer came, and the PBX still has it on."_s);
    QCOMPARE(list->item(2, 1)->text(), u"Switched off"_s);
    QVERIFY(screen().find(u"Close"_s));
    QVERIFY(!screen().find(u"Switch Off"_s));
}

void TestExtensionsPage::closingStopsWhatIsNotSent()
{
    open(50);
    choose({1, 2, 3});
    server().next(kExtensionUpdateCall, FakeAnswer::hang());
    QVERIFY(screen().click(kSwitchOff));
    qobject_cast<QComboBox *>(screen().find(u"Reason"_s))->setEditText(u"x"_s);
    QVERIFY(screen().click(u"Switch Off"_s));
    QTRY_COMPARE(server().hanging(kExtensionUpdateCall), 1);
    QTest::keyClick(screen().dialog(), Qt::Key_Escape);
    QVERIFY(screen().dialog()); // the answer to what was sent is still awaited
    QVERIFY(server().release(kExtensionUpdateCall, FakeAnswer::done()));
    QTRY_VERIFY(screen().shows(u"Switched off for 1 of 3."_s));
    QCOMPARE(server().count(kExtensionUpdateCall), 1);
}

//! By keys through all rows: a step fits into a frame, and what was only passed is not read. The
//! time is that of the processor, so that a busy machine does not count.
void TestExtensionsPage::tenThousandRowsScroll()
{
    open(10'000);
    QVERIFY(screen().focus(kTable));
    QAbstractItemView &table = m_all->all.table(kTable);
    m_all->all.press(Qt::Key_Home, Qt::ControlModifier);
    QList<double> milliseconds;
    while (table.currentIndex().row() < 9'999 && milliseconds.size() < 2'000) {
        const std::clock_t start = std::clock();
        m_all->all.press(Qt::Key_PageDown);
        table.viewport()->repaint();
        milliseconds.append(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    QCOMPARE(table.currentIndex().row(), 9'999);
    std::sort(milliseconds.begin(), milliseconds.end());
    const double nearlyAll = milliseconds.at(milliseconds.size() * 95 / 100);
    QVERIFY2(nearlyAll < 16, qPrintable(QString::number(nearlyAll)));
    QTRY_COMPARE(cell(9'999), u"10999"_s);
    QTRY_VERIFY(!model().isBusy());
    const int requests = server().count(kExtensionsCall);
    QVERIFY2(requests <= 110, qPrintable(QString::number(requests)));
}

QTEST_MAIN(TestExtensionsPage)
#include "tst_extensionspage.moc"
