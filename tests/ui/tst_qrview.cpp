// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/otpauthuri.h>
#include <core/qrmatrix.h>
#include <core/totp.h>
#include <ui/support/qrimage.h>
#include <ui/support/tones.h>
#include <ui/widgets/qrview.h>

#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

Secret uriOf(const QString &issuer, const QString &account)
{
    TotpKey key;
    key.secret = Secret(QByteArrayView("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"));
    key.issuer = issuer;
    key.account = account;
    return otpAuthUri(key);
}

QrMatrix matrixOf(const Secret &text)
{
    auto matrix = QrMatrix::encode(text.view());
    Q_ASSERT(matrix);
    return std::move(*matrix);
}

//! What another program reads in \a picture.
QByteArray readBy(const QString &program, const QImage &picture)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"qr.png"_s);
    if (!picture.save(file))
        return "not saved";
    QProcess process;
    process.start(program, {u"-q"_s, u"--raw"_s, file});
    if (!process.waitForFinished())
        return "did not end";
    return process.readAllStandardOutput().trimmed();
}

/*! A window with the view at an odd place, as layouts make it. */
struct Shown
{
    Shown(QrMatrix matrix, const QPalette &palette)
    {
        window.setPalette(palette);
        view.setMatrix(std::move(matrix));
        view.resize(view.sizeHint());
        view.move(37, 13);
        window.resize(view.size() + QSize(90, 51));
    }

    QImage picture(double ratio)
    {
        QImage image((QSizeF(window.size()) * ratio).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(window.palette().color(QPalette::Window));
        window.render(&image);
        return image;
    }

    QWidget window;
    QrView view{&window};
};

//! The smallest distance between two changes of colour in a line of \a image: one module.
int moduleIn(const QImage &image)
{
    int smallest = image.width();
    for (int y = 0; y < image.height(); ++y) {
        int since = 0;
        for (int x = 1; x < image.width(); ++x) {
            if (image.pixel(x, y) == image.pixel(x - 1, y))
                continue;
            if (since > 0)
                smallest = std::min(smallest, x - since);
            since = x;
        }
    }
    return smallest;
}

} // namespace

/*! The QR widget, judged by its pixels and by a scanner of other people. */
class TestQrView : public QObject
{
    Q_OBJECT
private slots:
    void imageHasItsQuietZone();
    void scannerReadsIt_data();
    void scannerReadsIt();
    void modulesAreWholePixels_data();
    void modulesAreWholePixels();
    void keysAndMouseZoom();
    void clearedShowsNothing();
};

void TestQrView::imageHasItsQuietZone()
{
    const QrMatrix matrix = matrixOf(Secret(QByteArrayView("HELLO")));
    const QImage image = qrImage(matrix, 3);
    QCOMPARE(image.width(), (matrix.size() + 8) * 3);
    QCOMPARE(image.height(), image.width());
    const QImage inside = image.copy(12, 12, matrix.size() * 3, matrix.size() * 3);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool isOutside =
                x < 12 || y < 12 || x >= image.width() - 12 || y >= image.height() - 12;
            const bool isDark = !isOutside && matrix.isDark((x - 12) / 3, (y - 12) / 3);
            QCOMPARE(qGray(image.pixel(x, y)), isDark ? 0 : 255);
        }
    }
    QCOMPARE(qGray(inside.pixel(0, 0)), 0); // the finder begins right after it
}

void TestQrView::scannerReadsIt_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("account");
    const QString pbx = u"Yeastar P-Series"_s;
    const QString admin = u"admin"_s;
    for (const int percent : {100, 150, 200, 300}) {
        const double ratio = percent / 100.0;
        QTest::addRow("%d %% on light", percent) << ratio << lightPalette() << pbx << admin;
        QTest::addRow("%d %% on dark", percent) << ratio << darkPalette() << pbx << admin;
        QTest::addRow("%d %% on black", percent)
            << ratio << QPalette(Qt::black, Qt::black) << pbx << admin;
    }
    QTest::newRow("names of other scripts")
        << 1.0 << lightPalette() << u"Zürich Büro №5 電話"_s << u"администратор@пример.рф"_s;
    QTest::newRow("very long names")
        << 1.0 << lightPalette() << QString(120, u'ß') << QString(120, u'&');
}

