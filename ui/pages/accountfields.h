// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

class QCheckBox;

namespace lw {

class OpenApiSession;
class PbxSession;
class RemoteManagementEdits;

/*!
 * The sections *Account* and *Passwordless Login* of the Remote Management page: with what rights
 * the provider gets in. Where the PBX's OpenAPI is signed in, it looks while typing whether an
 * extension has the user name; that advises, and the PBX decides. Owned by RemoteManagementFields.
 */
class AccountFields final : public QObject
{
    Q_OBJECT
public:
    AccountFields(RemoteManagementEdits &edits, PbxSession &session, QObject *parent);

    //! Everything as the model has it.
    void refresh();
    //! By whom the user name is looked up; null: by nobody. May go at any time.
    void setOpenApi(OpenApiSession *openApi);

private:
    void buildAccount();
    void buildPasswordless();
    void refreshAccount();
    void refreshPasswordless();
    void refreshNameNote();
    void lookUpName();
    [[nodiscard]] QString nameNote() const;

    RemoteManagementEdits &m_edits;
    PbxSession &m_session;
    QPointer<OpenApiSession> m_openApi;
    QCheckBox *m_account = nullptr;
    QCheckBox *m_passwordless = nullptr;
    QTimer m_pause;        //!< since the last key
    QString m_checkedName; //!< what was looked up last
};

} // namespace lw
