// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/probereport.h>
#include <session/preflight.h>

#include <QWidget>

namespace lw {

class NoteLabel;
class StepList;
struct SessionEnvironment;
struct StepLine;

/*!
 * What a look at a custom server found: name, connection, certificate, answer, as seen from this
 * workstation. It advises and holds no Save back. Owned by the form in which it stands.
 */
class PreFlightPane final : public QWidget
{
    Q_OBJECT
public:
    explicit PreFlightPane(const SessionEnvironment &environment, QWidget *parent = nullptr);

    //! Whether \a address is one that could be looked at.
    [[nodiscard]] static bool canCheck(const QString &address);
    //! In place of an earlier look; nothing where \a address is none.
    void check(const QString &address);
    //! What is shown is of \a address.
    [[nodiscard]] bool isAbout(const QString &address) const;
    [[nodiscard]] bool isBusy() const { return m_look.isBusy(); }

signals:
    void changed();

private:
    void refresh();

    PreFlight m_look;
    StepList *m_findings;
    NoteLabel *m_note;
};

//! A line for each step of \a report.
[[nodiscard]] QList<StepLine> findingLines(const ProbeReport &report);

} // namespace lw
