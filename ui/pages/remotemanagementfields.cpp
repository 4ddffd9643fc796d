// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfields.h"

#include "remotemanagementwords.h"
#include "support/errortext.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "widgets/fieldblock.h"
#include "widgets/pageform.h"

#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScopedValueRollback>
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

void showText(QLineEdit &edit, const QString &text)
{
    if (edit.text() != text) // setText() would move the cursor under the typing hand
        edit.setText(text);
}

const Secret &secretIn(const RemoteManagementSecrets &secrets, Field field)
{
    switch (field) {
    case Field::YeastarIdPassword:
        return secrets.yeastarIdPassword;
    case Field::EmailPassword:
        return secrets.emailPassword;
    case Field::AccountPassword:
        return secrets.accountPassword;
    default:
        return secrets.authenticationCode;
    }
}

} // namespace

RemoteManagementFields::RemoteManagementFields(PageForm &form, PbxSession &session,
                                               RemoteManagementModel &model, QObject *parent)
    : QObject(parent), m_form(form), m_session(session), m_model(model)
{
    buildAuthentication();
    buildAccount();
    buildPasswordless();
}

void RemoteManagementFields::buildAuthentication()
{
    m_form.addHeading(tr("Authentication"));
    m_serverType = new QComboBox;
    m_serverType->addItem(tr("Default Remote Connection Server"),
                          static_cast<int>(RemoteServerType::Default));
    m_serverType->addItem(tr("Custom"), static_cast<int>(RemoteServerType::Custom));
    m_blocks.insert(Field::ServerType,
                    m_form.addField(tr("Remote Connection Server &Type"), m_serverType));
    connect(m_serverType, &QComboBox::activated, this, &RemoteManagementFields::changeServerType);

    QLineEdit *address = addEdit(Field::ServerAddress, tr("Server A&ddress"));
    address->setPlaceholderText(tr("rm.example.com"));
    m_blocks.value(Field::ServerAddress)
        ->setHelp(tr("IP address or domain name of the provider's own server."));
    connect(address, &QLineEdit::textEdited, this, [this](const QString &text) {
        change(Field::ServerAddress, [&](RemoteManagementSettings &settings) {
            settings.serverAddress = text.trimmed();
        });
    });

    m_method = new QComboBox;
    m_blocks.insert(Field::ActivationMethod, m_form.addField(tr("A&ctivation Method"), m_method));
    connect(m_method, &QComboBox::activated, this, &RemoteManagementFields::changeMethod);

    QLineEdit *code = addSecretEdit(Field::AuthenticationCode, tr("Authenticatio&n Code"));
    code->setEchoMode(QLineEdit::Normal); // short-lived, and compared by eye with an e-mail
    code->setFont(fixedFont());
    QLineEdit *yeastarId = addEdit(Field::YeastarId, tr("&Yeastar ID"));
    addSecretEdit(Field::YeastarIdPassword, tr("Pass&word"));
    QLineEdit *email = addEdit(Field::Email, tr("&Email"));
    addSecretEdit(Field::EmailPassword, tr("Pass&word"));
    connect(yeastarId, &QLineEdit::textEdited, this, [this](const QString &text) {
        change(Field::YeastarId,
               [&](RemoteManagementSettings &settings) { settings.yeastarId = text.trimmed(); });
    });
    connect(email, &QLineEdit::textEdited, this, [this](const QString &text) {
        change(Field::Email,
               [&](RemoteManagementSettings &settings) { settings.email = text.trimmed(); });
    });
    m_blocks.value(Field::YeastarId)
        ->setHelp(tr("The provider's account, not yours. Its password is passed on to the PBX and "
                     "not kept here."));
    m_blocks.value(Field::Email)
        ->setHelp(tr("The provider's account on his own server. Its password is passed on to the "
                     "PBX and not kept here."));
}

