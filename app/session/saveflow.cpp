// SPDX-License-Identifier: GPL-3.0-or-later
#include "saveflow.h"

#include "pbxsession.h"
#include "sessionenvironment.h"

namespace lw {

namespace {

using Kind = ApiError::Kind;

} // namespace

bool carriesOut(const RemoteManagementSettings &now, const RemoteManagementSettings &wanted)
{
    if (!haveSameBinding(now, wanted) || now.isAccountEnabled != wanted.isAccountEnabled)
        return false;
    if (wanted.isAccountEnabled && now.accountUserName != wanted.accountUserName)
        return false;
    return !wanted.isPasswordless || now.isPasswordless == wanted.isPasswordless;
}

SaveFlow::SaveFlow(PbxSession &session, RemoteManagementSettings base, RemoteManagementDraft draft,
                   std::function<void(SaveReport)> finished)
    : m_session(session)
    , m_base(std::move(base))
    , m_draft(std::move(draft))
    , m_finished(std::move(finished))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &SaveFlow::settle);
}

void SaveFlow::start(std::chrono::milliseconds settleLimit)
{
    m_settleLimit = settleLimit;
    readBefore();
}

void SaveFlow::cancel()
{
    if (m_step == Step::Sending && m_sending) {
        m_sending->abort();
    } else if (m_step == Step::Settling) {
        finishWithError(SaveReport::End::Unknown, ApiError{.kind = Kind::UnknownOutcome});
    } else if (m_step == Step::ReadingAfter) {
        finishAsSent();
    } else if (m_step != Step::Sending) {
        finishWithError(SaveReport::End::NotSaved, ApiError{.kind = Kind::Cancelled});
    }
}

void SaveFlow::readBefore()
{
    m_session.portal()
        .remoteManagement({.cookie = m_session.cookie()})
        ->then(this, [this](Result<RemoteManagementSettings> now) {
            if (!now) {
                finishWithError(SaveReport::End::NotSaved, now.error());
                return;
            }
            m_session.noteActivity();
            m_report.now = *now;
            if (*now != m_base)
                finish(SaveReport::End::ChangedBySomeoneElse);
            else
                readStatus();
        });
}

void SaveFlow::readStatus()
{
    m_step = Step::ReadingStatus;
    m_session.portal()
        .connectionStatus({.cookie = m_session.cookie()})
        ->then(this, [this](Result<ConnectionStatus> status) {
            if (!status) {
                finishWithError(SaveReport::End::NotSaved, status.error());
                return;
            }
            m_report.statusBefore = *status;
            send();
        });
}

void SaveFlow::send()
{
    m_step = Step::Sending;
    m_report.wasSent = true;
    auto *call = m_session.portal().updateRemoteManagement({.cookie = m_session.cookie()},
                                                           m_draft.settings, m_draft.secrets);
    m_sending = call;
    call->then(this, [this](Result<Acceptance> accepted) {
        if (accepted) {
            m_session.noteActivity();
            m_report.acceptance = *accepted;
            readAfter();
        } else if (leavesOutcomeOpen(accepted.error())) {
            m_report.error = accepted.error();
            m_report.error->kind = Kind::UnknownOutcome;
            m_report.acceptance = Acceptance::Processing; // nobody said that it is done
            m_limit.setRemainingTime(m_settleLimit);
            settle();
        } else {
            finishWithError(SaveReport::End::NotSaved, accepted.error());
        }
    });
}

void SaveFlow::readAfter()
{
    m_step = Step::ReadingAfter;
    m_session.portal()
        .remoteManagement({.cookie = m_session.cookie()})
        ->then(this, [this](Result<RemoteManagementSettings> now) {
            if (!now) {
                finishAsSent();
                return;
            }
            m_report.now = *now;
            finish(SaveReport::End::Saved);
        });
}

//! The PBX has said yes: a reading that fails, or is not waited for, takes nothing of that back.
void SaveFlow::finishAsSent()
{
    m_report.now = m_draft.settings;
    if (!m_draft.secrets.accountPassword.isEmpty())
        m_report.now->isAccountPasswordSet = true;
    finish(SaveReport::End::Saved);
}

void SaveFlow::settle()
{
    m_step = Step::Settling;
    m_session.portal()
        .remoteManagement({.cookie = m_session.cookie(), .cause = PortalCaller::Cause::Timer})
        ->then(this, [this](Result<RemoteManagementSettings> now) {
            if (now)
                judge(*now);
            else if (endsReading(now.error()))
                finishWithError(SaveReport::End::Unknown, now.error());
            else
                settleAgain();
        });
}

void SaveFlow::judge(const RemoteManagementSettings &now)
{
    m_report.now = now;
    const bool isVisible =
        !carriesOut(m_base, m_draft.settings) ||
        (!m_draft.secrets.accountPassword.isEmpty() && !m_base.isAccountPasswordSet);
    const bool isAsBefore = now == m_base;
    const bool isAsWanted = now == m_draft.settings;
    if (isVisible && isAsBefore)
        settleAgain();
    else if (!carriesOut(now, m_draft.settings))
        finish(SaveReport::End::ChangedBySomeoneElse);
    else if (isVisible || (isAsWanted && !isAsBefore))
        finish(SaveReport::End::Saved);
    else
        judgeByStatus(); // what others changed proves nothing of ours
}

//! Where only secrets changed the settings read the same either way: the connection tells.
void SaveFlow::judgeByStatus()
{
    m_session.portal()
        .connectionStatus({.cookie = m_session.cookie(), .cause = PortalCaller::Cause::Timer})
        ->then(this, [this](Result<ConnectionStatus> status) {
            if (!status) {
                if (endsReading(status.error()))
                    finishWithError(SaveReport::End::Unknown, status.error());
                else
                    settleAgain();
                return;
            }
            const bool hasChanged = status->state.word != m_report.statusBefore->state.word ||
                                    status->since != m_report.statusBefore->since;
            if (hasChanged)
                finish(SaveReport::End::Saved);
            else
                settleAgain();
        });
}

void SaveFlow::settleAgain()
{
    if (!m_limit.hasExpired()) {
        m_pause.start(m_session.environment().times.readBack);
        return;
    }
    // m_report.now is from the reading before the change until one after it worked.
    finish(m_report.now == m_base ? SaveReport::End::NotSaved : SaveReport::End::Unknown);
}

bool SaveFlow::endsReading(const ApiError &error)
{
    switch (error.kind) {
    case Kind::Timeout:
    case Kind::Unreachable:
    case Kind::MalformedReply:
    case Kind::ServerFault:
        m_report.now.reset();
        return false;
    default:
        return true;
    }
}

void SaveFlow::finish(SaveReport::End end)
{
    m_report.end = end;
    if (end == SaveReport::End::Saved)
        m_report.error.reset();
    // Copied: the handler destroys this flow.
    const auto finished = m_finished;
    finished(std::move(m_report));
}

void SaveFlow::finishWithError(SaveReport::End end, const ApiError &error)
{
    m_report.error = error;
    finish(end);
}

} // namespace lw
