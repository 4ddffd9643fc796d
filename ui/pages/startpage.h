// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace lw {

class NoteLabel;

/*! What the window shows before a PBX is chosen: what one can do first. */
class StartPage final : public QWidget
{
    Q_OBJECT
public:
    enum class Sandbox { Off, Starting, Running };

    explicit StartPage(QWidget *parent = nullptr);

    void setSandbox(Sandbox sandbox);
    //! What happened to the saved list; empty: nothing.
    void setNotice(const QString &text);

signals:
    void addRequested();
    void sandboxRequested();

private:
    QPushButton *m_addButton;
    QPushButton *m_sandboxButton;
    NoteLabel *m_sandboxNote;
    NoteLabel *m_notice;
};

} // namespace lw
