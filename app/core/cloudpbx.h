// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "switchword.h"

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
    SwitchWord isUpgradedInPbx;
    SwitchWord hasMessaging; //!< `im`
    SwitchWord isPasswordless;
    //! Effective only while isPasswordless.
    SwitchWord isPasswordlessForSuperior;

    friend bool operator==(const CloudPbx &, const CloudPbx &) = default;
};

//! \a pbx as an update sends it, which wants every switch: what the server did not tell is sent as
//! messaging on and the passwordless switches off. upgradeInPbx is documented to be told, so it is
//! not guessed.
[[nodiscard]] inline CloudPbx updateOf(CloudPbx pbx)
{
    const auto fill = [](SwitchWord &value, bool isOn) {
        if (value.isAbsent())
            value = isOn;
    };
    fill(pbx.hasMessaging, true);
    fill(pbx.isPasswordless, false);
    fill(pbx.isPasswordlessForSuperior, false);
    return pbx;
}

} // namespace lw
