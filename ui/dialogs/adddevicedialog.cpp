// SPDX-License-Identifier: GPL-3.0-or-later
#include "adddevicedialog.h"

#include "support/centralerrortext.h"
#include "support/concealedclipboard.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/errornote.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <core/clock.h>
#include <session/centralsession.h>
#include <session/remotedevicesmodel.h>
#include <session/sessionenvironment.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr int kWidth = 520;
constexpr int kLongestName = 128;
constexpr int kGroupOfCode = 4;
constexpr double kCodeScale = 1.3;
constexpr auto kTick = 1s;

//! In groups of four, so that it can be read out.
QString grouped(const Secret &code)
{
    const QString plain = QString::fromUtf8(code.view());
    QStringList groups;
    for (qsizetype start = 0; start < plain.size(); start += kGroupOfCode)
        groups.append(plain.mid(start, kGroupOfCode));
    return groups.join(QLatin1Char(' '));
}

QString timeLeft(std::chrono::seconds left)
{
    using namespace std::chrono;
    if (left < 2min)
        return countDown(left);
    if (left < 2h)
        //: %1 is a number of minutes.
        return AddDeviceDialog::tr("%1 min").arg(ceil<minutes>(left).count());
    //: %1 is a number of hours.
    return AddDeviceDialog::tr("%1 h").arg(ceil<hours>(left).count());
}

} // namespace

AddDeviceDialog::AddDeviceDialog(CentralSession &session, RemoteDevicesModel &model,
                                 const QList<PbxChoice> &pbxs, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_model(model)
    , m_steps(new QStackedWidget(this))
    , m_form(new PageForm)
    , m_useList(new QComboBox)
    , m_nameEdit(new QLineEdit)
    , m_groupEdit(new QLineEdit)
    , m_commentEdit(new QLineEdit)
    , m_passwordlessBox(new QCheckBox(tr("Allow &Passwordless Login to PBX")))
    , m_templateBox(new QCheckBox(tr("Allow Provisioning via &Template")))
    , m_error(new ErrorNote)
    , m_what(new NoteLabel)
    , m_code(new ValueLabel)
    , m_validity(new NoteLabel)
    , m_copied(new NoteLabel)
    , m_clipboard(new ConcealedClipboard(*QGuiApplication::clipboard(), this))
    , m_progress(new QProgressBar(this))
{
    setWindowTitle(tr("Add Device"));
    m_steps->addWidget(buildForm(pbxs));
    m_steps->addWidget(buildCode());
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics::kInsideGroup);
    m_progress->setAccessibleName(tr("Adding the device"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(m_steps, 1);
    column->addWidget(m_progress);
    buildButtons();
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &AddDeviceDialog::refreshValidity);
    connect(&model, &RemoteDevicesModel::changed, this, &AddDeviceDialog::follow);
    connect(&model, &QObject::destroyed, this, &QDialog::deleteLater);
    m_nameEdit->setFocus();
    refresh();
}

AddDeviceDialog::~AddDeviceDialog() = default;

QWidget *AddDeviceDialog::buildForm(const QList<PbxChoice> &pbxs)
{
    m_nameEdit->setMaxLength(kLongestName);
    m_groupEdit->setMaxLength(kLongestName);
    m_nameBlock = m_form->addField(tr("Device &Name"), m_nameEdit);
    m_form->addField(tr("&Group"), m_groupEdit)
        ->setHelp(tr("A device group of the server; may stay empty."));
    m_form->addField(tr("Co&mment"), m_commentEdit);
    m_useList->addItem(tr("Show me the code"), QString());
    for (const PbxChoice &pbx : pbxs)
        //: %1 is the name of a saved PBX.
        m_useList->addItem(tr("Use it on %1").arg(pbx.name), pbx.id);
    m_useBlock = m_form->addField(tr("Authentication C&ode"), m_useList);
    m_form->addUnlabelled(m_passwordlessBox)
        ->setHelp(tr("You and your colleagues may open the PBX without a password and with all "
                     "rights of its super administrator, once it is on there as well."));
    m_templateBlock = m_form->addUnlabelled(m_templateBox);
    m_templateBlock->setHelp(tr("Overwrites settings of the PBX. Leave it off for a PBX that is in "
                                "use, or make a backup first."));
    connect(m_nameEdit, &QLineEdit::textChanged, this, &AddDeviceDialog::refresh);
    connect(m_useList, &QComboBox::currentIndexChanged, this, &AddDeviceDialog::refresh);
    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_form);
    column->addWidget(m_error);
    column->addStretch(1);
    return step;
}

