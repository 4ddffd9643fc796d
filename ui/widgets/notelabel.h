// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/tones.h"

#include <QLabel>

namespace lw {

/*! Plain, wrapped, selectable text in a tone of the palette; follows light and dark. */
class NoteLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit NoteLabel(QWidget *parent = nullptr);
    explicit NoteLabel(const QString &text, QWidget *parent = nullptr);

    void setTone(Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Neutral;
    bool m_isApplying = false;
};

/*! A value that is shown and never edited: plain, wrapped, selectable. */
class ValueLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit ValueLabel(QWidget *parent = nullptr);
};

/*! The title of a section: 1.15 times the text, semi-bold. */
class SectionHeading final : public QLabel
{
    Q_OBJECT
public:
    explicit SectionHeading(const QString &text, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyFont();

    bool m_isApplying = false;
};

} // namespace lw
