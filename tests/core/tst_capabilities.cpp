// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/capabilities.h>
#include <support/profiles.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Availability = Capability::Availability;

Q_DECLARE_METATYPE(lw::Feature)
Q_DECLARE_METATYPE(lw::Capability::Availability)

namespace {

QJsonObject goodRow()
{
    return {{u"capability"_s, u"account"_s},
            {u"edition"_s, u"software"_s},
            {u"minimum"_s, u"83.5.0.86"_s},
            {u"basis"_s, u"documented"_s},
            {u"source"_s, u"a page"_s}};
}

QByteArray table(const QJsonArray &rows)
{
    return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"rows"_s, rows}}).toJson();
}

} // namespace

/*! The matrix of the product, and tables that are not one. */
class TestCapabilities : public QObject
{
    Q_OBJECT
private slots:
    void matrix_data();
    void matrix();
    void everyRowHasASource();
    void wordsAreUnique();
    void brokenTables_data();
    void brokenTables();
    void oneGoodRow();
};

void TestCapabilities::matrix_data()
{
    QTest::addColumn<Feature>("feature");
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<Availability>("availability");
    QTest::addColumn<QString>("needs");
    const auto row = [](const char *name, Feature feature, const char *firmware, Availability is,
                        const char *needs) {
        QTest::newRow(name) << feature << QString::fromLatin1(firmware) << is
                            << QString::fromLatin1(needs);
    };
    using F = Feature;
    using A = Availability;
    row("code on the oldest software that has it", F::AuthenticationCode, "83.5.0.86", A::Available,
        "83.5.0.86");
    row("code on software one number older", F::AuthenticationCode, "83.5.0.85", A::NeedsFirmware,
        "83.5.0.86");
    row("code on newer software", F::AuthenticationCode, "83.17.0.16", A::Available, "83.5.0.86");
    row("code on the appliance is inferred", F::AuthenticationCode, "37.19.0.110", A::ByProbe,
        "37.19.0.110");
    row("code on an old appliance is still the PBX's word", F::AuthenticationCode, "37.1.0.1",
        A::ByProbe, "37.19.0.110");
    row("Yeastar ID on the appliance", F::YeastarId, "37.19.0.110", A::Available, "37.19.0.110");
    row("Yeastar ID on an older appliance", F::YeastarId, "37.18.0.200", A::NeedsFirmware,
        "37.19.0.110");
    row("Yeastar ID on software is by probe", F::YeastarId, "83.19.0.110", A::ByProbe,
        "83.19.0.110");
    row("Yeastar ID on old software is by probe too", F::YeastarId, "83.5.0.86", A::ByProbe,
        "83.19.0.110");
    row("custom server on software", F::CustomServer, "83.19.0.110", A::Available, "83.19.0.110");
    row("custom server on older software", F::CustomServer, "83.17.0.16", A::NeedsFirmware,
        "83.19.0.110");
    row("custom server on the appliance", F::CustomServer, "37.19.0.110", A::Available,
        "37.19.0.110");
    row("custom server on an older appliance", F::CustomServer, "37.19.0.109", A::NeedsFirmware,
        "37.19.0.110");
    row("e-mail on software", F::ByEmail, "83.19.0.110", A::Available, "83.19.0.110");
    row("e-mail on older software", F::ByEmail, "83.18.9.999", A::NeedsFirmware, "83.19.0.110");
    row("e-mail on the appliance", F::ByEmail, "37.19.0.110", A::Available, "37.19.0.110");
    row("e-mail on an older appliance", F::ByEmail, "37.9.0.110", A::NeedsFirmware, "37.19.0.110");
    row("account on software", F::Account, "83.5.0.86", A::Available, "83.5.0.86");
    row("account on older software", F::Account, "83.4.0.99", A::NeedsFirmware, "83.5.0.86");
    row("account on the appliance", F::Account, "37.20.0.1", A::Available, "37.19.0.110");
    row("account on an older appliance", F::Account, "37.2.0.80", A::NeedsFirmware, "37.19.0.110");
    row("passwordless on software", F::Passwordless, "83.17.0.16", A::Available, "83.17.0.16");
    row("passwordless on older software", F::Passwordless, "83.5.0.86", A::NeedsFirmware,
        "83.17.0.16");
    row("passwordless on the appliance", F::Passwordless, "37.19.0.110", A::Available,
        "37.19.0.110");
    row("passwordless on an older appliance", F::Passwordless, "37.17.0.16", A::NeedsFirmware,
        "37.19.0.110");
    row("passwordless in the cloud is on another page", F::Passwordless, "84.1.0.1", A::Elsewhere,
        "");
    row("code in the cloud", F::AuthenticationCode, "84.1.0.1", A::Absent, "");
    row("Yeastar ID in the cloud", F::YeastarId, "84.1.0.1", A::Absent, "");
    row("custom server in the cloud", F::CustomServer, "84.1.0.1", A::Absent, "");
    row("e-mail in the cloud", F::ByEmail, "84.1.0.1", A::Absent, "");
    row("account in the cloud", F::Account, "84.1.0.1", A::Absent, "");
    row("an unknown line must say itself", F::Passwordless, "99.1.0.1", A::ByProbe, "");
    row("a firmware that is garbage must say itself", F::CustomServer, "beta", A::ByProbe, "");
    row("no firmware at all must say itself", F::Account, "", A::ByProbe, "");
}