void RemoteManagementFields::buildAccount()
{
    m_form.addHeading(tr("Account"));
    m_account = new QCheckBox(tr("&Let the provider sign in"));
    m_account->setAccessibleName(tr("Account for the provider"));
    m_blocks.insert(Field::AccountEnabled, m_form.addUnlabelled(m_account));
    connect(m_account, &QCheckBox::clicked, this, [this](bool isOn) {
        change(Field::AccountEnabled,
               [&](RemoteManagementSettings &settings) { settings.isAccountEnabled = isOn; });
    });
    QLineEdit *user = addEdit(Field::AccountUserName, tr("&Username"));
    connect(user, &QLineEdit::textEdited, this, [this](const QString &text) {
        change(Field::AccountUserName,
               [&](RemoteManagementSettings &settings) { settings.accountUserName = text; });
    });
    addSecretEdit(Field::AccountPassword, tr("Passw&ord"));
    m_blocks.value(Field::AccountUserName)
        ->setHelp(tr("Neither the super administrator's name nor the e-mail address of an "
                     "extension."));
}

void RemoteManagementFields::buildPasswordless()
{
    m_form.addHeading(tr("Passwordless Login"));
    m_passwordless = new QCheckBox(tr("Passwordless Lo&gin"));
    m_blocks.insert(Field::Passwordless, m_form.addUnlabelled(m_passwordless));
    connect(m_passwordless, &QCheckBox::clicked, this, [this](bool isOn) {
        change(Field::Passwordless,
               [&](RemoteManagementSettings &settings) { settings.isPasswordless = isOn; });
    });
}

QLineEdit *RemoteManagementFields::addEdit(Field field, const QString &label)
{
    auto *edit = new QLineEdit;
    m_blocks.insert(field, m_form.addField(label, edit));
    m_edits.insert(field, edit);
    connect(edit, &QLineEdit::editingFinished, this, [this, field, edit] {
        if (edit->text().isEmpty())
            return;
        m_touched.insert(field);
        refreshErrors();
    });
    return edit;
}

QLineEdit *RemoteManagementFields::addSecretEdit(Field field, const QString &label)
{
    QLineEdit *edit = addEdit(field, label);
    edit->setEchoMode(QLineEdit::Password);
    connect(edit, &QLineEdit::textEdited, this,
            [this, field](const QString &text) { takeSecret(field, text); });
    return edit;
}

void RemoteManagementFields::change(Field field,
                                    const std::function<void(RemoteManagementSettings &)> &change)
{
    m_answered.insert(field);
    RemoteManagementSettings settings = m_model.draft().settings;
    change(settings);
    m_model.setDraft(settings);
    refresh();
}

void RemoteManagementFields::changeServerType()
{
    const int chosen = m_serverType->currentData().toInt();
    if (chosen == kUnknownWord)
        return;
    const auto type = static_cast<RemoteServerType>(chosen);
    change(Field::ServerType, [&](RemoteManagementSettings &settings) {
        settings.serverType = OpenWord<RemoteServerType>(type, QString());
        // Each server has a method that the other one lacks.
        const auto foreign = type == RemoteServerType::Custom ? ActivationMethod::YeastarId
                                                              : ActivationMethod::Email;
        if (settings.activationMethod.is(foreign))
            settings.activationMethod = {ActivationMethod::AuthenticationCode, QString()};
    });
}

void RemoteManagementFields::changeMethod()
{
    const int chosen = m_method->currentData().toInt();
    if (chosen == kUnknownWord)
        return;
    change(Field::ActivationMethod, [&](RemoteManagementSettings &settings) {
        settings.activationMethod = {static_cast<ActivationMethod>(chosen), QString()};
    });
}

void RemoteManagementFields::takeSecret(Field field, const QString &text)
{
    m_answered.insert(field);
    const bool isCode = field == Field::AuthenticationCode;
    m_model.setSecret(field, Secret::fromText(isCode ? text.trimmed() : text));
    refreshErrors();
}

