// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxdialog.h"

#include "support/errortext.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/copytext.h"
#include "widgets/fieldblock.h"
#include "widgets/pagecolumn.h"
#include "widgets/pageform.h"

#include <fleet/openapikeeper.h>
#include <fleet/pbxregistry.h>
#include <session/openapisession.h>
#include <session/wireprofilefile.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lw {

namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 600;
constexpr int kNotesLines = 3;
constexpr quint16 kUsualProxyPort = 3128;

QStringList groupsOf(const PbxRegistry &registry)
{
    QStringList groups;
    for (const PbxSettings &pbx : registry.all()) {
        if (!pbx.group.isEmpty() && !groups.contains(pbx.group))
            groups.append(pbx.group);
    }
    groups.sort(Qt::CaseInsensitive);
    return groups;
}

template<typename Enum>
Enum chosen(const QComboBox &list)
{
    return static_cast<Enum>(list.currentData().toInt());
}

} // namespace

PbxDialog::PbxDialog(PbxRegistry &registry, const WireProfile &builtInWire, const PbxSettings &pbx,
                     QWidget *parent)
    : QDialog(parent)
    , m_registry(registry)
    , m_builtInWire(builtInWire)
    , m_before(pbx)
    , m_form(new PageForm)
    , m_nameEdit(new QLineEdit)
    , m_groupList(new QComboBox)
    , m_addressEdit(new QLineEdit)
    , m_userEdit(new QLineEdit)
    , m_trustList(new QComboBox)
    , m_authorityEdit(new QLineEdit)
    , m_pin(new CopyText(tr("SHA-256")))
    , m_proxyList(new QComboBox)
    , m_proxyHostEdit(new QLineEdit)
    , m_proxyPortSpin(new QSpinBox)
    , m_proxyUserEdit(new QLineEdit)
    , m_clientIdEdit(new QLineEdit)
    , m_clientSecretEdit(new QLineEdit)
    , m_keepSecretBox(new QCheckBox(tr("Remember the secret in the &keychain")))
    , m_wireEdit(new QLineEdit)
    , m_notesEdit(new QPlainTextEdit)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(pbx.id.isEmpty() ? tr("Add PBX") : tr("Edit PBX"));
    buildBasics();
    buildTrust();
    buildProxy();
    buildOpenApi();
    buildRest();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &PbxDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageColumn(m_form), 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::kPageMargin, 0, metrics::kPageMargin, metrics::kPageMargin);
    foot->addWidget(buttons);
    column->addLayout(foot);
    resize(kWidth, kHeight);
    show(pbx);
}

void PbxDialog::buildBasics()
{
    m_addressEdit->setPlaceholderText(tr("pbx.example.com:8088"));
    m_groupList->setEditable(true);
    m_groupList->addItem(QString());
    m_groupList->addItems(groupsOf(m_registry));
    m_nameBlock = m_form->addField(tr("&Name"), m_nameEdit);
    m_addressBlock = m_form->addField(tr("&Address"), m_addressEdit);
    m_addressBlock->setHelp(tr("Host and port. Without a port 8088 is meant; a cloud PBX has "
                               "443."));
    m_form->addField(tr("&User name"), m_userEdit)
        ->setHelp(tr("The password is asked for when you sign in and is not kept."));
    m_form->addField(tr("&Group"), m_groupList);
}

void PbxDialog::buildTrust()
{
    m_form->addHeading(tr("Certificate"));
    m_trustList->addItem(tr("Verified by the authorities of this system"),
                         static_cast<int>(TrustChoice::Basis::System));
    m_trustList->addItem(tr("Those, and the authorities of a file"),
                         static_cast<int>(TrustChoice::Basis::SystemAndFile));
    m_trustBlock = m_form->addField(tr("&Trust"), m_trustList);
    m_authorityBlock = m_form->addField(tr("A&uthorities (PEM)"), m_authorityEdit,
                                        fileButton(m_authorityEdit, tr("Certificate Authorities")));
    m_form->addRow(tr("Trusted SHA-256"), m_pin);
    connect(m_trustList, &QComboBox::currentIndexChanged, this, &PbxDialog::refreshRows);
}

