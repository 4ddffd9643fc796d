// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondfactorpanel.h"

#include "support/errortext.h"
#include "support/format.h"
#include "support/refusaltext.h"
#include "widgets/codeedit.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>
#include <session/sessionenvironment.h>

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 250ms; //!< so that no second of the count-down is left out

} // namespace

SecondFactorPanel::SecondFactorPanel(PbxSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_clock(session.environment().clock)
    , m_intro(new NoteLabel(this))
    , m_codeEdit(new CodeEdit)
    , m_timeLeft(new NoteLabel)
    , m_resendButton(new QPushButton)
    , m_trustBox(new QCheckBox(tr("&Trust this device")))
{
    build();
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &SecondFactorPanel::refreshTimes);
    connect(m_codeEdit, &QLineEdit::textChanged, this, [this] {
        m_codeBlock->setError({});
        emit changed();
    });
    connect(m_resendButton, &QPushButton::clicked, &session, &PbxSession::resendCode);
}

void SecondFactorPanel::build()
{
    m_resendButton->setAutoDefault(false);
    auto *form = new PageForm(this);
    m_codeBlock = form->addField(tr("Authentication &Code"), m_codeEdit, m_resendButton);
    form->addRow(QString(), m_timeLeft);
    m_timeLeft->setAccessibleName(tr("Time left"));
    form->addUnlabelled(m_trustBox)
        ->setHelp(tr("From now on this account signs in on this PC without a code, until you "
                     "delete the PC from the Trusted Device List. Leave it off on a PC that others "
                     "use too."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_intro);
    column->addWidget(form);
    column->addStretch(1);
    setFocusProxy(m_codeEdit);
}

bool SecondFactorPanel::maySend() const
{
    const SecondFactorWait *wait = m_session.secondFactor();
    return wait && !wait->isBusy && m_codeEdit->isComplete();
}

void SecondFactorPanel::send()
{
    m_codeBlock->setError({});
    m_session.sendCode(m_codeEdit->code(),
                       m_trustBox->isChecked() ? TrustDevice::Yes : TrustDevice::No);
}

void SecondFactorPanel::follow()
{
    const SecondFactorWait *wait = m_session.secondFactor();
    if (!wait) {
        m_codeEdit->clear();
        m_trustBox->setChecked(false);
        return;
    }
    const bool isEmail = wait->method.is(SecondFactorMethod::Email);
    if (isEmail)
        //: %1 is an e-mail address of which the PBX shows only a part.
        m_intro->setText(tr("The PBX has sent a code to %1. Look into the junk folder, too; only "
                            "the newest code is good.")
                             .arg(wait->emailHint));
    else if (wait->method.is(SecondFactorMethod::Authenticator))
        m_intro->setText(tr("Type the code that your authenticator shows for this PBX."));
    else
        //: %1 is a word of the PBX in quotation marks.
        m_intro->setText(tr("The PBX asks for a second factor that this program does not know: "
                            "%1. Type the code that you got.")
                             .arg(quotedServerText(wait->method.word)));
    m_resendButton->setVisible(isEmail);
    m_codeEdit->setEnabled(!wait->isBusy);
    m_trustBox->setEnabled(!wait->isBusy);
    if (!wait->isBusy) {
        m_codeBlock->setError(refusal());
        m_codeEdit->setFocus();
        if (wait->error)
            m_codeEdit->selectAll(); // kept, so that a slip of the finger is seen
    }
    refreshTimes();
    emit changed();
}

QString SecondFactorPanel::refusal() const
{
    const SecondFactorWait *wait = m_session.secondFactor();
    if (!wait || !wait->error)
        return {};
    return errorText(*wait->error).joined();
}

void SecondFactorPanel::refreshTimes()
{
    const SecondFactorWait *wait = m_session.secondFactor();
    if (!wait)
        return;
    const QDateTime now = m_clock.now();
    //: %1 is minutes and seconds.
    m_timeLeft->setText(
        tr("Time left for this step: %1").arg(countDown(secondsUntil(wait->endsAt, now))));
    const auto resendWait = secondsUntil(wait->mayResendAt, now);
    const bool mayResend = !wait->mayResendAt.isValid() || resendWait <= 0s;
    m_resendButton->setText(mayResend ? tr("Send A&gain")
                                      //: %1 is minutes and seconds.
                                      : tr("Send again in %1").arg(countDown(resendWait)));
    m_resendButton->setEnabled(mayResend && !wait->isBusy);
}

void SecondFactorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tick.start();
}

void SecondFactorPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

} // namespace lw
