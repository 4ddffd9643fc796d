// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sessionfixture.h"

#include <session/operationlogmodel.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::OperationLogEntry)

namespace {

const QString kLogCall = u"operationlog/searchsummary"_s;
constexpr qint64 kStart = 1'767'225'600;

//! The log of a PBX, newest first; it may grow at its top while one reads.
class FakeLog final
{
public:
    FakeLog(FakeServer &server, int lines) : m_lines(lines)
    {
        server.compute(kLogCall, [this](const SentRequest &sent) { return page(sent); });
    }
    void grow(int by) { m_lines += by; }
    [[nodiscard]] FakeAnswer page(const SentRequest &sent) const
    {
        const QUrlQuery query(sent.query);
        const int size = query.queryItemValue(u"page_size"_s).toInt();
        const int first = (query.queryItemValue(u"page"_s).toInt() - 1) * size;
        QJsonArray rows;
        for (int row = first; row < std::min(first + size, m_lines); ++row)
            rows.append(QJsonObject{{u"time"_s, kStart + m_lines - row},
                                    {u"user"_s, u"admin"_s},
                                    {u"ip"_s, u"192.0.2.10"_s},
                                    {u"module"_s, u"Extension"_s},
                                    {u"operation"_s, u"Edit"_s},
                                    {u"detail"_s, QString::number(m_lines - row)}});
        return FakeAnswer::json(
            {{u"errcode"_s, 0}, {u"total_number"_s, m_lines}, {u"operation_log_list"_s, rows}});
    }

private:
    int m_lines;
};

QStringList details(const QList<OperationLogEntry> &entries)
{
    QStringList texts;
    for (const OperationLogEntry &entry : entries)
        texts.append(entry.detail);
    return texts;
}

//! "250", "249" ... "1".
QStringList countedDown(int from)
{
    QStringList texts;
    for (int i = from; i > 0; --i)
        texts.append(QString::number(i));
    return texts;
}

} // namespace

/*! The operation log: read by pages, filtered by the PBX, exported whole. */
class TestOperationLogModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void isReadFurtherByPages();
    void linesThatWerePushedDownComeOnce();
    void equalLinesAreKept();
    void filterIsThePbxs();
    void olderFilterIsDropped();
    void errorEndsReading();
    void exportReadsEverything();
    void exportKeepsUpWithTheLog();
    void exportIsCancelled();
    void exportFails();
    void lostAnswerDoesNotKeepItBusy();
    void clearForgets();
    void csv_data();
    void csv();
    void csvHasOneRecordALine();
    void json();

private:
    void make(int lines);
    void load();
    void readAll();

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FakeLog> m_log;
    std::unique_ptr<OperationLogModel> m_model;
};

void TestOperationLogModel::init()
{
    m_model.reset();
    m_fixture = std::make_unique<SessionFixture>();
}

void TestOperationLogModel::make(int lines)
{
    m_log = std::make_unique<FakeLog>(m_fixture->server, lines);
    m_fixture->signIn();
    m_model = std::make_unique<OperationLogModel>(m_fixture->session);
}

void TestOperationLogModel::load()
{
    m_model->load();
    SessionFixture::settleAll([this] { return !m_model->isBusy(); });
}

void TestOperationLogModel::readAll()
{
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        SessionFixture::settleAll([this] { return !m_model->isBusy(); });
    }
}

void TestOperationLogModel::isReadFurtherByPages()
{
    make(250);
    load();
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(m_model->total(), 250);
    QCOMPARE(m_model->index(0, OperationLogModel::Time).data().toDateTime(),
             QDateTime::fromSecsSinceEpoch(kStart + 250, Qt::UTC));
    QCOMPARE(m_model->index(0, OperationLogModel::Module).data(), u"Extension"_s);
    readAll();
    QCOMPARE(m_fixture->server.count(kLogCall), 3);
    QCOMPARE(details(m_model->entries()), countedDown(250));
}

void TestOperationLogModel::linesThatWerePushedDownComeOnce()
{
    make(250);
    load();
    m_log->grow(7);
    readAll();
    QCOMPARE(m_model->total(), 257);
    QCOMPARE(details(m_model->entries()), countedDown(250));
}

