// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthroughdialog.h"

#include "confirmdialog.h"
#include "connectthroughwords.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/notelabel.h"
#include "widgets/statuslabel.h"
#include "widgets/steplist.h"

#include <session/centralsession.h>
#include <session/connectthrough.h>
#include <session/pbxsession.h>

#include <QDialogButtonBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr int kWidth = 600;

StatusShape shapeOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return StatusShape::Disc;
    case Tone::Neutral:
        return StatusShape::Square;
    case Tone::Caution:
    case Tone::Danger:
        break;
    }
    return StatusShape::Triangle;
}

} // namespace

ConnectThroughDialog::ConnectThroughDialog(ConnectThroughSides sides, QWidget *parent)
    : QDialog(parent)
    , m_form(new ConnectThroughForm(std::move(sides)))
    , m_heading(new SectionHeading(QString(), this))
    , m_steps(new QStackedWidget(this))
    , m_legs(new StepList)
    , m_progress(new QProgressBar)
    , m_end(new StatusLabel(StatusLabel::Form::Row))
    , m_endNote(new NoteLabel)
{
    setWindowTitle(tr("Connect Through a Management Server"));
    m_heading->setWordWrap(true);
    m_steps->addWidget(m_form);
    buildLegs();
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(m_heading);
    column->addSpacing(metrics::kInsideGroup);
    column->addWidget(m_steps, 1);
    buildButtons();
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &ConnectThroughDialog::refreshHeading);
    connect(m_form, &ConnectThroughForm::changed, this, &ConnectThroughDialog::refresh);
    connect(m_form, &ConnectThroughForm::sideLost, this, &ConnectThroughDialog::loseSide);
    refresh();
}

ConnectThroughDialog::~ConnectThroughDialog() = default;

void ConnectThroughDialog::buildLegs()
{
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics::kInsideGroup);
    m_progress->setAccessibleName(tr("Progress"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_legs);
    column->addWidget(m_progress);
    column->addWidget(m_end);
    column->addWidget(m_endNote);
    column->addStretch(1);
    m_steps->addWidget(page);
}

void ConnectThroughDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    m_closeButton = buttons->addButton(QDialogButtonBox::Cancel);
    m_connectButton = buttons->addButton(tr("&Connect"), QDialogButtonBox::ActionRole);
    m_connectButton->setDefault(true);
    m_backButton = buttons->addButton(tr("&Back"), QDialogButtonBox::ActionRole);
    m_backButton->setAutoDefault(false);
    connect(m_connectButton, &QPushButton::clicked, this, &ConnectThroughDialog::askToStart);
    connect(m_backButton, &QPushButton::clicked, this, &ConnectThroughDialog::goBack);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectThroughDialog::reject);
    layout()->addWidget(buttons);
}

bool ConnectThroughDialog::isBusy() const
{
    return m_flow && m_flow->isBusy();
}

void ConnectThroughDialog::askToStart()
{
    const QStringList consequences = m_form->consequences();
    if (consequences.isEmpty()) {
        start();
        return;
    }
    auto *question = new ConfirmDialog(
        {.title = windowTitle(),
         //: %1 is a PBX, %2 a management server.
         .question = tr("Connect %1 through %2?").arg(m_form->pbxName(), m_form->platformName()),
         .consequences = consequences,
         .action = tr("&Connect")},
        this);
    connect(question, &ConfirmDialog::accepted, this, &ConnectThroughDialog::start);
    question->open();
}

void ConnectThroughDialog::start()
{
    if (m_flow || !m_form->isReady())
        return;
    m_flow = std::make_unique<ConnectThrough>(*m_form->pbx(), *m_form->platform());
    connect(m_flow.get(), &ConnectThrough::changed, this, &ConnectThroughDialog::follow);
    m_steps->setCurrentIndex(1);
    m_flow->start(m_form->plan());
    m_tick.start();
    follow();
    m_closeButton->setFocus();
}

void ConnectThroughDialog::follow()
{
    const bool isOver = m_wasBusy && !isBusy();
    m_wasBusy = isBusy();
    refresh();
    if (!isOver)
        return;
    m_tick.stop();
    m_closeButton->setFocus();
    emit finishedOnce();
}

//! After what has ended well there is nothing to go back for.
void ConnectThroughDialog::goBack()
{
    m_flow.reset();
    m_steps->setCurrentIndex(0);
    refresh();
}

//! A session goes, and what stands on it before it.
void ConnectThroughDialog::loseSide()
{
    m_flow.reset();
    hide();
    deleteLater();
}

//! While it works, closing means cancelling; where it stands is still to be seen.
void ConnectThroughDialog::reject()
{
    if (!isBusy()) {
        QDialog::reject();
        return;
    }
    m_closeButton->setEnabled(false);
    m_flow->cancel();
}

void ConnectThroughDialog::refresh()
{
    refreshHeading();
    if (m_flow)
        refreshLegs();
    const bool isForm = !m_flow;
    const bool hasWork = isBusy();
    m_connectButton->setVisible(isForm);
    m_connectButton->setEnabled(isForm && m_form->isReady());
    const bool isGood = m_flow && m_flow->end() == ConnectThrough::End::Agreed;
    m_backButton->setVisible(!isForm && !hasWork && !isGood);
    m_closeButton->setText(isForm || hasWork ? tr("Cancel") : tr("&Close"));
    if (!hasWork)
        m_closeButton->setEnabled(true);
    (isForm ? m_connectButton : m_closeButton)->setDefault(true);
}

void ConnectThroughDialog::refreshLegs()
{
    const ConnectThroughNames names{.pbx = m_form->pbxName(), .platform = m_form->platformName()};
    m_legs->setLines(legLines(*m_flow));
    m_progress->setVisible(isBusy());
    const BannerText end = connectThroughEnd(*m_flow, names);
    m_end->setVisible(!end.isEmpty());
    m_end->setStatus({shapeOf(end.tone), {}, end.tone}, end.text.sentence);
    m_endNote->setText(isBusy() ? rollbackText(*m_flow, names) : end.text.advice);
}

void ConnectThroughDialog::refreshHeading()
{
    const auto left = m_flow ? std::chrono::ceil<std::chrono::seconds>(m_flow->remainingWait())
                             : std::chrono::seconds(0);
    m_heading->setVisible(m_flow != nullptr);
    if (isBusy() && left > 0s)
        //: %1 is a PBX, %2 a management server, %3 minutes and seconds.
        m_heading->setText(tr("Connecting %1 through %2, %3 left\u2026")
                               .arg(m_form->pbxName(), m_form->platformName(), countDown(left)));
    else
        //: %1 is a PBX, %2 a management server.
        m_heading->setText((isBusy() ? tr("Connecting %1 through %2\u2026") : tr("%1 through %2"))
                               .arg(m_form->pbxName(), m_form->platformName()));
}

} // namespace lw
