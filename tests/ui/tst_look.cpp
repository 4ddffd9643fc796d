// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/pages/remotemanagementwords.h>
#include <ui/support/format.h>
#include <ui/support/statuswords.h>
#include <ui/support/tones.h>
#include <ui/widgets/actionbar.h>
#include <ui/widgets/fieldblock.h>
#include <ui/widgets/pbxitemdelegate.h>

#include <fleet/pbxlistmodel.h>

#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(lw::RemoteManagementSettings)

/*! Colours, shapes, words and the small widgets that every page uses. */
class TestLook : public QObject
{
    Q_OBJECT
private slots:
    void tonesAreReadable_data();
    void tonesAreReadable();
    void shapesDiffer();
    void sessionStatesHaveWords();
    void centralStatesHaveWords();
    void unknownWordIsShownAsItIs();
    void connectionSentenceNamesTheServer();
    void delegateDrawsTheState();
    void fingerprintIsGrouped();
    void clockSentence_data();
    void clockSentence();
    void countDownIsMinutesAndSeconds();
    void whoCanGetIn_data();
    void whoCanGetIn();
    void errorTakesThePlaceOfHelp();
    void workShowsAfterHalfASecond();
    void saveIsActiveOnlyWhenChanged();
};

void TestLook::tonesAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
    QTest::newRow("Qt's own light grey") << QPalette(QColor(0xef, 0xef, 0xef));
    QTest::newRow("black on white") << QPalette(Qt::white, Qt::white);
    QTest::newRow("black ground") << QPalette(Qt::black, Qt::black);
}

void TestLook::tonesAreReadable()
{
    QFETCH(QPalette, palette);
    const QColor window = palette.color(QPalette::Window);
    for (const Tone tone : {Tone::Neutral, Tone::Good, Tone::Caution, Tone::Danger}) {
        const QColor color = toneColor(tone, palette);
        for (const QColor &ground :
             {window, palette.color(QPalette::Base), tintColor(tone, palette)}) {
            const double contrast = contrastRatio(color, ground);
            QVERIFY2(contrast >= 4.5,
                     qPrintable(u"%1 on %2: %3"_s.arg(color.name(), ground.name()).arg(contrast)));
        }
    }
}

void TestLook::shapesDiffer()
{
    QList<QImage> pictures;
    for (const StatusShape shape :
         {StatusShape::Disc, StatusShape::Ring, StatusShape::Square, StatusShape::Triangle}) {
        QImage picture(32, 32, QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        paintStatusShape(painter, QRectF(0, 0, 32, 32), shape, Qt::black);
        painter.end();
        QVERIFY(!pictures.contains(picture));
        pictures.append(picture);
    }
}

void TestLook::sessionStatesHaveWords()
{
    QStringList words;
    for (int state = 0; state <= static_cast<int>(PbxSession::State::Failed); ++state) {
        const StatusLook look = sessionLook(static_cast<PbxSession::State>(state));
        QVERIFY(!look.word.isEmpty());
        QVERIFY(!words.contains(look.word));
        words.append(look.word);
    }
}

void TestLook::centralStatesHaveWords()
{
    for (int state = 0; state <= static_cast<int>(CentralSession::State::Failed); ++state)
        QVERIFY(!centralLook(static_cast<CentralSession::State>(state)).word.isEmpty());
    QVERIFY(centralLook(CentralSession::State::Stopped).word !=
            centralLook(CentralSession::State::Locked).word);
    const OpenWord<RemoteDevice::Status> odd(std::nullopt, u"Suspended"_s);
    QCOMPARE(deviceLook(odd).word, u"Suspended"_s);
    QVERIFY(deviceLook(odd).tone != Tone::Good);
}

void TestLook::unknownWordIsShownAsItIs()
{
    const ConnectionStatus status{.state = {std::nullopt, u"Restricted by policy"_s}};
    QCOMPARE(connectionLook(status).word, u"Restricted by policy"_s);
    QCOMPARE(connectionLook(status).shape, StatusShape::Triangle);
    QVERIFY(connectionLook(status).tone != Tone::Good);
}

void TestLook::connectionSentenceNamesTheServer()
{
    ConnectionStatus status{.state = {ConnectionStatus::State::Connected, u"Connected"_s},
                            .since = {},
                            .server = u"rm.example.com"_s,
                            .detail = {},
                            .lastError = {}};
    QCOMPARE(connectionSentence(status), u"Connected to rm.example.com"_s);
    status.since = QDateTime::currentDateTimeUtc();
    QVERIFY(connectionSentence(status).startsWith(u"Connected to rm.example.com since "_s));
}

void TestLook::delegateDrawsTheState()
{
    QStandardItemModel model;
    auto *group = new QStandardItem(u"Sites"_s);
    auto *pbx = new QStandardItem(u"Head office"_s);
    group->appendRow(pbx);
    model.appendRow(group);
    const auto drawn = [&](PbxSession::State state) {
        pbx->setData(static_cast<int>(state), PbxListModel::StateRole);
        QImage picture(280, 24, QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        QStyleOptionViewItem option;
        option.rect = picture.rect();
        option.palette = lightPalette();
        PbxItemDelegate().paint(&painter, option, model.indexFromItem(pbx));
        painter.end();
        return picture;
    };
    QVERIFY(drawn(PbxSession::State::Connected) != drawn(PbxSession::State::Disconnected));
    QVERIFY(drawn(PbxSession::State::Locked) != drawn(PbxSession::State::Failed)); // by the word
    QCOMPARE(drawn(PbxSession::State::Connected), drawn(PbxSession::State::Connected));
}

void TestLook::fingerprintIsGrouped()
{
    const QByteArray sha256 = QByteArray::fromHex("4f2a") + QByteArray(30, '\0');
    QVERIFY(fingerprintText(sha256).startsWith(u"4F:2A:00:"_s));
    QCOMPARE(fingerprintText(sha256).size(), 95);
    QCOMPARE(fingerprintLines(sha256).count(u'\n'), 1);
}

void TestLook::clockSentence_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("no difference") << 0 << u"The same as this PC's"_s;
    QTest::newRow("ahead") << 90 << u"90 s ahead of this PC"_s;
    QTest::newRow("behind by minutes") << -240 << u"4 min behind this PC"_s;
    QTest::newRow("behind by hours") << -7200 << u"2 h behind this PC"_s;
}

void TestLook::clockSentence()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'750'000'000, Qt::UTC);
    const ClockSkew skew = ClockSkew::fromAnswer(now.addSecs(seconds), now, now.addSecs(1));
    QVERIFY2(lw::clockSentence(skew).startsWith(text), qPrintable(lw::clockSentence(skew)));
}