//! Two equal lines on either side of a page's end are two lines.
void TestOperationLogModel::equalLinesAreKept()
{
    m_fixture->server.compute(kLogCall, [](const SentRequest &sent) {
        const bool isFirst = QUrlQuery(sent.query).queryItemValue(u"page"_s) == u"1"_s;
        QJsonArray rows;
        for (int row = 0; row < (isFirst ? 100 : 20); ++row)
            rows.append(QJsonObject{{u"time"_s, kStart},
                                    {u"user"_s, u"admin"_s},
                                    {u"ip"_s, u"::1"_s},
                                    {u"module"_s, u"Login"_s},
                                    {u"operation"_s, u"Sign In"_s},
                                    {u"detail"_s, QString()}});
        return FakeAnswer::json(
            {{u"errcode"_s, 0}, {u"total_number"_s, 120}, {u"operation_log_list"_s, rows}});
    });
    m_fixture->signIn();
    m_model = std::make_unique<OperationLogModel>(m_fixture->session);
    load();
    readAll();
    QCOMPARE(m_model->rowCount(), 120);
}

void TestOperationLogModel::filterIsThePbxs()
{
    make(3);
    const QDateTime from = QDateTime::fromSecsSinceEpoch(kStart, Qt::UTC);
    m_model->setFilter({.from = from, .user = u"admin"_s});
    QCOMPARE(m_fixture->server.count(kLogCall), 0); // nobody has asked for the list yet
    load();
    QUrlQuery query(m_fixture->server.last(kLogCall).query);
    QCOMPARE(query.queryItemValue(u"start_time"_s), QString::number(kStart));
    QVERIFY(!query.hasQueryItem(u"end_time"_s));
    QCOMPARE(query.queryItemValue(u"user"_s), u"admin"_s);
    QVERIFY(!query.hasQueryItem(u"module"_s));
    m_model->setFilter({.to = from.addSecs(60), .module = u"Login"_s});
    QCOMPARE(m_fixture->server.count(kLogCall), 2);
    query = QUrlQuery(m_fixture->server.last(kLogCall).query);
    QVERIFY(!query.hasQueryItem(u"start_time"_s));
    QCOMPARE(query.queryItemValue(u"end_time"_s), QString::number(kStart + 60));
    QCOMPARE(query.queryItemValue(u"module"_s), u"Login"_s);
}

void TestOperationLogModel::olderFilterIsDropped()
{
    make(250);
    m_fixture->server.next(kLogCall, FakeAnswer::hang());
    m_model->load();
    m_model->setFilter({.user = u"other"_s});
    SessionFixture::settleAll([this] { return m_model->isLoaded(); });
    QVERIFY(m_model->isLoaded());
    QTRY_COMPARE(m_fixture->server.hanging(kLogCall), 0);
    QCOMPARE(m_model->rowCount(), 100);
}

void TestOperationLogModel::errorEndsReading()
{
    make(250);
    load();
    m_fixture->server.next(kLogCall, FakeAnswer::failure(Kind::Unreachable));
    m_model->fetchMore({});
    SessionFixture::settleAll([this] { return !m_model->isBusy(); });
    QCOMPARE(m_model->error()->kind, Kind::Unreachable);
    QVERIFY(!m_model->canFetchMore({})); // a view asks at every movement
    QCOMPARE(m_model->rowCount(), 100);
    load();
    QVERIFY(!m_model->error());
    QVERIFY(m_model->canFetchMore({}));
}

void TestOperationLogModel::exportReadsEverything()
{
    make(250);
    m_model->setFilter({.user = u"admin"_s});
    load();
    QList<OperationLogEntry> exported;
    connect(m_model.get(), &OperationLogModel::exported, this,
            [&](const QList<OperationLogEntry> &entries) { exported = entries; });
    m_model->exportAll();
    QVERIFY(m_model->isExporting());
    QTRY_VERIFY(!m_model->isExporting());
    QCOMPARE(details(exported), countedDown(250));
    QCOMPARE(QUrlQuery(m_fixture->server.last(kLogCall).query).queryItemValue(u"user"_s),
             u"admin"_s);
    QCOMPARE(m_model->rowCount(), 100);
}

void TestOperationLogModel::exportKeepsUpWithTheLog()
{
    make(250);
    QList<OperationLogEntry> exported;
    connect(m_model.get(), &OperationLogModel::exported, this,
            [&](const QList<OperationLogEntry> &entries) { exported = entries; });
    connect(m_model.get(), &OperationLogModel::changed, this, [this] {
        if (m_model->exportedSoFar() == 100)
            m_log->grow(3);
    });
    m_model->exportAll();
    QTRY_VERIFY(!m_model->isExporting());
    QCOMPARE(details(exported), countedDown(250));
}

void TestOperationLogModel::exportIsCancelled()
{
    make(250);
    load();
    m_fixture->server.next(kLogCall, FakeAnswer::hang());
    QSignalSpy failed(m_model.get(), &OperationLogModel::exportFailed);
    m_model->exportAll();
    m_model->cancelExport();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.constFirst().constFirst().value<ApiError>().kind, Kind::Cancelled);
    QVERIFY(!m_model->isExporting());
    QTRY_COMPARE(m_fixture->server.hanging(kLogCall), 0);
}

