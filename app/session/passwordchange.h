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
    void start(Secret current, Secret wanted);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const { return m_step == Step::Sending || m_step == Step::Proving; }
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! After Done: the new password, for the keychain. Empty when it was taken already.
    [[nodiscard]] Secret takeNewPassword() { return std::exchange(m_wanted, Secret()); }

signals:
    void changed();
    //! The PBX has the new password; other sessions and trusted devices of the account are gone.
    void passwordChanged();

private:
    void prove();
    void finish(ChangeOutcome outcome, std::optional<ApiError> error = {});

    PbxSession &m_session;
    Secret m_wanted;
    Step m_step = Step::Idle;
    ChangeOutcome m_outcome = ChangeOutcome::None;
    std::optional<ApiError> m_error;
};

} // namespace lw
