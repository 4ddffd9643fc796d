// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowkeys.h"

#include <ui/widgets/statuslabel.h>
#include <ui/widgets/strengthmeter.h>

#include <QElapsedTimer>

using namespace lw;
using namespace Qt::StringLiterals;
using State = PbxSession::State;

namespace {

const QString kLab = u"Lab 83.19"_s;
const QString kPassword = u"Practice-Admin-1"_s;
const QString kBetter = u"correct Horse battery 7 staple"_s;

} // namespace

/*! The tab Change Password by keys, on the sandbox. */
class TestChangePassword : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void passwordIsChangedByKeys();
    void wrongCurrentPasswordIsSaidInPlace();
    void rulesTickWhileTyping_data();
    void rulesTickWhileTyping();
    void strengthFollows();
    void typingNeverWaits();
    void generatorShowsWhatItMade();
    void revealShowsWhatIsTyped();
    void longPasswordsAreTaken();
    void forcedChangeComesFirst();

private:
    void openTab();
    void type(Qt::Key mnemonic, const QString &text);
    [[nodiscard]] QLineEdit *edit(const QString &name) const { return m_w->named<QLineEdit>(name); }
    [[nodiscard]] bool maySave() const { return m_w->named<QAbstractButton>(u"Save"_s); }
    [[nodiscard]] QStringList metRules() const;

    std::unique_ptr<WindowKeys> m_w;
};

void TestChangePassword::init()
{
    m_w = std::make_unique<WindowKeys>();
    QVERIFY(QTest::qWaitForWindowActive(&m_w->all.window));
    QCOMPARE(m_w->all.startPractice(), std::nullopt);
}

void TestChangePassword::cleanup()
{
    m_w.reset();
}

void TestChangePassword::openTab()
{
    m_w->signIn(kLab, u"admin"_s, kPassword);
    m_w->press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_w->securityPage().hasContent());
    m_w->press(Qt::Key_D, Qt::AltModifier);
    QTRY_VERIFY(edit(u"Current Password"_s));
}

void TestChangePassword::type(Qt::Key mnemonic, const QString &text)
{
    m_w->press(mnemonic, Qt::AltModifier);
    m_w->keys(text);
}

QStringList TestChangePassword::metRules() const
{
    QStringList met;
    const auto rows = m_w->all.page().findChildren<StatusLabel *>();
    for (const StatusLabel *row : rows) {
        if (row->isVisible() && row->accessibleName().startsWith(u"Met: "_s))
            met.append(row->text());
    }
    return met;
}

void TestChangePassword::passwordIsChangedByKeys()
{
    openTab();
    QVERIFY(!maySave());
    type(Qt::Key_U, kPassword);
    type(Qt::Key_N, kBetter);
    QVERIFY(!maySave());
    type(Qt::Key_C, kBetter);
    QVERIFY(maySave());
    m_w->press(Qt::Key_Return);
    QTRY_VERIFY2(m_w->bannerText().startsWith(u"Edited successfully."_s),
                 qPrintable(m_w->bannerText()));
    QVERIFY(m_w->bannerText().contains(u"sessions of this account have ended"_s));
    QVERIFY(m_w->bannerText().contains(u"trusted devices are gone"_s));
    QVERIFY(edit(u"New Password"_s)->text().isEmpty());
    m_w->all.page().signOut();
    QTRY_COMPARE(m_w->all.session().state(), State::Disconnected);
    m_w->signIn(kLab, u"admin"_s, kBetter);
}

void TestChangePassword::wrongCurrentPasswordIsSaidInPlace()
{
    openTab();
    type(Qt::Key_U, u"something else"_s);
    type(Qt::Key_N, kBetter);
    type(Qt::Key_C, kBetter);
    m_w->press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_w->shows(u"The password is wrong."_s));
    QVERIFY(edit(u"Current Password"_s)->text().isEmpty());
    QVERIFY(edit(u"Current Password"_s)->hasFocus());
    QCOMPARE(edit(u"New Password"_s)->text(), kBetter); // what was typed is kept
    QVERIFY(m_w->bannerText().isEmpty());
}

void TestChangePassword::rulesTickWhileTyping_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("met");
    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("lower case alone") << u"abc"_s << 1;
    QTest::newRow("lower and upper case") << u"abC"_s << 2;
    QTest::newRow("and a digit") << u"abC1"_s << 3;
    QTest::newRow("and long enough") << u"abC1abC1ab"_s << 4;
}

