// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxneighbours.h"
#include "sessionpage.h"

#include <QTimer>

class QPushButton;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;
class PbxSession;
class RemoteManagementFields;
class RemoteManagementModel;
class SecondOpinionPane;
class StatusLabel;
class ValueLabel;

/*!
 * The Remote Management page of one PBX: status, the portal's form, who can get in, Disconnect.
 * Binds to the model; Save, Revert and the banner are at the foot that all pages share.
 */
class RemoteManagementPage final : public SessionPage
{
    Q_OBJECT
public:
    RemoteManagementPage(PbxSession &session, RemoteManagementModel &model,
                         QWidget *parent = nullptr);

    //! Management servers and the OpenAPI, where there are any.
    void setNeighbours(const PbxNeighbours &neighbours);
    //! That a management server says something else of the connection; empty: none does.
    [[nodiscard]] QString disagreement() const;

    [[nodiscard]] bool hasContent() const override;
    [[nodiscard]] std::optional<ApiError> loadError() const override;
    void load() override;

    [[nodiscard]] bool hasSave() const override { return true; }
    [[nodiscard]] bool hasChanges() const override;
    void save() override;
    void revert() override;
    [[nodiscard]] QString busyText() const override;
    void cancelWork() override;
    [[nodiscard]] BannerText bannerText() const override;
    void triggerBannerAction(int index) override;

private:
    void buildStatus();
    void buildDisconnect();
    void refresh();
    void refreshStatus();
    void refreshOpinion();
    void checkUnreachedServer();
    void askToDisconnect();
    void openConnectThrough();

    PbxSession &m_session;
    RemoteManagementModel &m_model;
    PageForm *m_form;
    StatusLabel *m_status = nullptr;
    NoteLabel *m_statusNote = nullptr;
    SecondOpinionPane *m_opinion = nullptr;
    FieldBlock *m_opinionBlock = nullptr;
    QWidget *m_throughRow = nullptr;
    QPushButton *m_throughButton = nullptr;
    RemoteManagementFields *m_fields = nullptr;
    ValueLabel *m_access = nullptr;
    QPushButton *m_disconnectButton = nullptr;
    PbxNeighbours m_neighbours;
    QTimer m_countDown;          //!< runs while a Save waits, to tell how long
    bool m_wasUnreached = false; //!< the last Save failed since the PBX did not reach the server
};

} // namespace lw
