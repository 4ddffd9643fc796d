// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>

#include <QDockWidget>

class QTreeWidget;
class QTreeWidgetItem;

namespace lw {

class NoteLabel;

/*!
 * What a newcomer needs in the sandbox: accounts, passwords and authentication codes of the
 * practice servers, each to be copied. None of it is a secret.
 */
class PracticePanel final : public QDockWidget
{
    Q_OBJECT
public:
    explicit PracticePanel(PracticeControl &practice, QWidget *parent = nullptr);

    //! Codes are used up and the clock moves.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addPbxs();
    void addPlatforms();
    void copyCurrent() const;

    PracticeControl &m_practice;
    NoteLabel *m_clock;
    QTreeWidget *m_tree;
};

} // namespace lw