void PbxDialog::buildProxy()
{
    m_form->addHeading(tr("Proxy"));
    m_proxyList->addItem(tr("As the system says"), static_cast<int>(ProxyChoice::Way::System));
    m_proxyList->addItem(tr("None"), static_cast<int>(ProxyChoice::Way::None));
    m_proxyList->addItem(tr("HTTP proxy"), static_cast<int>(ProxyChoice::Way::Http));
    m_proxyPortSpin->setRange(1, 65535);
    m_proxyPortSpin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_form->addField(tr("&Proxy"), m_proxyList);
    m_proxyHostBlock = m_form->addField(tr("Proxy &host"), m_proxyHostEdit);
    m_proxyPortBlock = m_form->addField(tr("P&ort"), m_proxyPortSpin);
    m_proxyUserBlock = m_form->addField(tr("Prox&y user"), m_proxyUserEdit);
    connect(m_proxyList, &QComboBox::currentIndexChanged, this, &PbxDialog::refreshRows);
}

void PbxDialog::buildOpenApi()
{
    m_form->addHeading(tr("OpenAPI"));
    m_clientSecretEdit->setEchoMode(QLineEdit::Password);
    m_form->addField(tr("Client &ID"), m_clientIdEdit)
        ->setHelp(tr("Optional, from Integrations > API on the PBX: shows its clock and up time, "
                     "and tells whether a user name is taken. Empty: not used."));
    m_clientSecretBlock = m_form->addField(tr("&Client Secret"), m_clientSecretEdit);
    m_keepSecretBlock = m_form->addUnlabelled(m_keepSecretBox);
    connect(m_clientIdEdit, &QLineEdit::textChanged, this, &PbxDialog::refreshOpenApi);
}

void PbxDialog::setOpenApi(OpenApiKeeper &keeper)
{
    m_openApi = &keeper;
    refreshOpenApi();
}

//! A secret belongs to its Client ID.
void PbxDialog::refreshOpenApi()
{
    const QString clientId = m_clientIdEdit->text().trimmed();
    const bool mayEnter = m_openApi && !clientId.isEmpty();
    m_form->setRowShown(m_clientSecretBlock, mayEnter);
    m_form->setRowShown(m_keepSecretBlock, mayEnter);
    const bool isKept = m_before.keepsOpenApiSecret && clientId == m_before.openApiClientId;
    m_clientSecretEdit->setPlaceholderText(isKept ? tr("In the keychain. Empty keeps it.")
                                                  : QString());
    m_clientSecretBlock->setHelp(isKept ? QString()
                                        : tr("Empty: it is asked for on the Overview page."));
}

//! The list never sees it; what is kept of another Client ID is of no use any more.
void PbxDialog::handOverSecret(const QString &id)
{
    Secret secret = Secret::fromText(m_clientSecretEdit->text().trimmed());
    m_clientSecretEdit->clear();
    if (!m_openApi || secret.isEmpty() || m_clientIdEdit->text().trimmed().isEmpty())
        return;
    // What was signed in by another secret must not stand for this one.
    if (OpenApiSession *session = m_openApi->session(id); session && session->isSignedIn())
        session->signOut();
    m_openApi->signIn(id, std::move(secret),
                      m_keepSecretBox->isChecked() ? OpenApiKeeper::Remember::Yes
                                                   : OpenApiKeeper::Remember::No);
}

