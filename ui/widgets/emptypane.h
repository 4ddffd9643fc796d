// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/errortext.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace lw {

class NoteLabel;

/*!
 * A page that has nothing to show yet: why, and the button that ends it. An error with a request
 * ID can be copied.
 */
class EmptyPane final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPane(QWidget *parent = nullptr);

    //! \a action empty: no button.
    void setText(const ErrorText &text, const QString &action = {});
    [[nodiscard]] QPushButton &button() const { return *m_button; }
    [[nodiscard]] QString sentence() const;

signals:
    void actionTriggered();

private:
    QLabel *m_sentence;
    NoteLabel *m_advice;
    QPushButton *m_button;
    QPushButton *m_copyButton;
    QString m_text;
};

} // namespace lw
