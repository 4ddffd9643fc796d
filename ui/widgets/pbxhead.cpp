// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxhead.h"

#include "notelabel.h"
#include "statuslabel.h"
#include "support/format.h"
#include "support/metrics.h"

#include <core/clock.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kLastMinutes = 2min; //!< from here on the count-down shows seconds
constexpr auto kSlowTick = 15s;

NoteLabel *lineNote(QWidget *parent)
{
    auto *note = new NoteLabel(parent);
    note->setWordWrap(false);
    note->hide();
    return note;
}

} // namespace

PbxHead::PbxHead(PbxSession &session, RemoteManagementModel &model, const Clock &clock,
                 QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_clock(clock)
    , m_name(new SectionHeading(QString(), this))
    , m_product(lineNote(this))
    , m_connection(new StatusLabel(StatusLabel::Form::Line, this))
    , m_disagreement(new StatusLabel(StatusLabel::Form::Line, this))
    , m_passwordless(new StatusLabel(StatusLabel::Form::Line, this))
    , m_clockNote(lineNote(this))
    , m_sessionEnd(lineNote(this))
    , m_account(new QPushButton(this))
{
    build();
    connect(&session, &PbxSession::stateChanged, this, &PbxHead::refresh);
    connect(&session, &PbxSession::factsChanged, this, &PbxHead::refresh);
    connect(&model, &RemoteManagementModel::changed, this, &PbxHead::refreshConnection);
    connect(&m_tick, &QTimer::timeout, this, &PbxHead::refreshCountDown);
    refresh();
}

void PbxHead::build()
{
    m_account->setAutoDefault(false);
    QSizePolicy keepsRoom = m_account->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true); // the pages below must not move
    m_account->setSizePolicy(keepsRoom);
    auto *menu = new QMenu(m_account);
    connect(menu->addAction(tr("&Change Password && Security")), &QAction::triggered, this,
            &PbxHead::accountRequested);
    menu->addSeparator();
    connect(menu->addAction(tr("Sign &Out")), &QAction::triggered, this,
            &PbxHead::signOutRequested);
    m_account->setMenu(menu);
    m_account->setAccessibleName(tr("Account"));
    m_disagreement->hide();
    m_passwordless->setStatus(
        {StatusShape::Triangle, tr("Passwordless Login is on"), Tone::Caution});

    auto *first = new QHBoxLayout;
    first->setSpacing(metrics::kBetweenRows * 2);
    first->addWidget(m_name);
    first->addWidget(m_product, 1);
    first->addWidget(m_account);
    auto *second = new QHBoxLayout;
    second->setSpacing(metrics::kBetweenSections);
    second->addWidget(m_connection);
    second->addWidget(m_disagreement);
    second->addWidget(m_passwordless);
    second->addWidget(m_clockNote);
    second->addStretch(1);
    second->addWidget(m_sessionEnd);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kBetweenRows);
    column->setSpacing(metrics::kInsideGroup);
    column->addLayout(first);
    column->addLayout(second);
}

void PbxHead::setDisagreement(const QString &words)
{
    m_disagreement->setVisible(!words.isEmpty());
    m_disagreement->setStatus({StatusShape::Triangle, words, Tone::Caution});
}

void PbxHead::refresh()
{
    m_name->setText(m_session.settings().name);
    const auto &product = m_session.product();
    m_product->setVisible(product.has_value());
    if (product) {
        m_product->setText(
            //: %1 is the edition of a PBX, %2 its firmware.
            tr("%1 \u00b7 %2").arg(editionName(*product), product->firmware.text()));
    }
    refreshClock();
    refreshAccount();
    refreshCountDown();
    refreshConnection();
}

void PbxHead::refreshConnection()
{
    const bool isSignedIn = m_session.state() == PbxSession::State::Connected;
    if (isSignedIn && m_model.status())
        m_connection->setStatus(connectionLook(*m_model.status()),
                                connectionSentence(*m_model.status()));
    else
        m_connection->setStatus(sessionLook(m_session.state()));
    m_passwordless->setVisible(m_model.isLoaded() &&
                               m_model.loaded().isPasswordless.value_or(false));
}

void PbxHead::refreshAccount()
{
    const bool isSignedIn = m_session.state() == PbxSession::State::Connected ||
                            m_session.state() == PbxSession::State::NeedsNewPassword;
    m_account->setVisible(isSignedIn);
    m_account->setText(withoutMnemonic(m_session.userName()));
    //: %1 is a user name.
    m_account->setAccessibleName(tr("Account %1").arg(m_session.userName()));
}

void PbxHead::refreshClock()
{
    const auto skew = m_session.clockSkew();
    const bool isOff = skew && skew->difference() != 0s;
    m_clockNote->setVisible(isOff);
    if (isOff)
        //: %1 says by how much the clock of the PBX differs.
        m_clockNote->setText(tr("Clock: %1").arg(clockSentence(*skew)));
}

void PbxHead::refreshCountDown()
{
    const auto endsAt = m_session.endsAt();
    m_sessionEnd->setVisible(endsAt.has_value());
    if (!endsAt) {
        m_tick.stop();
        return;
    }
    const std::chrono::seconds left(m_clock.now().secsTo(*endsAt));
    const bool isSoon = left <= kLastMinutes;
    m_sessionEnd->setTone(isSoon ? Tone::Caution : Tone::Neutral);
    m_sessionEnd->setText(isSoon
                              //: %1 is minutes and seconds.
                              ? tr("Session ends in %1").arg(countDown(left))
                              : tr("Session ends in %1 min")
                                    .arg(std::chrono::ceil<std::chrono::minutes>(left).count()));
    if (isVisible())
        m_tick.start(isSoon ? std::chrono::milliseconds(1s) : std::chrono::milliseconds(kSlowTick));
}

void PbxHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, hairlineColor(palette()));
}

void PbxHead::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshCountDown();
}

void PbxHead::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

} // namespace lw
