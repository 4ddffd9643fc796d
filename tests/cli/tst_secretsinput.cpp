// SPDX-License-Identifier: GPL-3.0-or-later
#include <cli/secretsinput.h>

#include <QTemporaryFile>
#include <QTest>

using namespace lw;

/*! Secrets come as one JSON object from a file descriptor, and from nowhere else. */
class TestSecretsInput : public QObject
{
    Q_OBJECT
private slots:
    void readsTexts();
    void nothingGivenIsNothing();
    void refusals_data();
    void refusals();
    void descriptorMustBeOpen_data();
    void descriptorMustBeOpen();

private:
    static tl::expected<SecretsInput, QString> readFrom(const QByteArray &content)
    {
        QTemporaryFile file;
        if (!file.open() || file.write(content) != content.size() || !file.flush() || !file.seek(0))
            return tl::unexpected(QStringLiteral("no temporary file"));
        return SecretsInput::read(QString::number(file.handle()));
    }
};

void TestSecretsInput::readsTexts()
{
    const auto secrets =
        readFrom(R"({"password":"p\u00e4ss \"9\"","other":{"nested":1},"number":5,"empty":""})");
    QVERIFY2(secrets, secrets ? "" : qPrintable(secrets.error()));
    QCOMPARE(secrets->value(QStringLiteral("password")).view(), QByteArrayView("päss \"9\""));
    for (const char *name : {"other", "number", "empty", "missing"})
        QVERIFY2(secrets->value(QString::fromLatin1(name)).isEmpty(), name);
}

void TestSecretsInput::nothingGivenIsNothing()
{
    const auto secrets = SecretsInput::read({});
    QVERIFY(secrets);
    QVERIFY(secrets->value(QStringLiteral("password")).isEmpty());
}

void TestSecretsInput::refusals_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("password=x");
    QTest::newRow("a list") << QByteArray("[\"x\"]");
    QTest::newRow("half an object") << QByteArray("{\"password\":");
    QTest::newRow("far too long") << QByteArray("{\"password\":\"" + QByteArray(70'000, 'x') +
                                                "\"}");
}

void TestSecretsInput::refusals()
{
    QFETCH(QByteArray, content);
    const auto secrets = readFrom(content);
    QVERIFY(!secrets);
    QVERIFY(secrets.error().startsWith(QLatin1String("--secrets")));
    QVERIFY(!secrets.error().contains(QLatin1Char('x')));
}

void TestSecretsInput::descriptorMustBeOpen_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("a word") << "stdin";
    QTest::newRow("negative") << "-5";
    QTest::newRow("a file name") << "/etc/hostname";
    QTest::newRow("not open") << "977";
}

void TestSecretsInput::descriptorMustBeOpen()
{
    QFETCH(QString, source);
    QVERIFY(!SecretsInput::read(source));
}

QTEST_GUILESS_MAIN(TestSecretsInput)
#include "tst_secretsinput.moc"
