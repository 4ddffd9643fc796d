// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/remotemanagementsettings.h>

#include <QObject>
#include <QStringList>

class QComboBox;
class QPushButton;

namespace lw {

class PbxSession;
class PreFlightPane;
class RemoteManagementEdits;

/*!
 * The section *Authentication* of the Remote Management page: which server, by which method, as
 * whom. What the firmware lacks is greyed and says what it needs. Owned by RemoteManagementFields.
 */
class AuthenticationFields final : public QObject
{
    Q_OBJECT
public:
    AuthenticationFields(RemoteManagementEdits &edits, PbxSession &session, QObject *parent);

    //! Everything as the model has it.
    void refresh();
    //! Looks at the custom server that is typed, from this workstation.
    void checkServer();

private:
    void buildServer();
    void buildMethods();
    void changeServerType();
    void changeMethod();
    void refreshServer();
    void refreshAddress();
    void rebuildMethods();
    void refreshMethods();
    void refreshMethodFields();
    [[nodiscard]] Feature featureOf(ActivationMethod method) const;

    RemoteManagementEdits &m_edits;
    PbxSession &m_session;
    QComboBox *m_serverType = nullptr;
    QPushButton *m_checkButton = nullptr;
    PreFlightPane *m_preFlight = nullptr;
    QComboBox *m_method = nullptr;
    QStringList m_shownMethods; //!< what the list of methods was built for
};

//! What an empty password field means.
[[nodiscard]] QString keptSecretText(bool isKept);

} // namespace lw
