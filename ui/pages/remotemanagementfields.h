// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <session/remotemanagementdraft.h>

#include <QMap>
#include <QObject>
#include <QSet>

#include <functional>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace lw {

class FieldBlock;
class PageForm;
class PbxSession;
class RemoteManagementModel;

/*!
 * The controls of the Remote Management page, in the portal's order and words, on somebody else's
 * form. What is typed goes into the model's draft; what the model says comes back as value, help or
 * error. What the firmware lacks is greyed and says what it needs.
 */
class RemoteManagementFields final : public QObject
{
    Q_OBJECT
public:
    using Field = RemoteManagementField;

    RemoteManagementFields(PageForm &form, PbxSession &session, RemoteManagementModel &model,
                           QObject *parent);

    //! Everything as the model has it.
    void refresh();
    //! From now on every field that cannot be sent says why; the first one gets the focus.
    void showProblems();
    void setEnabled(bool isEnabled);

private:
    void buildAuthentication();
    void buildAccount();
    void buildPasswordless();
    QLineEdit *addEdit(Field field, const QString &label);
    QLineEdit *addSecretEdit(Field field, const QString &label);
    //! The draft's settings with \a change applied.
    void change(Field field, const std::function<void(RemoteManagementSettings &)> &change);
    void changeServerType();
    void changeMethod();
    void takeSecret(Field field, const QString &text);

    void refreshServer();
    void rebuildMethods();
    void refreshMethods();
    void refreshMethodFields();
    void refreshAccount();
    void refreshPasswordless();
    void refreshErrors();
    void clearSpentSecrets();
    //! Why \a feature is greyed, or that the PBX decides; empty: simply available.
    [[nodiscard]] QString noteOn(Feature feature) const;
    [[nodiscard]] Feature featureOf(ActivationMethod method) const;
    //! What an empty password field means.
    [[nodiscard]] QString keepText(bool isKept) const;

    PageForm &m_form;
    PbxSession &m_session;
    RemoteManagementModel &m_model;
    QMap<Field, FieldBlock *> m_blocks;
    QMap<Field, QLineEdit *> m_edits;
    QComboBox *m_serverType = nullptr;
    QComboBox *m_method = nullptr;
    QCheckBox *m_account = nullptr;
    QCheckBox *m_passwordless = nullptr;
    QStringList m_shownMethods; //!< what the list of methods was built for
    QSet<Field> m_touched;      //!< left once with something in it
    QSet<Field> m_answered;     //!< edited since the PBX refused them
    bool m_showsAll = false;
    bool m_isEnabled = true;
    bool m_isRefreshing = false;
};

} // namespace lw
