// SPDX-License-Identifier: GPL-3.0-or-later
#include "securityoptionspanel.h"

#include "dialogs/confirmdialog.h"
#include "extensionswords.h"
#include "support/metrics.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pagecolumn.h"
#include "widgets/pageform.h"
#include "widgets/statuslabel.h"

#include <session/pbxsession.h>
#include <session/securityoptionsmodel.h>

#include <QCheckBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lw {

namespace {

using Model = SecurityOptionsModel;

} // namespace

SecurityOptionsPanel::SecurityOptionsPanel(PbxSession &session, SecurityOptionsModel &model,
                                           QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_form(new PageForm)
    , m_mandatoryCheck(
          new QCheckBox(tr("Ma&ke Two-Factor Authentication Mandatory for All Extensions")))
    , m_dryRun(new NoteLabel)
    , m_countButton(new QPushButton(tr("Co&unt Who Has None")))
    , m_listButton(new QPushButton(tr("Sho&w Them")))
    , m_logoutSpin(new QSpinBox)
    , m_passwordlessCheck(new QCheckBox(tr("Passwor&dless Login")))
    , m_inUse(new StatusLabel(StatusLabel::Form::Row))
{
    buildTwoFactor();
    buildAutoLogout();
    buildPasswordless();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageColumn(m_form));
    connect(&model, &Model::changed, this, &SecurityOptionsPanel::refresh);
    connect(&session, &PbxSession::stateChanged, this, &SecurityOptionsPanel::refresh);
    refresh();
}

void SecurityOptionsPanel::buildTwoFactor()
{
    m_form->addHeading(tr("Two-Factor Authentication"));
    m_form->addWide(m_mandatoryCheck);
    m_form->addWide(new NoteLabel(tr("Users with a second factor notice nothing. Only they "
                                     "themselves can enrol; nobody can do it for them.")));
    m_form->addWide(m_dryRun);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kBetweenRows);
    for (QPushButton *button : {m_countButton, m_listButton}) {
        button->setAutoDefault(false);
        layout->addWidget(button);
    }
    layout->addStretch(1);
    m_form->addWide(row);
    connect(m_mandatoryCheck, &QCheckBox::clicked, this, &SecurityOptionsPanel::edit);
    connect(m_countButton, &QPushButton::clicked, &m_model, &Model::startDryRun);
    connect(m_listButton, &QPushButton::clicked, this, &SecurityOptionsPanel::listRequested);
}

void SecurityOptionsPanel::buildAutoLogout()
{
    m_form->addHeading(tr("Web Server"));
    m_logoutSpin->setRange(static_cast<int>(Model::kShortestAutoLogout.count()),
                           static_cast<int>(Model::kLongestAutoLogout.count()));
    //: Stands behind a number of minutes.
    m_logoutSpin->setSuffix(tr(" min"));
    m_logoutSpin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_logoutSpin->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the page
    m_logoutBlock = m_form->addField(tr("Auto Lo&gout Time"), m_logoutSpin);
    m_logoutBlock->setHelp(tr("5 to 120 minutes. Whoever does nothing for so long is signed out, "
                              "you as well: the count-down of this session follows."));
    connect(m_logoutSpin, &QSpinBox::valueChanged, this, &SecurityOptionsPanel::edit);
}

void SecurityOptionsPanel::buildPasswordless()
{
    m_passwordlessHeading = m_form->addHeading(tr("Passwordless Login"));
    m_passwordlessBlock = new FieldBlock(m_passwordlessCheck);
    m_form->addWide(m_passwordlessBlock);
    m_inUse->setStatus({StatusShape::Triangle,
                        tr("In use right now: somebody is signed in this way."), Tone::Caution});
    m_form->addWide(m_inUse);
    connect(m_passwordlessCheck, &QCheckBox::clicked, this, &SecurityOptionsPanel::edit);
}

