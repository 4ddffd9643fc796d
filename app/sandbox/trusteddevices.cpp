// SPDX-License-Identifier: GPL-3.0-or-later
#include "trusteddevices.h"

#include <QCryptographicHash>

#include <algorithm>

namespace lw::Sandbox {

namespace {

constexpr qsizetype kTokenBytes = 32;
constexpr qsizetype kMostDevices = 100;

//! 256 unpredictable bits need no salt and no slow hash.
QByteArray hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace

QByteArray TrustedDevices::add(const TrustedDevice &device, const RandomSource &random)
{
    const QByteArray token = random(kTokenBytes).toHex();
    if (m_list.size() >= kMostDevices)
        m_list.removeFirst();
    m_list.append(device);
    m_list.last().tokenHash = hashOf(token);
    return token;
}

const TrustedDevice *TrustedDevices::use(const QByteArray &token, const QByteArray &address,
                                         const QDateTime &now)
{
    const auto found = std::ranges::find(m_list, hashOf(token), &TrustedDevice::tokenHash);
    if (found == m_list.end())
        return nullptr;
    found->address = address;
    found->lastUsed = now;
    return &*found;
}

void TrustedDevices::remove(qint64 id)
{
    m_list.removeIf([id](const TrustedDevice &device) { return device.id == id; });
}

} // namespace lw::Sandbox
