// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandresult.h"

#include <core/secret.h>

#include <QObject>

namespace lw {

class PbxSession;
class RemoteManagementModel;

/*!
 * One command that talks to a PBX: opens the session, signs in where the command needs it, runs,
 * signs out. Owned by main(); finished() comes once.
 *
 *   Opening --> [beforeSignIn()] --> SigningIn --> Running --> SigningOut --> finished()
 */
class PbxCommand : public QObject
{
    Q_OBJECT
public:
    enum class Need { Product, Session };

    PbxCommand(PbxSession &session, Need need, Secret password);

    void start();
    //! Ends with Cancelled (130). What was sent is not undone.
    void interrupt();

signals:
    void finished(const lw::CommandResult &result);

protected:
    //! The PBX has said who it is; nothing that needs a session was sent. An error ends the
    //! command.
    [[nodiscard]] virtual std::optional<CommandError> beforeSignIn() { return std::nullopt; }
    //! Signed in (or, with Need::Product, opened): to end with finish().
    virtual void run() = 0;
    //! What Ctrl+C says.
    [[nodiscard]] virtual QString interruptText() const;
    void finish(CommandResult result);
    [[nodiscard]] PbxSession &session() const { return m_session; }

private:
    enum class Step { Opening, SigningIn, Running, SigningOut };

    void followSession();
    void signIn();

    PbxSession &m_session;
    Need m_need;
    Secret m_password;
    Step m_step = Step::Opening;
    CommandResult m_result;
};

/*! pbx check. */
class CheckCommand final : public PbxCommand
{
public:
    explicit CheckCommand(PbxSession &session) : PbxCommand(session, Need::Product, {}) {}

protected:
    void run() override;
};

/*! remote show and remote status: read the page, print a part of it. */
class RemoteReadCommand final : public PbxCommand
{
public:
    enum class Part { Settings, Status };

    RemoteReadCommand(PbxSession &session, Secret password, Part part);

protected:
    void run() override;

private:
    void followModel();

    Part m_part;
    RemoteManagementModel *m_model;
};

/*! remote disconnect: done only when reading the status says so. */
class RemoteDisconnectCommand final : public PbxCommand
{
public:
    RemoteDisconnectCommand(PbxSession &session, Secret password);

protected:
    void run() override;

private:
    void followModel();

    RemoteManagementModel *m_model;
};

} // namespace lw

Q_DECLARE_METATYPE(lw::CommandResult)
