// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralcommands.h"

#include "answer.h"
#include "centralanswers.h"
#include "securityanswers.h"

#include <session/accesslinkrequest.h>
#include <session/centralinventory.h>
#include <session/centralsession.h>
#include <session/centralusersmodel.h>
#include <session/cloudpbxsmodel.h>
#include <session/remotedevicesmodel.h>
#include <session/subscriptionmodel.h>

#include <algorithm>
#include <utility>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

CommandAnswer answerOf(const QJsonObject &json)
{
    return {.json = json, .text = linesOf(json)};
}

//! Rows as the platform wrote them, and as a table with a column for every name.
template<typename Row>
CommandAnswer listAnswer(const QList<Row> &rows, QJsonObject (*jsonOf)(const Row &))
{
    QJsonArray list;
    QJsonObject allNames;
    for (const Row &row : rows) {
        const QJsonObject json = jsonOf(row);
        list.append(json);
        for (auto it = json.begin(); it != json.end(); ++it)
            allNames.insert(it.key(), QJsonValue());
    }
    QJsonArray table;
    for (const QJsonValue &row : std::as_const(list)) {
        QJsonObject padded = allNames;
        const QJsonObject json = row.toObject();
        for (auto it = json.begin(); it != json.end(); ++it)
            padded.insert(it.key(), *it);
        table.append(padded);
    }
    return {.json = {{u"total"_s, list.size()}, {u"list"_s, list}}, .text = tableOf(table)};
}

//! How a change of the platform ended. What is open was read back: it stayed open, or was not done.
CommandResult endOf(ChangeOutcome outcome, const std::optional<ApiError> &error,
                    CommandAnswer answer)
{
    if (outcome == ChangeOutcome::Done)
        return answer;
    if (outcome == ChangeOutcome::NotDone && error && leavesOutcomeOpen(*error))
        return CommandError{.exitCode = ExitCode::EndDiffers,
                            .kind = u"NotSaved"_s,
                            .message = u"The platform did not carry the change out."_s};
    if (outcome == ChangeOutcome::NotDone)
        return commandError(error.value_or(ApiError{}), Peer::Central);
    ApiError unknown = error.value_or(ApiError{});
    unknown.kind = ApiError::Kind::UnknownOutcome;
    return commandError(unknown, Peer::Central);
}

} // namespace

CentralShowCommand::CentralShowCommand(CentralSession &session, CentralMeans means)
    : CentralCommand(session, std::move(means)), m_model(new SubscriptionModel(session, this))
{}

void CentralShowCommand::start()
{
    if (signIn().mayHaveSecret())
        CentralCommand::start();
    else
        finish(answerOf(centralJson(session().settings())));
}

void CentralShowCommand::run()
{
    connect(m_model, &SubscriptionModel::changed, this, &CentralShowCommand::followModel);
    m_model->load();
}

void CentralShowCommand::followModel()
{
    if (m_model->isBusy())
        return;
    if (m_model->error()) {
        finish(commandError(*m_model->error(), Peer::Central));
        return;
    }
    QJsonObject json = centralJson(session().settings());
    const QJsonObject connections = connectionsJson(m_model->loaded());
    for (auto it = connections.begin(); it != connections.end(); ++it)
        json.insert(it.key(), *it);
    finish(answerOf(json));
}

CentralListCommand::CentralListCommand(CentralSession &session, CentralMeans means, List list,
                                       QString search)
    : CentralCommand(session, std::move(means))
    , m_list(list)
    , m_search(std::move(search))
    , m_inventory(new CentralInventory(session, this))
{}

void CentralListCommand::run()
{
    connect(m_inventory, &CentralInventory::changed, this, &CentralListCommand::followInventory);
    switch (m_list) {
    case List::Devices:
        m_inventory->loadDevices(m_search);
        break;
    case List::Users:
        m_inventory->loadUsers();
        break;
    case List::CloudPbxs:
        m_inventory->loadCloudPbxs();
        break;
    }
}

