// SPDX-License-Identifier: GPL-3.0-or-later
#include "signindialog.h"

#include "secondfactorpanel.h"
#include "support/errortext.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>
#include <session/sessionenvironment.h>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 460;

} // namespace

SignInDialog::SignInDialog(PbxSession &session, const SignInOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_way(options.way)
    , m_form(new PageForm)
    , m_intro(new NoteLabel)
    , m_userEdit(new QLineEdit)
    , m_passwordEdit(new QLineEdit)
    , m_rememberBox(new QCheckBox(tr("&Remember the password in the keychain of this computer")))
    , m_steps(new QStackedWidget(this))
    , m_codePanel(new SecondFactorPanel(session))
    , m_progress(new QProgressBar(this))
{
    //: %1 is the name of a PBX.
    setWindowTitle(tr("Sign In to %1").arg(session.settings().name));
    build(options);
    m_userEdit->setText(session.userName());
    (m_userEdit->text().isEmpty() ? m_userEdit : m_passwordEdit)->setFocus();
    connect(&session, &PbxSession::stateChanged, this, &SignInDialog::followSession);
    connect(&session, &QObject::destroyed, this, &QDialog::deleteLater);
    connect(m_codePanel, &SecondFactorPanel::changed, this, &SignInDialog::refresh);
    showStep();
    showAnswer();
    refresh();
}

void SignInDialog::build(const SignInOptions &options)
{
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics::kInsideGroup);
    m_progress->setAccessibleName(tr("Signing in"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    m_progress->hide();

    m_steps->addWidget(buildPasswordStep(options));
    m_steps->addWidget(m_codePanel);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signInButton = buttons->addButton(tr("&Sign In"), QDialogButtonBox::AcceptRole);
    m_signInButton->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &SignInDialog::proceed);
    connect(buttons, &QDialogButtonBox::rejected, this, &SignInDialog::reject);

    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(m_steps, 1);
    column->addWidget(m_progress);
    column->addWidget(buttons);
}

QWidget *SignInDialog::buildPasswordStep(const SignInOptions &options)
{
    m_passwordEdit->setEchoMode(QLineEdit::Password);
    m_form->addField(tr("&User name"), m_userEdit);
    m_passwordBlock = m_form->addField(tr("&Password"), m_passwordEdit);
    FieldBlock *remember = m_form->addUnlabelled(m_rememberBox);
    m_form->setRowShown(remember, static_cast<bool>(m_way.signIn));
    if (!options.practice.isEmpty())
        addPracticeAccounts(options.practice);
    connect(m_userEdit, &QLineEdit::textChanged, this, &SignInDialog::refresh);
    connect(m_passwordEdit, &QLineEdit::textChanged, this, &SignInDialog::refresh);

    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_intro);
    column->addWidget(m_form);
    column->addStretch(1);
    return step;
}

void SignInDialog::addPracticeAccounts(const QList<PracticeAccount> &practice)
{
    auto *button = new QPushButton(tr("Use a Practice &Account"));
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    button->setAutoDefault(false);
    auto *menu = new QMenu(button);
    for (const PracticeAccount &account : practice) {
        //: %1 is a user name, %2 a role.
        const QString text = tr("%1 (%2)").arg(account.userName, account.role);
        connect(menu->addAction(withoutMnemonic(text)), &QAction::triggered, this, [this, account] {
            m_userEdit->setText(account.userName);
            m_passwordEdit->setText(account.password);
            m_signInButton->setFocus();
        });
    }
    button->setMenu(menu);
    m_form->addUnlabelled(button)->setHelp(
        tr("This is a practice PBX: its passwords are no secret."));
}

void SignInDialog::proceed()
{
    m_hasAsked = true;
    if (isAskingForCode())
        m_codePanel->send();
    else
        signIn();
    refresh();
}

void SignInDialog::signIn()
{
    Secret password = Secret::fromText(m_passwordEdit->text());
    m_passwordEdit->clear();
    m_passwordBlock->setError({});
    const QString userName = m_userEdit->text().trimmed();
    if (m_way.signIn)
        m_way.signIn(userName, std::move(password),
                     m_rememberBox->isChecked() ? RememberPassword::Yes : RememberPassword::No);
    else
        m_session.signIn(userName, std::move(password));
}

void SignInDialog::reject()
{
    m_passwordEdit->clear();
    if (m_session.isBusy() || isAskingForCode())
        m_session.cancel();
    QDialog::reject();
}

void SignInDialog::followSession()
{
    using State = PbxSession::State;
    const State state = m_session.state();
    // A certificate is decided in its own dialog; the session goes on by itself afterwards.
    if (state == State::Connected || state == State::NeedsNewPassword || state == State::NeedsTrust)
        accept();
    showStep();
    refresh();
    if (isVisible() && !m_session.isBusy())
        showAnswer();
}

bool SignInDialog::isAskingForCode() const
{
    return m_session.secondFactor() != nullptr;
}

void SignInDialog::showStep()
{
    m_codePanel->follow();
    // While the answer is on its way the step stays as it is.
    if (!m_session.isBusy())
        m_steps->setCurrentIndex(isAskingForCode() ? 1 : 0);
}

void SignInDialog::showAnswer()
{
    if (isAskingForCode())
        return; // the panel says what was refused
    m_intro->setText(introText());
    const QString refused = refusalText();
    m_passwordBlock->setError(refused);
    if (!refused.isEmpty() || m_session.hasChallengeEnded())
        m_passwordEdit->setFocus();
}

QString SignInDialog::introText() const
{
    if (m_session.hasChallengeEnded())
        return tr("The step with the code is over: too much time or too many wrong codes. It "
                  "begins again with the password.");
    if (m_session.hasExpired())
        return tr("The session has ended. What you typed on the page is kept.");
    //: %1 is the address of a PBX.
    return tr("Sign in at %1.").arg(m_session.settings().address.displayText());
}

QString SignInDialog::refusalText() const
{
    const auto &error = m_session.error();
    if (!error || (!m_hasAsked && m_session.state() != PbxSession::State::Locked))
        return {};
    const QString text = errorText(*error).joined();
    const QString until = m_hasAsked ? blockedUntilText(*error, m_session.environment().clock.now())
                                     : QString(); // nobody knows when the block began
    return until.isEmpty() ? text : text + QChar::Space + until;
}

void SignInDialog::refresh()
{
    const bool isBusy = m_session.isBusy() && m_hasAsked;
    const SecondFactorWait *wait = m_session.secondFactor();
    const bool isLocked = m_session.state() == PbxSession::State::Locked;
    m_progress->setVisible(isBusy || (wait && wait->isBusy));
    m_userEdit->setEnabled(!isBusy);
    m_passwordEdit->setEnabled(!isBusy);
    m_rememberBox->setEnabled(!isBusy);
    const bool hasPassword =
        !m_userEdit->text().trimmed().isEmpty() && !m_passwordEdit->text().isEmpty();
    m_signInButton->setEnabled(!isBusy && !isLocked &&
                               (wait ? m_codePanel->maySend() : hasPassword));
}

} // namespace lw
