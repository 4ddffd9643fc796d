// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountwatch.h"
#include "twofactorenrolment.h"

#include <core/readiness.h>

#include <QObject>

#include <memory>
#include <optional>

namespace lw {

class PbxSession;
class ReadinessCheck;

/*!
 * The Security Settings of the account that is signed in: what its second factor is, and the one
 * flow that changes it. Main thread; owned by whoever shows the page; the session must outlive it.
 * Trusted devices and the password have their own classes.
 */
class SecuritySettingsModel final : public QObject
{
    Q_OBJECT
public:
    explicit SecuritySettingsModel(PbxSession &session, QObject *parent = nullptr);
    ~SecuritySettingsModel() override;

    //! Reads the state; does not touch a flow that runs.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_state.has_value(); }
    //! Only when isLoaded().
    [[nodiscard]] const TwoFactorState &state() const { return *m_state; }
    [[nodiscard]] bool isBusy() const { return m_calls != nullptr; }
    //! Why load() failed.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }

    //! Starts the flow; one that runs already is given up.
    void start(TwoFactorEnrolment::Purpose purpose);
    //! Gives the flow up and reads the state again, which shows that nothing changed.
    void giveUp();
    //! The flow that runs, or has just finished; null: none.
    [[nodiscard]] TwoFactorEnrolment *flow() const { return m_flow.get(); }

    //! The super administrator makes sure once that he can come back before he enrols.
    [[nodiscard]] bool needsReadiness() const;
    //! Runs the real checks; a person's own answers stay.
    void checkReadiness();
    [[nodiscard]] bool isCheckingReadiness() const { return m_readinessCheck != nullptr; }
    //! What is known, with the dates; kept with the saved PBX.
    [[nodiscard]] const ReadinessRecord &readiness() const;
    //! What only a person can know, or what he answers in the place of a check that failed.
    void answerReadiness(ReadinessItem item, ReadinessAnswer answer);

signals:
    //! Anything above changed, the flow's state included.
    void changed();

private:
    void followSession();
    void followFlow();
    void forget();
    void dropFlow();
    void takeReadiness(const QList<ReadinessEntry> &entries);

    PbxSession &m_session;
    AccountWatch m_account;
    std::optional<TwoFactorState> m_state;
    std::optional<ApiError> m_error;
    std::unique_ptr<QObject> m_calls; //!< context of the running reading; null: none runs
    std::unique_ptr<TwoFactorEnrolment> m_flow;
    std::unique_ptr<ReadinessCheck> m_readinessCheck;
};

} // namespace lw
