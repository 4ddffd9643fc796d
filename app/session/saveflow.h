// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeoutcome.h"
#include "remotemanagementdraft.h"

#include <api/portalclient.h>

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace lw {

class PbxSession;

//! How saving ended.
struct SaveReport
{
    enum class End {
        Saved,
        NotSaved,             //!< refused, or no answer and reading shows the old settings
        ChangedBySomeoneElse, //!< `now` is neither what was nor what was wanted
        Unknown               //!< no answer, and reading did not work either
    };
    End end = End::NotSaved;
    Acceptance acceptance = Acceptance::Done;
    std::optional<ApiError> error;
    std::optional<RemoteManagementSettings> now;  //!< the last reading
    std::optional<ConnectionStatus> statusBefore; //!< from just before it was sent
    bool wasSent = false;
};

/*!
 * Saves a draft so that nothing is lost and nothing is claimed that was not read: reads first,
 * sends once, and when no answer comes reads until it knows. Owned by RemoteManagementModel;
 * destroying it stops it silently. After an answer it reads once more, because the PBX may store
 * something else.
 *
 *   ReadingBefore --> ReadingStatus --> Sending --answer--> ReadingAfter --> report
 *         |                               \--no answer--> Settling (until the limit) --> report
 *         \-- differs from the base, or an error --> report, nothing sent
 */
class SaveFlow final : public QObject
{
public:
    enum class Step { ReadingBefore, ReadingStatus, Sending, ReadingAfter, Settling };

    //! \a base is what the draft was made from.
    SaveFlow(PbxSession &session, RemoteManagementSettings base, RemoteManagementDraft draft,
             std::function<void(SaveReport)> finished);

    void start(std::chrono::milliseconds settleLimit);
    [[nodiscard]] Step step() const { return m_step; }
    //! Before sending: reports Cancelled. Afterwards: stops waiting for the answer and finds out.
    void cancel();
    [[nodiscard]] bool wasSent() const { return m_report.wasSent; }

private:
    void readBefore();
    void readStatus();
    void send();
    void readAfter();
    void finishAsSent();
    void settle();
    void judge(const RemoteManagementSettings &now);
    void judgeByStatus();
    void settleAgain();
    void finish(SaveReport::End end);
    void finishWithError(SaveReport::End end, const ApiError &error);
    //! True when \a error ends the session and with it every further reading.
    bool endsReading(const ApiError &error);

    PbxSession &m_session;
    RemoteManagementSettings m_base;
    RemoteManagementDraft m_draft;
    std::function<void(SaveReport)> m_finished;
    SaveReport m_report;
    Step m_step = Step::ReadingBefore;
    QPointer<PendingBase> m_sending;
    QDeadlineTimer m_limit;
    std::chrono::milliseconds m_settleLimit{0};
    QTimer m_pause;
};

//! True when \a now has everything that \a wanted asks for; fields that do not apply are ignored.
[[nodiscard]] bool carriesOut(const RemoteManagementSettings &now,
                              const RemoteManagementSettings &wanted);

} // namespace lw
