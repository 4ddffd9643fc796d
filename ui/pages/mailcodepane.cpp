// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailcodepane.h"

#include "support/format.h"
#include "support/metrics.h"
#include "widgets/notelabel.h"

#include <core/clock.h>
#include <session/twofactorenrolment.h>

#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;
using Step = TwoFactorEnrolment::Step;

constexpr auto kTick = 250ms; //!< so that no second of the count-down is left out

} // namespace

MailCodePane::MailCodePane(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_where(new NoteLabel)
    , m_timeLeft(new NoteLabel)
    , m_sendButton(new QPushButton)
{
    m_sendButton->setAutoDefault(false);
    m_sendButton->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_timeLeft->setAccessibleName(tr("Time left"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(m_where);
    column->addWidget(m_sendButton);
    column->addWidget(m_timeLeft);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &MailCodePane::refresh);
    connect(m_sendButton, &QPushButton::clicked, this, [this] {
        if (m_flow)
            m_flow->sendMail();
    });
}

void MailCodePane::follow(TwoFactorEnrolment *flow)
{
    m_flow = flow;
    refresh();
}

void MailCodePane::refresh()
{
    if (!m_flow)
        return;
    const QDateTime now = m_clock.now();
    const bool isSent = m_flow->mailedCodeEndsAt().has_value();
    const QString hint = m_flow->emailHint();
    if (!isSent)
        m_where->setText(tr("The PBX sends a code to the e-mail address of this account."));
    else if (hint.isEmpty())
        m_where->setText(tr("A code was sent. Look into the junk folder, too; only the newest code "
                            "is good."));
    else
        //: %1 is an e-mail address of which the PBX shows only a part.
        m_where->setText(tr("A code was sent to %1. Look into the junk folder, too; only the "
                            "newest code is good.")
                             .arg(hint));
    const auto wait = m_flow->mayMailAt() ? secondsUntil(*m_flow->mayMailAt(), now) : 0s;
    if (wait > 0s)
        //: %1 is minutes and seconds.
        m_sendButton->setText(tr("Send again in %1").arg(countDown(wait)));
    else
        m_sendButton->setText(isSent ? tr("Se&nd Again") : tr("Se&nd"));
    m_sendButton->setEnabled(wait <= 0s && !m_flow->isBusy());
    m_timeLeft->setVisible(isSent);
    if (!isSent)
        return;
    const auto left = secondsUntil(*m_flow->mailedCodeEndsAt(), now);
    m_timeLeft->setText(left > 0s
                            //: %1 is minutes and seconds.
                            ? tr("The code is good for %1.").arg(countDown(left))
                            : tr("The code has expired. Have a new one sent."));
}

void MailCodePane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tick.start();
}

void MailCodePane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

} // namespace lw
