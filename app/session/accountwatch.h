// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <QObject>
#include <QString>

#include <functional>

namespace lw {

class PbxSession;

/*!
 * Tells a model when what it read must be forgotten: nobody is signed in any more, or another
 * account is. A session that the PBX ended is no reason: whoever signs in again finds his work as
 * he left it. Member of a model; the session must outlive it.
 */
class AccountWatch final : public QObject
{
public:
    AccountWatch(PbxSession &session, std::function<void()> forget);

    //! What to tell whoever waits for an answer that is not waited for any more.
    [[nodiscard]] ApiError reason() const;

private:
    void followSession();

    PbxSession &m_session;
    std::function<void()> m_forget;
    QString m_owner; //!< whose account it was when somebody was signed in last
};

} // namespace lw
