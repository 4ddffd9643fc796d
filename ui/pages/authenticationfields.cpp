// SPDX-License-Identifier: GPL-3.0-or-later
#include "authenticationfields.h"

#include "preflightpane.h"
#include "remotemanagementedits.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "widgets/fieldblock.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>
#include <session/sessionenvironment.h>

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace lw {

namespace {

using Field = RemoteManagementField;

constexpr int kUnknownWord = -1; //!< an item for a word of the PBX that we do not know

void setItemEnabled(QComboBox &list, int row, bool isEnabled)
{
    if (auto *items = qobject_cast<QStandardItemModel *>(list.model()))
        items->item(row)->setEnabled(isEnabled);
}

} // namespace

QString keptSecretText(bool isKept)
{
    return isKept ? AuthenticationFields::tr("Set. Empty keeps it.")
                  : AuthenticationFields::tr("Not set");
}

AuthenticationFields::AuthenticationFields(RemoteManagementEdits &edits, PbxSession &session,
                                           QObject *parent)
    : QObject(parent), m_edits(edits), m_session(session)
{
    m_edits.form().addHeading(tr("Authentication"));
    buildServer();
    buildMethods();
}

void AuthenticationFields::buildServer()
{
    m_serverType = new QComboBox;
    m_serverType->addItem(tr("Default Remote Connection Server"),
                          static_cast<int>(RemoteServerType::Default));
    m_serverType->addItem(tr("Custom"), static_cast<int>(RemoteServerType::Custom));
    m_edits.addBlock(Field::ServerType,
                     m_edits.form().addField(tr("Remote Connection Server &Type"), m_serverType));
    connect(m_serverType, &QComboBox::activated, this, &AuthenticationFields::changeServerType);

    m_checkButton = new QPushButton(tr("Chec&k This Server"));
    m_checkButton->setAutoDefault(false);
    m_checkButton->setVisible(m_session.environment().probe != nullptr);
    QLineEdit *address =
        m_edits.addEdit(Field::ServerAddress, tr("Server A&ddress"), m_checkButton);
    address->setPlaceholderText(tr("rm.example.com"));
    m_edits.block(Field::ServerAddress)
        .setHelp(tr("IP address or domain name of the provider's own server."));
    m_preFlight = new PreFlightPane(m_session.environment());
    m_edits.form().addRow(QString(), m_preFlight);
    connect(address, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_edits.change(Field::ServerAddress, [&](RemoteManagementSettings &settings) {
            settings.serverAddress = text.trimmed();
        });
    });
    connect(m_checkButton, &QPushButton::clicked, this, &AuthenticationFields::checkServer);
    connect(m_preFlight, &PreFlightPane::changed, this, &AuthenticationFields::refreshAddress);
}

void AuthenticationFields::buildMethods()
{
    m_method = new QComboBox;
    m_edits.addBlock(Field::ActivationMethod,
                     m_edits.form().addField(tr("A&ctivation Method"), m_method));
    connect(m_method, &QComboBox::activated, this, &AuthenticationFields::changeMethod);

    QLineEdit *code = m_edits.addSecretEdit(Field::AuthenticationCode, tr("Authenticatio&n Code"));
    code->setEchoMode(QLineEdit::Normal); // short-lived, and compared by eye with an e-mail
    code->setFont(fixedFont());
    QLineEdit *yeastarId = m_edits.addEdit(Field::YeastarId, tr("&Yeastar ID"));
    m_edits.addSecretEdit(Field::YeastarIdPassword, tr("Pass&word"));
    QLineEdit *email = m_edits.addEdit(Field::Email, tr("&Email"));
    m_edits.addSecretEdit(Field::EmailPassword, tr("Pass&word"));
    connect(yeastarId, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_edits.change(Field::YeastarId, [&](RemoteManagementSettings &settings) {
            settings.yeastarId = text.trimmed();
        });
    });
    connect(email, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_edits.change(Field::Email, [&](RemoteManagementSettings &settings) {
            settings.email = text.trimmed();
        });
    });
    m_edits.block(Field::YeastarId)
        .setHelp(tr("The provider's account, not yours. Its password is passed on to the PBX and "
                    "not kept here."));
    m_edits.block(Field::Email)
        .setHelp(tr("The provider's account on his own server. Its password is passed on to the "
                    "PBX and not kept here."));
}