void RemoteManagementFields::refresh()
{
    if (!m_model.isLoaded() || m_isRefreshing)
        return;
    const QScopedValueRollback refreshing(m_isRefreshing, true);
    if (m_model.activity() == RemoteManagementModel::Activity::Saving)
        m_answered.clear(); // what comes back is about what stands there now
    clearSpentSecrets();
    refreshServer();
    refreshMethods();
    refreshMethodFields();
    refreshAccount();
    refreshPasswordless();
    refreshErrors();
}

void RemoteManagementFields::showProblems()
{
    m_showsAll = true;
    m_answered.clear();
    refreshErrors();
    for (const FieldBlock *block : std::as_const(m_blocks)) {
        if (block->hasError() && block->field()->isVisible() && block->field()->isEnabled()) {
            block->field()->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void RemoteManagementFields::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    refresh();
}

void RemoteManagementFields::refreshServer()
{
    const RemoteManagementSettings &settings = m_model.draft().settings;
    const bool hasType = m_model.loaded().serverType.has_value();
    const int unknown = m_serverType->findData(kUnknownWord);
    if (settings.serverType && !settings.serverType->known) {
        if (unknown < 0)
            m_serverType->addItem(settings.serverType->word, kUnknownWord);
        m_serverType->setCurrentIndex(m_serverType->findData(kUnknownWord));
    } else {
        m_serverType->setCurrentIndex(settings.isCustomServer() ? 1 : 0);
    }
    const bool isCustomUsable = m_session.capability(Feature::CustomServer).isUsable();
    setItemEnabled(*m_serverType, 1, isCustomUsable);
    m_serverType->setEnabled(m_isEnabled && hasType);
    const QString note = noteOn(Feature::CustomServer);
    const QString lacking = hasType || !isCustomUsable
                                ? QString()
                                : tr("This PBX does not offer the choice of a server.");
    //: A choice of a list, and what the firmware needs for it.
    m_blocks.value(Field::ServerType)
        ->setHelp(note.isEmpty() ? lacking : tr("Custom: %1.").arg(note));
    m_form.setRowShown(m_blocks.value(Field::ServerAddress), settings.isCustomServer());
    QLineEdit *address = m_edits.value(Field::ServerAddress);
    showText(*address, settings.serverAddress.value_or(QString()));
    address->setEnabled(m_isEnabled);
}

//! Only when the choices differ: the list may be open while the status is read.
void RemoteManagementFields::rebuildMethods()
{
    const RemoteManagementSettings &settings = m_model.draft().settings;
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

void RemoteManagementFields::refreshMethods()
{
    rebuildMethods();
    const RemoteManagementSettings &settings = m_model.draft().settings;
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
    m_method->setEnabled(m_isEnabled);
    m_blocks.value(Field::ActivationMethod)->setHelp(notes.join(QLatin1Char('\n')));
}

void RemoteManagementFields::refreshMethodFields()
{
    const RemoteManagementSettings &settings = m_model.draft().settings;
    const auto show = [&](Field field, ActivationMethod method) {
        m_form.setRowShown(m_blocks.value(field), settings.activationMethod.is(method));
        m_edits.value(field)->setEnabled(m_isEnabled);
    };
    show(Field::AuthenticationCode, ActivationMethod::AuthenticationCode);
    show(Field::YeastarId, ActivationMethod::YeastarId);
    show(Field::YeastarIdPassword, ActivationMethod::YeastarId);
    show(Field::Email, ActivationMethod::Email);
    show(Field::EmailPassword, ActivationMethod::Email);
    showText(*m_edits.value(Field::YeastarId), settings.yeastarId);
    showText(*m_edits.value(Field::Email), settings.email);
    const RemoteManagementSettings &before = m_model.loaded();
    const bool isSame = haveSameBinding(settings, before);
    const bool isBound =
        m_model.status() && !m_model.status()->state.is(ConnectionStatus::State::Disconnected);
    const auto keep = [&](Field field, bool isKept) {
        m_edits.value(field)->setPlaceholderText(keepText(isKept));
    };
    keep(Field::YeastarIdPassword, isSame && !before.yeastarId.isEmpty());
    keep(Field::EmailPassword, isSame && !before.email.isEmpty());
    m_blocks.value(Field::AuthenticationCode)
        ->setHelp(isSame && isBound
                      ? tr("From your provider, for one connection. Empty: the present binding "
                           "is kept.")
                      : tr("From your provider, for one connection."));
}

void RemoteManagementFields::refreshAccount()
{
    const RemoteManagementSettings &settings = m_model.draft().settings;
    const bool mayUse =
        m_session.capability(Feature::Account).isUsable() || m_model.loaded().isAccountEnabled;
    m_account->setChecked(settings.isAccountEnabled);
    m_account->setEnabled(m_isEnabled && mayUse);
    m_blocks.value(Field::AccountEnabled)->setHelp(noteOn(Feature::Account));
    for (const Field field : {Field::AccountUserName, Field::AccountPassword})
        m_edits.value(field)->setEnabled(m_isEnabled && settings.isAccountEnabled);
    showText(*m_edits.value(Field::AccountUserName), settings.accountUserName);
    m_edits.value(Field::AccountPassword)
        ->setPlaceholderText(keepText(m_model.loaded().isAccountPasswordSet));
}

void RemoteManagementFields::refreshPasswordless()
{
    const RemoteManagementSettings &settings = m_model.draft().settings;
    const bool isOffered = m_model.loaded().isPasswordless.has_value();
    const QString note = noteOn(Feature::Passwordless);
    m_passwordless->setChecked(settings.isPasswordless.value_or(false));
    m_passwordless->setEnabled(m_isEnabled && isOffered);
    QString help = tr("The provider opens this PBX without a password, with all rights of the "
                      "super administrator. He needs the same switch on his side.");
    if (!isOffered)
        //: What the firmware needs, as a sentence of its own.
        help = note.isEmpty() ? tr("This PBX does not offer it.")
                              : tr("Passwordless Login %1.").arg(note);
    m_blocks.value(Field::Passwordless)->setHelp(help);
}

//! What was refused or cannot be sent, beside the field it is about.
void RemoteManagementFields::refreshErrors()
{
    const auto problems = m_model.problems();
    const auto refused = m_model.refusedFields();
    for (auto it = m_blocks.cbegin(); it != m_blocks.cend(); ++it) {
        const Field field = it.key();
        QString text;
        if (refused.contains(field) && !m_answered.contains(field) && m_model.error())
            text = refusedFieldText(*m_model.error(), refused.value(field));
        else if (problems.contains(field) && (m_showsAll || m_touched.contains(field)))
            text = fieldProblemText(problems.value(field));
        (*it)->setError(text);
    }
    if (!m_model.isDirty()) {
        m_showsAll = false;
        m_touched.clear();
    }
}

//! Once the model has used or dropped a secret, nothing of it stays in the window either.
void RemoteManagementFields::clearSpentSecrets()
{
    for (const Field field : {Field::AuthenticationCode, Field::YeastarIdPassword,
                              Field::EmailPassword, Field::AccountPassword}) {
        QLineEdit *edit = m_edits.value(field);
        if (!edit->text().isEmpty() && secretIn(m_model.draft().secrets, field).isEmpty())
            edit->clear();
    }
}

QString RemoteManagementFields::noteOn(Feature feature) const
{
    return featureNote(m_session.capability(feature));
}

Feature RemoteManagementFields::featureOf(ActivationMethod method) const
{
    switch (method) {
    case ActivationMethod::YeastarId:
        return Feature::YeastarId;
    case ActivationMethod::Email:
        return Feature::ByEmail;
    case ActivationMethod::AuthenticationCode:
        break;
    }
    return m_model.draft().settings.isCustomServer() ? Feature::CustomServer
                                                     : Feature::AuthenticationCode;
}

QString RemoteManagementFields::keepText(bool isKept) const
{
    return isKept ? tr("Set. Empty keeps it.") : tr("Not set");
}

} // namespace lw
