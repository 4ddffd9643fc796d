// SPDX-License-Identifier: GPL-3.0-or-later
#include "innertabs.h"

#include "support/metrics.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QWidget>

namespace lw {

QTabBar *innerTabs(const QStringList &texts)
{
    auto *tabs = new QTabBar;
    for (const QString &text : texts)
        tabs->addTab(text);
    tabs->setDocumentMode(true);
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    return tabs;
}

QWidget *innerTabRow(QTabBar *tabs)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               0);
    layout->addWidget(tabs);
    layout->addStretch(1);
    return row;
}

} // namespace lw
