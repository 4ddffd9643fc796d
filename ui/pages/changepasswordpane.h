// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <core/passwordrule.h>

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;
class PasswordChange;
class PbxSession;
class RevealButton;
class StatusLabel;
class StrengthMeter;

/*!
 * The part *Change Password*: current, new and confirmed password, the rules and the strength while
 * typing. The PBX sees a digest only, so the rules are kept here. Owned by SecuritySettingsPage,
 * whose foot has Save.
 */
class ChangePasswordPane final : public QWidget
{
    Q_OBJECT
public:
    explicit ChangePasswordPane(PbxSession &session, QWidget *parent = nullptr);

    [[nodiscard]] bool hasChanges() const;
    [[nodiscard]] bool maySave() const;
    void save();
    //! Empties the fields.
    void revert();
    [[nodiscard]] QString busyText() const;
    [[nodiscard]] BannerText bannerText() const;

signals:
    void changed();

private:
    void build();
    void buildRules();
    void handleTyped();
    void generate();
    void followChange();
    void followSession();
    void refreshRules();
    void refreshConfirmation();
    [[nodiscard]] PasswordRule rule() const;
    [[nodiscard]] QStringList penaltyWords() const;

    PbxSession &m_session;
    PasswordChange *m_change;
    PageForm *m_form;
    NoteLabel *m_forced;
    QLineEdit *m_currentEdit;
    QLineEdit *m_newEdit;
    QLineEdit *m_confirmEdit;
    FieldBlock *m_currentBlock = nullptr;
    FieldBlock *m_newBlock = nullptr;
    FieldBlock *m_confirmBlock = nullptr;
    RevealButton *m_revealNew;
    QPushButton *m_generateButton;
    StrengthMeter *m_strength;
    QWidget *m_rules;
    QList<StatusLabel *> m_ruleRows;
};

} // namespace lw