void TestChangePassword::rulesTickWhileTyping()
{
    QFETCH(QString, typed);
    QFETCH(int, met);
    openTab();
    type(Qt::Key_N, typed);
    QCOMPARE(metRules().size(), met);
    QVERIFY(m_w->named<StatusLabel>(u"Met: At least 10 characters (assumed)"_s) ||
            m_w->named<StatusLabel>(u"Not met: At least 10 characters (assumed)"_s));
    type(Qt::Key_C, typed);
    type(Qt::Key_U, kPassword);
    QCOMPARE(maySave(), met == 4);
}

void TestChangePassword::strengthFollows()
{
    openTab();
    const auto *meter = m_w->all.page().findChild<StrengthMeter *>();
    type(Qt::Key_N, u"Admin12345"_s);
    QTRY_VERIFY(meter->strength() && meter->strength()->score <= 1);
    QVERIFY(meter->text().contains(u"bits"_s));
    edit(u"New Password"_s)->clear();
    QVERIFY(!meter->strength());
    m_w->keys(kBetter);
    QTRY_VERIFY(meter->strength() && meter->strength()->score == 4);
    QVERIFY(meter->text().startsWith(u"Strong"_s));
}

void TestChangePassword::typingNeverWaits()
{
    openTab();
    const auto *meter = m_w->all.page().findChild<StrengthMeter *>();
    m_w->press(Qt::Key_N, Qt::AltModifier);
    for (const QChar character : kBetter) {
        m_w->keys(QString(character));
        QVERIFY(!meter->strength()); // not while somebody types
    }
    QTRY_VERIFY(meter->strength());
}

void TestChangePassword::generatorShowsWhatItMade()
{
    openTab();
    m_w->press(Qt::Key_E, Qt::AltModifier);
    auto *wanted = edit(u"New Password"_s);
    QTRY_VERIFY(wanted->text().size() >= 16);
    QCOMPARE(wanted->echoMode(), QLineEdit::Normal);
    QCOMPARE(edit(u"Confirm Password"_s)->text(), wanted->text());
    QCOMPARE(metRules().size(), 4);
    const QString first = wanted->text();
    m_w->press(Qt::Key_E, Qt::AltModifier);
    QTRY_VERIFY(wanted->text() != first);
}

void TestChangePassword::revealShowsWhatIsTyped()
{
    openTab();
    type(Qt::Key_U, u"secret"_s);
    QCOMPARE(edit(u"Current Password"_s)->echoMode(), QLineEdit::Password);
    QVERIFY(m_w->all.screen.focus(u"Show"_s));
    m_w->press(Qt::Key_Space);
    QTRY_COMPARE(edit(u"Current Password"_s)->echoMode(), QLineEdit::Normal);
    QCOMPARE(edit(u"New Password"_s)->echoMode(), QLineEdit::Password);
}

void TestChangePassword::longPasswordsAreTaken()
{
    openTab();
    const QString phrase = kBetter.repeated(5); // 150 characters
    type(Qt::Key_U, kPassword);
    edit(u"New Password"_s)->setText(phrase);
    edit(u"Confirm Password"_s)->setText(phrase);
    QCOMPARE(edit(u"New Password"_s)->text().size(), phrase.size());
    m_w->press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_w->bannerText().startsWith(u"Edited successfully."_s));
}

void TestChangePassword::forcedChangeComesFirst()
{
    m_w->sendPassword(kLab, u"newadmin"_s, u"Practice-Default-1"_s);
    QTRY_COMPARE(m_w->all.session().state(), State::NeedsNewPassword);
    QTRY_VERIFY(!m_w->all.screen.dialog());
    QTRY_VERIFY(m_w->shows(u"This PBX asks for a new password before anything else."_s));
    type(Qt::Key_U, u"Practice-Default-1"_s);
    type(Qt::Key_N, kBetter);
    type(Qt::Key_C, kBetter);
    m_w->press(Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_w->all.session().state(), State::Connected);
    QTRY_VERIFY2(m_w->bannerText().startsWith(u"Edited successfully."_s),
                 qPrintable(m_w->bannerText()));
    QVERIFY(!m_w->shows(u"before anything else"_s));
}

QTEST_MAIN(TestChangePassword)
#include "tst_changepassword.moc"
