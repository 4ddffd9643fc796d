// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/errortext.h"
#include "support/tones.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace lw {

class ValueLabel;

/*! What a banner says, and what its buttons are. */
struct BannerText
{
    Tone tone = Tone::Neutral;
    ErrorText text;
    QStringList actions; //!< words of the buttons, at most two

    [[nodiscard]] bool isEmpty() const { return text.sentence.isEmpty(); }
};

/*!
 * A result or an error inside the page: mark, sentence, an action, closable. An error with a
 * request ID can be copied. There is one a page; a new text takes the place of the old one.
 */
class Banner final : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    void setText(const BannerText &text);
    [[nodiscard]] const BannerText &text() const { return m_text; }

signals:
    //! The button \a index of the text was pressed.
    void actionTriggered(int index);
    //! A person has read it.
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BannerText m_text;
    ValueLabel *m_sentence;
    QList<QPushButton *> m_buttons;
    QToolButton *m_copyButton;
    QToolButton *m_closeButton;
};

} // namespace lw
