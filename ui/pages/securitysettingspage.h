// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionpage.h"

class QStackedWidget;
class QTabBar;

namespace lw {

class ChangePasswordPane;
class Clock;
class PbxSession;
class SecuritySettingsModel;
class TrustedDevicesModel;
class TrustedDevicesPane;
class TwoFactorPane;

/*!
 * The portal's page *Change Password & Security* for the account that is signed in: its password,
 * its second factor, its trusted devices. Two tabs, of which only the one that is seen can have
 * changes: leaving one with changes asks. Owned by PbxPage.
 */
class SecuritySettingsPage final : public SessionPage
{
    Q_OBJECT
public:
    enum class Part { ChangePassword, SecuritySettings };

    explicit SecuritySettingsPage(PbxSession &session, QWidget *parent = nullptr);
    ~SecuritySettingsPage() override;

    void showPart(Part part);
    [[nodiscard]] Part part() const;
    [[nodiscard]] SecuritySettingsModel &model() const { return *m_model; }
    [[nodiscard]] TrustedDevicesModel &devices() const { return *m_devices; }

    [[nodiscard]] bool hasContent() const override;
    [[nodiscard]] std::optional<ApiError> loadError() const override;
    void load() override;
    void clear() override;
    [[nodiscard]] bool hasSave() const override { return true; }
    [[nodiscard]] bool hasChanges() const override;
    [[nodiscard]] bool maySave() const override;
    void save() override;
    void revert() override;
    [[nodiscard]] QString busyText() const override;
    [[nodiscard]] BannerText bannerText() const override;

private:
    void build();
    void handleTab(int index);
    void followSession();
    [[nodiscard]] bool hasChangesOf(Part part) const;

    PbxSession &m_session;
    SecuritySettingsModel *m_model;
    TrustedDevicesModel *m_devices;
    QTabBar *m_tabs;
    QStackedWidget *m_parts;
    ChangePasswordPane *m_passwordPane;
    TwoFactorPane *m_twoFactorPane;
    TrustedDevicesPane *m_devicesPane;
};

} // namespace lw