QWidget *AddDeviceDialog::buildCode()
{
    QFont font = fixedFont();
    font.setPointSizeF(font.pointSizeF() * kCodeScale);
    m_code->setFont(font);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAccessibleName(tr("Authentication code"));
    auto *copyButton = new QPushButton(tr("Cop&y"));
    copyButton->setAutoDefault(false);
    copyButton->setAccessibleName(tr("Copy the authentication code"));
    connect(copyButton, &QPushButton::clicked, this, [this] {
        if (!m_model.added())
            return;
        m_clipboard->copy(m_model.added()->authenticationCode);
        m_copied->setText(tr("Copied; taken back from the clipboard after 30 seconds."));
    });
    connect(m_clipboard, &ConcealedClipboard::takenBack, m_copied,
            [this] { m_copied->setText(QString(QChar::Space)); });
    m_copied->setText(QString(QChar::Space)); // its line stays, so that nothing moves
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kBetweenRows);
    row->addWidget(m_code, 1);
    row->addWidget(copyButton);
    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_what);
    column->addLayout(row);
    column->addWidget(m_validity);
    column->addWidget(m_copied);
    column->addWidget(new NoteLabel(
        tr("Type it on the PBX under Remote Management, or pass it on by a way that nobody else "
           "reads: whoever has it first becomes this device. It is not shown again.")));
    column->addStretch(1);
    return step;
}

void AddDeviceDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    m_closeButton = buttons->addButton(QDialogButtonBox::Cancel);
    m_addButton = buttons->addButton(tr("&Add Device"), QDialogButtonBox::ActionRole);
    m_addButton->setDefault(true);
    connect(m_addButton, &QPushButton::clicked, this, &AddDeviceDialog::proceed);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::finished, &m_model, &RemoteDevicesModel::forgetAdded);
    layout()->addWidget(buttons);
}

QString AddDeviceDialog::chosenPbx() const
{
    return m_useList->currentData().toString();
}

void AddDeviceDialog::proceed()
{
    if (chosenPbx().isEmpty()) {
        add();
        return;
    }
    const ConnectThroughPlan plan{.deviceName = m_nameEdit->text().trimmed(),
                                  .group = m_groupEdit->text().trimmed(),
                                  .comment = m_commentEdit->text().trimmed(),
                                  .passwordless = m_passwordlessBox->isChecked()};
    const QString pbxId = chosenPbx();
    accept();
    emit connectThroughRequested(pbxId, plan);
}

void AddDeviceDialog::add()
{
    m_hasAsked = true;
    m_error->setText({});
    m_model.add({.name = m_nameEdit->text().trimmed(),
                 .group = m_groupEdit->text().trimmed(),
                 .comment = m_commentEdit->text().trimmed(),
                 .isPasswordless = m_passwordlessBox->isChecked(),
                 .isProvisionedByTemplate = m_templateBox->isChecked()});
    refresh();
}

void AddDeviceDialog::reject()
{
    if (!m_hasAsked)
        QDialog::reject();
}

void AddDeviceDialog::follow()
{
    if (!m_hasAsked || m_model.outcome() == ChangeOutcome::None)
        return;
    if (!m_model.added() && !m_model.error())
        return; // an open outcome is told in two steps
    m_hasAsked = false;
    if (m_model.added()) {
        showCode();
    } else {
        const bool isOpen = m_model.outcome() == ChangeOutcome::Unknown;
        m_error->setText(centralErrorText(*m_model.error()), isOpen ? Tone::Caution : Tone::Danger);
    }
    refresh();
}

void AddDeviceDialog::showCode()
{
    m_steps->setCurrentIndex(1);
    //: %1 is the name of a device.
    m_what->setText(tr("The authentication code of %1, good once:").arg(m_nameEdit->text()));
    m_code->setText(grouped(m_model.added()->authenticationCode));
    m_code->setFocus();
    m_tick.start();
    refreshValidity();
}

void AddDeviceDialog::refreshValidity()
{
    const AddedDevice *added = m_model.added();
    if (!added || !added->expires) {
        m_validity->setText(tr("The server does not say how long it is valid."));
        return;
    }
    QDateTime now = m_session.environment().clock.now();
    if (const auto skew = m_session.clockSkew())
        now = now.addSecs(skew->difference().count());
    const auto left = secondsUntil(*added->expires, now);
    if (left.count() == 0) {
        m_validity->setTone(Tone::Caution);
        m_validity->setText(tr("The code has expired. Delete the device and add it again."));
        return;
    }
    //: %1 is date and time, %2 how long that is from now.
    m_validity->setText(
        tr("Valid until %1 (%2 left).").arg(localTime(*added->expires), timeLeft(left)));
}

void AddDeviceDialog::refresh()
{
    const bool isCode = m_steps->currentIndex() == 1;
    m_progress->setVisible(m_hasAsked);
    m_form->setEnabled(!m_hasAsked);
    m_closeButton->setEnabled(!m_hasAsked);
    m_addButton->setVisible(!isCode);
    m_addButton->setEnabled(!m_hasAsked && !m_nameEdit->text().trimmed().isEmpty());
    m_addButton->setText(chosenPbx().isEmpty() ? tr("&Add Device") : tr("&Continue\u2026"));
    m_useBlock->setHelp(chosenPbx().isEmpty()
                            ? QString()
                            : tr("Adds the device, saves its code on the PBX, and waits until both "
                                 "sides say Connected."));
    m_form->setRowShown(m_templateBlock, chosenPbx().isEmpty());
    if (isCode) {
        m_closeButton->setText(tr("&Done"));
        m_closeButton->setDefault(true);
    }
}

} // namespace lw
