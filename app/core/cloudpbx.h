// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace lw {

/*! A Cloud PBX of a management server. Texts and switches that the server leaves out are null. */
struct CloudPbx
{
    QString id; //!< as rowid.h writes it
    QString name;
    QString serialNumber;
    QString status;     //!< the server's own word: Running, Stopped, Upgrading ...
    QString activation; //!< Activated or Unactivated
    QString plan;
    QString url;
    QString version;
    QString region;
    std::optional<QDateTime> expires; //!< UTC
    std::optional<bool> isUpgradedInPbx;
    std::optional<bool> hasMessaging; //!< `im`; sent back as it was read
    std::optional<bool> isPasswordless;
    //! Effective only while isPasswordless.
    std::optional<bool> isPasswordlessForSuperior;

    friend bool operator==(const CloudPbx &, const CloudPbx &) = default;
};

} // namespace lw
