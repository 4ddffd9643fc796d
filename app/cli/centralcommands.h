// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralcommand.h"
#include "commandline.h"

#include <core/cloudpbx.h>
#include <core/remotedevice.h>

#include <functional>

namespace lw {

class AccessLinkRequest;
class CentralInventory;
class CentralRegistry;
class CentralUsersModel;
class CloudPbxsModel;
class RemoteDevicesModel;
class SubscriptionModel;

// central add | list: the saved list alone, no server is contacted.
[[nodiscard]] CommandResult addCentral(CentralRegistry &registry, const Invocation &invocation);
[[nodiscard]] CommandResult listCentrals(const CentralRegistry &registry);

/*! central show: what is saved, and the subscription where there is a secret to ask with. */
class CentralShowCommand final : public CentralCommand
{
public:
    CentralShowCommand(CentralSession &session, CentralMeans means);

    void start() override;

protected:
    void run() override;

private:
    void followModel();

    SubscriptionModel *m_model;
};

/*! central devices, users and cloud: whole lists, each row once. */
class CentralListCommand final : public CentralCommand
{
public:
    enum class List { Devices, Users, CloudPbxs };

    CentralListCommand(CentralSession &session, CentralMeans means, List list, QString search);

protected:
    void run() override;

private:
    void followInventory();

    List m_list;
    QString m_search;
    CentralInventory *m_inventory;
};

/*!
 * A change or a link that concerns devices. A platform that answers "not found" may not know the
 * call at all: its list of devices tells.
 */
class DeviceCommand : public CentralCommand
{
public:
    DeviceCommand(CentralSession &session, CentralMeans means);

protected:
    //! Ends with \a error, or with Unsupported where the platform has no device calls.
    void finishWith(const ApiError &error);
    //! Reads the devices for the one that the platform lists as \a typed, whose ids may be texts of
    //! digits, and calls \a found with its id; ends where there is none.
    void lookUp(const QString &typed, std::function<void(const QString &)> found);

private:
    CentralInventory *m_inventory;
};

/*! central device-add. */
class DeviceAddCommand final : public DeviceCommand
{
public:
    DeviceAddCommand(CentralSession &session, CentralMeans means, NewRemoteDevice device);

protected:
    void run() override;

private:
    void followModel();

    NewRemoteDevice m_device;
    RemoteDevicesModel *m_model;
};

/*! central device-remove. */
class DeviceRemoveCommand final : public DeviceCommand
{
public:
    DeviceRemoveCommand(CentralSession &session, CentralMeans means, QString id);

protected:
    void run() override;

private:
    void followModel();

    QString m_id; //!< as it was typed
    RemoteDevicesModel *m_model;
};

/*! central link: prints the link, which is a key; nothing keeps it. */
class LinkCommand final : public DeviceCommand
{
public:
    LinkCommand(CentralSession &session, CentralMeans means, QString id, AccessLink::Mode mode);

protected:
    void run() override;

private:
    void followRequest();

    QString m_id;
    AccessLink::Mode m_mode;
    AccessLinkRequest *m_request;
};

/*! central user-disable-2fa. */
class UserOffCommand final : public CentralCommand
{
public:
    UserOffCommand(CentralSession &session, CentralMeans means, QString id, QString reason);

protected:
    void run() override;

private:
    void followModel();

    QString m_id;
    QString m_reason;
    CentralUsersModel *m_model;
};

/*! central cloud-passwordless: reads the Cloud PBX first, since a change sends all of it back. */
class CloudPasswordlessCommand final : public CentralCommand
{
public:
    enum class Wanted { Off, On };

    CloudPasswordlessCommand(CentralSession &session, CentralMeans means, QString id,
                             Wanted wanted);

protected:
    void run() override;

private:
    void change();
    void followModel();

    QString m_id;
    Wanted m_wanted;
    CentralInventory *m_inventory;
    CloudPbxsModel *m_model;
    CloudPbx m_sent; //!< with what an update had to add
};

} // namespace lw
