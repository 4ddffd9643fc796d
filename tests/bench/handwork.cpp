// SPDX-License-Identifier: GPL-3.0-or-later
// What a person waits for while a second factor is set up, as one line "NAME VALUE" each: the
// symbol beside libqrencode alone, the search for a clock, and how long the event loop was held up
// at most by typing a code, scrolling 10,000 extensions and counting down.
#include "session/enrolmentfixture.h"
#include "support/fakeextensions.h"
#include "ui/pagewindow.h"

#include <core/codeadvice.h>
#include <core/qrmatrix.h>
#include <ui/pages/enrolmentpane.h>
#include <ui/pages/extensionspage.h>
#include <ui/support/qrimage.h>
#include <ui/widgets/codeedit.h>

#include <qrencode.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRounds = 501;
constexpr int kSide = 300; //!< pixels of the picture
constexpr int kExtensions = 10'000;
constexpr auto kCountedTime = 3s;
constexpr char kUri[] = "otpauth://totp/Head%20office:admin%40pbx.example.com"
                        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Head%20office"
                        "&algorithm=SHA1&digits=6&period=30";

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

void tell(const char *name, double value)
{
    QTextStream(stdout) << name << ' ' << value << '\n';
}

double timeOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return milliseconds(timer);
}

//! The event loop goes on for so long.
void runFor(std::chrono::milliseconds time)
{
    QTimer::singleShot(time, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
}

/*! Remembers the longest time that one event took from its delivery to the end of its handlers. */
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const bool result = QApplication::notify(receiver, event);
        m_longest = std::max(m_longest, milliseconds(timer));
        --m_depth;
        return result;
    }

    double longestOf(const std::function<void()> &work)
    {
        m_longest = 0;
        work();
        return m_longest;
    }

private:
    int m_depth = 0;
    double m_longest = 0;
};

void measureSymbol()
{
    std::vector<double> ours;
    std::vector<double> floor;
    for (int round = 0; round < kRounds; ++round) {
        floor.push_back(
            timeOf([] { QRcode_free(QRcode_encodeString(kUri, 0, QR_ECLEVEL_M, QR_MODE_8, 1)); }));
        ours.push_back(timeOf([] {
            const auto matrix = QrMatrix::encode(kUri);
            const QImage image = qrImage(*matrix, kSide / modulesAcross(*matrix));
            Q_ASSERT(!image.isNull());
        }));
    }
    tell("qr_ours_ms", median(std::move(ours)));
    tell("qr_floor_ms", median(std::move(floor)));
}

void measureSearch()
{
    const TotpKey key{.secret = Secret(QByteArrayView("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))};
    const ClockReadings clocks{.workstation = QDateTime::fromSecsSinceEpoch(1'800'000'000)};
    std::vector<double> times;
    for (int round = 0; round < kRounds; ++round)
        times.push_back(timeOf([&] {
            if (adviseOnCode("000000", key, {}, clocks).verdict != CodeAdvice::Verdict::NoMatch)
                qFatal("the search ended early");
        }));
    tell("search_ms", median(std::move(times)));
}

void measureTyping(WatchedApplication &application)
{
    EnrolmentFixture fixture;
    fixture.showKey();
    EnrolmentPane pane(fixture.session);
    pane.show();
    pane.follow(fixture.flow.get());
    auto *edit = pane.findChild<CodeEdit *>();
    runFor(500ms); // shown, laid out and painted
    tell("stall_typing_ms", application.longestOf([&] {
        for (int round = 0; round < 20; ++round) {
            QTest::keyClicks(edit, QString::number(100'000 + round * 7'919));
            runFor(20ms);
            edit->clear();
        }
    }));
    tell("stall_counting_ms", application.longestOf([] { runFor(kCountedTime); }));
}

void measureScrolling(WatchedApplication &application)
{
    PageWindow<ExtensionsPage> all;
    const FakeExtensions extensions(all.fixture.server, kExtensions);
    all.open();
    runFor(500ms);
    QAbstractItemView &table = all.table(u"Extensions"_s);
    table.setFocus();
    tell("stall_scrolling_ms", application.longestOf([&] {
        for (int step = 0; step < 1'000 && table.currentIndex().row() < kExtensions - 1; ++step) {
            QTest::keyClick(&table, Qt::Key_PageDown);
            runFor(1ms);
        }
    }));
}

} // namespace

int main(int argc, char *argv[])
{
    WatchedApplication application(argc, argv);
    measureSymbol();
    measureSearch();
    measureTyping(application);
    measureScrolling(application);
    return 0;
}