void CentralListCommand::followInventory()
{
    if (m_inventory->error())
        finish(commandError(*m_inventory->error(), Peer::Central));
    else if (m_list == List::Devices)
        finish(listAnswer(m_inventory->devices(), deviceJson));
    else if (m_list == List::Users)
        finish(listAnswer(m_inventory->users(), userJson));
    else
        finish(listAnswer(m_inventory->cloudPbxs(), cloudPbxJson));
}

DeviceCommand::DeviceCommand(CentralSession &session, CentralMeans means)
    : CentralCommand(session, std::move(means)), m_inventory(new CentralInventory(session, this))
{}

void DeviceCommand::finishWith(const ApiError &error)
{
    if (error.httpStatus != 404) {
        finish(commandError(error, Peer::Central));
        return;
    }
    connect(m_inventory, &CentralInventory::changed, this, [this, error] {
        const auto &listError = m_inventory->error();
        const bool isUnsupported = listError && listError->kind == ApiError::Kind::Unsupported;
        finish(commandError(isUnsupported ? *listError : error, Peer::Central));
    });
    m_inventory->loadDevices();
}

void DeviceCommand::lookUp(const QString &typed, std::function<void(const QString &)> found)
{
    connect(m_inventory, &CentralInventory::changed, this, [this, typed, found = std::move(found)] {
        disconnect(m_inventory, nullptr, this, nullptr);
        if (m_inventory->error()) {
            finish(commandError(*m_inventory->error(), Peer::Central));
            return;
        }
        const auto device =
            std::ranges::find_if(m_inventory->devices(), [&](const RemoteDevice &one) {
                return idJson(one.id).toVariant().toString() == typed;
            });
        if (device == m_inventory->devices().end())
            finish(commandError({.kind = ApiError::Kind::NotFound}, Peer::Central));
        else
            found(device->id);
    });
    m_inventory->loadDevices();
}

DeviceAddCommand::DeviceAddCommand(CentralSession &session, CentralMeans means,
                                   NewRemoteDevice device)
    : DeviceCommand(session, std::move(means))
    , m_device(std::move(device))
    , m_model(new RemoteDevicesModel(session, this))
{}

void DeviceAddCommand::run()
{
    connect(m_model, &RemoteDevicesModel::changed, this, &DeviceAddCommand::followModel);
    m_model->add(m_device);
}

void DeviceAddCommand::followModel()
{
    if (m_model->outcome() == ChangeOutcome::None)
        return;
    disconnect(m_model, nullptr, this, nullptr);
    const AddedDevice *added = m_model->added();
    if (!added && m_model->outcome() == ChangeOutcome::NotDone) {
        finishWith(m_model->error().value_or(ApiError{}));
        return;
    }
    if (!added) {
        finish(endOf(m_model->outcome(), m_model->error(), {}));
        return;
    }
    QJsonObject json{
        {u"deviceId"_s, idJson(added->id)},
        {u"deviceName"_s, m_device.name},
        {u"authenticationCode"_s, QString::fromUtf8(added->authenticationCode.view())}};
    if (added->expires)
        json.insert(u"expireTime"_s, timeJson(added->expires));
    finish(answerOf(json));
}

DeviceRemoveCommand::DeviceRemoveCommand(CentralSession &session, CentralMeans means, QString id)
    : DeviceCommand(session, std::move(means))
    , m_id(std::move(id))
    , m_model(new RemoteDevicesModel(session, this))
{}

void DeviceRemoveCommand::run()
{
    connect(m_model, &RemoteDevicesModel::changed, this, &DeviceRemoveCommand::followModel);
    lookUp(m_id, [this](const QString &id) { m_model->remove({id}); });
}

void DeviceRemoveCommand::followModel()
{
    if (m_model->outcome() == ChangeOutcome::None)
        return;
    disconnect(m_model, nullptr, this, nullptr);
    finish(endOf(m_model->outcome(), m_model->error(),
                 answerOf({{u"deviceId"_s, idJson(m_id)}, {u"removed"_s, true}})));
}

