// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralfactory.h"

#include "centralcommands.h"
#include "viacommands.h"

#include <utility>

namespace lw {

using Command = Invocation::Command;

std::unique_ptr<CentralCommand> makeCentralCommand(const Invocation &invocation,
                                                   CentralSession &session, CentralMeans means)
{
    const CentralArguments &asked = invocation.central;
    using List = CentralListCommand::List;
    using Wanted = CloudPasswordlessCommand::Wanted;
    switch (invocation.command) {
    case Command::CentralDevices:
        return std::make_unique<CentralListCommand>(session, std::move(means), List::Devices,
                                                    asked.search);
    case Command::CentralUsers:
        return std::make_unique<CentralListCommand>(session, std::move(means), List::Users,
                                                    QString());
    case Command::CentralCloud:
        return std::make_unique<CentralListCommand>(session, std::move(means), List::CloudPbxs,
                                                    QString());
    case Command::CentralDeviceAdd:
        return std::make_unique<DeviceAddCommand>(session, std::move(means),
                                                  NewRemoteDevice{.name = asked.device,
                                                                  .group = asked.group,
                                                                  .comment = asked.comment,
                                                                  .isPasswordless = asked.isOn});
    case Command::CentralDeviceRemove:
        return std::make_unique<DeviceRemoveCommand>(session, std::move(means), asked.id);
    case Command::CentralLink:
        return std::make_unique<LinkCommand>(session, std::move(means), asked.id,
                                             asked.mode == CentralArguments::Mode::Passwordless
                                                 ? AccessLink::Mode::Passwordless
                                                 : AccessLink::Mode::Account);
    case Command::CentralUserOff:
        return std::make_unique<UserOffCommand>(session, std::move(means), asked.id, asked.reason);
    case Command::CentralCloudPasswordless:
        return std::make_unique<CloudPasswordlessCommand>(session, std::move(means), asked.id,
                                                          asked.isOn ? Wanted::On : Wanted::Off);
    default:
        return std::make_unique<CentralShowCommand>(session, std::move(means));
    }
}

std::unique_ptr<PbxCommand> makeViaCommand(const Invocation &invocation, PbxSession &session,
                                           SignInMeans means, CentralSession &central,
                                           CentralMeans centralMeans)
{
    if (invocation.command == Command::RemoteVerify)
        return std::make_unique<VerifyViaCommand>(session, std::move(means), central,
                                                  std::move(centralMeans));
    return std::make_unique<ConnectViaCommand>(
        session, std::move(means), central, std::move(centralMeans),
        ConnectThroughPlan{.passwordless = invocation.connect.passwordless,
                           .wait = invocation.connect.wait});
}

bool isCentral(Command command)
{
    switch (command) {
    case Command::CentralAdd:
    case Command::CentralList:
    case Command::CentralShow:
    case Command::CentralDevices:
    case Command::CentralDeviceAdd:
    case Command::CentralDeviceRemove:
    case Command::CentralLink:
    case Command::CentralUsers:
    case Command::CentralUserOff:
    case Command::CentralCloud:
    case Command::CentralCloudPasswordless:
        return true;
    default:
        return false;
    }
}

} // namespace lw
