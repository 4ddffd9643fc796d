// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/codeinput.h>

#include <QSignalSpy>
#include <QTest>

#include <array>
#include <unistd.h>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

/*! A pipe whose writing end the test holds. */
class Pipe
{
public:
    Pipe() { m_isOpen = ::pipe(m_ends.data()) == 0; }
    ~Pipe()
    {
        ::close(m_ends[0]);
        closeWriting();
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    QString number() const { return m_isOpen ? QString::number(m_ends[0]) : QString(); }
    bool write(const QByteArray &bytes) const
    {
        return ::write(m_ends[1], bytes.constData(), std::size_t(bytes.size())) == bytes.size();
    }
    void closeWriting()
    {
        if (m_ends[1] >= 0)
            ::close(m_ends[1]);
        m_ends[1] = -1;
    }

private:
    std::array<int, 2> m_ends{-1, -1};
    bool m_isOpen = false;
};

} // namespace

/*! Codes that arrive when they like. */
class TestCodeInput : public QObject
{
    Q_OBJECT
private slots:
    void lines_data();
    void lines();
    void oneLineAtATime();
    void inPieces();
    void notAnOpenDescriptor_data();
    void notAnOpenDescriptor();
    void endlessLineEnds();

private:
    QByteArrayList m_lines;
    std::unique_ptr<CodeInput> opened(const Pipe &pipe)
    {
        m_lines.clear();
        auto input = CodeInput::open(pipe.number());
        if (!input)
            return nullptr;
        connect(input->get(), &CodeInput::lineRead, this,
                [this](const Secret &line) { m_lines.append(line.view().toByteArray()); });
        return std::move(*input);
    }
};

void TestCodeInput::lines_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("a line") << QByteArray("123456\n") << QByteArray("123456");
    QTest::newRow("of Windows") << QByteArray("123456\r\n") << QByteArray("123456");
    QTest::newRow("without an end") << QByteArray("123456") << QByteArray("123456");
    QTest::newRow("blanks are left to others")
        << QByteArray("123 456 \n") << QByteArray("123 456 ");
    QTest::newRow("an empty line") << QByteArray("\n") << QByteArray();
    QTest::newRow("nothing at all") << QByteArray() << QByteArray();
}

void TestCodeInput::lines()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, line);
    Pipe pipe;
    const auto input = opened(pipe);
    QVERIFY(input);
    QVERIFY(pipe.write(written));
    pipe.closeWriting();
    input->readLine();
    QVERIFY(m_lines.isEmpty()); // never from inside the call
    QTRY_COMPARE(m_lines.size(), 1);
    QCOMPARE(m_lines.first(), line);
}

void TestCodeInput::oneLineAtATime()
{
    Pipe pipe;
    const auto input = opened(pipe);
    QVERIFY(input);
    QVERIFY(pipe.write("111111\n222222\n33"));
    input->readLine();
    QTRY_COMPARE(m_lines, QByteArrayList{"111111"});
    input->readLine();
    QTRY_COMPARE(m_lines, (QByteArrayList{"111111", "222222"}));
    input->readLine();
    QVERIFY(pipe.write("3333\n"));
    QTRY_COMPARE(m_lines, (QByteArrayList{"111111", "222222", "333333"}));
    pipe.closeWriting();
    input->readLine();
    QTRY_COMPARE(m_lines.size(), 4);
    QVERIFY(m_lines.last().isEmpty());
    input->readLine(); // the end stays the end
    QTRY_COMPARE(m_lines.size(), 5);
}

void TestCodeInput::inPieces()
{
    Pipe pipe;
    const auto input = opened(pipe);
    QVERIFY(input);
    QSignalSpy read(input.get(), &CodeInput::lineRead);
    input->readLine();
    for (const char digit : {'1', '2', '3'}) {
        QVERIFY(pipe.write(QByteArray(1, digit)));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(read.count(), 0);
    }
    QVERIFY(pipe.write("456\n"));
    QTRY_COMPARE(m_lines, QByteArrayList{"123456"});
}

void TestCodeInput::notAnOpenDescriptor_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("a word") << u"codes.txt"_s;
    QTest::newRow("a negative number") << u"-1"_s;
    QTest::newRow("a number that is not open") << u"917"_s;
    QTest::newRow("nothing") << u""_s;
}

void TestCodeInput::notAnOpenDescriptor()
{
    QFETCH(QString, source);
    const auto input = CodeInput::open(source);
    QVERIFY(!input);
    QVERIFY(input.error().contains(u"--code-fd"));
}

void TestCodeInput::endlessLineEnds()
{
    Pipe pipe;
    const auto input = opened(pipe);
    QVERIFY(input);
    QVERIFY(pipe.write(QByteArray(8'000, '1')));
    input->readLine();
    QTRY_COMPARE(m_lines.size(), 1);
    QVERIFY(m_lines.first().size() < 4'000);
}

QTEST_GUILESS_MAIN(TestCodeInput)
#include "tst_codeinput.moc"
