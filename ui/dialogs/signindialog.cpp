// SPDX-License-Identifier: GPL-3.0-or-later
#include "signindialog.h"

#include "support/errortext.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 460;

} // namespace

SignInDialog::SignInDialog(PbxSession &session, const QList<PracticeAccount> &practice,
                           QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_form(new PageForm(this))
    , m_intro(new NoteLabel(this))
    , m_userEdit(new QLineEdit)
    , m_passwordEdit(new QLineEdit)
    , m_progress(new QProgressBar(this))
{
    //: %1 is the name of a PBX.
    setWindowTitle(tr("Sign In to %1").arg(session.settings().name));
    build(practice);
    m_userEdit->setText(session.userName());
    (m_userEdit->text().isEmpty() ? m_userEdit : m_passwordEdit)->setFocus();
    connect(&session, &PbxSession::stateChanged, this, &SignInDialog::followSession);
    connect(&session, &QObject::destroyed, this, &QDialog::deleteLater);
    showAnswer();
    refresh();
}

void SignInDialog::build(const QList<PracticeAccount> &practice)
{
    m_passwordEdit->setEchoMode(QLineEdit::Password);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics::kInsideGroup);
    m_progress->setAccessibleName(tr("Signing in"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    m_progress->hide();

    m_form->addField(tr("&User name"), m_userEdit);
    m_passwordBlock = m_form->addField(tr("&Password"), m_passwordEdit);
    if (!practice.isEmpty())
        addPracticeAccounts(practice);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signInButton = buttons->addButton(tr("&Sign In"), QDialogButtonBox::AcceptRole);
    m_signInButton->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &SignInDialog::signIn);
    connect(buttons, &QDialogButtonBox::rejected, this, &SignInDialog::reject);
    connect(m_userEdit, &QLineEdit::textChanged, this, &SignInDialog::refresh);
    connect(m_passwordEdit, &QLineEdit::textChanged, this, &SignInDialog::refresh);

    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(m_intro);
    column->addWidget(m_form);
    column->addStretch(1);
    column->addWidget(m_progress);
    column->addWidget(buttons);
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

void SignInDialog::signIn()
{
    m_hasAsked = true;
    Secret password = Secret::fromText(m_passwordEdit->text());
    m_passwordEdit->clear();
    m_passwordBlock->setError({});
    m_session.signIn(m_userEdit->text().trimmed(), std::move(password));
    refresh();
}

void SignInDialog::reject()
{
    m_passwordEdit->clear();
    if (m_session.isBusy())
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
    else if (!m_session.isBusy())
        showAnswer();
    refresh();
}

void SignInDialog::showAnswer()
{
    m_intro->setText(m_session.hasExpired()
                         ? tr("The session has ended. What you typed on the page is kept.")
                         //: %1 is the address of a PBX.
                         : tr("Sign in at %1.").arg(m_session.settings().address.displayText()));
    const auto &error = m_session.error();
    const bool isNews = error && (m_hasAsked || m_session.state() == PbxSession::State::Locked);
    m_passwordBlock->setError(isNews ? errorText(*error).joined() : QString());
    if (isNews)
        m_passwordEdit->setFocus();
}

void SignInDialog::refresh()
{
    const bool isBusy = m_session.isBusy() && m_hasAsked;
    const bool isLocked = m_session.state() == PbxSession::State::Locked;
    m_progress->setVisible(isBusy);
    m_userEdit->setEnabled(!isBusy);
    m_passwordEdit->setEnabled(!isBusy);
    m_signInButton->setEnabled(!isBusy && !isLocked && !m_userEdit->text().trimmed().isEmpty() &&
                               !m_passwordEdit->text().isEmpty());
}

} // namespace lw
