// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace lw {

/*!
 * Bytes that must not stay behind: passwords, codes, cookies, tokens, keys. Move-only, wiped by
 * OpenSSL when it goes; there is no stream operator, so that no log can print it by accident.
 * Copies that Qt or the kernel make on the way to the socket are out of its reach.
 */
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    //! The UTF-8 bytes of \a text.
    [[nodiscard]] static Secret fromText(const QString &text);
    //! Takes the bytes over and wipes \a source as far as it is not shared.
    [[nodiscard]] static Secret taking(QByteArray &&source);

    //! A second copy, asked for by name because it is a second thing to wipe.
    [[nodiscard]] Secret clone() const { return Secret(view()); }

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_bytes.size()); }
    //! Valid as long as the secret is neither moved nor destroyed.
    [[nodiscard]] QByteArrayView view() const { return {m_bytes.data(), size()}; }

    void append(QByteArrayView bytes);
    void wipe();

    //! Compares in constant time for equal lengths.
    friend bool operator==(const Secret &left, const Secret &right);

private:
    std::vector<char> m_bytes;
};

} // namespace lw
