// SPDX-License-Identifier: GPL-3.0-or-later
#include "changeoutcome.h"

namespace lw {

namespace {

using Kind = ApiError::Kind;

constexpr QLatin1String kNotSent("not-sent");

} // namespace

ApiError notSent(ApiError error)
{
    // The other kinds say so themselves, and their reasons are wanted for the sentence.
    if (leavesOutcomeOpen(error))
        error.reason = kNotSent;
    return error;
}

bool wasNotSent(const ApiError &error)
{
    return error.reason == kNotSent;
}

bool leavesOutcomeOpen(const ApiError &error)
{
    if (wasNotSent(error))
        return false;
    switch (error.kind) {
    case Kind::UnknownOutcome:
    case Kind::MalformedReply:
    case Kind::Cancelled:
    case Kind::Timeout:
        return true;
    case Kind::ServerFault:
        return !error.serverCode; // HTTP 5xx; errcode -2 is an answer
    default:
        return false;
    }
}

ChangeOutcome outcomeOf(const std::optional<ApiError> &error)
{
    if (!error)
        return ChangeOutcome::Done;
    return leavesOutcomeOpen(*error) ? ChangeOutcome::Unknown : ChangeOutcome::NotDone;
}

QString outcomeWord(ChangeOutcome outcome)
{
    switch (outcome) {
    case ChangeOutcome::None:
        return {};
    case ChangeOutcome::Done:
        return QStringLiteral("done");
    case ChangeOutcome::NotDone:
        return QStringLiteral("not-done");
    case ChangeOutcome::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

} // namespace lw
