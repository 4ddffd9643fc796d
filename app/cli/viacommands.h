// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralsignin.h"
#include "pbxcommand.h"

#include <session/connectthrough.h>

#include <memory>

namespace lw {

class CentralSession;
class SecondOpinion;

/*!
 * A command that talks to a PBX and to a management server: signs in to the PBX first, then to the
 * server, and out of both.
 */
class ViaCommand : public PbxCommand
{
public:
    ViaCommand(PbxSession &session, SignInMeans means, CentralSession &central,
               CentralMeans centralMeans);

    //! Signs out of both; once the end is known there is nothing to interrupt.
    void interrupt() override;

protected:
    void run() final;
    //! Signed in to both: to end with finishBoth().
    virtual void runBoth() = 0;
    void finishBoth(CommandResult result);
    [[nodiscard]] CentralSession &central() const { return m_central; }

private:
    CentralSession &m_central;
    CentralSignIn m_signIn;
    bool m_isFinishing = false; //!< the result is known, and the platform is being left
};

/*! remote connect PBX --via CENTRAL: one go. */
class ConnectViaCommand final : public ViaCommand
{
public:
    ConnectViaCommand(PbxSession &session, SignInMeans means, CentralSession &central,
                      CentralMeans centralMeans, ConnectThroughPlan plan);

    //! Rolls back what can be; the second time it ends at once and says what may be left behind.
    void interrupt() override;

protected:
    void runBoth() override;

private:
    void followFlow();
    [[nodiscard]] CommandError flowError() const;
    [[nodiscard]] QJsonObject flowJson() const;

    ConnectThroughPlan m_plan;
    std::unique_ptr<ConnectThrough> m_flow;
    bool m_isInterrupted = false;
};

/*! remote verify PBX --via CENTRAL: done when both sides agree. */
class VerifyViaCommand final : public ViaCommand
{
public:
    VerifyViaCommand(PbxSession &session, SignInMeans means, CentralSession &central,
                     CentralMeans centralMeans);

    void interrupt() override;

protected:
    void runBoth() override;

private:
    void followOpinion();

    SecondOpinion *m_opinion = nullptr; //!< our child
};

} // namespace lw
