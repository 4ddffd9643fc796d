// SPDX-License-Identifier: GPL-3.0-or-later
#include "revealbutton.h"

#include "support/icons.h"

#include <QLineEdit>

namespace lw {

RevealButton::RevealButton(QLineEdit &edit, const QString &name, QWidget *parent)
    : QToolButton(parent), m_edit(edit), m_name(name)
{
    setCheckable(true);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QToolButton::toggled, this, &RevealButton::apply);
    apply();
}

void RevealButton::apply()
{
    m_edit.setEchoMode(isChecked() ? QLineEdit::Normal : QLineEdit::Password);
    keepIcon(*this, isChecked() ? QStringLiteral("eye-off") : QStringLiteral("eye"));
    setText(isChecked() ? tr("Hide") : tr("Show"));
    setToolTip(text());
    //: %1 is a field, such as New Password.
    setAccessibleName((isChecked() ? tr("Hide %1") : tr("Show %1")).arg(m_name));
}

} // namespace lw
