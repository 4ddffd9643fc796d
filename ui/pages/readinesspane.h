// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/readiness.h>

#include <QMap>
#include <QWidget>

class QCheckBox;
class QPushButton;

namespace lw {

class NoteLabel;
class SecuritySettingsModel;
class StatusLabel;

/*!
 * "Make sure you can come back": what lets the super administrator in again when his phone is gone,
 * each item by a real check or by his own word. Owned by TwoFactorPane.
 */
class ReadinessPane final : public QWidget
{
    Q_OBJECT
public:
    explicit ReadinessPane(SecuritySettingsModel &model, QWidget *parent = nullptr);

    //! Runs the checks.
    void start();

signals:
    //! Everything is answered, and the person wants to go on.
    void continued();

private:
    void build();
    void refresh();

    SecuritySettingsModel &m_model;
    QMap<ReadinessItem, StatusLabel *> m_results;
    QMap<ReadinessItem, QCheckBox *> m_ticks;
    NoteLabel *m_progress;
    QPushButton *m_checkButton;
    QPushButton *m_continueButton;
};

} // namespace lw
