// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/centraluser.h>

#include <QDialog>

class QComboBox;
class QPushButton;

namespace lw {

/*!
 * Asks why the second factor of a user of a management server shall be switched off, and whether it
 * is really this person who asks. Nothing is sent from here. Cancel is the default as long as there
 * is no reason. Use open().
 */
class UserFactorDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit UserFactorDialog(const CentralUser &user, QWidget *parent = nullptr);

signals:
    void confirmed(const QString &reason);

private:
    void refresh();

    QComboBox *m_reasonList;
    QPushButton *m_cancelButton = nullptr;
    QPushButton *m_switchOffButton = nullptr;
};

//! "Petra Provider", or the e-mail address of somebody without a name.
[[nodiscard]] QString nameOf(const CentralUser &user);

} // namespace lw