void TestOperationLogModel::exportFails()
{
    make(250);
    load();
    m_fixture->server.next(kLogCall, FakeAnswer::refusal(10005));
    QSignalSpy failed(m_model.get(), &OperationLogModel::exportFailed);
    const QSignalSpy exported(m_model.get(), &OperationLogModel::exported);
    m_model->exportAll();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.constFirst().constFirst().value<ApiError>().kind, Kind::Forbidden);
    QCOMPARE(exported.count(), 0);
    QVERIFY(!m_model->error()); // the list itself is as it was
}

void TestOperationLogModel::lostAnswerDoesNotKeepItBusy()
{
    make(250);
    load();
    m_fixture->server.compute(kLogCall, [](const SentRequest &) { return FakeAnswer::hang(); });
    const QSignalSpy failed(m_model.get(), &OperationLogModel::exportFailed);
    m_model->fetchMore({});
    m_model->exportAll();
    m_fixture->session.signOut();
    QTRY_VERIFY(!m_model->isBusy());
    QVERIFY(!m_model->isExporting());
    QCOMPARE(failed.count(), 1);
}

void TestOperationLogModel::clearForgets()
{
    make(250);
    load();
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->isLoaded());
    QVERIFY(!m_model->canFetchMore({}));
}

void TestOperationLogModel::csv_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain text stands as it is") << u"1001: edited"_s << QByteArray("1001: edited");
    QTest::newRow("nothing") << QString() << QByteArray();
    QTest::newRow("a comma is quoted") << u"a,b"_s << QByteArray("\"a,b\"");
    QTest::newRow("a semicolon is quoted for those who separate by it")
        << u"a;=b"_s << QByteArray("\"a;=b\"");
    QTest::newRow("quotation marks are doubled")
        << u"say \"x\""_s << QByteArray("\"say \"\"x\"\"\"");
    QTest::newRow("a line break is quoted") << u"a\nb"_s << QByteArray("\"a\nb\"");
    QTest::newRow("other scripts are UTF-8") << u"\u0141ukasz"_s << QByteArray("\xc5\x81ukasz");
    QTest::newRow("a formula is disarmed") << u"=1+1"_s << QByteArray("'=1+1");
    QTest::newRow("a number with a sign is disarmed") << u"-1"_s << QByteArray("'-1");
    QTest::newRow("a plus is disarmed") << u"+49 30"_s << QByteArray("'+49 30");
    QTest::newRow("an at sign is disarmed") << u"@SUM(A1)"_s << QByteArray("'@SUM(A1)");
    QTest::newRow("a tab is disarmed and quoted") << u"\t=1"_s << QByteArray("\"'\t=1\"");
}

void TestOperationLogModel::csv()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, cell);
    const QByteArray csv =
        operationLogCsv({{.time = QDateTime::fromSecsSinceEpoch(kStart, Qt::UTC), .detail = text}});
    QCOMPARE(csv, "time,user,address,module,operation,detail\r\n2026-01-01T00:00:00Z,,,,," + cell +
                      "\r\n");
}

void TestOperationLogModel::csvHasOneRecordALine()
{
    const OperationLogEntry entry{.time = QDateTime::fromSecsSinceEpoch(kStart, Qt::UTC),
                                  .user = u"admin"_s,
                                  .address = u"192.0.2.10"_s,
                                  .module = u"Login"_s,
                                  .operation = u"Sign In"_s,
                                  .detail = u"x"_s};
    const QByteArrayList lines = operationLogCsv({entry, entry}).split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.at(2), QByteArray("2026-01-01T00:00:00Z,admin,192.0.2.10,Login,Sign In,x\r"));
    QCOMPARE(lines.at(1), lines.at(2));
}

void TestOperationLogModel::json()
{
    const QDateTime local =
        QDateTime::fromSecsSinceEpoch(kStart, Qt::UTC).toOffsetFromUtc(2 * 60 * 60);
    const QJsonArray array =
        QJsonDocument::fromJson(operationLogJson({{.time = local, .detail = u"=\"\u738b\""_s}}))
            .array();
    QCOMPARE(array.size(), 1);
    QCOMPARE(array.at(0).toObject().value(u"time"_s).toString(), u"2026-01-01T00:00:00Z"_s);
    QCOMPARE(array.at(0).toObject().value(u"detail"_s).toString(), u"=\"\u738b\""_s);
    QCOMPARE(operationLogJson({}).trimmed().replace("\n", ""), QByteArray("[]"));
}

QTEST_GUILESS_MAIN(TestOperationLogModel)
#include "tst_operationlogmodel.moc"
