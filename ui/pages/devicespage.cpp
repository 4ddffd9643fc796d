// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicespage.h"

#include "dialogs/accesslinkdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/handoverdialog.h"
#include "widgets/centraltextmodels.h"
#include "widgets/listtable.h"

#include <session/centralsession.h>
#include <session/remotedevicesmodel.h>

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace lw {

namespace {

const QList<int> kShares{18, 10, 13, 12, 11, 14, 12, 10, 16}; //!< of the width
constexpr qsizetype kMostNamed = 5;                           //!< devices in a question

bool isOpenable(const RemoteDevice &device)
{
    return !device.status.is(RemoteDevice::Status::Pending) &&
           !device.status.is(RemoteDevice::Status::Disconnected);
}

QPushButton *addButton(QHBoxLayout &row, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    row.addWidget(button);
    return button;
}

} // namespace

DevicesPage::DevicesPage(CentralSession &session, QWidget *parent)
    : DevicesPage(session, new RemoteDevicesModel(session), parent)
{}

DevicesPage::DevicesPage(CentralSession &session, RemoteDevicesModel *model, QWidget *parent)
    : CentralListPage(session, *model, new DevicesTextModel(*model),
                      {.columnsName = QStringLiteral("devices"),
                       .name = tr("Devices"),
                       .shares = kShares,
                       .searchHint = tr("Name, group or serial number")},
                      parent)
    , m_model(*model)
{
    model->setParent(this);
    build();
    refresh();
}

DevicesPage::~DevicesPage() = default;

void DevicesPage::build()
{
    QHBoxLayout &row = actionRow();
    m_addButton = addButton(row, tr("Add Devi&ce\u2026"));
    m_accountButton = addButton(row, tr("Open by Accou&nt\u2026"));
    m_passwordlessButton = addButton(row, tr("Open &Without Password\u2026"));
    row.addStretch(1);
    m_deleteButton = addButton(row, tr("De&lete\u2026"));
    connect(m_addButton, &QPushButton::clicked, this, &DevicesPage::addDevice);
    connect(m_accountButton, &QPushButton::clicked, this,
            [this] { openDevice(AccessLink::Mode::Account); });
    connect(m_passwordlessButton, &QPushButton::clicked, this,
            [this] { openDevice(AccessLink::Mode::Passwordless); });
    connect(m_deleteButton, &QPushButton::clicked, this, &DevicesPage::askToDelete);
}

bool DevicesPage::isUnsupported() const
{
    return m_model.isUnsupported();
}

QString DevicesPage::countText(qint64 total) const
{
    if (total == 1)
        return tr("1 device");
    //: %1 is a number.
    return tr("%1 devices").arg(QLocale().toString(total));
}

ErrorText DevicesPage::emptyText() const
{
    return {tr("This management server has no devices yet."),
            tr("Add Device makes an authentication code, with which a PBX becomes one.")};
}

ChangeOutcome DevicesPage::outcome() const
{
    return m_model.outcome();
}

QList<RemoteDevice> DevicesPage::chosenDevices() const
{
    QList<RemoteDevice> devices;
    for (const int row : table().chosenRows()) {
        if (const auto device = m_model.at(row))
            devices.append(*device);
    }
    return devices;
}

void DevicesPage::refreshActions()
{
    const QList<RemoteDevice> chosen = chosenDevices();
    const bool isUsable = session().isSignedIn() && !isChanging();
    const bool isOne = chosen.size() == 1 && isOpenable(chosen.constFirst());
    m_addButton->setEnabled(isUsable);
    m_accountButton->setEnabled(isUsable && isOne);
    m_passwordlessButton->setEnabled(isUsable && isOne &&
                                     chosen.constFirst().isPasswordless.value_or(true));
    m_deleteButton->setEnabled(isUsable && !chosen.isEmpty());
    setChoiceText(choiceText(chosen));
}

QString DevicesPage::choiceText(const QList<RemoteDevice> &chosen) const
{
    if (chosen.isEmpty())
        return tr("Choose a device to open its portal or to delete it.");
    if (chosen.size() > 1)
        //: %1 is a number.
        return tr("%1 devices chosen.").arg(QLocale().toString(chosen.size()));
    const RemoteDevice &device = chosen.constFirst();
    if (device.status.is(RemoteDevice::Status::Pending))
        return tr("No PBX has used the code of this device yet.");
    if (!isOpenable(device))
        return tr("The PBX is not connected, so its portal cannot be opened from here.");
    if (!device.isPasswordless.value_or(true))
        return tr("Passwordless Login is off for this device; the portal asks for a password.");
    return tr("Its portal opens in the browser, through the management server.");
}

void DevicesPage::addDevice()
{
    if (!session().isSignedIn())
        return;
    auto *dialog =
        new AddDeviceDialog(session(), m_model, m_pbxs ? m_pbxs() : QList<PbxChoice>(), this);
    connect(dialog, &AddDeviceDialog::connectThroughRequested, this,
            &DevicesPage::connectThroughRequested);
    dialog->open();
}

void DevicesPage::showHandOverSheet()
{
    (new HandOverDialog(session().settings(), this))->open();
}

void DevicesPage::openDevice(AccessLink::Mode mode)
{
    const QList<RemoteDevice> chosen = chosenDevices();
    if (chosen.size() == 1)
        (new AccessLinkDialog(session(), chosen.constFirst(), mode, this))->open();
}

void DevicesPage::askToDelete()
{
    const QList<RemoteDevice> chosen = chosenDevices();
    if (chosen.isEmpty())
        return;
    QStringList ids;
    QStringList names;
    qsizetype connected = 0;
    for (const RemoteDevice &device : chosen) {
        ids.append(device.id);
        if (names.size() < kMostNamed)
            names.append(device.name);
        connected += device.status.is(RemoteDevice::Status::Connected) ? 1 : 0;
    }
    QStringList consequences;
    if (chosen.size() > 1)
        consequences.append(chosen.size() > kMostNamed
                                //: %1 is a list of names, %2 a number.
                                ? tr("%1 and %2 more.")
                                      .arg(names.join(QLatin1String(", ")),
                                           QLocale().toString(chosen.size() - kMostNamed))
                                : names.join(QLatin1String(", ")));
    if (connected > 0)
        //: %1 is a number.
        consequences.append(tr("Connected now: %1. The connection is cut, and nobody gets in to "
                               "the PBX through this management server any more.")
                                .arg(QLocale().toString(connected)));
    consequences.append(tr("This cannot be undone: to connect the PBX again, a new device and a "
                           "new authentication code are needed."));
    auto *dialog = new ConfirmDialog(
        {.title = tr("Delete Device"),
         .question = chosen.size() == 1
                         //: %1 is the name of a device.
                         ? tr("Delete %1 from the management server?").arg(names.constFirst())
                         //: %1 is a number.
                         : tr("Delete %1 devices from the management server?")
                               .arg(QLocale().toString(chosen.size())),
         .consequences = consequences,
         .action = tr("&Delete")},
        this);
    connect(dialog, &ConfirmDialog::accepted, this, [this, ids] {
        beginChange(
            {.busy = tr("Deleting\u2026"), .done = tr("Deleted."), .notDone = tr("Not deleted.")});
        m_model.remove(ids);
    });
    dialog->open();
}

} // namespace lw
