// SPDX-License-Identifier: GPL-3.0-or-later
#include "centraldialog.h"

#include "support/errortext.h"
#include "support/metrics.h"
#include "widgets/fieldblock.h"
#include "widgets/pagecolumn.h"
#include "widgets/pageform.h"
#include "widgets/reachfields.h"
#include "widgets/revealbutton.h"

#include <fleet/centralregistry.h>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 560;

} // namespace

CentralDialog::CentralDialog(CentralRegistry &registry, const CentralSettings &central,
                             QWidget *parent)
    : QDialog(parent)
    , m_registry(registry)
    , m_before(central)
    , m_form(new PageForm)
    , m_nameEdit(new QLineEdit(central.name))
    , m_addressEdit(new QLineEdit)
    , m_clientIdEdit(new QLineEdit(central.clientId))
    , m_secretEdit(new QLineEdit)
    , m_rememberBox(new QCheckBox(tr("&Remember in the keychain")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(central.id.isEmpty() ? tr("Add Management Server")
                                        : tr("Edit Management Server"));
    build();
    if (!central.address.isNull())
        m_addressEdit->setText(central.address.displayText());
    m_rememberBox->setChecked(central.keepsSecret);
    m_reach->show(central.trust, central.proxy);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &CentralDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &CentralDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageColumn(m_form), 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::kPageMargin, 0, metrics::kPageMargin, metrics::kPageMargin);
    foot->addWidget(buttons);
    column->addLayout(foot);
    resize(kWidth, kHeight);
}

void CentralDialog::build()
{
    m_addressEdit->setPlaceholderText(tr("ycm.example.com"));
    m_nameBlock = m_form->addField(tr("&Name"), m_nameEdit);
    m_addressBlock = m_form->addField(tr("&Address"), m_addressEdit);
    m_addressBlock->setHelp(tr("Host and port. Without a port 443 is meant."));
    m_clientIdBlock = m_form->addField(tr("C&lient ID"), m_clientIdEdit);
    m_clientIdBlock->setHelp(tr("The server's portal shows it under System > API, once the API is "
                                "switched on there."));
    auto *reveal = new RevealButton(*m_secretEdit, tr("Client Secret"));
    m_form->addField(tr("&Client Secret"), m_secretEdit, reveal)
        ->setHelp(m_before.keepsSecret ? tr("The keychain has one; leave this empty to keep it.")
                                       : tr("May stay empty: it is asked for when you sign in."));
    m_form->addUnlabelled(m_rememberBox)
        ->setHelp(tr("Kept once the server has taken it, and never in the list itself."));
    m_reach = new ReachFields(*m_form, this);
}

CentralSettings CentralDialog::entered() const
{
    CentralSettings central = m_before;
    central.name = m_nameEdit->text().trimmed();
    central.address = PbxAddress::parse(m_addressEdit->text(), kCentralPort).value_or(PbxAddress());
    central.clientId = m_clientIdEdit->text().trimmed();
    central.trust = m_reach->trust();
    central.proxy = m_reach->proxy();
    return central;
}

//! The first field that something is wrong with; null: all is well.
FieldBlock *CentralDialog::check()
{
    const auto address = PbxAddress::parse(m_addressEdit->text(), kCentralPort);
    m_nameBlock->setError({});
    m_addressBlock->setError(address ? QString() : addressProblemText(address.error()));
    m_clientIdBlock->setError(
        m_clientIdEdit->text().trimmed().isEmpty() ? tr("A value is needed here.") : QString());
    FieldBlock *wrongReach = m_reach->check();
    for (FieldBlock *block : {m_addressBlock, m_clientIdBlock}) {
        if (block->hasError())
            return block;
    }
    return wrongReach;
}

std::optional<RegistryProblem> CentralDialog::write(CentralSettings &central)
{
    if (!m_before.id.isEmpty()) {
        const auto updated = m_registry.update(central);
        return updated ? std::nullopt : std::optional(updated.error());
    }
    const auto added = m_registry.add(central);
    if (!added)
        return added.error();
    central = *added;
    return std::nullopt;
}

void CentralDialog::save()
{
    if (FieldBlock *wrong = check()) {
        wrong->field()->setFocus();
        return;
    }
    CentralSettings central = entered();
    if (const auto problem = write(central)) {
        m_nameBlock->setError(centralRegistryProblemText(*problem));
        m_nameEdit->setFocus();
        return;
    }
    // Before the page is shown, which would sign in with a secret that is kept.
    Secret secret = Secret::fromText(m_secretEdit->text());
    m_secretEdit->clear();
    if (!secret.isEmpty() && m_signIn)
        m_signIn(central.id, std::move(secret),
                 m_rememberBox->isChecked() ? RememberSecret::Yes : RememberSecret::No);
    emit saved(central.id);
    accept();
}

void CentralDialog::reject()
{
    m_secretEdit->clear();
    QDialog::reject();
}

} // namespace lw
