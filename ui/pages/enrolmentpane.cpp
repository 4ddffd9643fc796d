// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolmentpane.h"

#include "keypane.h"
#include "mailcodepane.h"
#include "securitywords.h"
#include "support/errortext.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/codeedit.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>
#include <session/sessionenvironment.h>
#include <session/twofactorenrolment.h>

#include <QButtonGroup>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace lw {

namespace {

using Step = TwoFactorEnrolment::Step;

constexpr int kRefusalsBeforeClocks = 3;

} // namespace

EnrolmentPane::EnrolmentPane(PbxSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_inForce(new NoteLabel)
    , m_authenticatorRadio(new QRadioButton(tr("Authenticated by Auth&enticator")))
    , m_emailRadio(new QRadioButton(tr("Authenticated by Email")))
    , m_keyPane(new KeyPane)
    , m_mailPane(new MailCodePane(session.environment().clock))
    , m_codeEdit(new CodeEdit)
    , m_advice(new NoteLabel)
    , m_clocksButton(new QPushButton(tr("Compare the Cloc&ks")))
    , m_clocks(new NoteLabel)
{
    build();
    connect(m_authenticatorRadio, &QRadioButton::clicked, this, [this] {
        if (m_flow)
            m_flow->chooseMethod(SecondFactorMethod::Authenticator);
    });
    connect(m_emailRadio, &QRadioButton::clicked, this, [this] {
        if (m_flow)
            m_flow->chooseMethod(SecondFactorMethod::Email);
    });
    connect(m_codeEdit, &QLineEdit::textChanged, this, [this] {
        m_codeBlock->setError({});
        showAdvice();
        emit changed();
    });
    connect(m_codeEdit, &QLineEdit::returnPressed, this, &EnrolmentPane::save);
    connect(m_clocksButton, &QPushButton::clicked, this, &EnrolmentPane::showClocks);
}

void EnrolmentPane::build()
{
    auto *form = new PageForm(this);
    m_codeBlock = form->addField(tr("Authentication &Code"), m_codeEdit);
    m_advice->setAccessibleName(tr("Advice on the code"));
    form->addRow(QString(), m_advice);
    form->addRow(QString(), m_clocksButton);
    form->addRow(QString(), m_clocks);
    m_codeArea = form;
    m_clocksButton->setAutoDefault(false);
    m_clocksButton->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_clocks->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_inForce);
    column->addWidget(buildMethods());
    column->addWidget(m_keyPane);
    column->addWidget(m_mailPane);
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(m_codeArea);
}

QWidget *EnrolmentPane::buildMethods()
{
    auto *methods = new QWidget;
    auto *group = new QButtonGroup(methods);
    group->addButton(m_authenticatorRadio);
    group->addButton(m_emailRadio);
    m_emailBlock = new FieldBlock(m_emailRadio);
    auto *column = new QVBoxLayout(methods);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(new FieldBlock(m_authenticatorRadio));
    column->addWidget(m_emailBlock);
    return methods;
}

void EnrolmentPane::follow(TwoFactorEnrolment *flow)
{
    const bool isAnother = m_flow != flow;
    m_flow = flow;
    setVisible(flow != nullptr);
    if (isAnother)
        begin();
    m_keyPane->follow(flow);
    m_mailPane->follow(flow);
    if (flow)
        refresh();
}

void EnrolmentPane::begin()
{
    m_codeEdit->clear();
    m_advice->clear();
    m_clocks->hide();
    m_refusedCodes = 0;
    for (QRadioButton *radio : {m_authenticatorRadio, m_emailRadio}) {
        radio->setAutoExclusive(false);
        radio->group()->setExclusive(false);
        radio->setChecked(false);
        radio->group()->setExclusive(true);
    }
    // The stronger method is offered first; where one is in force already, a person chooses.
    if (m_flow && m_flow->step() == Step::ChoosingMethod && !m_flow->before().isEnabled)
        m_flow->chooseMethod(SecondFactorMethod::Authenticator);
}

