// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remotemanagementdraft.h"

#include <core/connectionstatus.h>
#include <core/result.h>

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace lw {

class ConnectionWatch;
class PbxSession;
class SaveFlow;
struct SaveReport;

/*!
 * The Remote Management page of one PBX: what it has, what a person wants it to have, and the way
 * from one to the other. Main thread; owned by whoever shows the page; the session must outlive it.
 *
 *   Idle --load()--> Loading --> Idle
 *   Idle --save()--> Saving (reads, compares, sends once, reads back when no answer came)
 *                      --> WaitingForConnection (status every 2 s, at most 60 s) --> Idle
 *   Idle --disconnectFromServer()--> Disconnecting (sends once, verifies by reading) --> Idle
 *
 * When the session expires the draft stays; after signing in again load() keeps it too.
 */
class RemoteManagementModel final : public QObject
{
    Q_OBJECT
public:
    enum class Activity { Idle, Loading, Saving, WaitingForConnection, Disconnecting };
    Q_ENUM(Activity)

    //! How the last save() or disconnectFromServer() ended.
    enum class Outcome {
        None,
        Saved,                //!< the PBX has it; isConnected() says how the waiting ended
        NotSaved,             //!< error() says why; the draft is as it was
        ChangedBySomeoneElse, //!< theirs() is what the PBX has now; nothing was sent, or theirs won
        Unknown,              //!< sent, no answer, and reading could not settle it
        Disconnected,         //!< verified by reading
        StillConnected        //!< accepted, but the PBX still reports a connection
    };
    Q_ENUM(Outcome)

    explicit RemoteManagementModel(PbxSession &session, QObject *parent = nullptr);
    ~RemoteManagementModel() override;

    //! Reads settings and status. Keeps a draft that has changes.
    void load();
    //! Sends the draft; does nothing while busy, not loaded, or when problems() or missingFeature()
    //! say why not.
    void save();
    //! The draft becomes what the PBX has; typed secrets are wiped.
    void revert();
    //! After ChangedBySomeoneElse: takes what they did as the base and keeps my draft on top of it.
    void keepMine();
    void disconnectFromServer();
    //! Stops waiting or loading. A change that was sent is not undone.
    void cancel();

    enum class Watching { Off, On };
    //! On: reads the status every 30 s, without keeping the session alive.
    void setWatching(Watching watching);
    //! How long save() waits for Connected; 60 s unless told.
    void setWaitLimit(std::chrono::milliseconds limit);

    [[nodiscard]] bool isLoaded() const { return m_loaded.has_value(); }
    //! What the PBX has. Only when isLoaded().
    [[nodiscard]] const RemoteManagementSettings &loaded() const { return *m_loaded; }
    [[nodiscard]] const RemoteManagementDraft &draft() const { return m_draft; }
    //! Changes the settings of the draft; the typed secrets stay.
    void setDraft(const RemoteManagementSettings &settings);
    void setSecret(RemoteManagementField field, Secret secret);

    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] Activity activity() const { return m_activity; }
    [[nodiscard]] bool isBusy() const { return m_activity != Activity::Idle; }
    [[nodiscard]] Outcome outcome() const { return m_outcome; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! Fields of the draft that cannot mean anything; empty: may be saved.
    [[nodiscard]] QMap<RemoteManagementField, FieldProblem> problems() const;
    //! Fields that the PBX refused in the last save(), with its own word.
    [[nodiscard]] QMap<RemoteManagementField, QString> refusedFields() const;
    //! What the PBX has instead, after ChangedBySomeoneElse.
    [[nodiscard]] const std::optional<RemoteManagementSettings> &theirs() const { return m_theirs; }

    [[nodiscard]] const std::optional<ConnectionStatus> &status() const { return m_status; }
    //! Why the last asking for the status failed: status() is older than that.
    [[nodiscard]] const std::optional<ApiError> &statusError() const { return m_statusError; }
    [[nodiscard]] QDateTime statusCheckedAt() const { return m_statusCheckedAt; }
    [[nodiscard]] bool isConnected() const;
    //! How long save() or disconnectFromServer() will still look; zero when it does not.
    [[nodiscard]] std::chrono::milliseconds remainingWait() const;
    //! Whether what this firmware lacks is what the draft asks for: such a draft is never sent.
    [[nodiscard]] std::optional<Feature> missingFeature() const;

    // What a person should confirm before save().
    [[nodiscard]] bool turnsPasswordlessOn() const;
    [[nodiscard]] bool replacesWorkingBinding() const;

signals:
    //! Anything above changed.
    void changed();

private:
    void setActivity(Activity activity);
    void dropCalls();
    void fail(const ApiError &error);
    void takeSettings(const RemoteManagementSettings &settings);
    void takeStatus(const ConnectionStatus &status);
    void readStatus();
    void finishSave(SaveReport report);
    void followConnection();
    void handleLimit();
    void finishWaiting();
    void handleWatch(Result<ConnectionStatus> status);
    void sendDisconnect();
    void finishDisconnect(Outcome outcome);
    void startWatch();
    void handleSessionState();
    [[nodiscard]] bool countsAsConnected(const ConnectionStatus &status) const;

    PbxSession &m_session;
    std::unique_ptr<ConnectionWatch> m_watch;
    std::unique_ptr<SaveFlow> m_saving;
    std::unique_ptr<QObject> m_calls; //!< context of running requests; replaced to drop them
    std::optional<RemoteManagementSettings> m_loaded;
    RemoteManagementDraft m_draft;
    std::optional<RemoteManagementSettings> m_theirs;
    std::optional<ConnectionStatus> m_status;
    std::optional<ApiError> m_statusError;
    QDateTime m_statusCheckedAt;
    bool m_isStatusOutdated = false; //!< from before a change that was sent
    std::optional<ApiError> m_error;
    //! The status that a changed binding must leave behind before Connected means the new one.
    std::optional<ConnectionStatus> m_staleStatus;
    std::chrono::milliseconds m_waitLimit;
    QDeadlineTimer m_deadline;
    QTimer m_limit; //!< ends the waiting where no answer does
    Watching m_watching = Watching::Off;
    Activity m_activity = Activity::Idle;
    Outcome m_outcome = Outcome::None;
};

} // namespace lw
