// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralhead.h"

#include "notelabel.h"
#include "statuslabel.h"
#include "support/format.h"
#include "support/metrics.h"

#include <core/clock.h>
#include <session/centralsession.h>
#include <session/sessionenvironment.h>

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr int kLongestId = 24; //!< in characters; they have 32
constexpr auto kTick = 250ms;  //!< so that no second of the count-down is left out

} // namespace

CentralHead::CentralHead(CentralSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_name(new SectionHeading(QString(), this))
    , m_address(new NoteLabel(this))
    , m_state(new StatusLabel(StatusLabel::Form::Line, this))
    , m_wait(new NoteLabel(this))
    , m_accountButton(new QPushButton(this))
{
    build();
    m_tick.setInterval(kTick);
    connect(&session, &CentralSession::stateChanged, this, &CentralHead::refresh);
    connect(&session, &CentralSession::waitChanged, this, &CentralHead::refreshWait);
    connect(&m_tick, &QTimer::timeout, this, &CentralHead::refreshWait);
    refresh();
}

void CentralHead::build()
{
    for (NoteLabel *line : {m_address, m_wait})
        line->setWordWrap(false);
    m_wait->setTone(Tone::Caution);
    m_wait->hide();
    QSizePolicy keepsRoom = m_accountButton->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true); // the pages below must not move
    m_accountButton->setSizePolicy(keepsRoom);
    m_accountButton->setAutoDefault(false);
    auto *menu = new QMenu(m_accountButton);
    connect(menu->addAction(tr("Sign &Out")), &QAction::triggered, this,
            &CentralHead::signOutRequested);
    m_accountButton->setMenu(menu);

    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::kBetweenSections);
    first->addWidget(m_name);
    first->addWidget(m_address, 1);
    first->addWidget(m_accountButton);
    auto *second = new QHBoxLayout;
    second->setSpacing(metrics::kBetweenSections);
    second->addWidget(m_state);
    second->addWidget(m_wait);
    second->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kBetweenRows);
    column->setSpacing(metrics::kInsideGroup);
    column->addLayout(first);
    column->addLayout(second);
}

void CentralHead::refresh()
{
    const CentralSettings &settings = m_session.settings();
    m_name->setText(settings.name);
    //: %1 is the address of a management server.
    m_address->setText(tr("Management server \u00b7 %1").arg(settings.address.displayText()));
    m_state->setStatus(centralLook(m_session.state()));
    m_accountButton->setVisible(m_session.isSignedIn());
    m_accountButton->setText(withoutMnemonic(fontMetrics().elidedText(
        settings.clientId, Qt::ElideMiddle, fontMetrics().averageCharWidth() * kLongestId)));
    //: %1 is the Client ID of a management server.
    m_accountButton->setAccessibleName(tr("Account of Client ID %1").arg(settings.clientId));
    m_accountButton->setToolTip(settings.clientId);
    refreshWait();
}

void CentralHead::refreshWait()
{
    const auto until = m_session.waitsUntil();
    m_wait->setVisible(until.has_value());
    if (!until) {
        m_tick.stop();
        return;
    }
    //: %1 is minutes and seconds.
    m_wait->setText(tr("The server asks to wait: %1")
                        .arg(countDown(secondsUntil(*until, m_session.environment().clock.now()))));
    if (isVisible())
        m_tick.start();
}

void CentralHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, hairlineColor(palette()));
}

void CentralHead::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void CentralHead::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

} // namespace lw
