// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudpbxspage.h"

#include "dialogs/cloudpbxdialog.h"
#include "widgets/centraltextmodels.h"

#include <session/centralsession.h>
#include <session/cloudpbxsmodel.h>

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace lw {

namespace {

const QList<int> kShares{18, 14, 11, 12, 14, 10, 11, 12}; //!< of the width

} // namespace

CloudPbxsPage::CloudPbxsPage(CentralSession &session, QWidget *parent)
    : CloudPbxsPage(session, new CloudPbxsModel(session), parent)
{}

CloudPbxsPage::CloudPbxsPage(CentralSession &session, CloudPbxsModel *model, QWidget *parent)
    : CentralListPage(session, *model, new CloudPbxsTextModel(*model),
                      {.columnsName = QStringLiteral("cloudPbxs"),
                       .name = tr("Cloud PBXs"),
                       .shares = kShares,
                       .searchHint = tr("Name or serial number")},
                      parent)
    , m_model(*model)
    , m_switchButton(new QPushButton(tr("Pass&wordless Login\u2026")))
{
    model->setParent(this);
    m_switchButton->setAutoDefault(false);
    actionRow().addWidget(m_switchButton);
    actionRow().addStretch(1);
    connect(m_switchButton, &QPushButton::clicked, this, &CloudPbxsPage::openSwitches);
    refresh();
}

CloudPbxsPage::~CloudPbxsPage() = default;

QString CloudPbxsPage::countText(qint64 total) const
{
    if (total == 1)
        return tr("1 Cloud PBX");
    //: %1 is a number.
    return tr("%1 Cloud PBXs").arg(QLocale().toString(total));
}

ErrorText CloudPbxsPage::emptyText() const
{
    return {tr("This management server has no Cloud PBXs."), {}};
}

ChangeOutcome CloudPbxsPage::outcome() const
{
    return m_model.outcome();
}

void CloudPbxsPage::refreshActions()
{
    const auto pbx = m_model.at(chosenRow());
    m_switchButton->setEnabled(pbx && session().isSignedIn() && !isChanging());
    if (!pbx)
        setChoiceText(tr("Choose a Cloud PBX to see and change who may open it without a "
                         "password."));
    else if (!pbx->isPasswordless.value_or(false))
        setChoiceText(tr("Nobody on this management server may open it without a password."));
    else if (pbx->isPasswordlessForSuperior.value_or(false))
        setChoiceText(tr("You, your colleagues and the superior account may open it without a "
                         "password."));
    else
        setChoiceText(tr("You and your colleagues may open it without a password."));
}

void CloudPbxsPage::openSwitches()
{
    const auto pbx = m_model.at(chosenRow());
    if (!pbx)
        return;
    auto *dialog = new CloudPbxDialog(*pbx, this);
    connect(dialog, &CloudPbxDialog::confirmed, this,
            [this, pbx](const CloudPbxsModel::Switches &switches) {
                beginChange({.busy = tr("Saving\u2026"),
                             .done = tr("Edited successfully."),
                             .notDone = tr("Not saved.")});
                m_model.setSwitches(*pbx, switches);
            });
    dialog->open();
}

} // namespace lw
