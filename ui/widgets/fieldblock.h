// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lw {

class NoteLabel;

/*!
 * A field and the text under it: help in the secondary colour, or in its place what is wrong, with
 * a mark and the field framed. The text is the field's accessible description, too.
 */
class FieldBlock final : public QWidget
{
    Q_OBJECT
public:
    //! Takes \a field over as a child. \a beside stands at the field's end; may be null.
    explicit FieldBlock(QWidget *field, QWidget *beside = nullptr, QWidget *parent = nullptr);

    void setHelp(const QString &text);
    //! Empty: nothing is wrong, the help comes back.
    void setError(const QString &text);
    [[nodiscard]] bool hasError() const { return !m_error.isEmpty(); }
    [[nodiscard]] QString noteText() const;
    [[nodiscard]] QWidget *field() const { return m_field; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showNote();

    QWidget *m_field;
    NoteLabel *m_note;
    QString m_help;
    QString m_error;
};

} // namespace lw
