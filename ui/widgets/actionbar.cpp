// SPDX-License-Identifier: GPL-3.0-or-later
#include "actionbar.h"

#include "support/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;
constexpr auto kPatience = 500ms;
constexpr int kProgressWidth = 96;

QWidget *busyLine(QLabel *text, QPushButton *cancel)
{
    auto *line = new QWidget;
    auto *progress = new QProgressBar;
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setFixedWidth(kProgressWidth);
    progress->setMaximumHeight(metrics::kBetweenRows);
    progress->setAccessibleName(ActionBar::tr("Progress"));
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, metrics::kInsideGroup, 0, metrics::kInsideGroup);
    row->setSpacing(metrics::kBetweenRows);
    row->addWidget(progress);
    row->addWidget(text, 1);
    row->addWidget(cancel);
    return line;
}

} // namespace

ActionBar::ActionBar(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_busyText(new QLabel)
    , m_cancelButton(new QPushButton(tr("Cancel")))
    , m_revertButton(new QPushButton(tr("&Revert"), this))
    , m_saveButton(new QPushButton(tr("&Save"), this))
{
    m_busyText->setTextFormat(Qt::PlainText);
    m_busyText->setWordWrap(true);
    m_busy = busyLine(m_busyText, m_cancelButton);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                            metrics::kBetweenRows);
    row->setSpacing(metrics::kBetweenRows);
    auto *message = new QVBoxLayout;
    message->addWidget(m_banner);
    message->addWidget(m_busy);
    row->addLayout(message, 1);
    row->addStretch(0);
    row->addWidget(m_revertButton);
    row->addWidget(m_saveButton);
    // As tall as a banner of one line, so that nothing moves when one comes.
    setMinimumHeight(m_saveButton->sizeHint().height() + metrics::kPageMargin +
                     metrics::kBetweenRows);

    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, &ActionBar::showWhatIs);
    connect(m_saveButton, &QPushButton::clicked, this, &ActionBar::saveRequested);
    connect(m_revertButton, &QPushButton::clicked, this, &ActionBar::revertRequested);
    connect(m_cancelButton, &QPushButton::clicked, this, &ActionBar::cancelRequested);
    setChanges(Changes::None);
    setButtons(Buttons::None);
}

void ActionBar::setBanner(const BannerText &text)
{
    m_banner->setText(text);
    showWhatIs();
}

void ActionBar::setBusy(const QString &what)
{
    const bool wasBusy = !m_busyText->text().isEmpty();
    m_busyText->setText(what);
    if (what.isEmpty())
        m_patience.stop();
    else if (!wasBusy)
        m_patience.start();
    showWhatIs();
}

void ActionBar::setButtons(Buttons buttons)
{
    m_hasButtons = buttons == Buttons::RevertAndSave;
    m_revertButton->setVisible(m_hasButtons);
    m_saveButton->setVisible(m_hasButtons);
    showWhatIs();
}

void ActionBar::setChanges(Changes changes)
{
    m_revertButton->setEnabled(changes != Changes::None);
    m_saveButton->setEnabled(changes == Changes::Ready);
    m_saveButton->setDefault(changes == Changes::Ready);
}

bool ActionBar::isBusyShown() const
{
    return !m_busy->isHidden();
}

void ActionBar::showWhatIs()
{
    const bool isBusy = !m_busyText->text().isEmpty();
    const bool isBusyDue = isBusy && !m_patience.isActive();
    const bool hasBanner = !isBusyDue && !m_banner->text().isEmpty();
    m_busy->setVisible(isBusyDue);
    m_banner->setVisible(hasBanner);
    setVisible(m_hasButtons || isBusyDue || hasBanner);
    updateGeometry();
}

void ActionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, hairlineColor(palette()));
}

} // namespace lw
