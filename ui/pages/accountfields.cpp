// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfields.h"

#include "authenticationfields.h"
#include "remotemanagementedits.h"
#include "support/format.h"
#include "support/refusaltext.h"
#include "widgets/fieldblock.h"
#include "widgets/pageform.h"

#include <session/openapisession.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <QCheckBox>
#include <QLineEdit>

namespace lw {

namespace {

using namespace std::chrono_literals;
using Field = RemoteManagementField;

constexpr auto kTypingPause = 400ms;

} // namespace

AccountFields::AccountFields(RemoteManagementEdits &edits, PbxSession &session, QObject *parent)
    : QObject(parent), m_edits(edits), m_session(session)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &AccountFields::lookUpName);
    buildAccount();
    buildPasswordless();
}

void AccountFields::buildAccount()
{
    m_edits.form().addHeading(tr("Account"));
    m_account = new QCheckBox(tr("&Let the provider sign in"));
    m_account->setAccessibleName(tr("Account for the provider"));
    m_edits.addBlock(Field::AccountEnabled, m_edits.form().addUnlabelled(m_account));
    connect(m_account, &QCheckBox::clicked, this, [this](bool isOn) {
        m_edits.change(Field::AccountEnabled, [&](RemoteManagementSettings &settings) {
            settings.isAccountEnabled = isOn;
        });
    });
    QLineEdit *user = m_edits.addEdit(Field::AccountUserName, tr("&Username"));
    connect(user, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_edits.change(Field::AccountUserName, [&](RemoteManagementSettings &settings) {
            settings.accountUserName = text;
        });
        m_pause.start();
    });
    m_edits.addSecretEdit(Field::AccountPassword, tr("Passw&ord"));
}

void AccountFields::buildPasswordless()
{
    m_edits.form().addHeading(tr("Passwordless Login"));
    m_passwordless = new QCheckBox(tr("Passwordless Lo&gin"));
    m_edits.addBlock(Field::Passwordless, m_edits.form().addUnlabelled(m_passwordless));
    connect(m_passwordless, &QCheckBox::clicked, this, [this](bool isOn) {
        m_edits.change(Field::Passwordless,
                       [&](RemoteManagementSettings &settings) { settings.isPasswordless = isOn; });
    });
}

void AccountFields::setOpenApi(OpenApiSession *openApi)
{
    if (m_openApi == openApi)
        return;
    if (m_openApi)
        disconnect(m_openApi, nullptr, this, nullptr);
    m_openApi = openApi;
    m_checkedName.clear();
    if (m_openApi) {
        connect(m_openApi, &OpenApiSession::changed, this, [this] {
            refreshNameNote();
            lookUpName(); // what was typed while it was asked about another name
        });
        connect(m_openApi, &OpenApiSession::stateChanged, this, [this] {
            m_checkedName.clear();
            lookUpName();
        });
    }
    lookUpName();
    refreshNameNote();
}

//! One question at a time; the answer to it leads back here.
void AccountFields::lookUpName()
{
    if (!m_openApi || !m_openApi->isSignedIn() || m_openApi->isBusy() || m_pause.isActive() ||
        !m_edits.model().isLoaded())
        return;
    const RemoteManagementSettings &settings = m_edits.model().draft().settings;
    const QString name = settings.accountUserName.trimmed();
    if (!settings.isAccountEnabled || name.isEmpty() || name == m_checkedName)
        return;
    m_checkedName = name;
    m_openApi->checkDuplicate(name);
}

void AccountFields::refresh()
{
    refreshAccount();
    refreshPasswordless();
}

void AccountFields::refreshAccount()
{
    const RemoteManagementModel &model = m_edits.model();
    const RemoteManagementSettings &settings = model.draft().settings;
    const Capability capability = m_session.capability(Feature::Account);
    const bool mayUse = capability.isUsable() || model.loaded().isAccountEnabled;
    m_account->setChecked(settings.isAccountEnabled);
    m_account->setEnabled(m_edits.isEnabled() && mayUse);
    m_edits.block(Field::AccountEnabled).setHelp(featureNote(capability));
    for (const Field field : {Field::AccountUserName, Field::AccountPassword})
        m_edits.edit(field).setEnabled(m_edits.isEnabled() && settings.isAccountEnabled);
    m_edits.showText(Field::AccountUserName, settings.accountUserName);
    m_edits.edit(Field::AccountPassword)
        .setPlaceholderText(keptSecretText(model.loaded().isAccountPasswordSet));
    refreshNameNote();
    lookUpName();
}

void AccountFields::refreshPasswordless()
{
    const RemoteManagementSettings &settings = m_edits.model().draft().settings;
    const bool isOffered = m_edits.model().loaded().isPasswordless.has_value();
    const QString note = featureNote(m_session.capability(Feature::Passwordless));
    m_passwordless->setChecked(settings.isPasswordless.value_or(false));
    m_passwordless->setEnabled(m_edits.isEnabled() && isOffered);
    QString help = tr("The provider opens this PBX without a password, with all rights of the "
                      "super administrator. The same switch is needed on the provider's side.");
    if (!isOffered)
        //: What the firmware needs, as a sentence of its own.
        help = note.isEmpty() ? tr("This PBX does not offer it.")
                              : tr("Passwordless Login %1.").arg(note);
    m_edits.block(Field::Passwordless).setHelp(help);
}

void AccountFields::refreshNameNote()
{
    m_edits.block(Field::AccountUserName).setHelp(nameNote());
}

QString AccountFields::nameNote() const
{
    const QString rule = tr("Neither the super administrator's name nor the e-mail address of an "
                            "extension.");
    if (!m_openApi || !m_openApi->isSignedIn() || !m_edits.model().isLoaded())
        return rule;
    const QString name = m_edits.model().draft().settings.accountUserName.trimmed();
    const bool isAnswered = m_openApi->isDuplicateChecked() && name == m_checkedName;
    if (!isAnswered || name.isEmpty())
        return rule;
    if (const auto &taken = m_openApi->duplicate())
        //: %1 is the number of an extension, %2 the name of its owner.
        return tr("This is the e-mail address of extension %1 %2: the PBX will probably refuse it.")
            .arg(taken->number, quotedServerText(taken->name));
    return tr("No extension has it as its e-mail address.");
}

} // namespace lw
