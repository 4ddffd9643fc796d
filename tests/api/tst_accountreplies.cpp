// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountsamples.h"

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {

const Secret kCookie{QByteArrayView("c")};

//! What cannot stand in \a field instead of \a good.
QList<QJsonValue> wrongValues(const Sample &sample, const QString &field)
{
    const QJsonValue good = sample.fields.value(field);
    QList<QJsonValue> wrong = good.isString() ? kWrongTexts : kWrongNumbers;
    if (field == u"id"_s) // a text is as good as a number
        wrong = {true, QJsonValue::Null, 0.5, -1, 1e19, u""_s, QJsonArray{1}};
    else if (field == u"port"_s)
        wrong = {true, QJsonValue::Null, 0.5, QJsonArray{1}};
    else if (QStringList{u"challenge"_s, u"password_token"_s, u"secret"_s}.contains(field))
        wrong.append(u""_s);
    if (sample.flags.contains(field))
        wrong += {2, -1};
    return wrong;
}

} // namespace

/*! The answers about accounts: complete, incomplete, mistyped. */
class TestAccountReplies : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<ReplyFixture>(); }

    void complete_data();
    void complete();
    void missingFields_data();
    void missingFields();
    void mistypedFields_data();
    void mistypedFields();
    void optionalFields_data();
    void optionalFields();
    void missingRoot_data();
    void missingRoot();
    void brokenLists_data();
    void brokenLists();
    void secondRowIsLookedAtToo();
    void keyThatIsNone_data();
    void keyThatIsNone();
    void methods_data();
    void methods();
    void timesAndIds();

private:
    //! The error of \a call when the PBX answers \a json; none: it was accepted.
    std::optional<ApiError> errorFor(const QString &call, const QJsonObject &json);
    template<typename T>
    std::optional<ApiError> errorOf(Pending<T> *call)
    {
        auto result = m_fixture->answerOf(call);
        return result ? std::nullopt : std::optional<ApiError>(result.error());
    }
    std::optional<ApiError> errorOfRest(const QString &call);
    static void callRows();

    std::unique_ptr<ReplyFixture> m_fixture;
};

std::optional<ApiError> TestAccountReplies::errorFor(const QString &call, const QJsonObject &json)
{
    FakeAnswer answer = FakeAnswer::json(json);
    answer.cookies = {"websession=abc"};
    m_fixture->server.next(call, answer);
    PortalClient &client = m_fixture->client;
    const PortalCaller caller{.cookie = kCookie};
    if (call == u"login"_s)
        return errorOf(client.signIn({.userName = u"a"_s, .password = kCookie}));
    if (call == u"login/twofactor"_s)
        return errorOf(client.answerSecondFactor(kCookie, kCookie, {}));
    if (call == u"login/twofactor/sendemail"_s)
        return errorOf(client.mailSecondFactor(kCookie));
    if (call == u"twofactor/get"_s)
        return errorOf(client.twoFactor(caller));
    if (call == u"twofactor/checkpassword"_s)
        return errorOf(client.checkPassword(caller, kCookie));
    if (call == u"twofactor/getsecret"_s)
        return errorOf(client.newTotpKey(caller, kCookie));
    if (call == u"twofactor/sendemail"_s)
        return errorOf(client.mailEnrolmentCode(caller, kCookie));
    if (call == u"trusteddevice/searchsummary"_s)
        return errorOf(client.trustedDevices(caller, {}));
    return errorOfRest(call);
}

std::optional<ApiError> TestAccountReplies::errorOfRest(const QString &call)
{
    PortalClient &client = m_fixture->client;
    const PortalCaller caller{.cookie = kCookie};
    if (call == u"securityoption/get"_s)
        return errorOf(client.securityOptions(caller));
    if (call == u"webserver/get"_s)
        return errorOf(client.autoLogoutTime(caller));
    if (call == u"extension/searchsummary"_s)
        return errorOf(client.extensions(caller, {}));
    if (call == u"extension/get"_s)
        return errorOf(client.extension(caller, u"1"_s));
    if (call == u"operationlog/searchsummary"_s)
        return errorOf(client.operationLog(caller, {}, {}));
    if (call == u"blockedip/searchsummary"_s)
        return errorOf(client.blockedAddresses(caller, {}));
    if (call == u"allowedip/searchsummary"_s)
        return errorOf(client.allowedAddresses(caller, {}));
    return ApiError{.kind = Kind::NotFound, .detail = u"the test knows no call "_s + call};
}

