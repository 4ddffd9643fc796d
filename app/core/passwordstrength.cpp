// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwordstrength.h"

#include <zxcvbn.h>

#include <QByteArray>
#include <QList>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lw {

namespace {

constexpr qsizetype kLongest = 256;
constexpr qsizetype kShortestPart = 3; //!< shorter parts of a name would punish by chance

// zxcvbn's thresholds: 10^3, 10^6, 10^8 and 10^10 guesses.
constexpr double kDecadesOfScore[] = {3, 6, 8, 10};

int scoreOf(double bits)
{
    const double decades = bits * std::log10(2.0);
    return static_cast<int>(std::ranges::count_if(
        kDecadesOfScore, [decades](double threshold) { return decades >= threshold; }));
}

//! The names and their parts, in lower case as zxcvbn wants its words.
QList<QByteArray> wordsOf(const QStringList &names)
{
    static const QRegularExpression kBetweenParts(QStringLiteral("[^\\p{L}\\p{N}]+"),
                                                  QRegularExpression::UseUnicodePropertiesOption);
    QList<QByteArray> words;
    for (const QString &name : names) {
        const QString lower = name.toLower();
        QStringList parts = lower.split(kBetweenParts, Qt::SkipEmptyParts);
        parts.append(lower);
        for (const QString &part : std::as_const(parts)) {
            const QByteArray word = part.toUtf8();
            if (part.size() >= kShortestPart && !words.contains(word))
                words.append(word);
        }
    }
    return words;
}

//! As C wants it, and no longer than what is looked at; a NUL inside ends it.
Secret terminated(const Secret &password)
{
    Secret text(password.view().first(std::min(password.size(), kLongest)));
    text.append(QByteArrayView("\0", 1));
    return text;
}

} // namespace

PasswordStrength strengthOf(const Secret &password, const QStringList &penaltyWords)
{
    if (password.isEmpty())
        return {};
    const QList<QByteArray> words = wordsOf(penaltyWords);
    std::vector<const char *> dictionary;
    dictionary.reserve(static_cast<std::size_t>(words.size()) + 1);
    for (const QByteArray &word : words)
        dictionary.push_back(word.constData());
    dictionary.push_back(nullptr);
    const Secret text = terminated(password);
    const double bits = std::max(0.0, ZxcvbnMatch(text.view().data(), dictionary.data(), nullptr));
    return {.score = scoreOf(bits), .bits = bits};
}

} // namespace lw
