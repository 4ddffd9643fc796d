// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodydevice.h"

#include <algorithm>

namespace lw {

BodyDevice::BodyDevice(Secret body, QObject *parent)
    : QIODevice(parent), m_body(std::move(body)), m_size(m_body.size())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 BodyDevice::bytesAvailable() const
{
    return m_size - m_offset + QIODevice::bytesAvailable();
}

qint64 BodyDevice::readData(char *data, qint64 maxSize)
{
    const qsizetype count = std::min<qsizetype>(maxSize, m_size - m_offset);
    if (count <= 0)
        return -1;
    const QByteArrayView rest = m_body.view().sliced(m_offset, count);
    std::copy(rest.begin(), rest.end(), data);
    m_offset += count;
    if (m_offset == m_size)
        m_body.wipe();
    return count;
}

} // namespace lw
