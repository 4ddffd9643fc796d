// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondopinion.h"

#include "centralcall.h"
#include "sessioncall.h"
#include "sessionenvironment.h"

#include <algorithm>

namespace lw {

namespace {
constexpr int kPageSize = 50;
} // namespace

SecondOpinion::SecondOpinion(PbxSession &pbx, CentralSession &central, QObject *parent)
    : QObject(parent), m_pbx(pbx), m_central(central), m_calls(std::make_unique<QObject>())
{}

SecondOpinion::~SecondOpinion() = default;

void SecondOpinion::load()
{
    m_calls = std::make_unique<QObject>(); // in place of an earlier look
    m_error.reset();
    m_pbxError.reset();
    m_open = 0;
    if (!m_pbx.isSignedIn() || !m_pbx.product()) {
        m_pbxError = m_pbx.error().value_or(ApiError{.kind = ApiError::Kind::Cancelled});
        emit changed();
        return;
    }
    m_open = 2;
    askPbx();
    askPlatform({.page = 1, .pageSize = kPageSize, .search = m_pbx.product()->serialNumber});
    emit changed();
}

SecondOpinion::Agreement SecondOpinion::agreement() const
{
    using State = ConnectionStatus::State;
    using Status = RemoteDevice::Status;
    if (!m_isLoaded || !m_pbxStatus->state.known)
        return Agreement::Unknown;
    const bool isPbxConnected = m_pbxStatus->state.is(State::Connected);
    if (!m_device)
        return isPbxConnected ? Agreement::NotListed : Agreement::Agree;
    if (!m_device->status.known)
        return Agreement::Unknown;
    const bool isPlatformConnected = m_device->status.is(Status::Connected);
    if (isPbxConnected == isPlatformConnected)
        return Agreement::Agree;
    return isPbxConnected ? Agreement::OnlyPbx : Agreement::OnlyPlatform;
}

void SecondOpinion::askPbx()
{
    // Nobody at the keyboard is needed for it: it does not keep the session alive.
    auto *call = m_pbx.portal().connectionStatus(
        {.cookie = m_pbx.cookie(), .cause = PortalCaller::Cause::Timer});
    call->then(m_calls.get(), [this](Result<ConnectionStatus> status) {
        if (status)
            m_pbxStatus = std::move(*status);
        else
            m_pbxError = status.error();
        endOne();
        if (!status)
            m_pbx.noteError(status.error());
    });
}

void SecondOpinion::askPlatform(const ListQuery &query)
{
    callCentral<ListPage<RemoteDevice>>(
        m_central, m_calls.get(), CentralCallRepeat::Read,
        [query](CentralClient &client, const Secret &token) {
            return client.devices(token, query);
        },
        [this, query](Result<ListPage<RemoteDevice>> page) {
            if (page) {
                takeDevices(query, *page);
            } else {
                m_error = page.error();
                endOne();
            }
        });
}

//! The search finds other things too: only the same serial number counts.
void SecondOpinion::takeDevices(const ListQuery &query, const ListPage<RemoteDevice> &page)
{
    const QString serialNumber = m_pbx.product()->serialNumber;
    const auto found =
        std::find_if(page.rows.cbegin(), page.rows.cend(), [&](const RemoteDevice &device) {
            return device.serialNumber.compare(serialNumber, Qt::CaseInsensitive) == 0;
        });
    const int size = page.pageSize > 0 ? page.pageSize : query.pageSize;
    const bool isLast = page.rows.isEmpty() || qint64(query.page) * size >= page.total;
    if (found == page.rows.cend() && !isLast) {
        askPlatform({.page = query.page + 1, .pageSize = size, .search = query.search});
        return;
    }
    m_device = found == page.rows.cend() ? std::nullopt : std::optional(*found);
    m_askedAt = m_central.environment().clock.now();
    endOne();
}

void SecondOpinion::endOne()
{
    if (--m_open == 0 && !m_error && !m_pbxError)
        m_isLoaded = true;
    emit changed();
}

} // namespace lw
