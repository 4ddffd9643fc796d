// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfields.h"

#include "accountfields.h"
#include "authenticationfields.h"
#include "remotemanagementedits.h"

#include <session/remotemanagementmodel.h>

#include <QScopedValueRollback>

namespace lw {

RemoteManagementFields::RemoteManagementFields(PageForm &form, PbxSession &session,
                                               RemoteManagementModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_edits(new RemoteManagementEdits(form, model, this))
    , m_authentication(new AuthenticationFields(*m_edits, session, this))
    , m_account(new AccountFields(*m_edits, session, this))
{
    connect(m_edits, &RemoteManagementEdits::edited, this, &RemoteManagementFields::refresh);
}

void RemoteManagementFields::refresh()
{
    if (!m_model.isLoaded() || m_isRefreshing)
        return;
    const QScopedValueRollback refreshing(m_isRefreshing, true);
    if (m_model.activity() == RemoteManagementModel::Activity::Saving)
        m_edits->forgetAnswers();
    m_edits->clearSpentSecrets();
    m_authentication->refresh();
    m_account->refresh();
    m_edits->refreshErrors();
}

void RemoteManagementFields::showProblems()
{
    m_edits->showProblems();
}

void RemoteManagementFields::setEnabled(bool isEnabled)
{
    m_edits->setEnabled(isEnabled);
    refresh();
}

void RemoteManagementFields::checkServer()
{
    m_authentication->checkServer();
}

void RemoteManagementFields::setOpenApi(OpenApiSession *openApi)
{
    m_account->setOpenApi(openApi);
}

} // namespace lw
