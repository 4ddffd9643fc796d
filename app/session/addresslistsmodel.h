// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountwatch.h"
#include "changeoutcome.h"

#include <core/addresslists.h>
#include <core/result.h>

#include <QList>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace lw {

class PbxSession;
enum class Acceptance;
template<typename Row>
class PageSweep;
template<typename T>
class Pending;

/*!
 * Blocked and allowed addresses of a PBX. Main thread; owned by whoever shows them; the session
 * must outlive it. The lists are short: each is read whole.
 */
class AddressListsModel final : public QObject
{
    Q_OBJECT
public:
    explicit AddressListsModel(PbxSession &session, QObject *parent = nullptr);
    ~AddressListsModel() override;

    void load();
    //! Forgets what was read, and stops waiting; also done when the account goes.
    void clear();
    void unblock(const QStringList &ids);
    //! The PBX makes the id.
    void allow(const AllowedAddress &address);
    void removeAllowed(const QStringList &ids);

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const QList<BlockedAddress> &blocked() const { return m_blocked; }
    [[nodiscard]] const QList<AllowedAddress> &allowed() const { return m_allowed; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! Of the last change; reading the lists afterwards decides.
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }

    //! Is one of this workstation's addresses on the allowed list? A PBX behind NAT may see another
    //! address than we know of.
    [[nodiscard]] bool isThisWorkstationAllowed() const;
    //! It is allowed now and would not be any more without the rows \a ids.
    [[nodiscard]] bool wouldLoseProtection(const QStringList &ids) const;
    [[nodiscard]] bool isThisWorkstation(const QString &address) const;
    [[nodiscard]] QStringList workstationAddresses() const;
    //! Why \a rule is neither an address nor a network; absent: it is one.
    [[nodiscard]] static std::optional<AddressRuleProblem> problemOf(const QString &rule);

signals:
    void changed();

private:
    enum class Reading { There, Missing };
    //! What settles that a change was carried out once the PBX has said so.
    enum class Proof { Reading, Answer };

    //! What is being changed, for the books and for judging what is read afterwards.
    struct Change
    {
        QString action;
        QString object;
        Proof proof = Proof::Reading;
        std::function<bool()> isCarriedOut;
    };

    template<typename Row>
    [[nodiscard]] static QString namesOf(const QList<Row> &rows, const QStringList &ids);
    void change(Pending<Acceptance> *call, Change change);
    void readBlocked();
    void readAllowed();
    void takeLists();
    void finish(Reading reading, std::optional<ApiError> readError = {});
    void judge(Reading reading);
    void forget();
    void drop();

    PbxSession &m_session;
    AccountWatch m_account;
    std::unique_ptr<QObject> m_calls; //!< context of the running change
    std::unique_ptr<PageSweep<BlockedAddress>> m_blockedSweep;
    std::unique_ptr<PageSweep<AllowedAddress>> m_allowedSweep;
    QList<BlockedAddress> m_blocked;
    QList<AllowedAddress> m_allowed;
    QList<BlockedAddress> m_newBlocked; //!< while the lists are read
    QList<AllowedAddress> m_newAllowed;
    std::optional<Change> m_change;
    bool m_isLoaded = false;
    bool m_isBusy = false;
    std::optional<ApiError> m_error;
    ChangeOutcome m_outcome = ChangeOutcome::None;
};

} // namespace lw
