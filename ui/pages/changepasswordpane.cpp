// SPDX-License-Identifier: GPL-3.0-or-later
#include "changepasswordpane.h"

#include "securitywords.h"
#include "support/errortext.h"
#include "support/metrics.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"
#include "widgets/revealbutton.h"
#include "widgets/statuslabel.h"
#include "widgets/strengthmeter.h"

#include <core/passwordgenerator.h>
#include <session/passwordchange.h>
#include <session/pbxsession.h>
#include <session/sessionenvironment.h>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kLongest = 1024; //!< characters: a password phrase of any sensible length

bool isWrongPassword(const ApiError &error)
{
    return error.kind == ApiError::Kind::Unauthorized;
}

} // namespace

ChangePasswordPane::ChangePasswordPane(PbxSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_change(new PasswordChange(session, this))
    , m_form(new PageForm)
    , m_forced(new NoteLabel)
    , m_currentEdit(new QLineEdit)
    , m_newEdit(new QLineEdit)
    , m_confirmEdit(new QLineEdit)
    , m_revealNew(new RevealButton(*m_newEdit, tr("New Password")))
    , m_generateButton(new QPushButton(tr("G&enerate")))
    , m_strength(new StrengthMeter)
    , m_rules(new QWidget)
{
    build();
    for (QLineEdit *edit : {m_currentEdit, m_newEdit, m_confirmEdit}) {
        edit->setMaxLength(kLongest);
        connect(edit, &QLineEdit::textChanged, this, &ChangePasswordPane::handleTyped);
        connect(edit, &QLineEdit::returnPressed, this, &ChangePasswordPane::save);
    }
    connect(m_generateButton, &QPushButton::clicked, this, &ChangePasswordPane::generate);
    connect(m_change, &PasswordChange::changed, this, &ChangePasswordPane::followChange);
    connect(&session, &PbxSession::stateChanged, this, &ChangePasswordPane::followSession);
    followSession();
}

void ChangePasswordPane::build()
{
    m_generateButton->setAutoDefault(false);
    m_forced->setTone(Tone::Caution);
    auto *besideNew = new QWidget;
    auto *row = new QHBoxLayout(besideNew);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kInsideGroup);
    row->addWidget(m_revealNew);
    row->addWidget(m_generateButton);

    m_form->addHeading(tr("Change Password"));
    m_form->addWide(m_forced);
    m_currentBlock = m_form->addField(tr("C&urrent Password"), m_currentEdit,
                                      new RevealButton(*m_currentEdit, tr("Current Password")));
    m_newBlock = m_form->addField(tr("&New Password"), m_newEdit, besideNew);
    m_form->addRow(tr("Strength"), m_strength);
    m_form->addRow(tr("Rules"), m_rules);
    m_confirmBlock = m_form->addField(tr("&Confirm Password"), m_confirmEdit,
                                      new RevealButton(*m_confirmEdit, tr("Confirm Password")));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    new QVBoxLayout(m_rules);
    m_rules->layout()->setContentsMargins(0, 0, 0, 0);
    m_rules->layout()->setSpacing(metrics::kInsideGroup);
}

PasswordRule ChangePasswordPane::rule() const
{
    const auto &product = m_session.product();
    return m_session.environment().passwords.of(product ? product->edition() : Edition::Unknown);
}

QStringList ChangePasswordPane::penaltyWords() const
{
    QStringList words{m_session.userName(), m_session.settings().name,
                      m_session.settings().address.displayText()};
    if (const auto &product = m_session.product())
        words << product->name << product->displayName << product->serialNumber;
    return words;
}

bool ChangePasswordPane::hasChanges() const
{
    return !m_change->isBusy() && !(m_currentEdit->text().isEmpty() &&
                                    m_newEdit->text().isEmpty() && m_confirmEdit->text().isEmpty());
}

bool ChangePasswordPane::maySave() const
{
    using State = PbxSession::State;
    const State state = m_session.state();
    return !m_change->isBusy() && (state == State::Connected || state == State::NeedsNewPassword) &&
           !m_currentEdit->text().isEmpty() && m_newEdit->text() == m_confirmEdit->text() &&
           m_newEdit->text() != m_currentEdit->text() &&
           rule().isMetBy(Secret::fromText(m_newEdit->text()));
}

void ChangePasswordPane::save()
{
    if (!maySave())
        return;
    const Secret current = Secret::fromText(m_currentEdit->text());
    Secret wanted = Secret::fromText(m_newEdit->text());
    m_change->start(current, std::move(wanted));
}

void ChangePasswordPane::revert()
{
    for (QLineEdit *edit : {m_currentEdit, m_newEdit, m_confirmEdit})
        edit->clear();
    m_revealNew->setRevealed(false);
    m_currentBlock->setError({});
}

QString ChangePasswordPane::busyText() const
{
    switch (m_change->step()) {
    case PasswordChange::Step::Sending:
        return tr("Saving\u2026");
    case PasswordChange::Step::Proving:
        return tr("No answer came. Asking the PBX which password holds\u2026");
    default:
        return {};
    }
}

