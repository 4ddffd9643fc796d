// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationloglist.h"

#include "activitywords.h"
#include "support/logexport.h"
#include "support/metrics.h"
#include "widgets/banner.h"
#include "widgets/emptypane.h"
#include "widgets/listtable.h"
#include "widgets/notelabel.h"
#include "widgets/operationlogtablemodel.h"

#include <core/clock.h>
#include <session/operationlogmodel.h>
#include <session/pbxsession.h>

#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lw {

namespace {

using namespace std::chrono_literals;

const QList<int> kShares{36, 10, 14, 20, 6, 14}; //!< of what the titles leave
constexpr auto kTypingPause = 400ms;
constexpr int kWeek = 7;
constexpr int kMonth = 30;

QHBoxLayout *plainRow(QWidget &row)
{
    auto *layout = new QHBoxLayout(&row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kBetweenRows);
    return layout;
}

void addLabelled(QHBoxLayout &row, const QString &label, QWidget *field)
{
    auto *words = new QLabel(label);
    words->setBuddy(field);
    QString name = label;
    field->setAccessibleName(name.remove(u'&').remove(u':'));
    row.addWidget(words);
    row.addWidget(field);
}

} // namespace

OperationLogList::OperationLogList(PbxSession &session, OperationLogModel &model,
                                   const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_clock(clock)
    , m_periodList(new QComboBox)
    , m_userEdit(new QLineEdit)
    , m_moduleEdit(new QLineEdit)
    , m_fromEdit(new QDateEdit)
    , m_toEdit(new QDateEdit)
    , m_count(new NoteLabel)
    , m_exportButton(new QPushButton(tr("E&xport\u2026")))
    , m_table(new ListTable(QStringLiteral("operationlog")))
    , m_empty(new EmptyPane)
    , m_stack(new QStackedWidget)
    , m_banner(std::make_unique<BannerText>())
{
    buildTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(filterRow());
    m_dates = dateRow();
    column->addWidget(m_dates);
    column->addWidget(m_count);
    column->addWidget(m_stack, 1);
    column->addWidget(actionRow());
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &OperationLogList::applyFilter);
    connect(m_empty, &EmptyPane::actionTriggered, this, &OperationLogList::showEverything);
    connect(&model, &OperationLogModel::changed, this, &OperationLogList::refresh);
    connect(&model, &OperationLogModel::exported, this, &OperationLogList::writeExport);
    connect(&model, &OperationLogModel::exportFailed, this, [this](const ApiError &error) {
        *m_banner = exportFailedBanner(error);
        emit changed();
    });
    changePeriod();
    refresh();
}

