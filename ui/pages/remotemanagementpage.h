// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace lw {

class NoteLabel;
class PageForm;
class PbxSession;
class RemoteManagementFields;
class RemoteManagementModel;
class StatusLabel;
class ValueLabel;

/*!
 * The Remote Management page of one PBX: status, the portal's form, who can get in, Disconnect.
 * Binds to the model; Save, Revert and the banner are at the foot that all pages share.
 */
class RemoteManagementPage final : public QWidget
{
    Q_OBJECT
public:
    RemoteManagementPage(PbxSession &session, RemoteManagementModel &model,
                         QWidget *parent = nullptr);

    //! Saves, after asking where something grave would change.
    void save();
    //! What the button \a index of the banner stands for.
    void triggerBannerAction(int index);

private:
    void buildStatus();
    void buildDisconnect();
    void refresh();
    void refreshStatus();
    void askToDisconnect();

    PbxSession &m_session;
    RemoteManagementModel &m_model;
    PageForm *m_form;
    StatusLabel *m_status = nullptr;
    NoteLabel *m_statusNote = nullptr;
    RemoteManagementFields *m_fields = nullptr;
    ValueLabel *m_access = nullptr;
    QPushButton *m_disconnectButton = nullptr;
};

} // namespace lw
