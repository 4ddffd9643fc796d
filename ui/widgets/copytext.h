// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lw {

/*! A number, code or fingerprint in the fixed font, selectable, with a Copy button. */
class CopyText final : public QWidget
{
    Q_OBJECT
public:
    //! \a name says what it is, for screen readers: "Copy SHA-256".
    explicit CopyText(const QString &name, QWidget *parent = nullptr);

    //! Shows \a shown (lines are kept) and copies \a copied.
    void setText(const QString &shown, const QString &copied);
    void setText(const QString &text) { setText(text, text); }
    [[nodiscard]] QString text() const { return m_copied; }
    //! Of the first line, with the button beside it.
    [[nodiscard]] int lineHeight() const;

private:
    QLabel *m_label;
    QToolButton *m_copyButton;
    QString m_copied;
};

} // namespace lw