QWidget *OperationLogList::filterRow()
{
    m_periodList->addItem(tr("Today"), static_cast<int>(Period::Today));
    m_periodList->addItem(tr("Last 7 days"), static_cast<int>(Period::SevenDays));
    m_periodList->addItem(tr("Last 30 days"), static_cast<int>(Period::ThirtyDays));
    m_periodList->addItem(tr("Everything"), static_cast<int>(Period::Everything));
    m_periodList->addItem(tr("From \u2013 to"), static_cast<int>(Period::Chosen));
    m_periodList->setCurrentIndex(static_cast<int>(Period::SevenDays));
    connect(m_periodList, &QComboBox::currentIndexChanged, this, &OperationLogList::changePeriod);
    auto *row = new QWidget;
    QHBoxLayout *layout = plainRow(*row);
    addLabelled(*layout, tr("Perio&d:"), m_periodList);
    addLabelled(*layout, tr("&User:"), m_userEdit);
    addLabelled(*layout, tr("M&odule:"), m_moduleEdit);
    layout->addStretch(1);
    for (QLineEdit *edit : {m_userEdit, m_moduleEdit}) {
        edit->setClearButtonEnabled(true);
        connect(edit, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
        connect(edit, &QLineEdit::returnPressed, this, &OperationLogList::applyFilter);
    }
    return row;
}

QWidget *OperationLogList::dateRow()
{
    const QDate today = m_clock.now().toLocalTime().date();
    auto *row = new QWidget;
    QHBoxLayout *layout = plainRow(*row);
    addLabelled(*layout, tr("Betwee&n:"), m_fromEdit);
    addLabelled(*layout, tr("and:"), m_toEdit);
    m_fromEdit->setAccessibleName(tr("First day"));
    m_toEdit->setAccessibleName(tr("Last day"));
    m_fromEdit->setDate(today.addDays(1 - kMonth));
    m_toEdit->setDate(today);
    for (QDateEdit *edit : {m_fromEdit, m_toEdit}) {
        edit->setCalendarPopup(true);
        connect(edit, &QDateEdit::dateChanged, &m_typing, qOverload<>(&QTimer::start));
    }
    layout->addStretch(1);
    return row;
}

QWidget *OperationLogList::actionRow()
{
    auto *row = new QWidget;
    m_exportButton->setAutoDefault(false);
    connect(m_exportButton, &QPushButton::clicked, this, &OperationLogList::chooseFile);
    QHBoxLayout *layout = plainRow(*row);
    layout->addWidget(m_exportButton);
    layout->addWidget(new NoteLabel(tr("The PBX writes down successful operations only; a failed "
                                       "sign-in shows under Blocked IPs when it led to a block.")),
                      1);
    return row;
}

void OperationLogList::buildTable()
{
    m_table->setAccessibleName(tr("Operation Log"));
    m_table->setModel(new OperationLogTableModel(m_model, this));
    m_table->setUp(kShares, ListTable::Sorting::Off);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
}

void OperationLogList::load()
{
    m_typing.stop();
    m_model.setFilter(filter());
    m_model.load();
}

BannerText OperationLogList::bannerText() const
{
    return *m_banner;
}

void OperationLogList::refresh()
{
    m_count->setText(logCount(m_model));
    m_exportButton->setEnabled(m_model.isLoaded() && m_model.total() > 0 &&
                               !m_model.isExporting() && m_session.isSignedIn());
    const bool isEmpty = m_model.isLoaded() && !m_model.isBusy() && m_model.rowCount() == 0;
    if (isEmpty) {
        const bool isFiltered = m_model.filter() != OperationLogFilter();
        m_empty->setText({isFiltered ? tr("Nothing was written down in this period and for this "
                                          "user and module.")
                                     : tr("The operation log is empty."),
                          {}},
                         isFiltered ? tr("Show Everything") : QString());
    }
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
}

void OperationLogList::applyFilter()
{
    m_typing.stop();
    m_model.setFilter(filter());
}

void OperationLogList::changePeriod()
{
    const auto period = static_cast<Period>(m_periodList->currentData().toInt());
    m_dates->setVisible(period == Period::Chosen);
    applyFilter();
}

void OperationLogList::showEverything()
{
    m_userEdit->clear();
    m_moduleEdit->clear();
    m_periodList->setCurrentIndex(static_cast<int>(Period::Everything));
    applyFilter();
    m_periodList->setFocus();
}

//! Days are those of this workstation's zone.
OperationLogFilter OperationLogList::filter() const
{
    const QDate today = m_clock.now().toLocalTime().date();
    OperationLogFilter filter{.user = m_userEdit->text().trimmed(),
                              .module = m_moduleEdit->text().trimmed()};
    switch (static_cast<Period>(m_periodList->currentData().toInt())) {
    case Period::Today:
        filter.from = today.startOfDay().toUTC();
        break;
    case Period::SevenDays:
        filter.from = today.addDays(1 - kWeek).startOfDay().toUTC();
        break;
    case Period::ThirtyDays:
        filter.from = today.addDays(1 - kMonth).startOfDay().toUTC();
        break;
    case Period::Everything:
        break;
    case Period::Chosen: {
        const auto [first, last] = std::minmax(m_fromEdit->date(), m_toEdit->date());
        filter.from = first.startOfDay().toUTC();
        filter.to = last.addDays(1).startOfDay().addSecs(-1).toUTC();
        break;
    }
    }
    return filter;
}

void OperationLogList::chooseFile()
{
    auto *files = new QFileDialog(this, tr("Export the Operation Log"), QDir::homePath(),
                                  tr("CSV table (*.csv);;JSON (*.json)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(QStringLiteral("csv"));
    files->selectFile(QStringLiteral("operation-log.csv"));
    connect(files, &QFileDialog::filterSelected, files, [files](const QString &filter) {
        const bool isJson = filter.contains(QLatin1String("*.json"));
        files->setDefaultSuffix(isJson ? QStringLiteral("json") : QStringLiteral("csv"));
        files->selectFile(isJson ? QStringLiteral("operation-log.json")
                                 : QStringLiteral("operation-log.csv"));
    });
    connect(files, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_file = file;
        *m_banner = {};
        m_model.exportAll();
    });
    files->open();
}

void OperationLogList::writeExport(const QList<OperationLogEntry> &entries)
{
    *m_banner = exportBanner(m_file, entries.size(), writeLog(m_file, entries));
    emit changed();
}

} // namespace lw
