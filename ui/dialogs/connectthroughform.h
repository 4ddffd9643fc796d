// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <session/connectthrough.h>

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>
#include <memory>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace lw {

class CentralSession;
class FieldBlock;
class NoteLabel;
class PageForm;
class PbxSession;
class RemoteManagementModel;

/*! One PBX or one management server among which a person may choose. */
struct ConnectThroughSide
{
    QString id;
    QString name;
};

/*! What may be connected with what. Where there is one of a kind, it is given. */
struct ConnectThroughSides
{
    QList<ConnectThroughSide> pbxs;
    QList<ConnectThroughSide> platforms;
    // The sessions, asked for when a side is chosen; null: it is gone. They outlive the dialog.
    std::function<PbxSession *(const QString &id)> pbx;
    std::function<CentralSession *(const QString &id)> platform;
    // A person wants to sign in there; empty: the program cannot help with that.
    std::function<void(const QString &id)> signInPbx;
    std::function<void(const QString &id)> signInPlatform;
    ConnectThroughPlan plan{}; //!< what is filled in already
};

/*!
 * The first step of ConnectThroughDialog: which PBX, which management server, what the device is to
 * be, and what that would change on the PBX. Reads the PBX's page to know the latter; changes
 * nothing.
 */
class ConnectThroughForm final : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectThroughForm(ConnectThroughSides sides, QWidget *parent = nullptr);
    ~ConnectThroughForm() override;

    //! Null: none is chosen, or it is gone.
    [[nodiscard]] PbxSession *pbx() const { return m_pbx; }
    [[nodiscard]] CentralSession *platform() const { return m_platform; }
    [[nodiscard]] QString pbxName() const;
    [[nodiscard]] QString platformName() const;
    //! Both are signed in and the device has a name.
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] ConnectThroughPlan plan() const;
    //! What a person should confirm first, a sentence each; empty: nothing.
    [[nodiscard]] QStringList consequences() const;

signals:
    void changed();
    //! A session is about to go, and what stands on it must go first.
    void sideLost();

private:
    struct SignInRow
    {
        QWidget *row;
        NoteLabel *note;
        QPushButton *button;
    };

    void buildSides();
    void buildDevice();
    void fillIn(const ConnectThroughPlan &plan);
    [[nodiscard]] QComboBox *sideList(const QList<ConnectThroughSide> &sides) const;
    [[nodiscard]] SignInRow addSignInRow(const std::function<void()> &signIn);
    void choosePbx();
    void choosePlatform();
    void readPbx();
    void refresh();
    void refreshSignIn();
    void refreshPasswordless();
    [[nodiscard]] bool turnsPasswordlessOn() const;

    ConnectThroughSides m_sides;
    PageForm *m_form;
    QComboBox *m_pbxList;
    QComboBox *m_platformList;
    QLineEdit *m_nameEdit;
    QLineEdit *m_groupEdit;
    QLineEdit *m_commentEdit;
    QComboBox *m_passwordlessList;
    FieldBlock *m_passwordlessBlock = nullptr;
    SignInRow m_pbxSignIn{};
    SignInRow m_platformSignIn{};
    PbxSession *m_pbx = nullptr;
    CentralSession *m_platform = nullptr;
    std::unique_ptr<QObject> m_pbxLife;             //!< context of what follows m_pbx
    std::unique_ptr<QObject> m_platformLife;        //!< and m_platform
    std::unique_ptr<RemoteManagementModel> m_model; //!< what the PBX has now
    bool m_isNameOurs = true;                       //!< nobody has typed another one
};

} // namespace lw
