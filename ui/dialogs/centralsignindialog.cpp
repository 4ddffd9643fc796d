// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsignindialog.h"

#include "support/centralerrortext.h"
#include "support/metrics.h"
#include "widgets/copytext.h"
#include "widgets/dialogcolumn.h"
#include "widgets/errornote.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"
#include "widgets/revealbutton.h"

#include <session/centralsession.h>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using State = CentralSession::State;

constexpr int kWidth = 460;

} // namespace

CentralSignInDialog::CentralSignInDialog(CentralSession &session,
                                         const CentralSignInOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_way(options.way)
    , m_form(new PageForm)
    , m_intro(new NoteLabel)
    , m_secretEdit(new QLineEdit)
    , m_rememberBox(new QCheckBox(tr("&Remember in the keychain")))
    , m_error(new ErrorNote)
    , m_warning(new NoteLabel)
    , m_progress(new QProgressBar(this))
{
    //: %1 is the name of a management server.
    setWindowTitle(tr("Sign In to %1").arg(session.settings().name));
    build(options);
    m_secretEdit->setFocus();
    connect(&session, &CentralSession::stateChanged, this, &CentralSignInDialog::followSession);
    connect(&session, &QObject::destroyed, this, &QDialog::deleteLater);
    refresh();
}

void CentralSignInDialog::build(const CentralSignInOptions &options)
{
    //: %1 is the address of a management server.
    m_intro->setText(tr("Sign in at %1.").arg(m_session.settings().address.displayText()));
    auto *clientId = new CopyText(tr("Client ID"));
    clientId->setText(m_session.settings().clientId);
    m_form->addRow(tr("Client ID"), clientId);
    auto *reveal = new RevealButton(*m_secretEdit, tr("Client Secret"));
    m_form->addField(tr("&Client Secret"), m_secretEdit, reveal)
        ->setHelp(tr("The server's portal shows it under System > API. The Client ID is changed "
                     "in the settings of the server (Edit)."));
    m_rememberBox->setChecked(options.keepsSecret && options.keepsSecret());
    m_form->setRowShown(m_form->addUnlabelled(m_rememberBox), static_cast<bool>(m_way));
    if (!options.practiceSecret.isEmpty())
        addPracticeButton(options.practiceSecret);
    m_warning->setTone(Tone::Caution);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics::kInsideGroup);
    m_progress->setAccessibleName(tr("Signing in"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signInButton = buttons->addButton(tr("&Sign In"), QDialogButtonBox::AcceptRole);
    m_signInButton->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &CentralSignInDialog::proceed);
    connect(buttons, &QDialogButtonBox::rejected, this, &CentralSignInDialog::reject);
    connect(m_secretEdit, &QLineEdit::textChanged, this, &CentralSignInDialog::refresh);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(m_intro);
    column->addWidget(m_form);
    column->addWidget(m_error);
    column->addWidget(m_warning);
    column->addStretch(1);
    column->addWidget(m_progress);
    column->addWidget(buttons);
}

void CentralSignInDialog::addPracticeButton(const QString &secret)
{
    auto *button = new QPushButton(tr("Use the &Practice Secret"));
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, secret] {
        m_secretEdit->setText(secret);
        m_signInButton->setFocus();
    });
    m_form->addUnlabelled(button)->setHelp(
        tr("This is a practice server: its Client Secret is no secret."));
}

void CentralSignInDialog::proceed()
{
    m_hasAsked = true;
    Secret secret = Secret::fromText(m_secretEdit->text());
    m_secretEdit->clear();
    if (m_way)
        m_way(std::move(secret),
              m_rememberBox->isChecked() ? RememberSecret::Yes : RememberSecret::No);
    else
        m_session.signIn(std::move(secret));
    refresh();
}

void CentralSignInDialog::reject()
{
    m_secretEdit->clear();
    if (m_hasAsked && m_session.isBusy())
        m_session.cancel();
    QDialog::reject();
}

void CentralSignInDialog::followSession()
{
    const State state = m_session.state();
    // A certificate is decided in its own dialog; what stopped the session the page explains.
    if (state == State::Connected || state == State::NeedsTrust || state == State::Stopped ||
        state == State::Locked) {
        accept();
        return;
    }
    refresh();
    if (!m_session.isBusy())
        m_secretEdit->setFocus();
}

void CentralSignInDialog::refresh()
{
    const bool isBusy = m_hasAsked && m_session.isBusy();
    m_progress->setVisible(isBusy);
    m_form->setEnabled(!isBusy);
    m_signInButton->setEnabled(!isBusy && !m_secretEdit->text().isEmpty());
    const auto &error = m_session.error();
    m_error->setText(error && !isBusy ? centralErrorText(*error) : ErrorText());
    const bool isLastTry = m_session.refusals() + 1 >= CentralSession::kMostRefusals;
    m_warning->setVisible(isLastTry && !isBusy);
    m_warning->setText(tr("If it is refused once more, this program stops by itself, before the "
                          "server blocks the address of this PC."));
}

} // namespace lw
