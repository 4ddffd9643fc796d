// SPDX-License-Identifier: GPL-3.0-or-later
#include "securitysettingspage.h"

#include "changepasswordpane.h"
#include "dialogs/confirmdialog.h"
#include "support/metrics.h"
#include "trusteddevicespane.h"
#include "twofactorpane.h"
#include "widgets/innertabs.h"
#include "widgets/pagecolumn.h"

#include <session/pbxsession.h>
#include <session/securitysettingsmodel.h>
#include <session/trusteddevicesmodel.h>

#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lw {

namespace {

using State = PbxSession::State;

} // namespace

SecuritySettingsPage::SecuritySettingsPage(PbxSession &session, QWidget *parent)
    : SessionPage(parent)
    , m_session(session)
    , m_model(new SecuritySettingsModel(session, this))
    , m_devices(new TrustedDevicesModel(session, this))
    , m_tabs(innerTabs({tr("Change Passwor&d"), tr("Security Settin&gs")}))
    , m_parts(new QStackedWidget)
    , m_passwordPane(new ChangePasswordPane(session))
    , m_twoFactorPane(new TwoFactorPane(session, *m_model))
    , m_devicesPane(new TrustedDevicesPane(*m_devices))
{
    build();
    connect(m_tabs, &QTabBar::currentChanged, this, &SecuritySettingsPage::handleTab);
    connect(m_passwordPane, &ChangePasswordPane::changed, this, &SessionPage::changed);
    connect(m_twoFactorPane, &TwoFactorPane::changed, this, [this] {
        // One thing at a time: the list comes back when the change is saved or given up.
        m_devicesPane->setVisible(!m_twoFactorPane->hasChanges());
        emit changed();
    });
    connect(m_devices, &TrustedDevicesModel::changed, this, &SessionPage::changed);
    connect(&session, &PbxSession::stateChanged, this, &SecuritySettingsPage::followSession);
    showPart(Part::SecuritySettings);
}

SecuritySettingsPage::~SecuritySettingsPage() = default;

void SecuritySettingsPage::build()
{
    m_tabs->setAccessibleName(tr("Change Password & Security"));
    auto *settings = new QWidget;
    auto *inside = new QVBoxLayout(settings);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(m_twoFactorPane);
    inside->addWidget(m_devicesPane);
    settings->setMaximumWidth(metrics::kColumnWidth);
    m_parts->addWidget(new PageColumn(m_passwordPane));
    m_parts->addWidget(new PageColumn(settings));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(innerTabRow(m_tabs));
    column->addWidget(m_parts, 1);
}

void SecuritySettingsPage::showPart(Part part)
{
    m_tabs->setCurrentIndex(static_cast<int>(part));
}

SecuritySettingsPage::Part SecuritySettingsPage::part() const
{
    return static_cast<Part>(m_parts->currentIndex());
}

//! The password can be changed before anything is read, and must be in NeedsNewPassword.
bool SecuritySettingsPage::hasContent() const
{
    return m_model->isLoaded() || m_session.state() == State::NeedsNewPassword;
}

std::optional<ApiError> SecuritySettingsPage::loadError() const
{
    return m_model->error();
}

void SecuritySettingsPage::load()
{
    m_model->load();
    m_devices->load();
}

void SecuritySettingsPage::clear()
{
    revert();
    const bool isForced = m_session.state() == State::NeedsNewPassword;
    showPart(isForced ? Part::ChangePassword : Part::SecuritySettings);
}

bool SecuritySettingsPage::hasChangesOf(Part part) const
{
    return part == Part::ChangePassword ? m_passwordPane->hasChanges()
                                        : m_twoFactorPane->hasChanges();
}

bool SecuritySettingsPage::hasChanges() const
{
    return hasChangesOf(Part::ChangePassword) || hasChangesOf(Part::SecuritySettings);
}

bool SecuritySettingsPage::maySave() const
{
    return part() == Part::ChangePassword ? m_passwordPane->maySave() : m_twoFactorPane->maySave();
}

void SecuritySettingsPage::save()
{
    if (part() == Part::ChangePassword)
        m_passwordPane->save();
    else
        m_twoFactorPane->save();
}

void SecuritySettingsPage::revert()
{
    m_passwordPane->revert();
    m_twoFactorPane->revert();
}

QString SecuritySettingsPage::busyText() const
{
    if (part() == Part::ChangePassword)
        return m_passwordPane->busyText();
    return m_devices->isBusy() && m_devices->isLoaded() ? tr("Reading\u2026")
                                                        : m_twoFactorPane->busyText();
}

BannerText SecuritySettingsPage::bannerText() const
{
    if (part() == Part::ChangePassword)
        return m_passwordPane->bannerText();
    const BannerText devices = m_devicesPane->bannerText();
    return devices.isEmpty() ? m_twoFactorPane->bannerText() : devices;
}

void SecuritySettingsPage::handleTab(int index)
{
    if (index == m_parts->currentIndex())
        return;
    if (!hasChangesOf(part())) {
        m_parts->setCurrentIndex(index);
        emit changed();
        return;
    }
    {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setCurrentIndex(m_parts->currentIndex());
    }
    auto *dialog =
        new ConfirmDialog({.title = tr("Unsaved Changes"),
                           .question = tr("Leave the changes unsaved?"),
                           .consequences = {tr("Discarding them changes nothing on the PBX.")},
                           .action = tr("&Discard Changes")},
                          this);
    connect(dialog, &QDialog::accepted, this, [this, index] {
        revert();
        m_tabs->setCurrentIndex(index);
    });
    dialog->open();
}

//! What the PBX wants first is shown first, and nothing else.
void SecuritySettingsPage::followSession()
{
    const bool isForced = m_session.state() == State::NeedsNewPassword;
    if (isForced)
        showPart(Part::ChangePassword);
    m_tabs->setTabEnabled(static_cast<int>(Part::SecuritySettings), !isForced);
    emit changed();
}

} // namespace lw
