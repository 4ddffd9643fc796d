// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/tones.h"

#include <QWidget>

namespace lw {

/*!
 * How much of something is used, as a bar. It says the same in words to a screen reader; whoever
 * places it writes the words beside it for everybody.
 */
class CapacityBar final : public QWidget
{
    Q_OBJECT
public:
    explicit CapacityBar(const QString &name, QWidget *parent = nullptr);

    void setUsed(qint64 used, qint64 capacity, Tone tone);
    //! From 0 to 1.
    [[nodiscard]] double share() const { return m_share; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    double m_share = 0;
    Tone m_tone = Tone::Neutral;
};

} // namespace lw
