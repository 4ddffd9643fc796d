// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "webmessage.h"

#include <core/wireprofile.h>

#include <QStringList>

#include <chrono>
#include <optional>

namespace lw::Sandbox {

//! The refusals of a PBX's APIs (wire contract, section 1).
enum class RefusalCode {
    Failure = -1,
    InternalError = -2,
    InterfaceNotExisted = 10001,
    VersionUnsupported = 10003,
    TokenExpired = 10004,
    AccessDenied = 10005,
    ParameterSyntax = 40001,
    Parameter = 40002,
    DuplicateKey = 40003,
    LimitExceeded = 60002,
    AddressBlocked = 70004,
    ActionForbidden = 70084,
    AddressForbidden = 70087,
    ApiUnavailable = 70123,
    TwoFactorRequired = 70601,
    TwoFactorCodeInvalid = 70602,
    TwoFactorCodeExpired = 70603,
    PasswordTokenInvalid = 70604,
    SendTooFrequent = 70605,
    MailServerNotConfigured = 70606,
    CodeInvalid = 70611,
    PlatformAuthentication = 70612,
    PlatformUnreachable = 70613,
    PlatformCapacity = 70614,
    DeviceNotSupported = 70615
};

//! The way the contract writes durations and, with an epoch, times.
[[nodiscard]] QJsonValue secondsOf(std::chrono::seconds duration);

[[nodiscard]] QString refusalText(RefusalCode code);

//! Why a practice PBX says no. A plain value.
struct Refusal
{
    struct InvalidField
    {
        QString field;      //!< by its name on the wire
        QString validation; //!< required, type, options, length, format, range, exist or same
    };

    RefusalCode code = RefusalCode::InternalError;
    QString reason; //!< 70611: unknown, used, expired; 70613: dns, refused, timeout, tls
    QList<InvalidField> invalid;
    QStringList duplicates;
    std::optional<qint64> blockExpireTime; //!< epoch seconds; 0: for good
    std::optional<int> attemptsLeft;
    std::optional<std::chrono::seconds> resendAfter;
    QJsonObject more; //!< what only one call says; by names on the wire
};

/*! Wraps answers the way the portal's API does, with the names of a wire profile. */
class PortalEnvelope final
{
public:
    explicit PortalEnvelope(const WireCall &envelope) : m_names(envelope) {}

    [[nodiscard]] WebAnswer done(const QJsonObject &fields = {}) const;
    //! \a fields inside \a call's root object.
    [[nodiscard]] WebAnswer done(const WireCall &call, const QJsonObject &fields) const;
    [[nodiscard]] WebAnswer refused(const Refusal &refusal) const;
    [[nodiscard]] WebAnswer refused(RefusalCode code) const;
    //! What was asked for has been done.
    [[nodiscard]] bool isDone(const WebAnswer &answer) const;

private:
    WireCall m_names;
};

} // namespace lw::Sandbox
