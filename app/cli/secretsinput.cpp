// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretsinput.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace lw {

namespace {
constexpr qint64 kLongestInput = 64 * 1024;
}

tl::expected<SecretsInput, QString> SecretsInput::read(const QString &source)
{
    if (source.isEmpty())
        return SecretsInput();
    bool isNumber = source == QLatin1String("-");
    const int descriptor = isNumber ? 0 : source.toInt(&isNumber);
    QFile file;
    if (!isNumber || descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly))
        return tl::unexpected(
            QStringLiteral("--secrets: \"%1\" is not an open file descriptor").arg(source));
    QByteArray json = file.read(kLongestInput + 1);
    if (json.size() > kLongestInput)
        return tl::unexpected(QStringLiteral("--secrets: longer than 64 KiB"));
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    const Secret wiped = Secret::taking(std::move(json));
    if (!document.isObject())
        return tl::unexpected(
            QStringLiteral("--secrets: not a JSON object (%1)").arg(parsed.errorString()));
    const QJsonObject object = document.object();
    SecretsInput secrets;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isString())
            secrets.m_values.emplace(it.key(), Secret::fromText(it->toString()));
    }
    return secrets;
}

Secret SecretsInput::value(const QString &name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? Secret() : found->second.clone();
}

} // namespace lw