void TestCapabilities::matrix()
{
    QFETCH(Feature, feature);
    QFETCH(QString, firmware);
    QFETCH(Availability, availability);
    QFETCH(QString, needs);
    const auto capability = test::builtInCapabilities().of(feature, FirmwareVersion(firmware));
    QCOMPARE(int(capability.availability), int(availability));
    QCOMPARE(capability.needs.text(), needs);
    const bool isUsable =
        availability == Availability::Available || availability == Availability::ByProbe;
    QCOMPARE(capability.isUsable(), isUsable);
}

void TestCapabilities::everyRowHasASource()
{
    const Capabilities table = test::builtInCapabilities();
    for (const QString &firmware : {u"83.19.0.110"_s, u"37.19.0.110"_s}) {
        for (const Feature feature : allFeatures()) {
            const auto capability = table.of(feature, FirmwareVersion(firmware));
            QVERIFY2(!capability.source.isEmpty(), qPrintable(featureWord(feature)));
            QVERIFY(capability.availability != Availability::Absent);
        }
    }
}

void TestCapabilities::wordsAreUnique()
{
    QStringList words;
    for (const Feature feature : allFeatures())
        words.append(featureWord(feature));
    QCOMPARE(words.size(), 6);
    QCOMPARE(words.removeDuplicates(), 0);
}

void TestCapabilities::brokenTables_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    const auto changed = [](const QString &name, const QJsonValue &value) {
        QJsonObject row = goodRow();
        row.insert(name, value);
        return table({goodRow(), row});
    };
    QTest::newRow("nothing") << QByteArray() << "no rows";
    QTest::newRow("not JSON") << QByteArray("rows: many") << "no rows";
    QTest::newRow("an array") << QByteArray("[]") << "no rows";
    QTest::newRow("no rows") << table({}) << "no rows";
    QTest::newRow("rows that are no list") << QByteArray(R"({"rows":{}})") << "no rows";
    QTest::newRow("a row that is no object") << table({goodRow(), 5}) << "unknown capability";
    QTest::newRow("an unknown capability")
        << changed(u"capability"_s, u"teleport"_s) << "\"teleport\"";
    QTest::newRow("a capability that is a number") << changed(u"capability"_s, 5) << "unknown";
    QTest::newRow("an unknown edition") << changed(u"edition"_s, u"enterprise"_s) << "edition";
    QTest::newRow("a minimum that is garbage") << changed(u"minimum"_s, u"new"_s) << "minimum";
    QTest::newRow("a minimum that is a number") << changed(u"minimum"_s, 83.5) << "minimum";
    QTest::newRow("no source") << changed(u"source"_s, u""_s) << "source";
    QTest::newRow("a mistyped basis would soften the rule")
        << changed(u"basis"_s, u"documentd"_s) << "basis";
}

void TestCapabilities::brokenTables()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);
    const auto parsed = Capabilities::parse(json);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().contains(problem), qPrintable(parsed.error()));
}

void TestCapabilities::oneGoodRow()
{
    const auto parsed = Capabilities::parse(table({goodRow()}));
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error()));
    const auto is = parsed->of(Feature::Account, FirmwareVersion(u"83.6"_s));
    QCOMPARE(int(is.availability), int(Availability::Available));
    QCOMPARE(is.source, u"a page"_s);
}

QTEST_APPLESS_MAIN(TestCapabilities)
#include "tst_capabilities.moc"
