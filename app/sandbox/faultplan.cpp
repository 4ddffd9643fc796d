// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultplan.h"

#include <core/practicecontrol.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTimes = 100'000;
constexpr double kLongestDelay = 600;
constexpr double kMostMebibytes = 64;
constexpr double kFewestMebibytes = 5;
constexpr qsizetype kLongestWord = 200;

constexpr std::array<std::pair<FaultKind, QLatin1StringView>, 15> kKinds{{
    {FaultKind::Delay, "delay"_L1},
    {FaultKind::Drip, "drip"_L1},
    {FaultKind::CutBefore, "cut-before"_L1},
    {FaultKind::CutAfter, "cut-after"_L1},
    {FaultKind::Reset, "reset"_L1},
    {FaultKind::Truncate, "truncate"_L1},
    {FaultKind::NotJson, "not-json"_L1},
    {FaultKind::WrongType, "wrong-type"_L1},
    {FaultKind::Huge, "huge"_L1},
    {FaultKind::Redirect, "redirect"_L1},
    {FaultKind::ExpireSession, "expire-session"_L1},
    {FaultKind::NewCertificate, "new-certificate"_L1},
    {FaultKind::ExpiredCertificate, "expired-certificate"_L1},
    {FaultKind::OldTls, "old-tls"_L1},
    {FaultKind::StatusWord, "status-word"_L1},
}};

std::optional<FaultKind> kindOf(const QString &word)
{
    const auto *found = std::ranges::find(kKinds, word, [](const auto &row) { return row.second; });
    return found == kKinds.end() ? std::nullopt : std::optional(found->first);
}

bool isConnectionFault(FaultKind kind)
{
    return kind == FaultKind::NewCertificate || kind == FaultKind::ExpiredCertificate ||
           kind == FaultKind::OldTls;
}

//! The status word has no meaning for other calls, so it waits for one where it has.
bool carriesStatusWord(const QString &call)
{
    return call == "remotemanagement/status"_L1 || call.startsWith("remote_connection/"_L1) ||
           call.startsWith("central/"_L1) || call.startsWith("openapi/"_L1);
}

bool isNumberBetween(const QString &text, double least, double most)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && number >= least && number <= most;
}

bool hasControlCharacters(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

std::optional<QString> whyValueImpossible(FaultKind kind, const QString &value)
{
    if (value.size() > kLongestWord || hasControlCharacters(value))
        return u"\"value\" is too long or has control characters"_s;
    const bool isEmpty = value.isEmpty();
    if ((kind == FaultKind::Delay || kind == FaultKind::Drip) && !isEmpty &&
        !isNumberBetween(value, 0, kLongestDelay))
        return u"\"value\" must be a number of seconds from 0 to 600"_s;
    if (kind == FaultKind::Huge && !isEmpty &&
        !isNumberBetween(value, kFewestMebibytes, kMostMebibytes))
        return u"\"value\" must be a number of MiB from 5 to 64"_s;
    if (kind == FaultKind::StatusWord && isEmpty)
        return u"\"value\" must name the word"_s;
    return std::nullopt;
}

} // namespace

double Fault::number(double otherwise) const
{
    return value.isEmpty() ? otherwise : value.toDouble();
}

std::chrono::milliseconds Fault::seconds(double otherwise) const
{
    return std::chrono::milliseconds(static_cast<qint64>(number(otherwise) * 1000));
}

QStringList FaultPlan::kindWords()
{
    QStringList words;
    for (const auto &row : kKinds)
        words.append(row.second);
    return words;
}

std::optional<QString> FaultPlan::whyImpossible(const PracticeFault &fault)
{
    const std::optional<FaultKind> kind = kindOf(fault.kind);
    if (!kind)
        return u"unknown fault \"%1\""_s.arg(fault.kind.left(kLongestWord));
    if (fault.times < 1 || fault.times > kMostTimes)
        return u"\"times\" must be from 1 to %1"_s.arg(kMostTimes);
    if (*kind == FaultKind::StatusWord && fault.call != "*"_L1 && !carriesStatusWord(fault.call))
        return u"status-word has no meaning for \"%1\""_s.arg(fault.call);
    return whyValueImpossible(*kind, fault.value);
}

bool FaultPlan::changesConnections(const PracticeFault &fault)
{
    const std::optional<FaultKind> kind = kindOf(fault.kind);
    return kind && isConnectionFault(*kind);
}

void FaultPlan::add(const PracticeFault &fault)
{
    m_faults.append({.call = fault.call,
                     .kind = kindOf(fault.kind).value_or(FaultKind::Delay),
                     .value = fault.value,
                     .remaining = fault.times});
}

template<typename Matches>
std::optional<Fault> FaultPlan::takeFirst(Matches matches)
{
    const auto found = std::find_if(m_faults.begin(), m_faults.end(), matches);
    if (found == m_faults.end())
        return std::nullopt;
    Fault taken = *found;
    if (--found->remaining == 0)
        m_faults.erase(found);
    return taken;
}

std::optional<Fault> FaultPlan::takeForRequest(const QString &call)
{
    return takeFirst([&call](const Fault &fault) {
        if (isConnectionFault(fault.kind))
            return false;
        if (fault.kind == FaultKind::StatusWord && !carriesStatusWord(call))
            return false;
        return fault.call == call || fault.call == "*"_L1;
    });
}

std::optional<Fault> FaultPlan::takeForConnection()
{
    return takeFirst([](const Fault &fault) { return isConnectionFault(fault.kind); });
}

} // namespace lw::Sandbox
