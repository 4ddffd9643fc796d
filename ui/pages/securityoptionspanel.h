// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QPushButton;
class QSpinBox;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;
class PbxSession;
class SecurityOptionsModel;
class StatusLabel;

/*!
 * The form of the security options: a second factor for all, Auto Logout Time, and on Cloud
 * Passwordless Login. A part of ExtensionsPage, which saves; binds to the model.
 */
class SecurityOptionsPanel final : public QWidget
{
    Q_OBJECT
public:
    SecurityOptionsPanel(PbxSession &session, SecurityOptionsModel &model,
                         QWidget *parent = nullptr);

    //! Asks where something grave would change, after counting whom it concerns; then saves.
    void save();
    //! Save waits for the count.
    [[nodiscard]] bool isCounting() const { return m_isSaving; }
    //! Gives up a Save that waits.
    void cancelSave();

signals:
    //! The list of those without a second factor is wanted.
    void listRequested();

private:
    void buildTwoFactor();
    void buildAutoLogout();
    void buildPasswordless();
    void refresh();
    void refreshDryRun();
    void edit();
    void askAndSave();

    PbxSession &m_session;
    SecurityOptionsModel &m_model;
    PageForm *m_form;
    QCheckBox *m_mandatoryCheck;
    NoteLabel *m_dryRun;
    QPushButton *m_countButton;
    QPushButton *m_listButton;
    QSpinBox *m_logoutSpin;
    FieldBlock *m_logoutBlock = nullptr;
    QWidget *m_passwordlessHeading = nullptr;
    QCheckBox *m_passwordlessCheck;
    FieldBlock *m_passwordlessBlock = nullptr;
    StatusLabel *m_inUse;
    bool m_isSaving = false; //!< Save was pressed, and the count is awaited
};

} // namespace lw
