// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapisecretdialog.h"

#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 460;

} // namespace

OpenApiSecretDialog::OpenApiSecretDialog(const OpenApiSecretQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_secretEdit(new QLineEdit)
    , m_rememberBox(new QCheckBox(tr("&Remember the secret in the keychain of this computer")))
{
    //: %1 is the name of a PBX.
    setWindowTitle(tr("OpenAPI of %1").arg(question.pbxName));
    build(question);
    m_secretEdit->setFocus();
}

void OpenApiSecretDialog::build(const OpenApiSecretQuestion &question)
{
    auto *intro = new NoteLabel(tr("The Client ID stands in the settings of the PBX. A PBX gives "
                                   "out eight API tokens at most; this program gives its own back "
                                   "when it ends."));
    auto *clientId = new ValueLabel;
    clientId->setText(question.clientId);
    m_secretEdit->setEchoMode(QLineEdit::Password);
    auto *form = new PageForm;
    form->addRow(tr("Client ID"), clientId);
    form->addField(tr("Client &Secret"), m_secretEdit)
        ->setHelp(tr("Integrations > API on the PBX."));
    form->addUnlabelled(m_rememberBox);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signInButton = buttons->addButton(tr("Sign &In"), QDialogButtonBox::AcceptRole);
    m_signInButton->setDefault(true);
    m_signInButton->setEnabled(false);
    connect(m_secretEdit, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_signInButton->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &OpenApiSecretDialog::confirm);
    connect(buttons, &QDialogButtonBox::rejected, this, &OpenApiSecretDialog::reject);
    if (!question.practiceSecret.isEmpty()) {
        auto *practice = new QPushButton(tr("Use the &Practice Secret"));
        practice->setAutoDefault(false);
        practice->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        form->addUnlabelled(practice)->setHelp(
            tr("This is a practice PBX: its secrets are no secret."));
        connect(practice, &QPushButton::clicked, this,
                [this, secret = question.practiceSecret] { m_secretEdit->setText(secret); });
    }
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(intro);
    column->addWidget(form);
    column->addStretch(1);
    column->addWidget(buttons);
}

Secret OpenApiSecretDialog::takeSecret()
{
    Secret secret = Secret::fromText(m_secretEdit->text().trimmed());
    m_secretEdit->clear();
    return secret;
}

OpenApiKeeper::Remember OpenApiSecretDialog::remember() const
{
    return m_rememberBox->isChecked() ? OpenApiKeeper::Remember::Yes : OpenApiKeeper::Remember::No;
}

void OpenApiSecretDialog::confirm()
{
    emit entered();
    m_secretEdit->clear();
    accept();
}

void OpenApiSecretDialog::reject()
{
    m_secretEdit->clear();
    QDialog::reject();
}

} // namespace lw
