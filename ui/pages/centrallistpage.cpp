// SPDX-License-Identifier: GPL-3.0-or-later
#include "centrallistpage.h"

#include "centralwords.h"
#include "support/centralerrortext.h"
#include "support/metrics.h"
#include "widgets/centraltextmodels.h"
#include "widgets/emptypane.h"
#include "widgets/listtable.h"
#include "widgets/notelabel.h"

#include <session/centrallistmodel.h>
#include <session/centralsession.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kSearchWidth = 36; //!< in characters

QHBoxLayout *plainRow(QWidget &row)
{
    auto *layout = new QHBoxLayout(&row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kBetweenRows);
    return layout;
}

} // namespace

CentralListPage::CentralListPage(CentralSession &session, CentralListModel &model,
                                 CentralTextModel *texts, const Look &look, QWidget *parent)
    : SessionPage(parent)
    , m_session(session)
    , m_model(model)
    , m_searchEdit(new QLineEdit)
    , m_count(new NoteLabel)
    , m_table(new ListTable(look.columnsName))
    , m_empty(new EmptyPane)
    , m_stack(new QStackedWidget)
    , m_choice(new NoteLabel)
{
    buildTable(texts, look);
    auto *actions = new QWidget;
    m_actionRow = plainRow(*actions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(searchRow(look.searchHint));
    column->addWidget(m_count);
    column->addWidget(m_stack, 1);
    column->addWidget(m_choice);
    column->addWidget(actions);
    connect(&model, &CentralListModel::changed, this, &CentralListPage::follow);
    connect(&model, &CentralListModel::dataChanged, this, [this] { refreshActions(); });
    connect(&session, &CentralSession::stateChanged, this, [this] { refreshActions(); });
    connect(m_table, &ListTable::choiceChanged, this, [this] { refreshActions(); });
    connect(m_empty, &EmptyPane::actionTriggered, this, [this] {
        m_searchEdit->clear();
        m_searchEdit->setFocus();
    });
}

QWidget *CentralListPage::searchRow(const QString &hint)
{
    auto *row = new QWidget;
    auto *label = new QLabel(tr("Fin&d:"));
    label->setBuddy(m_searchEdit);
    m_searchEdit->setAccessibleName(tr("Find"));
    m_searchEdit->setPlaceholderText(hint);
    m_searchEdit->setClearButtonEnabled(true);
    m_searchEdit->setMaximumWidth(fontMetrics().averageCharWidth() * kSearchWidth);
    connect(m_searchEdit, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_model.setSearch(text); });
    connect(m_searchEdit, &QLineEdit::returnPressed, m_table, [this] { m_table->setFocus(); });
    QHBoxLayout *layout = plainRow(*row);
    layout->addWidget(label);
    layout->addWidget(m_searchEdit, 1);
    layout->addStretch(1);
    row->setVisible(!hint.isEmpty());
    return row;
}

void CentralListPage::buildTable(CentralTextModel *texts, const Look &look)
{
    texts->setParent(this);
    m_table->setAccessibleName(look.name);
    m_table->setModel(texts);
    m_table->setUp(look.shares, ListTable::Sorting::Off); // in the server's own order
    const int side = m_table->fontMetrics().ascent();
    m_table->setIconSize({side, side});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
}

bool CentralListPage::hasContent() const
{
    return m_model.isLoaded();
}

std::optional<ApiError> CentralListPage::loadError() const
{
    return m_model.error();
}

void CentralListPage::load()
{
    m_words = {};
    m_model.load();
}

void CentralListPage::clear()
{
    m_words = {};
    m_model.clear();
}

//! What the list reads is said above it, so that the table does not move.
QString CentralListPage::busyText() const
{
    return m_isChanging ? m_words.busy : QString();
}

BannerText CentralListPage::bannerText() const
{
    if (m_isChanging || !m_model.isLoaded())
        return {};
    const auto &error = m_model.error();
    const bool isChange = !m_words.notDone.isEmpty();
    if (error) {
        ErrorText text = centralErrorText(*error);
        if (isChange && outcome() == ChangeOutcome::NotDone)
            //: %1 says what was not done, %2 why.
            text.sentence = tr("%1 %2").arg(m_words.notDone, text.sentence);
        return {.tone = outcome() == ChangeOutcome::Unknown ? Tone::Caution : Tone::Danger,
                .text = text,
                .actions = {tr("Read Again")}};
    }
    if (isChange && outcome() == ChangeOutcome::Done && !m_words.done.isEmpty())
        return {.tone = Tone::Good, .text = {m_words.done, {}}};
    return {};
}

void CentralListPage::triggerBannerAction(int)
{
    load();
}

int CentralListPage::chosenRow() const
{
    const QList<int> rows = m_table->chosenRows();
    return rows.size() == 1 ? rows.constFirst() : -1;
}

void CentralListPage::setChoiceText(const QString &text)
{
    m_choice->setText(text);
}

void CentralListPage::beginChange(const ChangeWords &words)
{
    m_words = words;
    m_isChanging = true;
}

void CentralListPage::follow()
{
    if (outcome() != ChangeOutcome::None)
        m_isChanging = false;
    refresh();
    emit changed();
}

void CentralListPage::refresh()
{
    m_count->setText(listCountText(m_model, countText(m_model.total())));
    const bool isEmpty = m_model.isLoaded() && m_model.isCurrent() && m_model.rowCount() == 0;
    if (isEmpty && m_model.search().isEmpty())
        m_empty->setText(emptyText());
    else if (isEmpty)
        //: %1 is what somebody typed.
        m_empty->setText({tr("Nothing matches \u201c%1\u201d.").arg(m_model.search()), {}},
                         tr("Clear the Search"));
    const bool hadFocus = m_stack->currentWidget()->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (hadFocus && !m_stack->currentWidget()->isAncestorOf(focusWidget()))
        m_searchEdit->setFocus();
    refreshActions();
}

} // namespace lw
