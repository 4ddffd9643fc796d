// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralsignin.h"
#include "commandresult.h"

#include <QObject>

namespace lw {

class CentralSession;

/*!
 * One command that talks to a management server: signs in, runs, signs out. Owned by main();
 * finished() comes once. Nothing ever prompts.
 */
class CentralCommand : public QObject
{
    Q_OBJECT
public:
    CentralCommand(CentralSession &session, CentralMeans means);
    ~CentralCommand() override;

    virtual void start();
    //! Ends with Cancelled (130). What was sent is not undone.
    void interrupt();

signals:
    void finished(const lw::CommandResult &result);

protected:
    //! Signed in: to end with finish().
    virtual void run() = 0;
    void finish(CommandResult result);
    [[nodiscard]] CentralSession &session() const { return m_session; }
    [[nodiscard]] const CentralSignIn &signIn() const { return m_signIn; }

private:
    CentralSession &m_session;
    CentralSignIn m_signIn;
    bool m_isFinishing = false;
    CommandResult m_result;
};

} // namespace lw
