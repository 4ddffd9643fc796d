// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistpage.h"
#include "dialogs/adddevicedialog.h"

#include <core/remotedevice.h>
#include <session/connectthrough.h>

#include <functional>

class QPushButton;

namespace lw {

class RemoteDevicesModel;

/*!
 * The devices of a management server: add one and get its code, open one by a link, delete. Where
 * the server does not offer the calls, the page says so and has the hand-over sheet instead. Owns
 * its model.
 */
class DevicesPage final : public CentralListPage
{
    Q_OBJECT
public:
    explicit DevicesPage(CentralSession &session, QWidget *parent = nullptr);
    ~DevicesPage() override;

    //! The saved PBXs, asked for whenever a device is added.
    void setPbxs(std::function<QList<PbxChoice>()> pbxs) { m_pbxs = std::move(pbxs); }
    void addDevice();
    void showHandOverSheet();

    //! The server has no calls for devices.
    [[nodiscard]] bool isUnsupported() const;
    [[nodiscard]] RemoteDevicesModel &model() const { return m_model; }

signals:
    //! A new device shall be used on a saved PBX in one go.
    void connectThroughRequested(const QString &pbxId, const lw::ConnectThroughPlan &plan);

protected:
    [[nodiscard]] QString countText(qint64 total) const override;
    [[nodiscard]] ErrorText emptyText() const override;
    void refreshActions() override;
    [[nodiscard]] ChangeOutcome outcome() const override;

private:
    DevicesPage(CentralSession &session, RemoteDevicesModel *model, QWidget *parent);
    void build();
    void openDevice(AccessLink::Mode mode);
    void askToDelete();
    [[nodiscard]] QList<RemoteDevice> chosenDevices() const;
    [[nodiscard]] QString choiceText(const QList<RemoteDevice> &chosen) const;

    RemoteDevicesModel &m_model; //!< a child
    std::function<QList<PbxChoice>()> m_pbxs;
    QPushButton *m_addButton = nullptr;
    QPushButton *m_accountButton = nullptr;
    QPushButton *m_passwordlessButton = nullptr;
    QPushButton *m_deleteButton = nullptr;
};

} // namespace lw