#define VERIFY_MALFORMED(error, field)                                                             \
    QVERIFY2(error, "accepted");                                                                   \
    QCOMPARE(int((error)->kind), int(Kind::MalformedReply));                                       \
    QVERIFY2((error)->detail.contains(u'"' + (field) + u'"'), qPrintable((error)->detail))

void TestAccountReplies::callRows()
{
    QTest::addColumn<QString>("call");
    for (const QString &call : samples().keys())
        QTest::addRow("%s", qPrintable(call)) << call;
}

void TestAccountReplies::complete_data()
{
    callRows();
}

void TestAccountReplies::complete()
{
    QFETCH(QString, call);
    Sample good = samples().value(call);
    const auto error = errorFor(call, good.whole());
    QVERIFY2(!error, error ? qPrintable(error->detail) : "");
    const auto more = errorFor(call, good.with(u"aaa"_s, QJsonArray{1}).with(u"zzz"_s, {}).whole());
    QVERIFY2(!more, "a field that nobody asked for");
}

void TestAccountReplies::missingFields_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("field");
    const auto all = samples();
    for (auto it = all.begin(); it != all.end(); ++it) {
        for (const QString &field : it->fields.keys()) {
            if (!it->optional.contains(field))
                QTest::addRow("%s without %s", qPrintable(it.key()), qPrintable(field))
                    << it.key() << field;
        }
    }
}

void TestAccountReplies::missingFields()
{
    QFETCH(QString, call);
    QFETCH(QString, field);
    const auto error = errorFor(call, samples().value(call).without(field).whole());
    VERIFY_MALFORMED(error, field);
}

void TestAccountReplies::mistypedFields_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    const auto all = samples();
    for (auto it = all.begin(); it != all.end(); ++it) {
        for (const QString &field : it->fields.keys()) {
            const QList<QJsonValue> wrong = wrongValues(*it, field);
            for (qsizetype i = 0; i < wrong.size(); ++i)
                QTest::addRow("%s with %s mistyped, way %d", qPrintable(it.key()),
                              qPrintable(field), int(i + 1))
                    << it.key() << field << wrong[i];
        }
    }
}

void TestAccountReplies::mistypedFields()
{
    QFETCH(QString, call);
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    const auto error = errorFor(call, samples().value(call).with(field, value).whole());
    VERIFY_MALFORMED(error, field);
}

void TestAccountReplies::optionalFields_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("field");
    const auto all = samples();
    for (auto it = all.begin(); it != all.end(); ++it) {
        for (const QString &field : it->optional)
            QTest::addRow("%s without %s", qPrintable(it.key()), qPrintable(field))
                << it.key() << field;
    }
}

void TestAccountReplies::optionalFields()
{
    QFETCH(QString, call);
    QFETCH(QString, field);
    QVERIFY(!errorFor(call, samples().value(call).without(field).whole()));
}

void TestAccountReplies::missingRoot_data()
{
    QTest::addColumn<QString>("call");
    const auto all = samples();
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (!it->root.isEmpty())
            QTest::addRow("%s", qPrintable(it.key())) << it.key();
    }
}

void TestAccountReplies::missingRoot()
{
    QFETCH(QString, call);
    Sample flat = samples().value(call);
    const QString root = std::exchange(flat.root, {});
    const int code = flat.code;
    for (const QJsonObject &json :
         {flat.whole(), QJsonObject{{u"errcode"_s, code}, {root, QJsonArray{flat.fields}}},
          QJsonObject{{u"errcode"_s, code}, {root, u"x"_s}}, QJsonObject{{u"errcode"_s, code}}}) {
        const auto error = errorFor(call, json);
        VERIFY_MALFORMED(error, root);
    }
}

void TestAccountReplies::brokenLists_data()
{
    QTest::addColumn<QString>("call");
    const auto all = samples();
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (!it->list.isEmpty())
            QTest::addRow("%s", qPrintable(it.key())) << it.key();
    }
}

void TestAccountReplies::brokenLists()
{
    QFETCH(QString, call);
    const Sample sample = samples().value(call);
    const auto errorWith = [&](const QString &name, const QJsonValue &value) {
        QJsonObject json = sample.whole();
        if (value.isUndefined())
            json.remove(name);
        else
            json.insert(name, value);
        return errorFor(call, json);
    };
    for (const QJsonValue &total : kWrongNumbers + QList{QJsonValue(QJsonValue::Undefined)}) {
        const auto error = errorWith(u"total_number"_s, total);
        VERIFY_MALFORMED(error, u"total_number"_s);
    }
    const QList<QJsonValue> noLists{QJsonValue::Undefined, QJsonValue::Null, sample.fields,
                                    QJsonArray{1}, QJsonArray{sample.fields, QJsonValue::Null}};
    for (const QJsonValue &list : noLists) {
        const auto error = errorWith(sample.list, list);
        VERIFY_MALFORMED(error, sample.list);
    }
    QVERIFY2(!errorWith(sample.list, QJsonArray()), "an empty list is one");
}

