// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>

#include <QDialog>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;

/*! Lets a practice server misbehave: which one, at which call, how, how often. Use open(). */
class FaultsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit FaultsDialog(PracticeControl &practice, QWidget *parent = nullptr);

private:
    void build();
    void inject();

    PracticeControl &m_practice;
    PageForm *m_form;
    QComboBox *m_serverList;
    QComboBox *m_callList;
    QComboBox *m_kindList;
    QLineEdit *m_valueEdit;
    QSpinBox *m_timesSpin;
    FieldBlock *m_kindBlock = nullptr;
    NoteLabel *m_done;
};

} // namespace lw
