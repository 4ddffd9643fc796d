// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondopinion.h"

#include "centralinventory.h"
#include "centralsession.h"
#include "pbxsession.h"
#include "sessionenvironment.h"

#include <api/portalclient.h>

#include <QPointer>

#include <utility>

namespace lw {

SecondOpinion::SecondOpinion(PbxSession &pbx, CentralSession &central, QObject *parent)
    : QObject(parent), m_pbx(pbx), m_central(central), m_calls(std::make_unique<QObject>())
{}

SecondOpinion::~SecondOpinion() = default;

void SecondOpinion::load()
{
    m_calls = std::make_unique<QObject>(); // in place of an earlier look
    m_error.reset();
    m_pbxError.reset();
    m_lookup.reset();
    m_isPbxAsked = false;
    m_open = 0;
    if (!m_pbx.isSignedIn() || !m_pbx.product()) {
        m_pbxError = m_pbx.error().value_or(ApiError{.kind = ApiError::Kind::Cancelled});
        emit changed();
        return;
    }
    m_serialNumber = m_pbx.product()->serialNumber;
    askPbx();
    if (!m_serialNumber.isEmpty()) // every device that no PBX has become has none either
        askPlatform();
    emit changed();
}

SecondOpinion::Agreement SecondOpinion::agreement() const
{
    using State = ConnectionStatus::State;
    using Status = RemoteDevice::Status;
    if (!m_isLoaded || m_serialNumber.isEmpty() || !m_pbxStatus->state.known)
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
    ++m_open;
    m_isPbxAsked = true;
    // Nobody at the keyboard is needed for it: it does not keep the session alive.
    auto *call = m_pbx.portal().connectionStatus(
        {.cookie = m_pbx.cookie(), .cause = PortalCaller::Cause::Timer});
    const auto answered = [this, generation = m_pbx.generation(),
                           context =
                               QPointer<QObject>(m_calls.get())](Result<ConnectionStatus> status) {
        if (!status && generation == m_pbx.generation())
            m_pbx.noteError(status.error()); // whoever hears of it may destroy this
        if (context)
            takePbx(std::move(status));
    };
    call->then(m_calls.get(), answered);
    // A call that goes with its connection is answered too.
    connect(
        call, &QObject::destroyed, m_calls.get(),
        [this] {
            if (m_isPbxAsked)
                takePbx(Failure(ApiError{.kind = ApiError::Kind::Cancelled}));
        },
        Qt::QueuedConnection);
}

void SecondOpinion::takePbx(Result<ConnectionStatus> status)
{
    m_isPbxAsked = false;
    if (status)
        m_pbxStatus = std::move(*status);
    else
        m_pbxError = status.error();
    endOne();
}

void SecondOpinion::askPlatform()
{
    ++m_open;
    m_lookup = std::make_unique<CentralInventory>(m_central);
    connect(m_lookup.get(), &CentralInventory::changed, this, &SecondOpinion::takePlatform);
    m_lookup->loadDevices(m_serialNumber);
}

//! The search finds other things too: only the same serial number counts.
void SecondOpinion::takePlatform()
{
    m_error = m_lookup->error();
    if (!m_error) {
        m_device.reset();
        for (const RemoteDevice &device : m_lookup->devices()) {
            const bool isOurs =
                device.serialNumber.compare(m_serialNumber, Qt::CaseInsensitive) == 0;
            const bool isConnected = device.status.is(RemoteDevice::Status::Connected);
            if (isOurs && (!m_device || isConnected))
                m_device = device;
        }
        m_askedAt = m_central.environment().clock.now();
    }
    endOne();
}

void SecondOpinion::endOne()
{
    if (--m_open == 0 && !m_error && !m_pbxError)
        m_isLoaded = true;
    emit changed();
}

} // namespace lw
