// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>

#include <QDialog>

class QComboBox;
class QSpinBox;

namespace lw {

/*! Moves the sandbox's clock ahead by any time. Use open(). */
class ClockDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ClockDialog(PracticeControl &practice, QWidget *parent = nullptr);

private:
    void advance();

    PracticeControl &m_practice;
    QSpinBox *m_amountSpin;
    QComboBox *m_unitList;
};

} // namespace lw
