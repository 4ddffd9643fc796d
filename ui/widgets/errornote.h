// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/errortext.h"
#include "support/tones.h"

#include <QWidget>

namespace lw {

class CopyText;
class NoteLabel;

/*!
 * Why something in a dialog did not work: the sentences, and under them the request ID with a Copy
 * button that copies all of it. Hidden while there is nothing to say.
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
    CopyText *m_requestId;
};

} // namespace lw
