// SPDX-License-Identifier: GPL-3.0-or-later
#include "codeadvice.h"

#include "base32.h"
#include "onetimecodes.h"

#include <algorithm>
#include <cstdlib>

namespace lw {

namespace {

using Verdict = CodeAdvice::Verdict;
using std::chrono::seconds;

constexpr int kNearSteps = 10;
constexpr int kAcceptedSteps = 1; //!< what the PBX takes either way
constexpr seconds kSearched = std::chrono::hours(24);
constexpr qint64 kMostSteps = 2'880; //!< 24 hours of 30 s; shorter periods are searched less far
constexpr seconds kClockDiffers{30};

//! The codes of one key around a moment.
class CodeSearch final
{
public:
    CodeSearch(QByteArrayView rawKey, const TotpKey &key)
        : m_codes(rawKey, key.algorithm, key.digits), m_key(key)
    {}

    //! The step nearest to \a time whose code is \a code, from \a first to \a last steps away.
    [[nodiscard]] std::optional<qint64> distance(quint64 code, const QDateTime &time, qint64 first,
                                                 qint64 last) const
    {
        const qint64 now = totpStep(m_key, time);
        for (qint64 away = first; away <= last; ++away) {
            for (const qint64 step : {-away, away}) {
                if (now + step >= 0 && m_codes.at(static_cast<quint64>(now + step)) == code)
                    return step;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] qint64 farthest() const
    {
        const qint64 period = std::max<qint64>(1, m_key.period.count());
        return std::min(kMostSteps, kSearched.count() / period);
    }

private:
    OneTimeCodes m_codes;
    const TotpKey &m_key;
};

bool isAccepted(std::optional<qint64> step)
{
    return step && std::abs(*step) <= kAcceptedSteps;
}

Verdict verdictOfStep(qint64 step)
{
    if (step == 0)
        return Verdict::Matches;
    return step < 0 ? Verdict::PreviousCode : Verdict::NextCode;
}

//! The PBX's clock is another one than the workstation's: who is right, by the phone's witness?
std::optional<CodeAdvice> judgeBetweenClocks(std::optional<qint64> byPbx,
                                             std::optional<qint64> byWorkstation, seconds skew)
{
    // A code that both would take tells nothing; the clock whose very moment it is has it.
    const bool isWorkstations = isAccepted(byWorkstation) &&
                                (!isAccepted(byPbx) || std::abs(*byWorkstation) < std::abs(*byPbx));
    if (isWorkstations)
        return CodeAdvice{.verdict = Verdict::PbxClockOff, .offset = skew};
    if (isAccepted(byPbx))
        return CodeAdvice{.verdict = verdictOfStep(*byPbx),
                          .offset = -skew,
                          .note = Verdict::WorkstationClockOff};
    return std::nullopt;
}

bool isCodeOf(const TotpKey &key, quint64 code, const QDateTime &time)
{
    const auto bytes = decodeBase32(key.secret.view());
    return bytes && CodeSearch(bytes->view(), key).distance(code, time, 0, kNearSteps).has_value();
}

CodeAdvice judge(quint64 code, const TotpKey &key, const std::vector<const TotpKey *> &previousKeys,
                 const ClockReadings &clocks)
{
    const auto bytes = decodeBase32(key.secret.view());
    if (!bytes)
        return {.verdict = Verdict::NoMatch};
    const CodeSearch search(bytes->view(), key);
    const seconds skew = clocks.pbxSkew.value_or(seconds(0));
    const QDateTime pbxTime = clocks.workstation.addSecs(skew.count());

    const auto step = search.distance(code, pbxTime, 0, kNearSteps);
    if (std::chrono::abs(skew) >= kClockDiffers) {
        const auto byWorkstation = search.distance(code, clocks.workstation, 0, kAcceptedSteps);
        if (const auto advice = judgeBetweenClocks(step, byWorkstation, skew))
            return *advice;
    }
    if (isAccepted(step))
        return {.verdict = verdictOfStep(*step)};
    if (step)
        return {.verdict = Verdict::PhoneOff, .offset = *step * key.period};

    // Before the long search: that one hits by chance once in some 170 codes, this one almost
    // never.
    if (std::ranges::any_of(previousKeys, [code, &pbxTime](const TotpKey *previous) {
            return isCodeOf(*previous, code, pbxTime);
        }))
        return {.verdict = Verdict::OldKey};
    if (const auto far = search.distance(code, pbxTime, kNearSteps + 1, search.farthest()))
        return {.verdict = Verdict::PhoneOff, .offset = *far * key.period, .isFarGuess = true};
    return {.verdict = Verdict::NoMatch};
}

} // namespace

CodeAdvice adviseOnCode(QByteArrayView typed, const TotpKey &key,
                        const std::vector<const TotpKey *> &previousKeys,
                        const ClockReadings &clocks)
{
    const Secret plain = withoutBlanks(typed);
    const QByteArrayView text = plain.view();
    if (std::ranges::any_of(text, [](char c) { return c < '0' || c > '9'; }))
        return {.verdict = Verdict::NotDigits};
    if (text.size() < key.digits)
        return {.verdict = Verdict::Incomplete};
    if (text.size() > key.digits)
        return {.verdict = Verdict::NoMatch};
    quint64 code = 0;
    for (const char c : text)
        code = code * 10 + static_cast<unsigned>(c - '0');
    return judge(code, key, previousKeys, clocks);
}

} // namespace lw
