// SPDX-License-Identifier: GPL-3.0-or-later
#include "banner.h"

#include "notelabel.h"
#include "support/icons.h"
#include "support/metrics.h"
#include "support/statusshape.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace lw {

namespace {

constexpr int kMostActions = 2;

StatusShape shapeOf(Tone tone)
{
    if (tone == Tone::Good)
        return StatusShape::Disc;
    return tone == Tone::Neutral ? StatusShape::Ring : StatusShape::Triangle;
}

QToolButton *smallButton(Banner &banner, const QString &iconName, const QString &name)
{
    auto *button = new QToolButton(&banner);
    button->setAutoRaise(true);
    keepIcon(*button, iconName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new ValueLabel(this))
    , m_copyButton(smallButton(*this, QStringLiteral("copy"), tr("Copy message")))
    , m_closeButton(smallButton(*this, QStringLiteral("close"), tr("Close message")))
{
    m_copyButton->hide();
    connect(m_copyButton, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text.text.joined()); });
    connect(m_closeButton, &QToolButton::clicked, this, &Banner::closed);

    auto *row = new QHBoxLayout(this);
    const int mark = fontMetrics().height() + metrics::kBetweenRows;
    row->setContentsMargins(0, metrics::kInsideGroup, metrics::kInsideGroup, metrics::kInsideGroup);
    row->setSpacing(metrics::kBetweenRows);
    row->addSpacing(mark); // where the mark is drawn, at the side where reading starts
    row->addWidget(m_sentence, 1);
    for (int index = 0; index < kMostActions; ++index) {
        auto *button = new QPushButton(this);
        button->setAutoDefault(false);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this,
                [this, index] { emit actionTriggered(index); });
        m_buttons.append(button);
    }
    row->addWidget(m_copyButton);
    row->addWidget(m_closeButton);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void Banner::setText(const BannerText &text)
{
    const bool isNew = text.text.sentence != m_text.text.sentence;
    m_text = text;
    m_sentence->setText(text.text.joined());
    m_copyButton->setVisible(!text.text.requestId.isEmpty());
    for (int index = 0; index < m_buttons.size(); ++index) {
        const bool isUsed = index < text.actions.size();
        m_buttons.at(index)->setVisible(isUsed);
        m_buttons.at(index)->setText(isUsed ? text.actions.at(index) : QString());
    }
    setAccessibleName(text.text.joined());
    if (isNew && !text.isEmpty()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = toneColor(m_text.tone, palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(tintColor(m_text.tone, palette()));
    painter.drawRoundedRect(QRectF(rect()), 4, 4);
    const double side = fontMetrics().ascent();
    const double left =
        isRightToLeft() ? width() - metrics::kBetweenRows - side : metrics::kBetweenRows;
    const double firstLine =
        m_sentence->y() +
        std::max(0, m_sentence->height() - m_sentence->heightForWidth(m_sentence->width())) / 2.0;
    const double top = firstLine + (fontMetrics().height() - side) / 2.0;
    paintStatusShape(painter, {left, top, side, side}, shapeOf(m_text.tone), color);
}

} // namespace lw