BannerText ChangePasswordPane::bannerText() const
{
    if (m_change->isBusy())
        return {};
    const auto &error = m_change->error();
    switch (m_change->outcome()) {
    case ChangeOutcome::Done:
        return {.tone = Tone::Good,
                .text = {tr("Edited successfully."),
                         tr("All other sessions of this account have ended, and its trusted "
                            "devices are gone: there, sign in again. Put the new password into "
                            "your password manager and into scripts that sign in.")}};
    case ChangeOutcome::Unknown:
        return {.tone = Tone::Caution,
                .text = {tr("No answer came, so it is not known which password holds."),
                         tr("Sign out and sign in with the new one; if it is refused, use the old "
                            "one. Do not try more often than that: the PBX blocks the address of "
                            "this PC.")}};
    case ChangeOutcome::NotDone:
        if (error && !isWrongPassword(*error))
            return {.tone = Tone::Danger, .text = errorText(*error)};
        if (!error)
            return {.tone = Tone::Caution,
                    .text = {tr("Not saved: the PBX still has the old password."),
                             tr("You can save again.")}};
        break; // said beside the field
    case ChangeOutcome::None:
        break;
    }
    return {};
}

void ChangePasswordPane::handleTyped()
{
    m_currentBlock->setError({});
    m_strength->setPassword(Secret::fromText(m_newEdit->text()), penaltyWords());
    refreshRules();
    refreshConfirmation();
    emit changed();
}

//! Shown, so that it can be kept somewhere; copied by whoever wants it copied.
void ChangePasswordPane::generate()
{
    const auto password = generatePassword(rule(), systemRandomBytes());
    m_newBlock->setError(password ? QString() : tr("No random numbers are to be had."));
    if (!password)
        return;
    const QString text = QString::fromUtf8(password->view());
    m_revealNew->setRevealed(true);
    m_newEdit->setText(text);
    m_confirmEdit->setText(text);
    m_newEdit->setFocus();
    m_newEdit->selectAll();
}

void ChangePasswordPane::refreshRules()
{
    const QList<PasswordCheck> checks = rule().check(Secret::fromText(m_newEdit->text()));
    while (m_ruleRows.size() < checks.size()) {
        auto *row = new StatusLabel(StatusLabel::Form::Row);
        m_rules->layout()->addWidget(row);
        m_ruleRows.append(row);
    }
    for (qsizetype index = 0; index < m_ruleRows.size(); ++index) {
        StatusLabel *row = m_ruleRows.at(index);
        row->setVisible(index < checks.size());
        if (index >= checks.size())
            continue;
        const PasswordCheck &check = checks.at(index);
        const QString text = check.isDocumented ? passwordCheckText(check)
                                                //: %1 is a rule for passwords.
                                                : tr("%1 (assumed)").arg(passwordCheckText(check));
        row->setStatus({check.isMet ? StatusShape::Disc : StatusShape::Ring, text,
                        check.isMet ? Tone::Good : Tone::Neutral});
        //: %1 is a rule for passwords, for screen readers.
        row->setAccessibleName((check.isMet ? tr("Met: %1") : tr("Not met: %1")).arg(text));
        row->setToolTip(check.isDocumented
                            ? QString()
                            : tr("Known from the first set-up of a PBX; this one may ask for "
                                 "something else."));
    }
}

void ChangePasswordPane::refreshConfirmation()
{
    const QString wanted = m_newEdit->text();
    const QString confirmed = m_confirmEdit->text();
    // Not before it is as long: until then it is merely not finished.
    const bool differs = confirmed.size() >= wanted.size() && confirmed != wanted;
    m_confirmBlock->setError(differs && !confirmed.isEmpty()
                                 ? tr("This is not the same as the new password.")
                                 : QString());
    const bool isOld = !wanted.isEmpty() && wanted == m_currentEdit->text();
    m_newBlock->setError(isOld ? tr("This is the current password.") : QString());
}

void ChangePasswordPane::followChange()
{
    const bool isBusy = m_change->isBusy();
    for (QLineEdit *edit : {m_currentEdit, m_newEdit, m_confirmEdit})
        edit->setEnabled(!isBusy);
    m_generateButton->setEnabled(!isBusy);
    if (!isBusy && m_change->outcome() == ChangeOutcome::Done)
        revert();
    const auto &error = m_change->error();
    if (!isBusy && error && isWrongPassword(*error)) {
        m_currentEdit->clear();
        m_currentBlock->setError(passwordErrorText(*error).joined());
        m_currentEdit->setFocus();
    }
    emit changed();
}

void ChangePasswordPane::followSession()
{
    const bool isForced = m_session.state() == PbxSession::State::NeedsNewPassword;
    m_forced->setText(tr("This PBX asks for a new password before anything else."));
    m_form->setRowShown(m_forced, isForced);
    if (isForced && isVisible())
        m_currentEdit->setFocus();
    refreshRules();
    emit changed();
}

} // namespace lw
