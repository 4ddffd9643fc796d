// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <QDateTime>
#include <QList>

namespace lw::Sandbox {

struct TrustedDevice
{
    qint64 id = 0;
    QString name;
    QByteArray address; //!< that it was last used from
    QByteArray tokenHash;
    QDateTime added;
    QDateTime lastUsed;
};

/*!
 * The devices that sign in to one account without its second factor. A device shows a token that
 * was given to it once; only the token's hash is kept. Sandbox thread only.
 */
class TrustedDevices final
{
public:
    [[nodiscard]] const QList<TrustedDevice> &list() const { return m_list; } //!< oldest first
    //! The token of a new device.
    [[nodiscard]] QByteArray add(const TrustedDevice &device, const RandomSource &random);
    //! The device that shows \a token, which is used from \a address now; null: none.
    [[nodiscard]] const TrustedDevice *use(const QByteArray &token, const QByteArray &address,
                                           const QDateTime &now);
    void remove(qint64 id);
    void clear() { m_list.clear(); }
    void restore(const QList<TrustedDevice> &list) { m_list = list; }

private:
    QList<TrustedDevice> m_list;
};

} // namespace lw::Sandbox
