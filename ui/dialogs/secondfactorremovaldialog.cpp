// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondfactorremovaldialog.h"

#include "support/errortext.h"
#include "support/metrics.h"
#include "support/tones.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/secondfactorremoval.h>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lw {

namespace {

constexpr int kWidth = 600;
constexpr int kLongestReason = 200;
constexpr int kFewestLines = 3;
constexpr int kMostLines = 10;
constexpr int kLinesOfResult = 2;

enum Column { WhoColumn, ResultColumn, ColumnCount };

QString nameOf(const Extension &extension)
{
    //: %1 is the number of an extension, %2 the name of its owner.
    return SecondFactorRemovalDialog::tr("%1 %2").arg(extension.number, extension.name);
}

//! A cell that is read and not edited.
QTableWidgetItem *cell(const QString &text)
{
    auto *item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

QString resultText(const SecondFactorRemoval::Row &row)
{
    using Dialog = SecondFactorRemovalDialog;
    switch (row.outcome) {
    case ChangeOutcome::None:
        return {};
    case ChangeOutcome::Done:
        return Dialog::tr("Switched off");
    case ChangeOutcome::NotDone:
        if (!row.error)
            return Dialog::tr("Not switched off: no answer came, and the PBX still has it on.");
        //: %1 is a sentence that says why.
        return Dialog::tr("Not switched off: %1").arg(errorText(*row.error).joined());
    case ChangeOutcome::Unknown:
        return Dialog::tr("Not known: no answer came. Look at the list before you repeat it.");
    }
    return {};
}

Tone resultTone(ChangeOutcome outcome)
{
    switch (outcome) {
    case ChangeOutcome::None:
        break;
    case ChangeOutcome::Done:
        return Tone::Good;
    case ChangeOutcome::NotDone:
        return Tone::Danger;
    case ChangeOutcome::Unknown:
        return Tone::Caution;
    }
    return Tone::Neutral;
}

} // namespace

SecondFactorRemovalDialog::SecondFactorRemovalDialog(PbxSession &session,
                                                     const QList<Extension> &extensions,
                                                     QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_extensions(extensions)
    , m_reminder(new NoteLabel(this))
    , m_consequence(new NoteLabel(this))
    , m_list(new QTableWidget(this))
    , m_form(new PageForm(this))
    , m_reasonList(new QComboBox)
    , m_progress(new QProgressBar(this))
{
    setWindowTitle(tr("Switch Off Two-Factor Authentication"));
    const QString question = extensions.size() == 1
                                 //: %1 is the number of an extension and the name of its owner.
                                 ? tr("Switch two-factor authentication off for %1?")
                                       .arg(nameOf(extensions.constFirst()))
                                 : tr("Switch two-factor authentication off for %1 extensions?")
                                       .arg(QLocale().toString(extensions.size()));
    m_question = new SectionHeading(question, this);
    m_question->setWordWrap(true);
    m_reminder->setTone(Tone::Caution);
    m_reminder->setText(tr("Make sure first that it is really this person who asks: call back by a "
                           "number that you know, or see the person."));
    m_consequence->setText(tr("Until the user enrols again, the password alone is enough to sign "
                              "in. Where two-factor authentication is mandatory, the set-up window "
                              "appears at the next sign-in."));
    buildList();
    buildReason();
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(m_question);
    column->addWidget(m_reminder);
    column->addWidget(m_list, 1);
    column->addWidget(m_consequence);
    column->addWidget(m_form);
    column->addWidget(m_progress);
    buildButtons();
    refresh();
    m_reasonList->setFocus();
}

SecondFactorRemovalDialog::~SecondFactorRemovalDialog() = default;

void SecondFactorRemovalDialog::buildList()
{
    m_list->setColumnCount(ColumnCount);
    m_list->setHorizontalHeaderLabels({tr("Extension"), tr("Result")});
    m_list->setAccessibleName(tr("Extensions and results"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setTabKeyNavigation(false);
    m_list->setShowGrid(false);
    m_list->setAlternatingRowColors(true); // rows of several lines run into each other otherwise
    m_list->setRowCount(static_cast<int>(m_extensions.size()));
    for (int row = 0; row < m_list->rowCount(); ++row) {
        m_list->setItem(row, WhoColumn, cell(nameOf(m_extensions.at(row))));
        m_list->setItem(row, ResultColumn, cell(QString()));
    }
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->setColumnHidden(ResultColumn, true);
    m_list->setMaximumHeight(setListLines(1));
    m_progress->setRange(0, m_list->rowCount());
    m_progress->setAccessibleName(tr("Progress"));
}

//! At least as high as its rows of \a lines each, within bounds, and the header; answers that
//! height.
int SecondFactorRemovalDialog::setListLines(int lines)
{
    const int wanted = std::clamp(m_list->rowCount() * lines, kFewestLines, kMostLines) + 1;
    const int height = wanted * (m_list->fontMetrics().height() + 2 * metrics::kInsideGroup);
    m_list->setMinimumHeight(height);
    return height;
}

void SecondFactorRemovalDialog::buildReason()
{
    m_reasonList->setEditable(true);
    m_reasonList->addItems({tr("Lost phone"), tr("New phone"), tr("Left the company")});
    m_reasonList->setCurrentIndex(-1);
    m_reasonList->lineEdit()->setMaxLength(kLongestReason);
    m_reasonList->lineEdit()->setPlaceholderText(tr("Why, for the books"));
    m_reasonBlock = m_form->addField(tr("&Reason"), m_reasonList);
    m_reasonBlock->setHelp(tr("Written down with your name, the extension and the result."));
    connect(m_reasonList, &QComboBox::editTextChanged, this, &SecondFactorRemovalDialog::refresh);
}

void SecondFactorRemovalDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    m_closeButton = buttons->addButton(QDialogButtonBox::Cancel);
    m_switchOffButton = buttons->addButton(tr("Switch &Off"), QDialogButtonBox::ActionRole);
    m_switchOffButton->setAutoDefault(false);
    connect(m_switchOffButton, &QPushButton::clicked, this, &SecondFactorRemovalDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &SecondFactorRemovalDialog::reject);
    layout()->addWidget(buttons);
}

void SecondFactorRemovalDialog::start()
{
    m_removal = std::make_unique<SecondFactorRemoval>(m_session, m_extensions,
                                                      m_reasonList->currentText().trimmed());
    connect(m_removal.get(), &SecondFactorRemoval::rowFinished, this,
            &SecondFactorRemovalDialog::showRow);
    connect(m_removal.get(), &SecondFactorRemoval::finished, this,
            &SecondFactorRemovalDialog::finish);
    m_list->setColumnHidden(ResultColumn, false);
    m_list->setMaximumHeight(QWIDGETSIZE_MAX); // takes the place of what goes
    setListLines(kLinesOfResult);
    m_removal->start();
    refresh();
}

//! While it works, closing means stopping; the results are still to be seen.
void SecondFactorRemovalDialog::reject()
{
    if (m_removal && m_removal->isRunning()) {
        m_removal->cancel();
        m_closeButton->setEnabled(false);
        return;
    }
    QDialog::reject();
}

void SecondFactorRemovalDialog::showRow(int row)
{
    const SecondFactorRemoval::Row &result = m_removal->rows().at(row);
    QTableWidgetItem *item = m_list->item(row, ResultColumn);
    const QString text = resultText(result);
    item->setText(text);
    item->setToolTip(text);
    item->setForeground(toneColor(resultTone(result.outcome), palette()));
    m_list->item(row, WhoColumn)
        ->setData(Qt::AccessibleTextRole,
                  //: %1 is an extension, %2 what became of it.
                  tr("%1: %2").arg(nameOf(result.extension), text));
    m_list->scrollToItem(item);
    m_progress->setValue(row + 1);
}

void SecondFactorRemovalDialog::finish()
{
    refresh();
    m_closeButton->setFocus();
    emit tried(m_extensions);
}

void SecondFactorRemovalDialog::refresh()
{
    const bool isAsking = !m_removal;
    const bool isRunning = m_removal && m_removal->isRunning();
    for (QWidget *part : {static_cast<QWidget *>(m_reminder), static_cast<QWidget *>(m_consequence),
                          static_cast<QWidget *>(m_form)})
        part->setVisible(isAsking);
    m_list->setVisible(!isAsking || m_extensions.size() > 1); // one is named in the question
    m_progress->setVisible(isRunning);
    m_switchOffButton->setVisible(isAsking);
    if (isAsking) {
        // Enter goes on only after somebody has typed why.
        const bool hasReason = !m_reasonList->currentText().trimmed().isEmpty();
        m_switchOffButton->setEnabled(hasReason);
        (hasReason ? m_switchOffButton : m_closeButton)->setDefault(true);
        return;
    }
    m_closeButton->setDefault(true);
    m_closeButton->setEnabled(true);
    if (isRunning) {
        m_question->setText(tr("Switching off\u2026"));
        return;
    }
    m_closeButton->setText(tr("&Close"));
    const int done = m_removal->count(ChangeOutcome::Done);
    //: %1 and %2 are numbers.
    m_question->setText(
        tr("Switched off for %1 of %2.")
            .arg(QLocale().toString(done), QLocale().toString(m_extensions.size())));
}

} // namespace lw
