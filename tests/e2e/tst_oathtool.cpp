// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/base32.h>
#include <core/totp.h>

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <memory>

using namespace lw;
using namespace Qt::StringLiterals;
using Algorithm = TotpKey::Algorithm;

namespace {

constexpr int kComparisons = 10'000;
constexpr int kShells = 4;
constexpr quint32 kSeed = 20'261'122;

/*! A key and a moment, what we say, and the words that ask oathtool for the same. */
struct Question
{
    QByteArray command;
    QByteArray answer;
};

Question ask(QRandomGenerator &random)
{
    static constexpr std::array kAlgorithms{Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512};
    QByteArray bytes(random.bounded(1, 81), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    const TotpKey key{.secret = encodeBase32(bytes),
                      .algorithm = kAlgorithms[random.bounded(3U)],
                      .digits = random.bounded(6, 9),
                      .period = std::chrono::seconds(random.bounded(1, 121))};
    // From 1970 to beyond 2038 and 2106.
    const qint64 seconds = qint64(random.bounded(quint64(5'000'000'000)));
    const QByteArray command = "oathtool --totp=" + algorithmWord(key.algorithm).toLatin1() +
                               " -b -d " + QByteArray::number(key.digits) + " -s " +
                               QByteArray::number(qint64(key.period.count())) + "s -N @" +
                               QByteArray::number(seconds) + " " + key.secret.view().toByteArray();
    const Secret code = totpCode(key, QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC));
    return {command, code.view().toByteArray()};
}

} // namespace

/*! Our one-time codes against those of the OATH Toolkit, which shares no code with them. */
class TestOathtool : public QObject
{
    Q_OBJECT
private slots:
    void tenThousandKeysAndTimes();
};

void TestOathtool::tenThousandKeysAndTimes()
{
    QVERIFY(!QStandardPaths::findExecutable(u"oathtool"_s).isEmpty());
    QTemporaryDir folder;
    QRandomGenerator random(kSeed);
    QList<Question> questions;
    std::array<std::unique_ptr<QProcess>, kShells> shells;
    for (int i = 0; i < kShells; ++i) {
        QFile script(folder.filePath(QString::number(i)));
        QVERIFY(script.open(QIODevice::WriteOnly));
        for (int n = 0; n < kComparisons / kShells; ++n) {
            questions.append(ask(random));
            script.write(questions.last().command + "\n");
        }
        script.close();
        shells[i] = std::make_unique<QProcess>();
        shells[i]->start(u"/bin/sh"_s, {script.fileName()});
    }
    QByteArrayList answers;
    for (const auto &shell : shells) {
        QVERIFY(shell->waitForFinished(200'000));
        answers += shell->readAllStandardOutput().trimmed().split('\n');
    }
    QCOMPARE(answers.size(), kComparisons);
    QCOMPARE(questions.size(), kComparisons);
    for (int i = 0; i < kComparisons; ++i)
        QVERIFY2(answers[i] == questions[i].answer, questions[i].command.constData());
}

QTEST_GUILESS_MAIN(TestOathtool)
#include "tst_oathtool.moc"
