// SPDX-License-Identifier: GPL-3.0-or-later
#include "centraluserspage.h"

#include "dialogs/userfactordialog.h"
#include "widgets/centraltextmodels.h"

#include <session/centralsession.h>
#include <session/centralusersmodel.h>

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace lw {

namespace {

const QList<int> kShares{22, 26, 20, 14, 18}; //!< of the width

} // namespace

CentralUsersPage::CentralUsersPage(CentralSession &session, QWidget *parent)
    : CentralUsersPage(session, new CentralUsersModel(session), parent)
{}

CentralUsersPage::CentralUsersPage(CentralSession &session, CentralUsersModel *model,
                                   QWidget *parent)
    : CentralListPage(
          session, *model, new CentralUsersTextModel(*model),
          {.columnsName = QStringLiteral("centralUsers"), .name = tr("Users"), .shares = kShares},
          parent)
    , m_model(*model)
    , m_switchOffButton(new QPushButton(tr("S&witch Off Two-Factor Authentication\u2026")))
{
    model->setParent(this);
    m_switchOffButton->setAutoDefault(false);
    actionRow().addWidget(m_switchOffButton);
    actionRow().addStretch(1);
    connect(m_switchOffButton, &QPushButton::clicked, this, &CentralUsersPage::askToSwitchOff);
    refresh();
}

CentralUsersPage::~CentralUsersPage() = default;

QString CentralUsersPage::countText(qint64 total) const
{
    if (total == 1)
        return tr("1 user");
    //: %1 is a number.
    return tr("%1 users").arg(QLocale().toString(total));
}

ErrorText CentralUsersPage::emptyText() const
{
    return {tr("This management server lists no users."),
            tr("The account behind the Client ID may not be allowed to see them.")};
}

ChangeOutcome CentralUsersPage::outcome() const
{
    return m_model.outcome();
}

void CentralUsersPage::refreshActions()
{
    const auto user = m_model.at(chosenRow());
    const bool hasFactor = user && user->hasSecondFactor.value_or(false);
    m_switchOffButton->setEnabled(hasFactor && session().isSignedIn() && !isChanging());
    if (!user)
        setChoiceText(tr("Choose a user, for instance one who has lost the phone."));
    else if (!user->hasSecondFactor)
        setChoiceText(tr("The server does not say whether this user has two-factor "
                         "authentication."));
    else if (!hasFactor)
        setChoiceText(tr("This user has no two-factor authentication. Only the user can switch it "
                         "on, in the portal of the server."));
    else
        setChoiceText(tr("This user has two-factor authentication."));
}

void CentralUsersPage::askToSwitchOff()
{
    const auto user = m_model.at(chosenRow());
    if (!user)
        return;
    auto *dialog = new UserFactorDialog(*user, this);
    connect(dialog, &UserFactorDialog::confirmed, this, [this, user](const QString &reason) {
        //: %1 is the name of a user.
        beginChange(
            {.busy = tr("Switching off\u2026"),
             .done = tr("Two-factor authentication of %1 is switched off.").arg(nameOf(*user)),
             .notDone = tr("Not switched off.")});
        m_model.disableSecondFactor(user->id, reason);
    });
    dialog->open();
}

} // namespace lw