void TestAccountReplies::secondRowIsLookedAtToo()
{
    const Sample sample = samples().value(u"trusteddevice/searchsummary"_s);
    QJsonObject json = sample.whole();
    json.insert(sample.list, QJsonArray{sample.fields, sample.without(u"name"_s).fields});
    const auto error = errorFor(u"trusteddevice/searchsummary"_s, json);
    VERIFY_MALFORMED(error, u"name"_s);
}

void TestAccountReplies::keyThatIsNone_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const QString &field, const QJsonValue &value) {
        QTest::newRow(name) << field << value;
    };
    row("a key that is no Base32", u"secret"_s, u"0189!"_s);
    row("a key of blanks", u"secret"_s, u"   "_s);
    row("an algorithm that nobody knows", u"algorithm"_s, u"MD5"_s);
    row("too few digits", u"digits"_s, 5);
    row("too many digits", u"digits"_s, 11);
    row("no period", u"period"_s, 0);
    row("a period before time", u"period"_s, -30);
    row("a period of more than an hour", u"period"_s, 3601);
}

//! It could not be shown to an authenticator, or would freeze the computation of its codes.
void TestAccountReplies::keyThatIsNone()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    const QString call = u"twofactor/getsecret"_s;
    const auto error = errorFor(call, samples().value(call).with(field, value).whole());
    VERIFY_MALFORMED(error, field);
}

void TestAccountReplies::methods_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("method"); // -1: unknown
    QTest::newRow("authenticator") << u"authenticator"_s << int(SecondFactorMethod::Authenticator);
    QTest::newRow("e-mail") << u"email"_s << int(SecondFactorMethod::Email);
    QTest::newRow("none at all") << u""_s << -1;
    QTest::newRow("one of the future is kept") << u"passkey"_s << -1;
    QTest::newRow("another case is another word") << u"Email"_s << -1;
}

void TestAccountReplies::methods()
{
    QFETCH(QString, word);
    QFETCH(int, method);
    const auto compare = [&](const OpenWord<SecondFactorMethod> &found) {
        return found.word == word && (found.known ? int(*found.known) : -1) == method;
    };
    const auto answer = [&](const QString &call, const QString &field) {
        m_fixture->server.next(call,
                               FakeAnswer::json(samples().value(call).with(field, word).whole()));
    };
    answer(u"twofactor/get"_s, u"method"_s);
    QVERIFY(compare(m_fixture->answerOf(m_fixture->client.twoFactor({.cookie = kCookie}))->method));
    answer(u"extension/get"_s, u"two_factor_method"_s);
    const auto extension =
        m_fixture->answerOf(m_fixture->client.extension({.cookie = kCookie}, u"1"_s));
    QVERIFY(compare(extension->method));
    answer(u"login"_s, u"method"_s);
    const auto reply =
        m_fixture->answerOf(m_fixture->client.signIn({.userName = u"a"_s, .password = kCookie}));
    QVERIFY(compare(std::get<SecondFactorChallenge>(*reply).method));
}

void TestAccountReplies::timesAndIds()
{
    const QString call = u"blockedip/searchsummary"_s;
    const Sample sample = samples().value(call);
    QJsonObject json = sample.whole();
    json.insert(sample.list, QJsonArray{sample.fields, sample.with(u"id"_s, u"7"_s)
                                                           .with(u"port"_s, u"1-1024"_s)
                                                           .with(u"expire_time"_s, 0)
                                                           .fields});
    m_fixture->server.next(call, FakeAnswer::json(json));
    const auto page =
        m_fixture->answerOf(m_fixture->client.blockedAddresses({.cookie = kCookie}, {}));
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows[0].id, u"1"_s);
    QCOMPARE(page->rows[0].port, u"8088"_s);
    QCOMPARE(page->rows[0].time, QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC));
    QCOMPARE(page->rows[0].expires,
             std::optional(QDateTime::fromSecsSinceEpoch(1'800'000'600, Qt::UTC)));
    QCOMPARE(page->rows[1].id, u"\"7\""_s);
    QCOMPARE(page->rows[1].port, u"1-1024"_s);
    QVERIFY2(!page->rows[1].expires, "0 is for good");
}

QTEST_GUILESS_MAIN(TestAccountReplies)
#include "tst_accountreplies.moc"
