// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/errortext.h"
#include "support/tones.h"

#include <QWidget>

class QPushButton;

namespace lw {

class NoteLabel;

/*!
 * Why something in a dialog did not work: the sentences, and a button that copies them where they
 * name a request ID. Hidden while there is nothing to say.
 */
class ErrorNote final : public QWidget
{
    Q_OBJECT
public:
    explicit ErrorNote(QWidget *parent = nullptr);

    //! An empty sentence hides it.
    void setText(const ErrorText &text, Tone tone = Tone::Danger);
    [[nodiscard]] const ErrorText &text() const { return m_text; }

private:
    ErrorText m_text;
    NoteLabel *m_sentence;
    QPushButton *m_copyButton;
};

} // namespace lw
