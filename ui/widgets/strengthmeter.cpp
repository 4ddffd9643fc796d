// SPDX-License-Identifier: GPL-3.0-or-later
#include "strengthmeter.h"

#include "support/metrics.h"
#include "support/tones.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 60ms;
constexpr int kBarWidth = 120;
constexpr int kBarHeight = 6;
constexpr int kBestScore = 4;
constexpr qsizetype kMostReckoned = 100; //!< bytes: no password is better for being longer

QString wordOf(int score)
{
    switch (score) {
    case 0:
        return StrengthMeter::tr("Guessed at once");
    case 1:
        return StrengthMeter::tr("Weak");
    case 2:
        return StrengthMeter::tr("Fair");
    case 3:
        return StrengthMeter::tr("Good");
    default:
        return StrengthMeter::tr("Strong");
    }
}

Tone toneOf(int score)
{
    if (score >= 3)
        return Tone::Good;
    return score == 2 ? Tone::Caution : Tone::Danger;
}

} // namespace

StrengthMeter::StrengthMeter(QWidget *parent) : QWidget(parent), m_words(new QLabel(this))
{
    m_words->setTextFormat(Qt::PlainText);
    m_words->setAccessibleName(tr("Strength"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addSpacing(kBarWidth + metrics::kBetweenRows);
    row->addWidget(m_words, 1);
    m_words->setMinimumHeight(fontMetrics().height());
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &StrengthMeter::reckon);
}

void StrengthMeter::setPassword(Secret password, const QStringList &penaltyWords)
{
    m_password = std::move(password);
    m_penaltyWords = penaltyWords;
    if (!m_password.isEmpty()) {
        m_pause.start();
        return;
    }
    m_pause.stop();
    m_strength.reset();
    m_words->clear();
    update();
}

QString StrengthMeter::text() const
{
    return m_words->text();
}

void StrengthMeter::reckon()
{
    const qsizetype size = std::min(m_password.size(), kMostReckoned);
    m_strength = strengthOf(Secret(m_password.view().first(size)), m_penaltyWords);
    m_password.wipe();
    //: %1 is a word for a strength, %2 a number of bits.
    m_words->setText(tr("%1, about %2 bits")
                         .arg(wordOf(m_strength->score))
                         .arg(static_cast<int>(std::lround(m_strength->bits))));
    update();
}

void StrengthMeter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double left = isRightToLeft() ? width() - kBarWidth : 0;
    QRectF bar(left, (height() - kBarHeight) / 2.0, kBarWidth, kBarHeight);
    painter.setBrush(hairlineColor(palette()));
    painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
    if (!m_strength)
        return;
    const double filled = bar.width() * (m_strength->score + 1) / (kBestScore + 1);
    if (isRightToLeft())
        bar.setLeft(bar.right() - filled);
    else
        bar.setWidth(filled);
    painter.setBrush(toneColor(toneOf(m_strength->score), palette()));
    painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
}

} // namespace lw
