// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeoutcome.h"

#include <core/result.h>
#include <core/secret.h>

#include <QObject>

#include <optional>

namespace lw {

class PbxSession;

/*!
 * Changing the password of the account that is signed in; also the step that a PBX demands when it
 * still has a default password. Main thread; owned by whoever shows it; the session must outlive
 * it.
 *
 *   Idle --start()--> Sending --answer--> Finished
 *                        \--no answer--> Proving (which password holds?) --> Finished
 *
 * Proving asks the PBX once with the new password. A refusal there counts towards the block of this
 * address, so the old password is not tried as well.
 */
class PasswordChange final : public QObject
{
    Q_OBJECT
public:
    enum class Step { Idle, Sending, Proving, Finished };
    Q_ENUM(Step)

    explicit PasswordChange(PbxSession &session, QObject *parent = nullptr);

    //! Does nothing while busy.
    void start(const Secret &current, Secret wanted);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const { return m_step == Step::Sending || m_step == Step::Proving; }
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }

signals:
    //! Anything above changed. After Done the other sessions and the trusted devices of the account
    //! are gone.
    void changed();

private:
    [[nodiscard]] bool mayAsk() const;
    void prove(const ApiError &openEnd);
    void finish(ChangeOutcome outcome, std::optional<ApiError> error = {});

    PbxSession &m_session;
    QString m_userName; //!< whose password it is
    Secret m_wanted;
    Step m_step = Step::Idle;
    ChangeOutcome m_outcome = ChangeOutcome::None;
    std::optional<ApiError> m_error;
};

} // namespace lw
