// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QLineEdit;

namespace lw {

/*! Stands beside a password field and shows what is typed there, until it is pressed again. */
class RevealButton final : public QToolButton
{
    Q_OBJECT
public:
    //! \a edit becomes a password field; it outlives this. \a name is what a screen reader calls
    //! it.
    RevealButton(QLineEdit &edit, const QString &name, QWidget *parent = nullptr);

    void setRevealed(bool isRevealed) { setChecked(isRevealed); }

private:
    void apply();

    QLineEdit &m_edit;
    QString m_name;
};

} // namespace lw