void TestLook::countDownIsMinutesAndSeconds()
{
    QCOMPARE(countDown(125s), u"2:05"_s);
    QCOMPARE(countDown(-3s), u"0:00"_s);
}

void TestLook::whoCanGetIn_data()
{
    QTest::addColumn<RemoteManagementSettings>("settings");
    QTest::addColumn<QStringList>("parts");
    RemoteManagementSettings settings;
    settings.serverType = OpenWord<RemoteServerType>(RemoteServerType::Custom, QString());
    settings.serverAddress = u"rm.example.com"_s;
    QTest::newRow("nobody by name") << settings << QStringList{u"rm.example.com"_s, u"only with"_s};
    settings.isAccountEnabled = true;
    settings.accountUserName = u"provider"_s;
    QTest::newRow("account") << settings << QStringList{u"“provider”"_s, u"as administrator"_s};
    settings.isPasswordless = true;
    QTest::newRow("both") << settings << QStringList{u"as super administrator"_s, u"“provider”"_s};
    settings.isAccountEnabled = false;
    settings.serverType.reset();
    QTest::newRow("passwordless on the old layout")
        << settings
        << QStringList{u"without a password"_s, u"the Default Remote Connection Server"_s};
}

void TestLook::whoCanGetIn()
{
    QFETCH(RemoteManagementSettings, settings);
    QFETCH(QStringList, parts);
    const QString text = lw::whoCanGetIn(settings);
    for (const QString &part : std::as_const(parts))
        QVERIFY2(text.contains(part), qPrintable(text));
}

void TestLook::errorTakesThePlaceOfHelp()
{
    auto *edit = new QLineEdit;
    FieldBlock block(edit);
    block.setHelp(u"help"_s);
    QCOMPARE(block.noteText(), u"help"_s);
    QCOMPARE(edit->accessibleDescription(), u"help"_s);
    block.setError(u"wrong"_s);
    QCOMPARE(block.noteText(), u"wrong"_s);
    QCOMPARE(edit->accessibleDescription(), u"wrong"_s);
    block.setError({});
    QCOMPARE(block.noteText(), u"help"_s);
}

void TestLook::workShowsAfterHalfASecond()
{
    ActionBar bar;
    bar.show();
    QElapsedTimer time;
    time.start();
    bar.setBusy(u"Saving"_s);
    QVERIFY(!bar.isBusyShown());
    QTRY_VERIFY(bar.isBusyShown());
    QVERIFY(time.elapsed() >= 450);
    bar.resize(800, bar.height());
    const int height = bar.heightForWidth(800);
    bar.setBusy({});
    QVERIFY(!bar.isBusyShown());
    QVERIFY(bar.minimumHeight() >= height); // nothing moves
}

void TestLook::saveIsActiveOnlyWhenChanged()
{
    ActionBar bar;
    bar.setButtons(ActionBar::Buttons::RevertAndSave);
    QVERIFY(!bar.saveButton().isEnabled());
    bar.setChanges(ActionBar::Changes::NotReady);
    QVERIFY(!bar.saveButton().isEnabled());
    bar.setChanges(ActionBar::Changes::Ready);
    QVERIFY(bar.saveButton().isEnabled());
    QVERIFY(bar.saveButton().isDefault());
}

QTEST_MAIN(TestLook)
#include "tst_look.moc"
