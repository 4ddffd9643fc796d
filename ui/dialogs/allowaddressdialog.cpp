// SPDX-License-Identifier: GPL-3.0-or-later
#include "allowaddressdialog.h"

#include "pages/activitywords.h"
#include "support/fixedfont.h"
#include "widgets/dialogcolumn.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/addresslistsmodel.h>

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lw {

namespace {

constexpr int kWidth = 480;
constexpr int kLongestText = 127;

} // namespace

AllowAddressDialog::AllowAddressDialog(const AddressListsModel &lists, QWidget *parent)
    : QDialog(parent)
    , m_lists(lists)
    , m_form(new PageForm(this))
    , m_nameEdit(new QLineEdit)
    , m_addressEdit(new QLineEdit)
    , m_remarkEdit(new QLineEdit)
{
    setWindowTitle(tr("Add to Allowed IPs"));
    m_addressEdit->setFont(fixedFont());
    m_addressEdit->setPlaceholderText(QStringLiteral("192.0.2.0/24"));
    m_nameEdit->setMaxLength(kLongestText);
    m_remarkEdit->setMaxLength(kLongestText);
    m_nameBlock = m_form->addField(tr("&Name"), m_nameEdit);
    m_addressBlock = m_form->addField(tr("IP &address"), m_addressEdit);
    //: %1 is one IP address or several.
    m_addressBlock->setHelp(tr("One address, or a network such as 192.0.2.0/24. This workstation: "
                               "%1.")
                                .arg(workstationText(lists)));
    m_form->addField(tr("&Remark"), m_remarkEdit);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *add = buttons->addButton(tr("A&dd"), QDialogButtonBox::AcceptRole);
    add->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &AllowAddressDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(new NoteLabel(tr("The PBX never shuts these addresses out, whatever they "
                                       "try. Allow no more than you need."),
                                    this));
    column->addWidget(m_form);
    column->addStretch(1);
    column->addWidget(buttons);
    m_nameEdit->setFocus();
}

bool AllowAddressDialog::check()
{
    const QString address = m_addressEdit->text().trimmed();
    const auto &allowed = m_lists.allowed();
    const bool isThere =
        std::any_of(allowed.cbegin(), allowed.cend(),
                    [&](const AllowedAddress &row) { return row.address == address; });
    const bool hasName = !m_nameEdit->text().trimmed().isEmpty();
    m_nameBlock->setError(hasName ? QString() : tr("A name is needed."));
    const auto problem = AddressListsModel::problemOf(address);
    m_addressBlock->setError(problem   ? addressRuleText(*problem)
                             : isThere ? tr("This address is on the list already.")
                                       : QString());
    return !m_nameBlock->hasError() && !m_addressBlock->hasError();
}

void AllowAddressDialog::finish()
{
    if (!check()) {
        (m_nameBlock->hasError() ? m_nameEdit : m_addressEdit)->setFocus();
        return;
    }
    emit chosen({.name = m_nameEdit->text().trimmed(),
                 .address = m_addressEdit->text().trimmed(),
                 .remark = m_remarkEdit->text().trimmed()});
    accept();
}

} // namespace lw