void TestQrView::scannerReadsIt()
{
    QFETCH(double, ratio);
    QFETCH(QPalette, palette);
    QFETCH(QString, issuer);
    QFETCH(QString, account);
    const Secret uri = uriOf(issuer, account);
    Shown shown(matrixOf(uri), palette);
    QCOMPARE(readBy(u"zbarimg"_s, shown.picture(ratio)), uri.view().toByteArray());
}

void TestQrView::modulesAreWholePixels_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QrView::Zoom>("zoom");
    for (const int percent : {100, 125, 150, 175, 200, 300}) {
        QTest::addRow("%d %%", percent) << percent / 100.0 << QrView::Zoom::Normal;
        QTest::addRow("%d %%, zoomed", percent) << percent / 100.0 << QrView::Zoom::Large;
    }
}

void TestQrView::modulesAreWholePixels()
{
    QFETCH(double, ratio);
    QFETCH(QrView::Zoom, zoom);
    const Secret uri = uriOf(u"Yeastar"_s, u"admin"_s);
    Shown shown(matrixOf(uri), darkPalette());
    shown.view.setZoom(zoom);
    shown.view.resize(shown.view.sizeHint());
    shown.window.resize(shown.view.size() + QSize(90, 51));
    const QImage all = shown.picture(ratio);
    // One device pixel less on each side: the widget's edge may lie between two.
    const QRect place = QRectF(QPointF(shown.view.pos()) * ratio, QSizeF(shown.view.size()) * ratio)
                            .toRect()
                            .adjusted(1, 1, -1, -1);
    QImage view = all.copy(place);
    view.setDevicePixelRatio(1);
    for (int y = 0; y < view.height(); ++y) {
        for (int x = 0; x < view.width(); ++x) {
            const QRgb pixel = view.pixel(x, y) & 0xffffff;
            QVERIFY2(pixel == 0 || pixel == 0xffffff, "a blurred edge");
        }
    }
    const int module = moduleIn(view);
    QVERIFY(module >= 4);
    // All the symbol's edges lie on its own grid: it is the picture that was made for this size.
    const QImage made = qrImage(matrixOf(uri), module).convertToFormat(view.format());
    const int quiet = QrMatrix::kQuietZone * module;
    const QImage symbol =
        made.copy(quiet, quiet, made.width() - 2 * quiet, made.height() - 2 * quiet);
    int left = view.width();
    int top = view.height();
    for (int y = 0; y < view.height(); ++y) {
        for (int x = 0; x < view.width(); ++x) {
            if ((view.pixel(x, y) & 0xffffff) == 0) {
                left = std::min(left, x);
                top = std::min(top, y);
            }
        }
    }
    QVERIFY(left >= quiet - 1 && top >= quiet - 1);
    QCOMPARE(view.copy(QRect(QPoint(left, top), symbol.size())), symbol);
}

void TestQrView::keysAndMouseZoom()
{
    QrView view;
    view.setMatrix(matrixOf(uriOf(u"Yeastar"_s, u"admin"_s)));
    const QSize normal = view.sizeHint();
    const QSignalSpy zoomed(&view, &QrView::zoomChanged);
    QTest::keyClick(&view, Qt::Key_Space);
    QVERIFY(view.sizeHint().width() > normal.width());
    QTest::mouseClick(&view, Qt::LeftButton);
    QCOMPARE(view.sizeHint(), normal);
    QTest::mouseClick(&view, Qt::RightButton);
    QCOMPARE(view.sizeHint(), normal);
    QCOMPARE(zoomed.count(), 2);
}

void TestQrView::clearedShowsNothing()
{
    Shown shown(matrixOf(uriOf(u"Yeastar"_s, u"admin"_s)), lightPalette());
    QVERIFY(!readBy(u"zbarimg"_s, shown.picture(1)).isEmpty());
    shown.view.clear();
    QVERIFY(shown.view.isEmpty());
    QVERIFY(readBy(u"zbarimg"_s, shown.picture(1)).isEmpty());
}

QTEST_MAIN(TestQrView)
#include "tst_qrview.moc"
