// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogcolumn.h"

#include "support/metrics.h"

#include <QDialog>
#include <QVBoxLayout>

namespace lw {

QVBoxLayout *dialogColumn(QDialog &dialog, int width)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(&dialog);
    column->setContentsMargins(metrics::kPageMargin, metrics::kPageMargin, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    // Not the dialog's own minimum: that would stop the layout from keeping it tall enough.
    column->addStrut(width);
    return column;
}

} // namespace lw
