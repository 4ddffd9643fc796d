// SPDX-License-Identifier: GPL-3.0-or-later
#include "practicewindow.h"

#include <QAction>
#include <QMenuBar>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace lw;
using namespace Qt::StringLiterals;

/*! Forgetting, by the menu, what the keychain keeps of a PBX. */
class TestKeptSignIn : public QObject
{
    Q_OBJECT
private slots:
    void forgetting_data();
    void forgetting();

private:
    [[nodiscard]] static QAction *forgetAction(const MainWindow &window);
};

QAction *TestKeptSignIn::forgetAction(const MainWindow &window)
{
    const auto actions = window.findChildren<QAction *>();
    const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->text() == u"&Forget the Saved Sign-In"_s;
    });
    return found == actions.end() ? nullptr : *found;
}

void TestKeptSignIn::forgetting_data()
{
    QTest::addColumn<bool>("password");
    QTest::addColumn<bool>("token");
    QTest::newRow("nothing is kept") << false << false;
    QTest::newRow("a password") << true << false;
    QTest::newRow("the token of a trusted device") << false << true;
    QTest::newRow("both") << true << true;
}

void TestKeptSignIn::forgetting()
{
    QFETCH(bool, password);
    QFETCH(bool, token);
    PracticeWindow all;
    const auto added = all.registry.add({.name = u"Site"_s,
                                         .address = PbxAddress::parse(u"127.0.0.1:1"_s).value(),
                                         .userName = u"admin"_s,
                                         .keepsPassword = password,
                                         .keepsDeviceToken = token});
    QVERIFY(added);
    all.window.choose(added->id);
    QAction *forget = forgetAction(all.window);
    QVERIFY(forget);
    QCOMPARE(forget->isEnabled(), password || token);
    if (!forget->isEnabled())
        return;
    forget->trigger();
    QVERIFY(!forget->isEnabled());
    QVERIFY(!all.registry.byId(added->id)->keepsPassword);
    QVERIFY(!all.registry.byId(added->id)->keepsDeviceToken);
    QVERIFY(all.screen.shows(u"The saved sign-in was removed from the keychain."_s));
}

QTEST_MAIN(TestKeptSignIn)
#include "tst_keptsignin.moc"
