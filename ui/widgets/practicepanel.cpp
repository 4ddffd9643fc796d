// SPDX-License-Identifier: GPL-3.0-or-later
#include "practicepanel.h"

#include "notelabel.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "support/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 360;

void addValue(QTreeWidgetItem *group, const QString &name, const QString &value)
{
    auto *item = new QTreeWidgetItem(group, {name, value});
    item->setFont(1, fixedFont());
    item->setToolTip(1, value);
}

QTreeWidgetItem *addGroup(QTreeWidget *tree, const QString &name)
{
    auto *group = new QTreeWidgetItem(tree, {name});
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    QFont font = tree->font();
    font.setWeight(QFont::DemiBold);
    group->setFont(0, font);
    return group;
}

} // namespace

PracticePanel::PracticePanel(PracticeControl &practice, QWidget *parent)
    : QDockWidget(tr("Practice Accounts and Codes"), parent)
    , m_practice(practice)
    , m_clock(new NoteLabel)
    , m_tree(new QTreeWidget)
{
    setObjectName(QStringLiteral("practicePanel"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(metrics::kPageMargin);
    m_tree->setAccessibleName(tr("Practice accounts and codes"));
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto *copyButton = new QPushButton(tr("Copy"));
    copyButton->setAccessibleName(tr("Copy the chosen value"));
    copyButton->setAutoDefault(false);
    connect(copyButton, &QPushButton::clicked, this, &PracticePanel::copyCurrent);
    connect(m_tree, &QTreeWidget::itemActivated, this, &PracticePanel::copyCurrent);
    auto *ground = new QWidget;
    auto *column = new QVBoxLayout(ground);
    column->setContentsMargins(metrics::kBetweenRows, metrics::kBetweenRows, metrics::kBetweenRows,
                               metrics::kBetweenRows);
    column->addWidget(m_clock);
    column->addWidget(m_tree, 1);
    column->addWidget(copyButton, 0, Qt::AlignLeading);
    setWidget(ground);
    setMinimumWidth(kWidth);
}

void PracticePanel::refresh()
{
    if (!isVisible())
        return;
    //: %1 is date and time.
    m_clock->setText(tr("In the sandbox it is %1.").arg(localTime(m_practice.now())));
    m_tree->clear();
    addPlatforms();
    addPbxs();
    m_tree->expandAll();
}

void PracticePanel::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    refresh();
}

void PracticePanel::addPlatforms()
{
    const QList<PracticePlatform> platforms = m_practice.platforms();
    for (const PracticePlatform &platform : platforms) {
        QTreeWidgetItem *group = addGroup(m_tree, platform.name);
        addValue(group, tr("Server Address"), platform.address.displayText());
        for (const QString &code : platform.codes)
            addValue(group, tr("Authentication Code"), code);
        addValue(group, tr("Yeastar ID"), platform.yeastarId);
        addValue(group, tr("Email"), platform.email);
        addValue(group, tr("Password"), platform.providerPassword);
    }
}

void PracticePanel::addPbxs()
{
    const QList<PracticePbx> pbxs = m_practice.pbxs();
    for (const PracticePbx &pbx : pbxs) {
        QTreeWidgetItem *group = addGroup(m_tree, pbx.name);
        for (const PracticeAccount &account : pbx.accounts)
            addValue(group, account.userName, account.password);
    }
}

void PracticePanel::copyCurrent() const
{
    if (const QTreeWidgetItem *item = m_tree->currentItem(); item && !item->text(1).isEmpty())
        QGuiApplication::clipboard()->setText(item->text(1));
}

} // namespace lw
