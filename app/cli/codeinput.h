// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QObject>
#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace lw {

/*!
 * One-time codes as lines of a file descriptor (--code-fd), read only when one is needed: whoever
 * writes them may have to look at a telephone first. Ctrl+C works meanwhile, except on Windows.
 */
class CodeInput final : public QObject
{
    Q_OBJECT
public:
    //! \a source is the number of an open file descriptor, or - for standard input.
    [[nodiscard]] static tl::expected<std::unique_ptr<CodeInput>, QString>
    open(const QString &source);
    ~CodeInput() override;

    //! lineRead() follows, from the event loop.
    void readLine();

signals:
    //! Without its line end; empty when there are no more lines.
    void lineRead(const lw::Secret &line);

private:
    explicit CodeInput(int descriptor);
    void takeBytes();
    //! True when a whole line was there.
    bool deliverLine();

    class Waiter;
    std::unique_ptr<Waiter> m_waiter;
    Secret m_buffer;
    bool m_isAtEnd = false;
};

} // namespace lw
