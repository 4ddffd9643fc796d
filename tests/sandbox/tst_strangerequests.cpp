// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <QSet>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

namespace {

//! Every field of a call with a value that it does not expect.
QList<QJsonValue> strangeValues()
{
    return {QJsonValue(),
            QString(),
            u"x"_s.repeated(100'000),
            u"\u202Eevil\r\n"_s,
            QString(QChar(0xd800)),
            0,
            -1,
            0.5,
            1e300,
            true,
            QJsonArray(),
            QJsonArray{QJsonArray(), QJsonObject(), 1e300, -5},
            QJsonObject{{u"a"_s, 1}}};
}

} // namespace

/*! Whatever is sent to whichever call: an answer of the contract, and the PBX goes on. */
class TestStrangeRequests : public QObject
{
    Q_OBJECT
private slots:
    void everyCallRefusesEveryType_data();
    void everyCallRefusesEveryType();
    void everyQueryIsAnswered_data();
    void everyQueryIsAnswered();

private:
    static void addCalls()
    {
        QTest::addColumn<QString>("call");
        const QStringList calls = builtInWire().callIds();
        for (const QString &call : calls)
            QTest::newRow(qPrintable(call)) << call;
    }
    //! The names on the wire that occur in \a call's entry.
    static QStringList fieldsOf(const QString &call)
    {
        const QJsonDocument profile =
            QJsonDocument::fromJson(readResource(u"wire/p-series.json"_s));
        const QJsonObject fields = profile[u"calls"_s][call][u"fields"_s].toObject();
        QStringList names;
        for (const QJsonValue &name : fields)
            names.append(name.toString());
        return names;
    }
    static bool isOfTheContract(const WebAnswer &answer)
    {
        static const QSet<int> codes{0,     -1,    10001, 10004, 10005, 40001, 40002, 40003,
                                     70004, 70084, 70601, 70602, 70603, 70604, 70605, 70606};
        return answer.status == 200 && codes.contains(codeOf(answer));
    }
};

void TestStrangeRequests::everyCallRefusesEveryType_data()
{
    addCalls();
}

void TestStrangeRequests::everyCallRefusesEveryType()
{
    QFETCH(QString, call);
    PbxFixture fixture;
    (void)fixture.signIn();
    const QStringList names = fieldsOf(call);
    const QList<QJsonValue> values = strangeValues();
    for (const QJsonValue &value : values) {
        QJsonObject all;
        for (const QString &name : names) {
            all.insert(name, value);
            QVERIFY2(isOfTheContract(fixture.ask(call, QJsonObject{{name, value}})),
                     qPrintable(name));
        }
        QVERIFY(isOfTheContract(fixture.ask(call, all)));
    }
    for (const QByteArray &body :
         {QByteArray("null"), QByteArray("[]"), QByteArray("\xff\xfe"), QByteArray(5000, '[')})
        QVERIFY(isOfTheContract(fixture.ask(call, body)));
    fixture.peer = "192.0.2.9"; // this one may be blocked by now
    QCOMPARE(codeOf(fixture.signIn()), 0);
}

void TestStrangeRequests::everyQueryIsAnswered_data()
{
    addCalls();
}

void TestStrangeRequests::everyQueryIsAnswered()
{
    QFETCH(QString, call);
    PbxFixture fixture;
    (void)fixture.signIn();
    const QStringList names = fieldsOf(call);
    for (const QByteArray &value :
         {QByteArray(), QByteArray("%"), QByteArray("%00"), QByteArray("%FF%FE"), QByteArray("-1"),
          QByteArray("9223372036854775808"), QByteArray("1e9"), QByteArray("=&&?"),
          QByteArray(10'000, 'a')}) {
        for (const QString &name : names)
            QVERIFY2(isOfTheContract(fixture.read(call, name.toLatin1() + '=' + value)),
                     qPrintable(name));
    }
    fixture.peer = "192.0.2.9";
    QCOMPARE(codeOf(fixture.signIn()), 0);
}

QTEST_APPLESS_MAIN(TestStrangeRequests)
#include "tst_strangerequests.moc"
