// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/base32.h>
#include <core/otpauthuri.h>
#include <core/qrmatrix.h>

#include <QImage>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSymbols = 1'000;
constexpr int kSymbolsOfCall = 100;
constexpr int kPixelsOfModule = 3;
constexpr quint32 kSeed = 20'261'122;

//! What somebody might have named a PBX or an account, by mistake or on purpose.
QString hostileName(QRandomGenerator &random)
{
    static const QStringList kParts{u":"_s,           u"&secret=AAAA"_s,
                                    u"%41"_s,         u"%"_s,
                                    u"#"_s,           u"?"_s,
                                    u"/../"_s,        u"\\"_s,
                                    u"\""_s,          u"'"_s,
                                    u"<b>"_s,         u"\r\n"_s,
                                    u"\u001b["_s,     u" "_s,
                                    u"+"_s,           u"@"_s,
                                    u";"_s,           u"总部"_s,
                                    u"المقر"_s,       u"Zürich"_s,
                                    u"Ελλάδα"_s,      u"😀"_s,
                                    u"𝔸"_s,           u"\u202e"_s,
                                    u"e\u0301"_s,     u"admin"_s,
                                    u"Head office"_s, u"{}"_s,
                                    u"`id`"_s,        u"$HOME"_s};
    QString name;
    for (int parts = random.bounded(1, 6); parts > 0; --parts)
        name.append(kParts[random.bounded(int(kParts.size()))]);
    return name;
}

QByteArray hostileUri(QRandomGenerator &random)
{
    QByteArray bytes(random.bounded(10, 41), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    const TotpKey key{.secret = encodeBase32(bytes),
                      .issuer = hostileName(random),
                      .account = hostileName(random)};
    return otpAuthUri(key).view().toByteArray();
}

QImage drawn(const QrMatrix &matrix)
{
    const int modules = matrix.size() + 2 * QrMatrix::kQuietZone;
    QImage image(modules, modules, QImage::Format_Grayscale8);
    for (int y = 0; y < modules; ++y) {
        uchar *line = image.scanLine(y);
        for (int x = 0; x < modules; ++x)
            line[x] = matrix.isDark(x - QrMatrix::kQuietZone, y - QrMatrix::kQuietZone) ? 0 : 255;
    }
    return image.scaled(modules * kPixelsOfModule, modules * kPixelsOfModule);
}

} // namespace

/*! Our QR symbols as zbar reads them, which shares no code with what draws them. */
class TestZbarimg : public QObject
{
    Q_OBJECT
private slots:
    void thousandHostileNames_data();
    void thousandHostileNames();
};

void TestZbarimg::thousandHostileNames_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 i = 0; i < kSymbols / kSymbolsOfCall; ++i)
        QTest::addRow("symbols from number %u on", i * kSymbolsOfCall) << kSeed + i;
}

void TestZbarimg::thousandHostileNames()
{
    QFETCH(quint32, seed);
    QVERIFY(!QStandardPaths::findExecutable(u"zbarimg"_s).isEmpty());
    QTemporaryDir folder;
    QRandomGenerator random(seed);
    QByteArrayList uris;
    QStringList arguments{u"-q"_s, u"--raw"_s, u"--nodbus"_s, u"-Sdisable"_s, u"-Sqrcode.enable"_s};
    for (int i = 0; i < kSymbolsOfCall; ++i) {
        uris.append(hostileUri(random));
        const auto matrix = QrMatrix::encode(uris.last());
        QVERIFY2(matrix, uris.last().constData());
        const QString file = folder.filePath(QString::number(i) + u".png"_s);
        QVERIFY(drawn(*matrix).save(file));
        arguments.append(file);
    }
    QProcess zbarimg;
    zbarimg.start(u"zbarimg"_s, arguments);
    QVERIFY(zbarimg.waitForFinished(100'000));
    QCOMPARE(zbarimg.exitCode(), 0);
    const QByteArrayList read = zbarimg.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(read.size(), uris.size());
    for (int i = 0; i < kSymbolsOfCall; ++i)
        QCOMPARE(read[i], uris[i]);
}

QTEST_GUILESS_MAIN(TestZbarimg)
#include "tst_zbarimg.moc"
