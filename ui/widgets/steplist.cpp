// SPDX-License-Identifier: GPL-3.0-or-later
#include "steplist.h"

#include "notelabel.h"
#include "statuslabel.h"
#include "support/metrics.h"

#include <QGridLayout>
#include <QLabel>

namespace lw {

namespace {

enum Column { TitleColumn, StateColumn, TimeColumn, ColumnCount };

} // namespace

StepList::StepList(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::kBetweenRows * 2);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(TitleColumn, 1);
}

void StepList::setLines(const QList<StepLine> &lines)
{
    m_lines = lines;
    while (m_rows.size() < static_cast<std::size_t>(lines.size()))
        addRow();
    for (qsizetype index = 0; index < lines.size(); ++index)
        showLine(m_rows.at(static_cast<std::size_t>(index)), lines.at(index));
}

void StepList::addRow()
{
    const Row row{.title = new StatusLabel(StatusLabel::Form::Row, this),
                  .state = new QLabel(this),
                  .time = new NoteLabel(this),
                  .note = new NoteLabel(this)};
    row.state->setTextFormat(Qt::PlainText);
    row.time->setWordWrap(false);
    row.time->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    const int line = fontMetrics().height();
    // Below the title, beside the shape.
    row.note->setContentsMargins(line + metrics::kInsideGroup, 0, 0, metrics::kBetweenRows);
    row.note->setMinimumHeight(line + metrics::kBetweenRows);
    if (isRightToLeft())
        row.note->setContentsMargins(0, 0, line + metrics::kInsideGroup, metrics::kBetweenRows);
    const int place = m_grid->rowCount();
    m_grid->addWidget(row.title, place, TitleColumn);
    m_grid->addWidget(row.state, place, StateColumn);
    m_grid->addWidget(row.time, place, TimeColumn);
    m_grid->addWidget(row.note, place + 1, TitleColumn, 1, ColumnCount, Qt::AlignTop);
    m_rows.push_back(row);
}

void StepList::showLine(const Row &row, const StepLine &line)
{
    row.title->setStatus(line.look, line.title);
    row.title->setAccessibleName(
        //: %1 is a step, %2 how far it is.
        tr("%1: %2").arg(line.title, line.look.word));
    row.title->setAccessibleDescription(line.note);
    row.state->setText(line.look.word);
    row.time->setText(line.at);
    row.note->setText(line.note);
}

} // namespace lw