void PbxDialog::buildRest()
{
    m_form->addHeading(tr("More"));
    m_wireBlock = m_form->addField(tr("&Wire profile"), m_wireEdit,
                                   fileButton(m_wireEdit, tr("Wire Profile")));
    m_wireBlock->setHelp(tr("A file that corrects names of the PBX's own API. Usually empty."));
    m_notesEdit->setTabChangesFocus(true);
    m_notesEdit->setFixedHeight(m_notesEdit->fontMetrics().lineSpacing() * kNotesLines +
                                metrics::kPageMargin);
    m_form->addField(tr("Not&es"), m_notesEdit);
    connect(m_wireEdit, &QLineEdit::textChanged, this, [this] { (void)checkWire(); });
}

QWidget *PbxDialog::fileButton(QLineEdit *edit, const QString &title)
{
    auto *button = new QPushButton(tr("Choose\u2026"));
    button->setAutoDefault(false);
    //: %1 is what the file holds.
    button->setAccessibleName(tr("Choose file: %1").arg(title));
    connect(button, &QPushButton::clicked, this, [this, edit, title] {
        auto *files = new QFileDialog(this, title, edit->text());
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setFileMode(QFileDialog::ExistingFile);
        connect(files, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        files->open();
    });
    return button;
}

void PbxDialog::show(const PbxSettings &pbx)
{
    m_nameEdit->setText(pbx.name);
    m_groupList->setCurrentText(pbx.group);
    m_addressEdit->setText(pbx.address.isNull() ? QString() : pbx.address.displayText());
    m_userEdit->setText(pbx.userName);
    m_authorityEdit->setText(pbx.trust.caFile);
    if (pbx.trust.basis == TrustChoice::Basis::Pinned) {
        m_trustList->addItem(tr("Exactly the certificate that was trusted"),
                             static_cast<int>(TrustChoice::Basis::Pinned));
        m_pin->setText(fingerprintLines(pbx.trust.sha256), fingerprintText(pbx.trust.sha256));
    }
    m_trustList->setCurrentIndex(m_trustList->findData(static_cast<int>(pbx.trust.basis)));
    m_proxyList->setCurrentIndex(m_proxyList->findData(static_cast<int>(pbx.proxy.way)));
    m_proxyHostEdit->setText(pbx.proxy.host);
    m_proxyPortSpin->setValue(pbx.proxy.port == 0 ? kUsualProxyPort : pbx.proxy.port);
    m_proxyUserEdit->setText(pbx.proxy.userName);
    m_clientIdEdit->setText(pbx.openApiClientId);
    m_keepSecretBox->setChecked(pbx.keepsOpenApiSecret);
    m_wireEdit->setText(pbx.wireFile);
    m_notesEdit->setPlainText(pbx.notes);
    refreshRows();
    refreshOpenApi();
}

PbxSettings PbxDialog::entered() const
{
    PbxSettings pbx = m_before;
    pbx.name = m_nameEdit->text().trimmed();
    pbx.group = m_groupList->currentText().trimmed();
    pbx.address = PbxAddress::parse(m_addressEdit->text()).value_or(PbxAddress());
    pbx.userName = m_userEdit->text().trimmed();
    switch (chosen<TrustChoice::Basis>(*m_trustList)) {
    case TrustChoice::Basis::System:
        pbx.trust = TrustChoice::system();
        break;
    case TrustChoice::Basis::SystemAndFile:
        pbx.trust = TrustChoice::authorityFile(m_authorityEdit->text().trimmed());
        break;
    case TrustChoice::Basis::Pinned:
        pbx.trust = m_before.trust;
        break;
    }
    pbx.proxy = {.way = chosen<ProxyChoice::Way>(*m_proxyList)};
    if (pbx.proxy.way == ProxyChoice::Way::Http) {
        pbx.proxy.host = m_proxyHostEdit->text().trimmed();
        pbx.proxy.port = static_cast<quint16>(m_proxyPortSpin->value());
        pbx.proxy.userName = m_proxyUserEdit->text().trimmed();
    }
    pbx.openApiClientId = m_clientIdEdit->text().trimmed();
    if (pbx.openApiClientId != m_before.openApiClientId || !m_keepSecretBox->isChecked())
        pbx.keepsOpenApiSecret = false;
    pbx.wireFile = m_wireEdit->text().trimmed();
    pbx.notes = m_notesEdit->toPlainText();
    return pbx;
}

bool PbxDialog::check()
{
    const auto address = PbxAddress::parse(m_addressEdit->text());
    m_addressBlock->setError(address ? QString() : addressProblemText(address.error()));
    const bool areOthersFine = checkTrust() & checkProxy() & checkWire();
    return address.has_value() && areOthersFine;
}

bool PbxDialog::checkTrust()
{
    QString problem;
    if (chosen<TrustChoice::Basis>(*m_trustList) == TrustChoice::Basis::SystemAndFile) {
        QFile file(m_authorityEdit->text().trimmed());
        if (!file.open(QIODevice::ReadOnly))
            //: %1 is the system's reason.
            problem = tr("The file could not be read: %1").arg(file.errorString());
        else if (!file.readAll().contains("-----BEGIN CERTIFICATE-----"))
            problem = tr("The file holds no certificate in the PEM form.");
    }
    m_authorityBlock->setError(problem);
    return problem.isEmpty();
}

bool PbxDialog::checkProxy()
{
    QString problem;
    if (chosen<ProxyChoice::Way>(*m_proxyList) == ProxyChoice::Way::Http) {
        const auto host = PbxAddress::parse(m_proxyHostEdit->text(), kUsualProxyPort);
        problem = host ? QString() : addressProblemText(host.error());
    }
    m_proxyHostBlock->setError(problem);
    return problem.isEmpty();
}

bool PbxDialog::checkWire()
{
    const auto wire = wireProfileWithFile(m_builtInWire, m_wireEdit->text().trimmed());
    m_wireBlock->setError(wire ? QString() : wireProfileErrorText(wire.error()));
    return wire.has_value();
}

void PbxDialog::refreshRows()
{
    const auto basis = chosen<TrustChoice::Basis>(*m_trustList);
    m_form->setRowShown(m_authorityBlock, basis == TrustChoice::Basis::SystemAndFile);
    m_form->setRowShown(m_pin, basis == TrustChoice::Basis::Pinned);
    m_trustBlock->setHelp(basis == TrustChoice::Basis::Pinned
                              ? tr("Choose another kind of trust to forget this certificate.")
                              : tr("A certificate that cannot be verified is shown before anything "
                                   "is sent."));
    const bool hasProxy = chosen<ProxyChoice::Way>(*m_proxyList) == ProxyChoice::Way::Http;
    for (FieldBlock *block : {m_proxyHostBlock, m_proxyPortBlock, m_proxyUserBlock})
        m_form->setRowShown(block, hasProxy);
}

void PbxDialog::save()
{
    m_nameBlock->setError({});
    if (!check()) {
        for (FieldBlock *block :
             {m_addressBlock, m_authorityBlock, m_proxyHostBlock, m_wireBlock}) {
            if (block->hasError()) {
                block->field()->setFocus();
                return;
            }
        }
        return;
    }
    PbxSettings pbx = entered();
    // Under its old Client ID, so before that is overwritten.
    if (m_openApi && m_before.keepsOpenApiSecret && !pbx.keepsOpenApiSecret)
        m_openApi->forget(m_before.id);
    std::optional<RegistryProblem> problem;
    if (m_before.id.isEmpty()) {
        const auto added = m_registry.add(pbx);
        if (added)
            pbx = *added;
        else
            problem = added.error();
    } else if (const auto updated = m_registry.update(pbx); !updated) {
        problem = updated.error();
    }
    if (problem) {
        m_nameBlock->setError(registryProblemText(*problem));
        m_nameEdit->setFocus();
        return;
    }
    handOverSecret(pbx.id);
    emit saved(pbx.id);
    accept();
}

} // namespace lw
