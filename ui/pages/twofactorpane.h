// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QPushButton;

namespace lw {

class EnrolmentPane;
class FieldBlock;
class NoteLabel;
class PageForm;
class PasswordDialog;
class PbxSession;
class ReadinessPane;
class SecuritySettingsModel;
class ValueLabel;

/*!
 * The part *Two-Factor Authentication* of the Security Settings: the check box, the method in
 * force, and the steps that change them. Leads through a flow of the model: password, for the super
 * administrator the way back, method, key or e-mail, code. Owned by SecuritySettingsPage.
 *
 *   tick --> Password --> (make sure you can come back) --> method and code --> Save
 *   untick --> Password --> Save
 *   edit --> Password --> ... --> Save; the old method stays in force until then
 */
class TwoFactorPane final : public QWidget
{
    Q_OBJECT
public:
    TwoFactorPane(PbxSession &session, SecuritySettingsModel &model, QWidget *parent = nullptr);

    [[nodiscard]] bool hasChanges() const;
    [[nodiscard]] bool maySave() const;
    void save();
    void revert();
    [[nodiscard]] QString busyText() const;
    [[nodiscard]] BannerText bannerText() const;

signals:
    void changed();

private:
    void build();
    void handleTick(bool isTicked);
    void startEnrolment();
    void startSwitchOff();
    void askForPassword();
    void giveUp();
    void refresh();
    void refreshState();
    void refreshSteps();
    [[nodiscard]] bool isFlowRunning() const;

    PbxSession &m_session;
    SecuritySettingsModel &m_model;
    PageForm *m_form;
    QCheckBox *m_box;
    FieldBlock *m_boxBlock = nullptr;
    ValueLabel *m_method;
    QPushButton *m_editButton;
    QWidget *m_methodRow = nullptr;
    ReadinessPane *m_readiness;
    EnrolmentPane *m_enrolment;
    NoteLabel *m_switchOffNote;
    QPointer<PasswordDialog> m_password;
    bool m_isInReadiness = false; //!< answered item by item, left by Continue
    bool m_isPastReadiness = false;
};

} // namespace lw
