// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openword.h"
#include "secret.h"
#include "switchword.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace lw {

/*! A PBX as a management server lists it. Texts that the server leaves out are null. */
struct RemoteDevice
{
    enum class Status { Connected, Disconnected, Pending };

    QString id; //!< as rowid.h writes it
    QString name;
    QString group;
    QString comment;
    QString serialNumber; //!< empty as long as no PBX has used the code
    QString model;
    QString version;
    OpenWord<Status> status;
    std::optional<QDateTime> lastOnline; //!< UTC; absent: never, or not said
    SwitchWord isPasswordless;
    SwitchWord isProvisionedByTemplate;

    friend bool operator==(const RemoteDevice &, const RemoteDevice &) = default;
};

/*! What a device is to be when it is added. */
struct NewRemoteDevice
{
    QString name;
    QString group;   //!< empty: none
    QString comment; //!< empty: none
    bool isPasswordless = false;
    bool isProvisionedByTemplate = false; //!< overwrites settings of the PBX
};

/*! A device that was added, and the code with which a PBX becomes it: valid once. */
struct AddedDevice
{
    QString id;
    Secret authenticationCode;
    std::optional<QDateTime> expires; //!< UTC
};

/*! A link to the portal of a device. Whoever has the link is let in. */
struct AccessLink
{
    enum class Mode { Account, Passwordless };

    Secret url;
    std::optional<QDateTime> expires; //!< UTC
};

} // namespace lw
