// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <cstdio>

namespace lw {

namespace {

QString utc(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QString problemWord(CertificateProblem problem)
{
    switch (problem) {
    case CertificateProblem::SelfSigned:
        return QStringLiteral("self-signed");
    case CertificateProblem::UnknownIssuer:
        return QStringLiteral("unknown-issuer");
    case CertificateProblem::Expired:
        return QStringLiteral("expired");
    case CertificateProblem::NotYetValid:
        return QStringLiteral("not-yet-valid");
    case CertificateProblem::WrongName:
        return QStringLiteral("wrong-name");
    case CertificateProblem::Revoked:
        return QStringLiteral("revoked");
    case CertificateProblem::WeakProtocol:
        return QStringLiteral("weak-protocol");
    case CertificateProblem::Other:
        break;
    }
    return QStringLiteral("other");
}

QJsonObject errorJson(const CommandError &error)
{
    QJsonObject json{{QStringLiteral("kind"), error.kind},
                     {QStringLiteral("message"), error.message}};
    if (!error.api)
        return json;
    const ApiError &api = *error.api;
    const auto addText = [&](const char *name, const QString &text) {
        if (!text.isEmpty())
            json.insert(QLatin1String(name), text);
    };
    if (api.httpStatus != 0)
        json.insert(QStringLiteral("httpStatus"), api.httpStatus);
    if (api.serverCode)
        json.insert(QStringLiteral("serverCode"), *api.serverCode);
    addText("serverText", api.serverText);
    addText("requestId", api.requestId);
    addText("method", api.method);
    if (!api.fields.isEmpty()) {
        QJsonObject fields;
        for (auto it = api.fields.begin(); it != api.fields.end(); ++it)
            fields.insert(it.key(), it.value());
        json.insert(QStringLiteral("fields"), fields);
    }
    if (api.certificate)
        json.insert(QStringLiteral("certificate"), certificateJson(*api.certificate));
    return json;
}

QString lineValue(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::Null:
        return QStringLiteral("-");
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(lineValue(part));
        return parts.join(QLatin1String(", "));
    }
    default:
        return value.toString();
    }
}

void appendLines(QStringList &lines, const QJsonObject &object, const QString &prefix)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = prefix + it.key();
        if (it->isObject())
            appendLines(lines, it->toObject(), name + QLatin1Char('.'));
        else
            lines.append(name + QLatin1String(": ") + lineValue(*it));
    }
}

} // namespace

int print(const CommandResult &result, Invocation::Format format)
{
    QTextStream out(stdout);
    QTextStream err(stderr);
    const auto *error = std::get_if<CommandError>(&result);
    const auto *answer = std::get_if<CommandAnswer>(&result);
    if (format == Invocation::Format::Json) {
        QJsonObject json = error ? error->extra : std::get<CommandAnswer>(result).json;
        if (error)
            json.insert(QStringLiteral("error"), errorJson(*error));
        out << QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)) << '\n';
    } else if (answer && !answer->text.isEmpty()) {
        out << answer->text << '\n';
    }
    if (error)
        err << "linewardenctl: " << error->message << '\n';
    return error ? static_cast<int>(error->exitCode) : static_cast<int>(ExitCode::Done);
}

QJsonObject certificateJson(const CertificateFacts &certificate)
{
    QJsonArray problems;
    for (const CertificateProblem problem : certificate.problems)
        problems.append(problemWord(problem));
    return {{QStringLiteral("subject"), certificate.subject},
            {QStringLiteral("issuer"), certificate.issuer},
            {QStringLiteral("names"), QJsonArray::fromStringList(certificate.names)},
            {QStringLiteral("not_before"), utc(certificate.notBefore)},
            {QStringLiteral("not_after"), utc(certificate.notAfter)},
            {QStringLiteral("sha256"), QString::fromLatin1(certificate.sha256.toHex())},
            {QStringLiteral("problems"), problems}};
}

QJsonObject statusJson(const ConnectionStatus &status)
{
    return {{QStringLiteral("state"), status.state.word},
            {QStringLiteral("known"), status.state.known.has_value()},
            {QStringLiteral("server"), status.server},
            {QStringLiteral("since"), status.since ? QJsonValue(utc(*status.since)) : QJsonValue()},
            {QStringLiteral("detail"), status.detail},
            {QStringLiteral("last_error"), status.lastError}};
}

QJsonObject settingsJson(const RemoteManagementSettings &settings)
{
    const auto word = [](const auto &open, std::initializer_list<const char *> names) {
        if (!open.known)
            return open.word;
        return QString::fromLatin1(names.begin()[static_cast<int>(*open.known)]);
    };
    // The old layout knows one server only, and that is the default one.
    const QString server = settings.serverType ? word(*settings.serverType, {"default", "custom"})
                                               : QStringLiteral("default");
    QString account;
    if (settings.activationMethod.is(ActivationMethod::YeastarId))
        account = settings.yeastarId;
    else if (settings.activationMethod.is(ActivationMethod::Email))
        account = settings.email;
    return {{QStringLiteral("server"), server},
            {QStringLiteral("address"), settings.serverAddress.value_or(QString())},
            {QStringLiteral("method"),
             word(settings.activationMethod, {"auth-code", "yeastar-id", "email"})},
            {QStringLiteral("account"), account},
            {QStringLiteral("login_enabled"), settings.isAccountEnabled},
            {QStringLiteral("login_user"), settings.accountUserName},
            {QStringLiteral("login_password"),
             settings.isAccountPasswordSet ? QStringLiteral("set") : QStringLiteral("not set")},
            {QStringLiteral("passwordless"),
             settings.isPasswordless ? QJsonValue(*settings.isPasswordless) : QJsonValue()}};
}

QString linesOf(const QJsonObject &object)
{
    QStringList lines;
    appendLines(lines, object, {});
    return lines.join(QLatin1Char('\n'));
}

} // namespace lw
