// SPDX-License-Identifier: GPL-3.0-or-later
#include "coveredview.h"

#include "notelabel.h"
#include "support/format.h"
#include "support/metrics.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kShownFor = 45s;
constexpr auto kTick = 250ms; //!< so that no second of the count-down is left out

} // namespace

CoveredView::CoveredView(QWidget *content, const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
    , m_stack(new QStackedWidget)
    , m_cover(new QWidget)
    , m_countDown(new NoteLabel)
    , m_showButton(new QPushButton(tr("Sho&w Again")))
    , m_shownFor(kShownFor)
{
    build(content);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &CoveredView::refresh);
    connect(m_showButton, &QPushButton::clicked, this, &CoveredView::reveal);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](auto state) {
        if (state != Qt::ApplicationActive)
            cover();
    });
    m_stack->setCurrentWidget(m_cover);
}

void CoveredView::build(QWidget *content)
{
    m_showButton->setAutoDefault(false);
    //: %1 is a secret, such as "QR code".
    m_showButton->setAccessibleName(tr("Show Again: %1").arg(m_what));
    //: %1 is a secret, such as "QR code".
    auto *why =
        new NoteLabel(tr("%1 is covered, so that nobody reads it over your shoulder.").arg(m_what));
    auto *inside = new QVBoxLayout(m_cover);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(metrics::kBetweenRows);
    inside->addWidget(why);
    inside->addWidget(m_showButton, 0, Qt::AlignLeading);
    inside->addStretch(1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_cover);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(m_stack);
    column->addWidget(m_countDown);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

bool CoveredView::isCovered() const
{
    return m_stack->currentWidget() == m_cover;
}

void CoveredView::reveal()
{
    m_end.setRemainingTime(m_shownFor);
    m_tick.start();
    if (isCovered()) {
        const bool hadFocus = m_showButton->hasFocus();
        m_stack->setCurrentIndex(0);
        if (hadFocus)
            m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
        emit revealed();
    }
    refresh();
}

void CoveredView::cover()
{
    if (isCovered())
        return;
    m_tick.stop();
    m_stack->setCurrentWidget(m_cover);
    refresh();
    emit covered();
}

void CoveredView::refresh()
{
    if (isCovered()) {
        m_countDown->setText(QString(QChar::Space)); // its line stays, so that nothing moves
        return;
    }
    if (m_end.hasExpired()) {
        cover();
        return;
    }
    //: %1 is minutes and seconds.
    m_countDown->setText(tr("Covered again in %1")
                             .arg(countDown(std::chrono::ceil<std::chrono::seconds>(
                                 m_end.remainingTimeAsDuration()))));
}

bool CoveredView::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate)
        cover();
    return QWidget::event(event);
}

void CoveredView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    cover();
}

} // namespace lw
