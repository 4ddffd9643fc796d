// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensionslist.h"

#include "dialogs/secondfactorremovaldialog.h"
#include "extensionswords.h"
#include "support/metrics.h"
#include "widgets/emptypane.h"
#include "widgets/extensionstablemodel.h"
#include "widgets/listtable.h"
#include "widgets/notelabel.h"

#include <session/extensionsmodel.h>
#include <session/pbxsession.h>

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

const QList<int> kShares{4, 35, 33, 16, 2, 10}; //!< of what the titles leave
constexpr int kSearchWidth = 36;                //!< in characters
constexpr int kMostReadAgain = 20;              //!< rows; more are read by pages

QHBoxLayout *plainRow(QWidget &row)
{
    auto *layout = new QHBoxLayout(&row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kBetweenRows);
    return layout;
}

} // namespace

ExtensionsList::ExtensionsList(PbxSession &session, ExtensionsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_texts(new ExtensionsTableModel(model, this))
    , m_searchEdit(new QLineEdit)
    , m_filterCheck(new QCheckBox(tr("&Without two-factor authentication")))
    , m_count(new NoteLabel)
    , m_stopButton(new QPushButton(tr("Stop")))
    , m_table(new ListTable(QStringLiteral("extensions")))
    , m_empty(new EmptyPane)
    , m_stack(new QStackedWidget)
    , m_switchOffButton(new QPushButton)
    , m_switchOffAction(new QAction(this))
    , m_choice(new NoteLabel)
{
    buildTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(filterRow());
    column->addWidget(countRow());
    column->addWidget(m_stack, 1);
    column->addWidget(actionRow());
    connect(&model, &ExtensionsModel::changed, this, &ExtensionsList::refresh);
    connect(&model, &ExtensionsModel::dataChanged, this, &ExtensionsList::refreshAction);
    connect(&session, &PbxSession::stateChanged, this, &ExtensionsList::refreshAction);
    connect(m_table, &ListTable::choiceChanged, this, &ExtensionsList::refreshAction);
    connect(m_empty, &EmptyPane::actionTriggered, this, &ExtensionsList::endEmptiness);
    refresh();
}

QWidget *ExtensionsList::filterRow()
{
    auto *row = new QWidget;
    auto *label = new QLabel(tr("Fin&d:"));
    label->setBuddy(m_searchEdit);
    m_searchEdit->setAccessibleName(tr("Find"));
    m_searchEdit->setPlaceholderText(tr("Number, name or e-mail address"));
    m_searchEdit->setClearButtonEnabled(true);
    m_searchEdit->setMaximumWidth(fontMetrics().averageCharWidth() * kSearchWidth);
    connect(m_searchEdit, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_model.setSearch(text); });
    connect(m_searchEdit, &QLineEdit::returnPressed, m_table, [this] { m_table->setFocus(); });
    connect(m_filterCheck, &QCheckBox::toggled, this, [this](bool isOn) {
        m_model.setFilter(isOn ? ExtensionsModel::Filter::WithoutSecondFactor
                               : ExtensionsModel::Filter::All);
    });
    QHBoxLayout *layout = plainRow(*row);
    layout->addWidget(label);
    layout->addWidget(m_searchEdit, 1);
    layout->addSpacing(metrics::kBetweenRows);
    layout->addWidget(m_filterCheck);
    layout->addStretch(1);
    return row;
}

QWidget *ExtensionsList::countRow()
{
    auto *row = new QWidget;
    QSizePolicy policy = m_stopButton->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // nothing moves when it comes
    m_stopButton->setSizePolicy(policy);
    m_stopButton->setAutoDefault(false);
    m_stopButton->setAccessibleName(tr("Stop looking"));
    connect(m_stopButton, &QPushButton::clicked, this, [this] { m_model.cancel(); });
    QHBoxLayout *layout = plainRow(*row);
    layout->addWidget(m_count, 1);
    layout->addWidget(m_stopButton);
    return row;
}