void AuthenticationFields::changeServerType()
{
    const int chosen = m_serverType->currentData().toInt();
    if (chosen == kUnknownWord)
        return;
    const auto type = static_cast<RemoteServerType>(chosen);
    m_edits.change(Field::ServerType, [&](RemoteManagementSettings &settings) {
        settings.serverType = OpenWord<RemoteServerType>(type, QString());
        // Each server has a method that the other one lacks.
        const auto foreign = type == RemoteServerType::Custom ? ActivationMethod::YeastarId
                                                              : ActivationMethod::Email;
        if (settings.activationMethod.is(foreign))
            settings.activationMethod = {ActivationMethod::AuthenticationCode, QString()};
    });
}

void AuthenticationFields::changeMethod()
{
    const int chosen = m_method->currentData().toInt();
    if (chosen == kUnknownWord)
        return;
    m_edits.change(Field::ActivationMethod, [&](RemoteManagementSettings &settings) {
        settings.activationMethod = {static_cast<ActivationMethod>(chosen), QString()};
    });
}

void AuthenticationFields::checkServer()
{
    m_preFlight->check(m_edits.edit(Field::ServerAddress).text());
}

void AuthenticationFields::refresh()
{
    refreshServer();
    refreshAddress();
    refreshMethods();
    refreshMethodFields();
}

void AuthenticationFields::refreshServer()
{
    const RemoteManagementSettings &settings = m_edits.model().draft().settings;
    const bool hasType = m_edits.model().loaded().serverType.has_value();
    const int unknown = m_serverType->findData(kUnknownWord);
    if (settings.serverType && !settings.serverType->known) {
        if (unknown < 0)
            m_serverType->addItem(settings.serverType->word, kUnknownWord);
        m_serverType->setCurrentIndex(m_serverType->findData(kUnknownWord));
    } else {
        m_serverType->setCurrentIndex(settings.isCustomServer() ? 1 : 0);
    }
    const Capability capability = m_session.capability(Feature::CustomServer);
    setItemEnabled(*m_serverType, 1, capability.isUsable());
    m_serverType->setEnabled(m_edits.isEnabled() && hasType);
    const QString note = featureNote(capability);
    const QString lacking = hasType || !capability.isUsable()
                                ? QString()
                                : tr("This PBX does not offer the choice of a server.");
    //: A choice of a list, and what the firmware needs for it.
    m_edits.block(Field::ServerType)
        .setHelp(note.isEmpty() ? lacking : tr("Custom: %1.").arg(note));
}

void AuthenticationFields::refreshAddress()
{
    if (!m_edits.model().isLoaded())
        return;
    const RemoteManagementSettings &settings = m_edits.model().draft().settings;
    const QString address = settings.serverAddress.value_or(QString());
    m_edits.form().setRowShown(&m_edits.block(Field::ServerAddress), settings.isCustomServer());
    m_edits.showText(Field::ServerAddress, address);
    m_edits.edit(Field::ServerAddress).setEnabled(m_edits.isEnabled());
    m_checkButton->setEnabled(PreFlightPane::canCheck(address) && !m_preFlight->isBusy());
    // What was found is of the address that was looked at, and of no other.
    m_edits.form().setRowShown(m_preFlight,
                               settings.isCustomServer() && m_preFlight->isAbout(address));
}

