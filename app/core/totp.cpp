// SPDX-License-Identifier: GPL-3.0-or-later
#include "totp.h"

#include "base32.h"
#include "onetimecodes.h"

namespace lw {

namespace {

constexpr int kWeakBelow = 128;

// Blanks beyond ASCII that pages and telephones put between groups, as UTF-8.
constexpr const char *kWideBlanks[] = {"\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf", "\xe2\x80\x8b"};

//! Bytes of the blank that \a text begins with; 0: it begins with something else.
qsizetype leadingBlank(QByteArrayView text)
{
    const char c = text.front();
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    for (const char *blank : kWideBlanks) {
        if (text.startsWith(blank))
            return QByteArrayView(blank).size();
    }
    return 0;
}

} // namespace

TotpKey TotpKey::clone() const
{
    return {.secret = secret.clone(),
            .issuer = issuer,
            .account = account,
            .algorithm = algorithm,
            .digits = digits,
            .period = period};
}

QString algorithmWord(TotpKey::Algorithm algorithm)
{
    switch (algorithm) {
    case TotpKey::Algorithm::Sha1:
        return QStringLiteral("SHA1");
    case TotpKey::Algorithm::Sha256:
        return QStringLiteral("SHA256");
    case TotpKey::Algorithm::Sha512:
        break;
    }
    return QStringLiteral("SHA512");
}

std::optional<TotpKey::Algorithm> algorithmFromWord(const QString &word)
{
    using Algorithm = TotpKey::Algorithm;
    for (const Algorithm algorithm : {Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512}) {
        if (word.compare(algorithmWord(algorithm), Qt::CaseInsensitive) == 0)
            return algorithm;
    }
    return std::nullopt;
}

Secret hotp(QByteArrayView key, quint64 counter, TotpKey::Algorithm algorithm, int digits)
{
    return OneTimeCodes(key, algorithm, digits).textAt(counter);
}

qint64 totpStep(const TotpKey &key, const QDateTime &time)
{
    const qint64 period = qMax<qint64>(1, key.period.count());
    const qint64 seconds = time.toSecsSinceEpoch();
    return seconds >= 0 ? seconds / period : (seconds - period + 1) / period;
}

Secret totpCode(const TotpKey &key, const QDateTime &time)
{
    const auto bytes = decodeBase32(key.secret.view());
    if (!bytes)
        return {};
    return hotp(bytes->view(), static_cast<quint64>(totpStep(key, time)), key.algorithm,
                key.digits);
}

int keyBits(const TotpKey &key)
{
    const auto bytes = decodeBase32(key.secret.view());
    return bytes ? static_cast<int>(bytes->size()) * 8 : 0;
}

bool isWeak(const TotpKey &key)
{
    return keyBits(key) < kWeakBelow;
}

Secret withoutBlanks(QByteArrayView typed)
{
    Secret plain;
    while (!typed.isEmpty()) {
        const qsizetype blank = leadingBlank(typed);
        if (blank == 0)
            plain.append(typed.first(1));
        typed = typed.sliced(blank == 0 ? 1 : blank);
    }
    return plain;
}

} // namespace lw