QWidget *ExtensionsList::actionRow()
{
    auto *row = new QWidget;
    m_switchOffButton->setText(tr("Switch Off Two-Factor Authe&ntication\u2026"));
    m_switchOffButton->setAutoDefault(false);
    connect(m_switchOffButton, &QPushButton::clicked, this, &ExtensionsList::askToSwitchOff);
    QHBoxLayout *layout = plainRow(*row);
    layout->addWidget(m_switchOffButton);
    layout->addWidget(m_choice, 1);
    return row;
}

void ExtensionsList::buildTable()
{
    m_table->setAccessibleName(tr("Extensions"));
    m_table->setModel(m_texts);
    m_table->setUp(kShares, ListTable::Sorting::On);
    m_switchOffAction->setText(tr("Switch Off &Two-Factor Authentication\u2026"));
    connect(m_switchOffAction, &QAction::triggered, this, &ExtensionsList::askToSwitchOff);
    m_table->addAction(m_switchOffAction);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
}

void ExtensionsList::showOnlyWithoutSecondFactor()
{
    m_searchEdit->clear();
    m_filterCheck->setChecked(true);
    m_table->setFocus();
}

void ExtensionsList::refresh()
{
    m_count->setText(extensionCount(m_model));
    m_stopButton->setVisible(m_model.isSweeping());
    const bool isEmpty =
        m_model.isLoaded() && m_model.isCurrent() && !m_model.isBusy() && m_model.rowCount() == 0;
    if (isEmpty) {
        const bool isSearch = m_model.total() == 0 && !m_model.search().isEmpty();
        const bool isFilter = m_model.filter() == ExtensionsModel::Filter::WithoutSecondFactor;
        m_empty->setText(emptyListText(m_model), isSearch   ? tr("Clear the Search")
                                                 : isFilter ? tr("Show All Extensions")
                                                            : QString());
    }
    const bool hadFocus = m_stack->currentWidget()->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (hadFocus && !m_stack->currentWidget()->isAncestorOf(focusWidget()))
        m_searchEdit->setFocus();
    refreshAction();
}

void ExtensionsList::refreshAction()
{
    const qsizetype chosen = m_table->chosenRows().size();
    const qsizetype able = candidates().size();
    const bool isUsable = able > 0 && m_session.isSignedIn();
    m_switchOffButton->setEnabled(isUsable);
    m_switchOffAction->setEnabled(isUsable);
    if (chosen == 0)
        m_choice->setText(tr("Choose one or more extensions, for instance of somebody who has "
                             "lost the phone."));
    else if (able == 0)
        m_choice->setText(tr("None of those chosen has two-factor authentication."));
    else
        //: %1 and %2 are numbers.
        m_choice->setText(tr("%1 chosen, %2 of them with two-factor authentication.")
                              .arg(QLocale().toString(chosen), QLocale().toString(able)));
}

void ExtensionsList::endEmptiness()
{
    if (m_model.total() == 0)
        m_searchEdit->clear();
    else
        m_filterCheck->setChecked(false);
    m_searchEdit->setFocus();
}

QList<Extension> ExtensionsList::candidates() const
{
    QList<Extension> extensions;
    for (const int row : m_table->chosenRows()) {
        const auto extension = m_model.at(row);
        if (extension && extension->hasSecondFactor)
            extensions.append(*extension);
    }
    return extensions;
}

void ExtensionsList::askToSwitchOff()
{
    const QList<Extension> extensions = candidates();
    if (extensions.isEmpty())
        return;
    auto *dialog = new SecondFactorRemovalDialog(m_session, extensions, this);
    connect(dialog, &SecondFactorRemovalDialog::tried, this, &ExtensionsList::takeResults);
    dialog->open();
}

void ExtensionsList::takeResults(const QList<Extension> &tried)
{
    if (tried.size() > kMostReadAgain) {
        m_model.load();
        return;
    }
    for (const Extension &extension : tried)
        m_model.refresh(extension.id);
}

} // namespace lw
