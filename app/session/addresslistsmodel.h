// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeoutcome.h"

#include <core/addresslists.h>
#include <core/result.h>

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace lw {

class PbxSession;
enum class Acceptance;
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

    void load();
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

signals:
    void changed();

private:
    using Lists = std::pair<QList<BlockedAddress>, QList<AllowedAddress>>;

    void change(Pending<Acceptance> *call, std::function<bool()> isCarriedOut);
    void read(std::function<void(std::optional<ApiError>)> finished);
    void finish(std::optional<ApiError> error);

    PbxSession &m_session;
    QList<BlockedAddress> m_blocked;
    QList<AllowedAddress> m_allowed;
    bool m_isLoaded = false;
    bool m_isBusy = false;
    std::optional<ApiError> m_error;
    ChangeOutcome m_outcome = ChangeOutcome::None;
};

} // namespace lw
