// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace lw {

class AccountFields;
class AuthenticationFields;
class OpenApiSession;
class PageForm;
class PbxSession;
class RemoteManagementEdits;
class RemoteManagementModel;

/*!
 * The controls of the Remote Management page, in the portal's order and words, on somebody else's
 * form. What is typed goes into the model's draft; what the model says comes back as value, help or
 * error. The sections themselves are AuthenticationFields and AccountFields.
 */
class RemoteManagementFields final : public QObject
{
    Q_OBJECT
public:
    RemoteManagementFields(PageForm &form, PbxSession &session, RemoteManagementModel &model,
                           QObject *parent);

    //! Everything as the model has it.
    void refresh();
    //! From now on every field that cannot be sent says why; the first one gets the focus.
    void showProblems();
    void setEnabled(bool isEnabled);
    //! Looks at the custom server that is typed, from this workstation.
    void checkServer();
    //! Who can tell whether a user name is taken; null: nobody.
    void setOpenApi(OpenApiSession *openApi);

private:
    RemoteManagementModel &m_model;
    RemoteManagementEdits *m_edits;
    AuthenticationFields *m_authentication;
    AccountFields *m_account;
    bool m_isRefreshing = false;
};

} // namespace lw