bool EnrolmentPane::isAwaitingCode() const
{
    return m_flow && (m_flow->step() == Step::ShowingKey ||
                      m_flow->step() == Step::AwaitingMailedCode || m_flow->step() == Step::Saving);
}

bool EnrolmentPane::hasCode() const
{
    return isAwaitingCode() && m_codeEdit->isComplete();
}

void EnrolmentPane::save()
{
    if (hasCode() && !m_flow->isBusy())
        m_flow->save(m_codeEdit->code());
}

void EnrolmentPane::refresh()
{
    const auto method = m_flow->method();
    const bool isByKey = method == SecondFactorMethod::Authenticator;
    const bool isByMail = method == SecondFactorMethod::Email;
    if (isByKey)
        m_authenticatorRadio->setChecked(true);
    if (isByMail)
        m_emailRadio->setChecked(true);
    const bool isBusy = m_flow->isBusy();
    m_authenticatorRadio->setEnabled(!isBusy);
    m_emailRadio->setEnabled(!isBusy);
    const QString weaker = tr("The weaker method: whoever gets at the mailbox, or reads mail on "
                              "its way, has the code. Use it where an authenticator is not "
                              "possible.");
    m_emailBlock->setHelp(m_flow->before().isMailServerReady
                              ? weaker
                              : weaker + QChar::Space +
                                    tr("The mail server of this PBX is not set up (System > "
                                       "Email)."));
    m_keyPane->setVisible(isByKey && m_flow->key());
    m_mailPane->setVisible(isByMail);
    refreshInForce();
    refreshCode();
}

//! What holds until Save has succeeded.
void EnrolmentPane::refreshInForce()
{
    const TwoFactorState &before = m_flow->before();
    m_inForce->setVisible(before.isEnabled);
    if (before.isEnabled)
        //: %1 is a method: Authenticated by Authenticator, or Authenticated by Email.
        m_inForce->setText(tr("In force until you save another one: %1. Giving up here changes "
                              "nothing.")
                               .arg(methodName(before.method)));
}

void EnrolmentPane::refreshCode()
{
    m_codeArea->setVisible(isAwaitingCode());
    m_codeEdit->setEnabled(!m_flow->isBusy());
    const int refused = m_flow->refusedCodes();
    if (refused > m_refusedCodes && m_flow->error()) {
        m_codeBlock->setError(errorText(*m_flow->error()).joined());
        m_codeEdit->setFocus();
        m_codeEdit->selectAll(); // kept, so that a slip of the finger is seen
    }
    m_refusedCodes = refused;
    const bool isClockSuspect =
        refused >= kRefusalsBeforeClocks && m_flow->method() == SecondFactorMethod::Authenticator;
    m_clocksButton->setVisible(isClockSuspect);
    if (!isClockSuspect)
        m_clocks->hide();
    showAdvice();
}

void EnrolmentPane::showAdvice()
{
    AdviceText advice;
    if (m_flow && m_flow->step() == Step::ShowingKey && m_codeEdit->isComplete())
        advice = adviceText(m_flow->judgeCode(m_codeEdit->code()));
    m_advice->setTone(advice.tone);
    m_advice->setText(advice.text);
    // Advice in the place of the help: both would push each other out of sight.
    m_codeBlock->setHelp(advice.text.isEmpty() ? tr("Six digits; blanks do not matter.")
                                               : QString());
    m_advice->setVisible(!advice.text.isEmpty());
}

void EnrolmentPane::showClocks()
{
    const auto skew = m_session.clockSkew();
    const QString pbx = skew ? clockSentence(*skew) : tr("not known");
    //: %1 is the time of this PC, %2 says how the clock of the PBX differs from it.
    m_clocks->setText(tr("This PC: %1. The PBX: %2. Compare both with the phone, and let whichever "
                         "is off set its time by itself (on the PBX under System > Date and "
                         "Time).")
                          .arg(localTime(m_session.environment().clock.now()), pbx));
    m_clocks->show();
}

} // namespace lw
