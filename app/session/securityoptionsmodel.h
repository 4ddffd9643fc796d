// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountwatch.h"
#include "changeoutcome.h"

#include <core/extension.h>
#include <core/listpage.h>
#include <core/result.h>
#include <core/securityoptions.h>

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace lw {

class PbxSession;
template<typename Row>
class PageSweep;

/*! What the options page changes. */
struct SecurityOptionsDraft
{
    SecurityOptions options;
    std::optional<std::chrono::minutes> autoLogout; //!< absent: this PBX does not tell

    friend bool operator==(const SecurityOptionsDraft &, const SecurityOptionsDraft &) = default;
};

/*! How many extensions a second factor for all would meet unprepared. */
struct MandatoryDryRun
{
    qint64 extensions = 0; //!< looked at
    qint64 without = 0;    //!< of these without a second factor
    bool isComplete = false;
};

/*!
 * Second factor mandatory for all extensions, Auto Logout Time, and on Cloud Passwordless Login.
 * Main thread; owned by whoever shows it; the session must outlive it.
 */
class SecurityOptionsModel final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::minutes kShortestAutoLogout{5};
    static constexpr std::chrono::minutes kLongestAutoLogout{120};

    explicit SecurityOptionsModel(PbxSession &session, QObject *parent = nullptr);
    ~SecurityOptionsModel() override;

    //! Keeps a draft that has changes.
    void load();
    //! Forgets what was read, and the draft; also done when the account goes.
    void clear();
    //! Sends what differs; one call for each of the portal's two pages.
    void save();
    void revert();
    //! Counts the extensions that have no second factor; changes nothing.
    void startDryRun();

    [[nodiscard]] bool isLoaded() const { return m_loaded.has_value(); }
    [[nodiscard]] const SecurityOptionsDraft &loaded() const { return *m_loaded; }
    [[nodiscard]] const SecurityOptionsDraft &draft() const { return m_draft; }
    void setDraft(const SecurityOptionsDraft &draft);
    [[nodiscard]] bool isDirty() const { return m_loaded && m_draft != *m_loaded; }
    [[nodiscard]] bool isBusy() const { return m_work != nullptr; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }
    [[nodiscard]] bool turnsMandatoryOn() const;
    [[nodiscard]] bool turnsPasswordlessOn() const;
    [[nodiscard]] const std::optional<MandatoryDryRun> &dryRun() const { return m_dryRun; }
    [[nodiscard]] bool isDryRunning() const { return m_sweep != nullptr; }
    [[nodiscard]] const std::optional<ApiError> &dryRunError() const { return m_dryRunError; }

signals:
    void changed();

private:
    using Finished = std::function<void(std::optional<ApiError>)>;

    void read(const Finished &finished);
    void readAutoLogout(const SecurityOptions &options, const Finished &finished);
    void takeLoaded(const SecurityOptionsDraft &found);
    void sendOptions();
    void sendAutoLogout();
    void finishSave(const std::optional<ApiError> &error);
    void judge(const std::optional<ApiError> &error, const std::optional<ApiError> &readError);
    [[nodiscard]] ApiError whyOver() const;
    void recordDeed();
    void count(const ListPage<Extension> &page);
    void endWork();
    void forget();
    void drop();

    PbxSession &m_session;
    AccountWatch m_account;
    bool m_isSaving = false; //!< m_work is for save()
    std::optional<SecurityOptionsDraft> m_loaded;
    SecurityOptionsDraft m_draft;
    std::unique_ptr<QObject> m_work; //!< context of the running calls; null: idle
    std::optional<ApiError> m_error;
    ChangeOutcome m_outcome = ChangeOutcome::None;
    std::unique_ptr<PageSweep<Extension>> m_sweep;
    std::optional<MandatoryDryRun> m_dryRun;
    std::optional<ApiError> m_dryRunError;
};

} // namespace lw
