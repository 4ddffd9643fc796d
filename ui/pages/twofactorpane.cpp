// SPDX-License-Identifier: GPL-3.0-or-later
#include "twofactorpane.h"

#include "dialogs/passworddialog.h"
#include "enrolmentpane.h"
#include "readinesspane.h"
#include "securitywords.h"
#include "support/metrics.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>
#include <session/securitysettingsmodel.h>

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using Step = TwoFactorEnrolment::Step;
using Purpose = TwoFactorEnrolment::Purpose;

bool isPasswordStep(Step step)
{
    return step == Step::AskingPassword || step == Step::CheckingPassword;
}

} // namespace

TwoFactorPane::TwoFactorPane(PbxSession &session, SecuritySettingsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_form(new PageForm)
    , m_box(new QCheckBox(tr("&Two-Factor Authentication")))
    , m_method(new ValueLabel)
    , m_editButton(new QPushButton(tr("&Edit\u2026")))
    , m_readiness(new ReadinessPane(model))
    , m_enrolment(new EnrolmentPane(session))
    , m_switchOffNote(new NoteLabel)
{
    build();
    connect(m_box, &QCheckBox::clicked, this, &TwoFactorPane::handleTick);
    connect(m_editButton, &QPushButton::clicked, this, &TwoFactorPane::startEnrolment);
    connect(m_readiness, &ReadinessPane::continued, this, [this] {
        m_isInReadiness = false;
        m_isPastReadiness = true;
        refresh();
    });
    connect(m_enrolment, &EnrolmentPane::changed, this, &TwoFactorPane::changed);
    connect(&model, &SecuritySettingsModel::changed, this, &TwoFactorPane::refresh);
    connect(&session, &PbxSession::stateChanged, this, &TwoFactorPane::refresh);
    refresh();
}

void TwoFactorPane::build()
{
    m_form->addHeading(tr("Two-Factor Authentication"));
    m_boxBlock = new FieldBlock(m_box);
    m_form->addWide(m_boxBlock);
    m_editButton->setAutoDefault(false);
    m_editButton->setAccessibleName(tr("Edit the method"));
    m_method->setWordWrap(false);
    m_method->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    // As tall as the button beside it, so that its label stands on the same line.
    const int above = (m_editButton->sizeHint().height() - m_method->fontMetrics().height()) / 2;
    m_method->setContentsMargins(0, above, 0, above);
    m_methodRow = m_form->addField(tr("Method"), m_method, m_editButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_form);
    column->addWidget(m_readiness);
    column->addWidget(m_enrolment);
    column->addWidget(m_switchOffNote);
}

bool TwoFactorPane::isFlowRunning() const
{
    return m_model.flow() && m_model.flow()->step() != Step::Finished;
}

bool TwoFactorPane::hasChanges() const
{
    return isFlowRunning();
}

bool TwoFactorPane::maySave() const
{
    if (!isFlowRunning() || m_model.flow()->isBusy())
        return false;
    return m_model.flow()->step() == Step::ReadyToSwitchOff ||
           (!m_isInReadiness && m_enrolment->hasCode());
}

void TwoFactorPane::save()
{
    if (!maySave())
        return;
    if (m_model.flow()->step() == Step::ReadyToSwitchOff)
        m_model.flow()->save({});
    else
        m_enrolment->save();
}

void TwoFactorPane::revert()
{
    if (isFlowRunning())
        giveUp();
}

void TwoFactorPane::giveUp()
{
    m_isInReadiness = false;
    m_isPastReadiness = false;
    m_model.giveUp();
    refresh();
}

QString TwoFactorPane::busyText() const
{
    return m_model.flow() ? enrolmentBusyText(*m_model.flow()) : QString();
}

BannerText TwoFactorPane::bannerText() const
{
    if (m_model.flow())
        return enrolmentBanner(*m_model.flow());
    if (m_model.isLoaded() && m_model.error())
        return {.tone = Tone::Danger, .text = errorText(*m_model.error())};
    return {};
}

void TwoFactorPane::handleTick(bool isTicked)
{
    if (isFlowRunning())
        giveUp(); // back to what the PBX has
    else if (isTicked)
        startEnrolment();
    else
        startSwitchOff();
}

void TwoFactorPane::startEnrolment()
{
    m_isInReadiness = false;
    m_isPastReadiness = false;
    m_model.start(Purpose::Enrol);
}

void TwoFactorPane::startSwitchOff()
{
    m_model.start(Purpose::SwitchOff);
}

//! Also in the middle of a flow, when the PBX wants the password once more.
void TwoFactorPane::askForPassword()
{
    if ((m_password && m_password->isVisible()) || !isVisible() ||
        m_session.state() != PbxSession::State::Connected)
        return;
    m_password = new PasswordDialog(*m_model.flow(), m_session.userName(), this);
    connect(m_password, &QDialog::rejected, this, &TwoFactorPane::giveUp);
    m_password->open();
}

void TwoFactorPane::refresh()
{
    if (!m_model.isLoaded())
        return;
    refreshState();
    refreshSteps();
    emit changed();
}

void TwoFactorPane::refreshState()
{
    const TwoFactorState &state = m_model.state();
    const bool isRunning = isFlowRunning();
    const bool isOn = isRunning ? m_model.flow()->purpose() == Purpose::Enrol : state.isEnabled;
    const bool isFixed = state.isEnabled && state.isMandatory;
    m_box->setChecked(isOn);
    // While the method changes, unticking would mean two things.
    const bool isEditing = isRunning && state.isEnabled && isOn;
    m_box->setEnabled(!isFixed && !isEditing && !(isRunning && m_model.flow()->isBusy()));
    if (isFixed)
        m_boxBlock->setHelp(tr("Mandatory on this PBX: it cannot be switched off. The method can "
                               "be changed."));
    else if (state.isMandatory)
        m_boxBlock->setHelp(tr("Mandatory on this PBX: set it up now."));
    else
        m_boxBlock->setHelp(tr("After the password, a sign-in asks for a code from your phone or "
                               "mailbox."));
    m_form->setRowShown(m_methodRow, state.isEnabled && !isRunning);
    if (state.isEnabled && !state.emailHint.isEmpty() && state.method.is(SecondFactorMethod::Email))
        //: %1 is a method, %2 an e-mail address of which the PBX shows only a part.
        m_method->setText(tr("%1 (%2)").arg(methodName(state.method), state.emailHint));
    else
        m_method->setText(methodName(state.method));
    m_editButton->setEnabled(!isRunning);
}

void TwoFactorPane::refreshSteps()
{
    TwoFactorEnrolment *flow = isFlowRunning() ? m_model.flow() : nullptr;
    const bool isEnrolling = flow && flow->purpose() == Purpose::Enrol;
    const bool isBeforeKey = flow && flow->step() == Step::ChoosingMethod;
    if (!flow)
        m_isInReadiness = false;
    if (isEnrolling && isBeforeKey && !m_isPastReadiness && !m_isInReadiness &&
        m_model.needsReadiness()) {
        m_isInReadiness = true;
        m_readiness->start();
    }
    const bool hasBegun = isEnrolling && (!isPasswordStep(flow->step()) || flow->method());
    m_readiness->setVisible(isEnrolling && m_isInReadiness);
    m_enrolment->follow(hasBegun && !m_isInReadiness ? flow : nullptr);
    const bool isSwitchingOff = flow && flow->purpose() == Purpose::SwitchOff;
    m_switchOffNote->setVisible(isSwitchingOff && !isPasswordStep(flow->step()));
    m_switchOffNote->setText(tr("Save switches the second factor off: from then on the password "
                                "alone is enough. The entry in the authenticator is of no use "
                                "any more; delete it there."));
    if (flow && flow->step() == Step::AskingPassword)
        askForPassword();
}

} // namespace lw