LinkCommand::LinkCommand(CentralSession &session, CentralMeans means, QString id,
                         AccessLink::Mode mode)
    : DeviceCommand(session, std::move(means))
    , m_id(std::move(id))
    , m_mode(mode)
    , m_request(new AccessLinkRequest(session, this))
{}

void LinkCommand::run()
{
    connect(m_request, &AccessLinkRequest::changed, this, &LinkCommand::followRequest);
    m_request->load(m_id, m_mode);
}

void LinkCommand::followRequest()
{
    if (m_request->isBusy())
        return;
    disconnect(m_request, nullptr, this, nullptr);
    if (!m_request->isLoaded()) {
        finishWith(m_request->error().value_or(ApiError{}));
        return;
    }
    const AccessLink &link = m_request->loaded();
    QJsonObject json{{u"url"_s, QString::fromUtf8(link.url.view())}};
    if (link.expires)
        json.insert(u"expireTime"_s, timeJson(link.expires));
    finish(answerOf(json));
}

UserOffCommand::UserOffCommand(CentralSession &session, CentralMeans means, QString id,
                               QString reason)
    : CentralCommand(session, std::move(means))
    , m_id(std::move(id))
    , m_reason(std::move(reason))
    , m_model(new CentralUsersModel(session, this))
{}

void UserOffCommand::run()
{
    connect(m_model, &CentralUsersModel::changed, this, &UserOffCommand::followModel);
    m_model->disableSecondFactor(m_id, m_reason);
}

void UserOffCommand::followModel()
{
    if (m_model->outcome() == ChangeOutcome::None)
        return;
    disconnect(m_model, nullptr, this, nullptr);
    finish(endOf(m_model->outcome(), m_model->error(),
                 answerOf({{u"userId"_s, idJson(m_id)},
                           {u"twoFactorAuthenticationEnable"_s, u"disable"_s}})));
}

CloudPasswordlessCommand::CloudPasswordlessCommand(CentralSession &session, CentralMeans means,
                                                   QString id, Wanted wanted)
    : CentralCommand(session, std::move(means))
    , m_id(std::move(id))
    , m_wanted(wanted)
    , m_inventory(new CentralInventory(session, this))
    , m_model(new CloudPbxsModel(session, this))
{}

void CloudPasswordlessCommand::run()
{
    connect(m_inventory, &CentralInventory::changed, this, &CloudPasswordlessCommand::change);
    m_inventory->loadCloudPbxs();
}

void CloudPasswordlessCommand::change()
{
    if (m_inventory->error()) {
        finish(commandError(*m_inventory->error(), Peer::Central));
        return;
    }
    const auto found = std::ranges::find_if(m_inventory->cloudPbxs(), [this](const CloudPbx &pbx) {
        return idJson(pbx.id).toVariant().toString() == m_id;
    });
    if (found == m_inventory->cloudPbxs().end()) {
        finish(commandError({.kind = ApiError::Kind::NotFound}, Peer::Central));
        return;
    }
    if (found->isUpgradedInPbx.isAbsent()) { // documented, and not to be guessed
        finish(commandError(
            {.kind = ApiError::Kind::MalformedReply, .detail = u"\"upgradeInPbx\" is missing"_s},
            Peer::Central));
        return;
    }
    m_sent = updateOf(*found);
    connect(m_model, &CloudPbxsModel::changed, this, &CloudPasswordlessCommand::followModel);
    m_model->setSwitches(*found, {.passwordless = m_wanted == Wanted::On});
}

void CloudPasswordlessCommand::followModel()
{
    if (m_model->outcome() == ChangeOutcome::None)
        return;
    disconnect(m_model, nullptr, this, nullptr);
    const QJsonObject sent = cloudPbxJson(m_sent);
    QJsonObject json{{u"cloudPbxId"_s, idJson(m_id)},
                     {u"passwordlessLogin"_s, enabledWord(m_wanted == Wanted::On)}};
    for (const QString &name : {u"upgradeInPbx"_s, u"im"_s, u"allowSuperiorPasswordlessLogin"_s})
        json.insert(name, sent.value(name));
    finish(endOf(m_model->outcome(), m_model->error(), answerOf(json)));
}

} // namespace lw
