// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagecolumn.h"

#include "support/metrics.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>

namespace lw {

PageColumn::PageColumn(QWidget *content, QWidget *parent) : QScrollArea(parent)
{
    auto *ground = new QWidget;
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(metrics::kPageMargin, metrics::kPageMargin, metrics::kPageMargin,
                            metrics::kPageMargin);
    row->addWidget(content, 1, Qt::AlignTop);
    row->addStretch(0);
    content->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setWidget(ground);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::NoFocus);
    // Turning the wheel over a list must scroll the page, not change what the PBX will be sent.
    const auto lists = content->findChildren<QComboBox *>();
    for (QComboBox *list : lists) {
        list->setFocusPolicy(Qt::StrongFocus);
        list->installEventFilter(this);
    }
}

bool PageColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && qobject_cast<QComboBox *>(watched)) {
        event->ignore();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

bool PageColumn::focusNextPrevChild(bool next)
{
    const bool hasMoved = QScrollArea::focusNextPrevChild(next);
    if (QWidget *focus = widget()->focusWidget(); hasMoved && focus)
        ensureWidgetVisible(focus, 0, metrics::kBetweenSections);
    return hasMoved;
}

} // namespace lw
