// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/support/openapierrortext.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError)

/*! What the OpenAPI of a PBX refuses is said of it, with its own limits. */
class TestOpenApiErrorText : public QObject
{
    Q_OBJECT
private slots:
    void openApi_data();
    void openApi();
    void restIsSaidLikeThePortal();
};

void TestOpenApiErrorText::openApi_data()
{
    QTest::addColumn<ApiError>("error");
    QTest::addColumn<QString>("part");
    QTest::newRow("all tokens are given out")
        << ApiError{.kind = Kind::Conflict, .serverCode = 60002, .reason = u"token-limit"_s}
        << u"all eight"_s;
    QTest::newRow("switched off") << ApiError{.kind = Kind::Unsupported, .serverCode = 70123}
                                  << u"switched off"_s;
    QTest::newRow("address not allowed")
        << ApiError{.kind = Kind::Forbidden, .serverCode = 70087} << u"allowed ones"_s;
    QTest::newRow("wrong secret") << ApiError{.kind = Kind::Unauthorized, .serverCode = -1}
                                  << u"Client Secret"_s;
    QTest::newRow("token over") << ApiError{.kind = Kind::SessionExpired} << u"has ended"_s;
    QTest::newRow("no such interface")
        << ApiError{.kind = Kind::Unsupported, .serverCode = 10001} << u"does not offer"_s;
}

void TestOpenApiErrorText::openApi()
{
    QFETCH(ApiError, error);
    QFETCH(QString, part);
    const QString text = openApiErrorText(error).joined();
    QVERIFY2(text.contains(part), qPrintable(text));
}

void TestOpenApiErrorText::restIsSaidLikeThePortal()
{
    const ApiError error{.kind = Kind::Timeout};
    QCOMPARE(openApiErrorText(error).joined(), errorText(error).joined());
}

QTEST_APPLESS_MAIN(TestOpenApiErrorText)
#include "tst_openapierrortext.moc"