void SecurityOptionsPanel::refresh()
{
    if (!m_model.isLoaded())
        return;
    const SecurityOptionsDraft &draft = m_model.draft();
    const bool isFree = !m_model.isBusy() && m_session.isSignedIn();
    for (QWidget *field :
         {static_cast<QWidget *>(m_mandatoryCheck), static_cast<QWidget *>(m_logoutSpin),
          static_cast<QWidget *>(m_passwordlessCheck)})
        field->setEnabled(isFree);
    m_mandatoryCheck->setChecked(draft.options.isTwoFactorMandatory);
    m_form->setRowShown(m_logoutBlock, draft.autoLogout.has_value());
    if (draft.autoLogout) {
        const QSignalBlocker blocker(m_logoutSpin);
        m_logoutSpin->setValue(static_cast<int>(draft.autoLogout->count()));
    }
    const auto passwordless = draft.options.isPasswordlessEnabled;
    m_passwordlessHeading->setVisible(passwordless.has_value());
    m_form->setRowShown(m_passwordlessBlock, passwordless.has_value());
    m_form->setRowShown(m_inUse, draft.options.isPasswordlessActive.value_or(false));
    m_passwordlessCheck->setChecked(passwordless.value_or(false));
    m_passwordlessBlock->setHelp(
        passwordless.value_or(false)
            ? tr("Your provider can open this PBX without a password, with all rights of the super "
                 "administrator, until you switch that off.")
            : tr("Nobody can open this PBX without a password."));
    refreshDryRun();
}

void SecurityOptionsPanel::refreshDryRun()
{
    const QString text = dryRunText(m_model);
    m_dryRun->setText(text.isEmpty() ? tr("Count first whom it would meet unprepared. Counting "
                                          "changes nothing.")
                                     : text);
    const bool isOver = m_model.dryRun() && m_model.dryRun()->isComplete;
    const bool concernsSomebody = isOver && m_model.dryRun()->without > 0;
    m_dryRun->setTone(concernsSomebody ? Tone::Caution : Tone::Neutral);
    m_countButton->setEnabled(!m_model.isDryRunning() && m_session.isSignedIn());
    m_listButton->setEnabled(concernsSomebody);
    if (m_isSaving && !m_model.isDryRunning()) {
        m_isSaving = false;
        askAndSave();
    }
}

void SecurityOptionsPanel::edit()
{
    SecurityOptionsDraft draft = m_model.draft();
    draft.options.isTwoFactorMandatory = m_mandatoryCheck->isChecked();
    if (draft.autoLogout)
        draft.autoLogout = std::chrono::minutes(m_logoutSpin->value());
    if (draft.options.isPasswordlessEnabled)
        draft.options.isPasswordlessEnabled = m_passwordlessCheck->isChecked();
    m_model.setDraft(draft);
}

void SecurityOptionsPanel::save()
{
    if (m_isSaving || m_model.isBusy() || !m_model.isDirty())
        return;
    const bool isCounted = m_model.dryRun() && m_model.dryRun()->isComplete;
    if (!m_model.turnsMandatoryOn() || isCounted) {
        askAndSave();
        return;
    }
    m_isSaving = true;
    if (!m_model.isDryRunning())
        m_model.startDryRun();
    refreshDryRun(); // it may not have started at all
}

void SecurityOptionsPanel::cancelSave()
{
    m_isSaving = false;
}

void SecurityOptionsPanel::askAndSave()
{
    const QStringList consequences = consequencesOfSaving(m_model);
    if (consequences.isEmpty()) {
        m_model.save();
        return;
    }
    auto *dialog =
        new ConfirmDialog({.title = tr("Save Security Options"),
                           .question = m_model.turnsMandatoryOn()
                                           ? tr("Make two-factor authentication mandatory for all?")
                                           : tr("Switch Passwordless Login on?"),
                           .consequences = consequences,
                           .action = tr("&Save")},
                          this);
    connect(dialog, &ConfirmDialog::accepted, this, [this] { m_model.save(); });
    dialog->open();
}

} // namespace lw