//! Only when the choices differ: the list may be open while the status is read.
void AuthenticationFields::rebuildMethods()
{
    const RemoteManagementSettings &settings = m_edits.model().draft().settings;
    const bool isCustom = settings.isCustomServer();
    const QString foreign =
        settings.activationMethod.known ? QString() : settings.activationMethod.word;
    const QStringList wanted{isCustom ? tr("By Email") : tr("Yeastar ID"), foreign};
    if (wanted == m_shownMethods)
        return;
    m_shownMethods = wanted;
    m_method->clear();
    m_method->addItem(tr("Authentication Code"),
                      static_cast<int>(ActivationMethod::AuthenticationCode));
    m_method->addItem(
        wanted.constFirst(),
        static_cast<int>(isCustom ? ActivationMethod::Email : ActivationMethod::YeastarId));
    if (!foreign.isEmpty())
        m_method->addItem(foreign, kUnknownWord);
}

void AuthenticationFields::refreshMethods()
{
    rebuildMethods();
    const RemoteManagementSettings &settings = m_edits.model().draft().settings;
    QStringList notes;
    for (int row = 0; row < 2; ++row) {
        const auto method = static_cast<ActivationMethod>(m_method->itemData(row).toInt());
        const Capability capability = m_session.capability(featureOf(method));
        setItemEnabled(*m_method, row, capability.isUsable());
        if (const QString note = featureNote(capability); !note.isEmpty())
            //: A choice of a list, and what the firmware needs for it.
            notes.append(tr("%1: %2.").arg(m_method->itemText(row), note));
    }
    const int known = settings.activationMethod.known
                          ? static_cast<int>(*settings.activationMethod.known)
                          : kUnknownWord;
    m_method->setCurrentIndex(m_method->findData(known));
    m_method->setEnabled(m_edits.isEnabled());
    m_edits.block(Field::ActivationMethod).setHelp(notes.join(QLatin1Char('\n')));
}

void AuthenticationFields::refreshMethodFields()
{
    const RemoteManagementModel &model = m_edits.model();
    const RemoteManagementSettings &settings = model.draft().settings;
    const auto show = [&](Field field, ActivationMethod method) {
        m_edits.form().setRowShown(&m_edits.block(field), settings.activationMethod.is(method));
        m_edits.edit(field).setEnabled(m_edits.isEnabled());
    };
    show(Field::AuthenticationCode, ActivationMethod::AuthenticationCode);
    show(Field::YeastarId, ActivationMethod::YeastarId);
    show(Field::YeastarIdPassword, ActivationMethod::YeastarId);
    show(Field::Email, ActivationMethod::Email);
    show(Field::EmailPassword, ActivationMethod::Email);
    m_edits.showText(Field::YeastarId, settings.yeastarId);
    m_edits.showText(Field::Email, settings.email);
    const RemoteManagementSettings &before = model.loaded();
    const bool isSame = haveSameBinding(settings, before);
    const bool isBound =
        model.status() && !model.status()->state.is(ConnectionStatus::State::Disconnected);
    const auto keep = [&](Field field, bool isKept) {
        m_edits.edit(field).setPlaceholderText(keptSecretText(isKept));
    };
    keep(Field::YeastarIdPassword, isSame && !before.yeastarId.isEmpty());
    keep(Field::EmailPassword, isSame && !before.email.isEmpty());
    m_edits.block(Field::AuthenticationCode)
        .setHelp(isSame && isBound
                     ? tr("From your provider, for one connection. Empty: the present binding is "
                          "kept.")
                     : tr("From your provider, for one connection."));
}

Feature AuthenticationFields::featureOf(ActivationMethod method) const
{
    switch (method) {
    case ActivationMethod::YeastarId:
        return Feature::YeastarId;
    case ActivationMethod::Email:
        return Feature::ByEmail;
    case ActivationMethod::AuthenticationCode:
        break;
    }
    return m_edits.model().draft().settings.isCustomServer() ? Feature::CustomServer
                                                             : Feature::AuthenticationCode;
}

} // namespace lw
