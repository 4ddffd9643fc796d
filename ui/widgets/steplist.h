// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/statuswords.h"

#include <QList>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace lw {

class NoteLabel;
class StatusLabel;

/*! One step of something that is under way, as it is shown. */
struct StepLine
{
    StatusLook look; //!< its word says how far the step is
    QString title;
    QString at;   //!< when it became so; empty: it does not matter
    QString note; //!< what was found, and what to do; plain text
};

/*!
 * Steps one below the other: shape, title, state in words, time, and below each what was found and
 * what to do. Shows what it is told and follows nothing. Each note has its line from the start, so
 * that what comes does not move what is there.
 */
class StepList final : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(QWidget *parent = nullptr);

    //! As many as the first time.
    void setLines(const QList<StepLine> &lines);
    [[nodiscard]] const QList<StepLine> &lines() const { return m_lines; }

private:
    struct Row
    {
        StatusLabel *title;
        QLabel *state;
        NoteLabel *time;
        NoteLabel *note;
    };

    void addRow();
    static void showLine(const Row &row, const StepLine &line);

    QGridLayout *m_grid;
    std::vector<Row> m_rows;
    QList<StepLine> m_lines;
};

} // namespace lw
