// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudpbxdialog.h"

#include "confirmdialog.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 520;

} // namespace

CloudPbxDialog::CloudPbxDialog(const CloudPbx &pbx, QWidget *parent)
    : QDialog(parent)
    , m_pbx(pbx)
    , m_passwordlessBox(new QCheckBox(tr("&Passwordless Login")))
    , m_superiorBox(new QCheckBox(tr("Allow the s&uperior, too")))
{
    setWindowTitle(tr("Passwordless Login"));
    m_passwordlessBox->setChecked(pbx.isPasswordless.value_or(false));
    m_superiorBox->setChecked(pbx.isPasswordlessForSuperior.value_or(false));
    //: %1 is the name of a Cloud PBX.
    auto *title = new SectionHeading(tr("Who may open %1 without a password").arg(pbx.name), this);
    title->setWordWrap(true);
    auto *form = new PageForm(this);
    form->addUnlabelled(m_passwordlessBox)
        ->setHelp(tr("You and your colleagues on this management server open the PBX without a "
                     "password and with all rights of its super administrator. The owner of the "
                     "PBX can switch it off under Security > Security Settings."));
    FieldBlock *superior = form->addUnlabelled(m_superiorBox);
    superior->setHelp(
        pbx.isPasswordlessForSuperior
            ? tr("The account above yours, from which you have your subscription, may do the same. "
                 "It counts only while Passwordless Login is on.")
            : tr("The account above yours, from which you have your subscription, may do the same. "
                 "It counts only while Passwordless Login is on. The server does not say how it "
                 "stands now; saving sends what is ticked here."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_saveButton = buttons->button(QDialogButtonBox::Save);
    m_saveButton->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &CloudPbxDialog::proceed);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_passwordlessBox, &QCheckBox::toggled, this, &CloudPbxDialog::refresh);
    connect(m_superiorBox, &QCheckBox::toggled, this, &CloudPbxDialog::refresh);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(title);
    column->addWidget(form);
    column->addStretch(1);
    column->addWidget(buttons);
    refresh();
}

CloudPbxsModel::Switches CloudPbxDialog::switches() const
{
    CloudPbxsModel::Switches wanted;
    if (m_passwordlessBox->isChecked() != m_pbx.isPasswordless.value_or(false))
        wanted.passwordless = m_passwordlessBox->isChecked();
    if (m_superiorBox->isChecked() != m_pbx.isPasswordlessForSuperior.value_or(false))
        wanted.forSuperior = m_superiorBox->isChecked();
    return wanted;
}

void CloudPbxDialog::refresh()
{
    const auto wanted = switches();
    m_superiorBox->setEnabled(m_passwordlessBox->isChecked());
    m_saveButton->setEnabled(wanted.passwordless || wanted.forSuperior);
}

void CloudPbxDialog::proceed()
{
    const auto wanted = switches();
    const bool opens = wanted.passwordless.value_or(false);
    const bool opensForSuperior =
        wanted.forSuperior.value_or(false) && m_passwordlessBox->isChecked();
    if (!opens && !opensForSuperior) {
        finish();
        return;
    }
    QStringList consequences;
    if (opens)
        consequences.append(tr("Everybody who may sign in to your account on this management "
                               "server gets in with all rights, without a password or a second "
                               "factor of the PBX, until it is switched off."));
    if (opensForSuperior)
        consequences.append(
            tr("The account above yours, and its colleagues, get in as well. You do "
               "not see who they are."));
    auto *dialog =
        new ConfirmDialog({.title = tr("Passwordless Login"),
                           //: %1 is the name of a Cloud PBX.
                           .question = tr("Let people open %1 without a password?").arg(m_pbx.name),
                           .consequences = consequences,
                           .action = tr("&Switch On")},
                          this);
    connect(dialog, &ConfirmDialog::accepted, this, &CloudPbxDialog::finish);
    dialog->open();
}

void CloudPbxDialog::finish()
{
    CloudPbxsModel::Switches wanted = switches();
    if (!m_pbx.isPasswordlessForSuperior)
        wanted.forSuperior = m_superiorBox->isChecked(); // the server demands one
    emit confirmed(wanted);
    accept();
}

} // namespace lw
