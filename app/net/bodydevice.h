// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QIODevice>

namespace lw {

/*!
 * The body of one request, readable once. Sequential and not resettable on purpose: the network
 * stack repeats a request by itself when a connection drops, unless it cannot rewind the body. That
 * is why requests without a body have one of these too. Owned by the reply that reads it.
 */
class BodyDevice final : public QIODevice
{
    Q_OBJECT
public:
    explicit BodyDevice(Secret body, QObject *parent = nullptr);

    //! Whether any byte was handed out, that is, whether a server may have begun to act on it.
    [[nodiscard]] bool wasRead() const { return m_offset > 0; }
    [[nodiscard]] bool hasContent() const { return m_size > 0; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override { return m_offset == m_size; }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    Secret m_body;
    qsizetype m_size;
    qsizetype m_offset = 0;
};

} // namespace lw
