// SPDX-License-Identifier: GPL-3.0-or-later
#include "addresslistsmodel.h"

#include "pagesweep.h"
#include "sessionenvironment.h"

#include <net/addressrule.h>
#include <net/transportfactory.h>

#include <algorithm>

namespace lw {

namespace {

constexpr int kPageSize = 200;

template<typename Row>
bool hasAny(const QList<Row> &rows, const QStringList &ids)
{
    return std::any_of(rows.begin(), rows.end(),
                       [&ids](const Row &row) { return ids.contains(row.id); });
}

} // namespace

AddressListsModel::AddressListsModel(PbxSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_account(session, [this] { forget(); })
    , m_calls(std::make_unique<QObject>())
{}

AddressListsModel::~AddressListsModel() = default;

void AddressListsModel::load()
{
    if (isBusy() || !m_session.mayAdminister())
        return;
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    m_isBusy = true;
    readBlocked();
    emit changed();
}

void AddressListsModel::unblock(const QStringList &ids)
{
    if (isBusy() || ids.isEmpty() || !m_session.mayAdminister())
        return;
    change(m_session.portal().unblockAddresses(byPerson(m_session), ids),
           {.action = QStringLiteral("addresses-unblocked"),
            .object = namesOf(m_blocked, ids),
            .isCarriedOut = [this, ids] { return !hasAny(m_blocked, ids); }});
}

void AddressListsModel::allow(const AllowedAddress &address)
{
    if (isBusy() || !m_session.mayAdminister())
        return;
    change(m_session.portal().allowAddress(byPerson(m_session), address),
           {.action = QStringLiteral("address-allowed"),
            .object = address.address,
            .proof = Proof::Answer, // the PBX may write it otherwise
            .isCarriedOut = [this, wanted = address.address] {
                return std::any_of(
                    m_allowed.begin(), m_allowed.end(),
                    [&](const AllowedAddress &row) { return row.address == wanted; });
            }});
}

void AddressListsModel::removeAllowed(const QStringList &ids)
{
    if (isBusy() || ids.isEmpty() || !m_session.mayAdminister())
        return;
    change(m_session.portal().deleteAllowedAddresses(byPerson(m_session), ids),
           {.action = QStringLiteral("allowed-addresses-removed"),
            .object = namesOf(m_allowed, ids),
            .isCarriedOut = [this, ids] { return !hasAny(m_allowed, ids); }});
}

template<typename Row>
QString AddressListsModel::namesOf(const QList<Row> &rows, const QStringList &ids)
{
    QStringList names;
    for (const Row &row : rows) {
        if (ids.contains(row.id))
            names.append(row.address);
    }
    return names.join(QStringLiteral(", "));
}

//! Sends once, then reads both lists: what they say counts.
void AddressListsModel::change(Pending<Acceptance> *call, Change change)
{
    m_change = std::move(change);
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    m_isBusy = true;
    whenAnswered(m_session, m_calls.get(), call, [this](Result<Acceptance> accepted) {
        if (!accepted)
            m_error = std::move(accepted.error());
        if (m_session.isSignedIn())
            readBlocked();
        else
            finish(Reading::Missing);
    });
    emit changed();
}

void AddressListsModel::readBlocked()
{
    using Sweep = PageSweep<BlockedAddress>;
    m_newBlocked.clear();
    m_blockedSweep = std::make_unique<Sweep>(
        m_session, ListQuery{.pageSize = kPageSize},
        Sweep::Handlers{.ask =
                            [this](const ListQuery &query) {
                                return m_session.portal().blockedAddresses(byPerson(m_session),
                                                                           query);
                            },
                        .page =
                            [this](const ListPage<BlockedAddress> &page) {
                                m_newBlocked += page.rows;
                                return Sweep::Continue::Yes;
                            },
                        .finished =
                            [this](std::optional<ApiError> error) {
                                m_blockedSweep.reset();
                                if (error)
                                    finish(Reading::Missing, std::move(error));
                                else
                                    readAllowed();
                            }});
    m_blockedSweep->start();
}

void AddressListsModel::readAllowed()
{
    using Sweep = PageSweep<AllowedAddress>;
    m_newAllowed.clear();
    m_allowedSweep = std::make_unique<Sweep>(
        m_session, ListQuery{.pageSize = kPageSize},
        Sweep::Handlers{.ask =
                            [this](const ListQuery &query) {
                                return m_session.portal().allowedAddresses(byPerson(m_session),
                                                                           query);
                            },
                        .page =
                            [this](const ListPage<AllowedAddress> &page) {
                                m_newAllowed += page.rows;
                                return Sweep::Continue::Yes;
                            },
                        .finished =
                            [this](std::optional<ApiError> error) {
                                m_allowedSweep.reset();
                                if (error)
                                    finish(Reading::Missing, std::move(error));
                                else
                                    takeLists();
                            }});
    m_allowedSweep->start();
}

void AddressListsModel::takeLists()
{
    m_blocked = std::exchange(m_newBlocked, {});
    m_allowed = std::exchange(m_newAllowed, {});
    m_isLoaded = true;
    finish(Reading::There);
}

void AddressListsModel::finish(Reading reading, std::optional<ApiError> readError)
{
    m_isBusy = false;
    if (m_change) {
        judge(reading);
        m_session.recordDeed(m_change->action, m_change->object, {}, outcomeWord(m_outcome));
        m_change.reset();
    } else {
        m_error = std::move(readError);
    }
    emit changed();
}

//! m_error is what the PBX said to the change itself.
void AddressListsModel::judge(Reading reading)
{
    const bool isOpen = m_error && leavesOutcomeOpen(*m_error);
    if (reading == Reading::Missing) {
        m_outcome = isOpen ? ChangeOutcome::Unknown
                           : (m_error ? ChangeOutcome::NotDone : ChangeOutcome::Done);
        return;
    }
    const bool isSettled = m_change->proof == Proof::Answer && !isOpen;
    const bool isDone = isSettled ? !m_error : m_change->isCarriedOut();
    m_outcome = isDone ? ChangeOutcome::Done : ChangeOutcome::NotDone;
    if (m_outcome == ChangeOutcome::Done)
        m_error.reset();
}

void AddressListsModel::clear()
{
    drop();
    emit changed();
}

void AddressListsModel::forget()
{
    const bool wasBusy = m_isBusy;
    drop();
    if (wasBusy)
        m_error = m_account.reason();
    emit changed();
}

void AddressListsModel::drop()
{
    m_calls = std::make_unique<QObject>();
    m_blockedSweep.reset();
    m_allowedSweep.reset();
    m_newBlocked.clear();
    m_newAllowed.clear();
    m_blocked.clear();
    m_allowed.clear();
    m_isLoaded = false;
    m_isBusy = false;
    m_error.reset();
    m_outcome = m_change ? ChangeOutcome::Unknown : ChangeOutcome::None;
    m_change.reset();
}

bool AddressListsModel::isThisWorkstationAllowed() const
{
    const QStringList own = workstationAddresses();
    return std::any_of(m_allowed.begin(), m_allowed.end(),
                       [&own](const AllowedAddress &row) { return coversAny(row.address, own); });
}

bool AddressListsModel::wouldLoseProtection(const QStringList &ids) const
{
    const QStringList own = workstationAddresses();
    bool isLost = false;
    for (const AllowedAddress &row : m_allowed) {
        if (!coversAny(row.address, own))
            continue;
        if (!ids.contains(row.id))
            return false;
        isLost = true;
    }
    return isLost;
}

bool AddressListsModel::isThisWorkstation(const QString &address) const
{
    return coversAny(address, workstationAddresses());
}

QStringList AddressListsModel::workstationAddresses() const
{
    return m_session.environment().transports.workstationAddresses();
}

std::optional<AddressRuleProblem> AddressListsModel::problemOf(const QString &rule)
{
    return problemOfAddressRule(rule);
}

} // namespace lw
