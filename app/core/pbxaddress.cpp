// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxaddress.h"

#include <QRegularExpression>
#include <QStringList>

namespace lw {

namespace {

using Problem = PbxAddress::Problem;
constexpr qsizetype kLongestHost = 253; // RFC 1035, as text without the last dot

bool isIpv4(const QString &host)
{
    // No leading zeros: QUrl and inet_aton() read such a number as octal.
    static const QRegularExpression kNumber(QStringLiteral("^(0|[1-9][0-9]{0,2})$"));
    const QStringList parts = host.split(QLatin1Char('.'));
    if (parts.size() != 4)
        return false;
    return std::all_of(parts.begin(), parts.end(), [](const QString &part) {
        return kNumber.match(part).hasMatch() && part.toUInt() <= 255;
    });
}

bool isIpv6(const QString &host)
{
    static const QRegularExpression kForm(
        QStringLiteral("^[0-9A-Fa-f:.]{2,45}(%25[0-9A-Za-z._~-]+|%[0-9A-Za-z._~-]+)?$"));
    if (!host.contains(QLatin1Char(':')) || !kForm.match(host).hasMatch())
        return false;
    QUrl url;
    url.setHost(host, QUrl::DecodedMode);
    return !url.host().isEmpty();
}

bool isDnsName(const QString &host)
{
    static const QRegularExpression kLabel(
        QStringLiteral("^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$"));
    QStringList labels = host.split(QLatin1Char('.'));
    if (labels.size() > 1 && labels.back().isEmpty())
        labels.removeLast();
    static const QRegularExpression kNumber(QStringLiteral("^([0-9]+|0[xX][0-9A-Fa-f]*)$"));
    // A name that ends in a number is a mistyped IPv4 address (WHATWG URL, "ends in a number").
    if (kNumber.match(labels.back()).hasMatch())
        return false;
    return std::all_of(labels.begin(), labels.end(),
                       [](const QString &label) { return kLabel.match(label).hasMatch(); });
}

tl::expected<QString, Problem> asciiHost(const QString &host)
{
    if (host.isEmpty())
        return tl::unexpected(Problem::Empty);
    if (isIpv4(host))
        return host;
    if (isIpv6(host)) {
        // Names of interfaces are case-sensitive; "%25" is the percent sign of a URL.
        const qsizetype zone = host.indexOf(QLatin1Char('%'));
        if (zone < 0)
            return host.toLower();
        const bool isEscaped = QStringView(host).mid(zone).startsWith(QLatin1String("%25"));
        return host.left(zone).toLower() + QLatin1Char('%') + host.mid(zone + (isEscaped ? 3 : 1));
    }
    const QString ascii = QString::fromLatin1(QUrl::toAce(host));
    if (ascii.isEmpty())
        return tl::unexpected(Problem::BadHost);
    if (ascii.size() > kLongestHost)
        return tl::unexpected(Problem::TooLong);
    if (!isDnsName(ascii))
        return tl::unexpected(Problem::BadHost);
    return ascii;
}

struct HostAndPort
{
    QString host;
    QString port; //!< null: none given
};

tl::expected<HostAndPort, Problem> split(const QString &text)
{
    if (text.startsWith(QLatin1Char('['))) {
        const qsizetype end = text.indexOf(QLatin1Char(']'));
        const QString rest = text.mid(end + 1);
        const QString host = text.mid(1, end - 1);
        if (end < 0 || !isIpv6(host) || (!rest.isEmpty() && !rest.startsWith(QLatin1Char(':'))))
            return tl::unexpected(Problem::BadHost);
        return HostAndPort{host, rest.isEmpty() ? QString() : rest.mid(1)};
    }
    if (text.count(QLatin1Char(':')) > 1) {
        if (!isIpv6(text))
            return tl::unexpected(Problem::BadHost);
        return HostAndPort{text, {}};
    }
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon < 0)
        return HostAndPort{text, {}};
    return HostAndPort{text.left(colon), text.mid(colon + 1)};
}

tl::expected<quint16, Problem> portNumber(const QString &text, quint16 defaultPort)
{
    if (text.isNull())
        return defaultPort;
    bool isNumber = false;
    const uint port = text.toUInt(&isNumber);
    static const QRegularExpression kDigits(QStringLiteral("^[0-9]{1,5}$"));
    if (!isNumber || port < 1 || port > 65535 || !kDigits.match(text).hasMatch())
        return tl::unexpected(Problem::BadPort);
    return static_cast<quint16>(port);
}

//! Cuts "https://" off; a lone slash at the end, as browsers copy it, is no path.
tl::expected<QString, Problem> withoutScheme(QString text)
{
    const qsizetype scheme = text.indexOf(QLatin1String("://"));
    if (scheme >= 0) {
        if (text.left(scheme).compare(QLatin1String("https"), Qt::CaseInsensitive) != 0)
            return tl::unexpected(Problem::NotHttps);
        text.remove(0, scheme + 3);
    }
    if (text.endsWith(QLatin1Char('/')))
        text.chop(1);
    return text;
}

} // namespace

tl::expected<PbxAddress, Problem> PbxAddress::parse(const QString &text, quint16 defaultPort)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return tl::unexpected(Problem::Empty);
    if (trimmed.size() > 2 * kLongestHost)
        return tl::unexpected(Problem::TooLong);
    const bool hasBlank = std::any_of(trimmed.begin(), trimmed.end(), [](QChar c) {
        return c.isSpace() || c.category() == QChar::Other_Control ||
               c.category() == QChar::Other_Format;
    });
    if (hasBlank)
        return tl::unexpected(Problem::HasBlank);
    const auto rest = withoutScheme(trimmed);
    if (!rest)
        return tl::unexpected(rest.error());
    if (rest->contains(QLatin1Char('@')))
        return tl::unexpected(Problem::HasUserInfo);
    static const QRegularExpression kBehindHost(QStringLiteral("[/?#\\\\]"));
    if (rest->contains(kBehindHost))
        return tl::unexpected(Problem::HasPath);
    const auto parts = split(*rest);
    if (!parts)
        return tl::unexpected(parts.error());
    const auto host = asciiHost(parts->host);
    if (!host)
        return tl::unexpected(host.error());
    const auto port = portNumber(parts->port, defaultPort);
    if (!port)
        return tl::unexpected(port.error());
    PbxAddress address;
    address.m_host = *host;
    address.m_port = *port;
    return address;
}

bool PbxAddress::isLoopback() const
{
    return m_host == QLatin1String("localhost") || m_host == QLatin1String("::1") ||
           (isIpv4(m_host) && m_host.startsWith(QLatin1String("127.")));
}

QString PbxAddress::displayText() const
{
    const QString host = m_host.contains(QLatin1Char(':'))
                             ? QLatin1Char('[') + m_host + QLatin1Char(']')
                             : QUrl::fromAce(m_host.toLatin1());
    return host + QLatin1Char(':') + QString::number(m_port);
}

QUrl PbxAddress::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(m_host);
    url.setPort(m_port);
    return url;
}

} // namespace lw
