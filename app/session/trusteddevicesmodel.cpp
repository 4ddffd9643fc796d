// SPDX-License-Identifier: GPL-3.0-or-later
#include "trusteddevicesmodel.h"

#include "pagesweep.h"

#include <algorithm>

namespace lw {

namespace {

constexpr int kPageSize = 100;

} // namespace

TrustedDevicesModel::TrustedDevicesModel(PbxSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_account(session, [this] { forget(); })
    , m_calls(std::make_unique<QObject>())
{}

TrustedDevicesModel::~TrustedDevicesModel() = default;

void TrustedDevicesModel::load()
{
    if (isBusy() || !m_session.isSignedIn())
        return;
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    read();
}

void TrustedDevicesModel::remove(const QStringList &ids)
{
    if (isBusy() || ids.isEmpty() || !m_session.isSignedIn())
        return;
    m_removing = ids;
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    auto *call = m_session.portal().deleteTrustedDevices(byPerson(m_session), ids);
    whenAnswered(m_session, m_calls.get(), call, [this](Result<Acceptance> accepted) {
        if (accepted) {
            m_outcome = ChangeOutcome::Done;
        } else {
            m_error = std::move(accepted.error());
            m_outcome =
                leavesOutcomeOpen(*m_error) ? ChangeOutcome::Unknown : ChangeOutcome::NotDone;
        }
        if (m_session.isSignedIn())
            read();
        else
            endRemoving();
    });
    emit changed();
}

void TrustedDevicesModel::removeOthers()
{
    QStringList ids;
    for (const TrustedDevice &device : m_devices) {
        if (!device.isCurrent)
            ids.append(device.id);
    }
    remove(ids);
}

void TrustedDevicesModel::read()
{
    using Sweep = PageSweep<TrustedDevice>;
    m_reading.clear();
    m_sweep = std::make_unique<Sweep>(
        m_session, ListQuery{.pageSize = kPageSize},
        Sweep::Handlers{
            .ask =
                [this](const ListQuery &query) {
                    return m_session.portal().trustedDevices(byPerson(m_session), query);
                },
            .page =
                [this](const ListPage<TrustedDevice> &page) {
                    m_reading += page.rows;
                    return Sweep::Continue::Yes;
                },
            .finished =
                [this](std::optional<ApiError> error) { finishReading(std::move(error)); }});
    m_sweep->start();
    emit changed();
}

void TrustedDevicesModel::finishReading(std::optional<ApiError> error)
{
    m_sweep.reset();
    if (error) {
        if (!m_error)
            m_error = std::move(error);
        endRemoving();
        return;
    }
    m_devices = std::exchange(m_reading, {});
    m_isLoaded = true;
    if (!m_removing.isEmpty()) {
        const bool isGone =
            std::none_of(m_devices.begin(), m_devices.end(), [this](const TrustedDevice &device) {
                return m_removing.contains(device.id);
            });
        m_outcome = isGone ? ChangeOutcome::Done : ChangeOutcome::NotDone;
        if (isGone)
            m_error.reset();
    }
    endRemoving();
}

//! Another account's devices are nobody's business.
void TrustedDevicesModel::forget()
{
    const bool wasBusy = isBusy();
    m_calls = std::make_unique<QObject>();
    m_sweep.reset();
    m_reading.clear();
    m_devices.clear();
    m_isLoaded = false;
    m_error = wasBusy ? std::optional(m_account.reason()) : std::nullopt;
    m_outcome = m_removing.isEmpty() ? ChangeOutcome::None : ChangeOutcome::Unknown;
    endRemoving();
}

void TrustedDevicesModel::endRemoving()
{
    m_removing.clear();
    emit changed();
}

} // namespace lw
