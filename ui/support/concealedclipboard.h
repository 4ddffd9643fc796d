// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QByteArray>
#include <QClipboard>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <utility>

namespace lw {

//! The systems differ in how a program says that clipboard histories shall leave something out.
enum class ClipboardSystem { Windows, MacOs, Linux };

//! What stands beside the text on the clipboard of \a system, as Qt's MIME types and their bytes.
[[nodiscard]] QList<std::pair<QString, QByteArray>> concealingFormats(ClipboardSystem system);

/*!
 * Copies a secret so that clipboard histories and clouds leave it out, and takes it back after 30
 * seconds, when the program ends, or when it is destroyed, if it is still there. Main thread; owned
 * by whoever copies.
 */
class ConcealedClipboard final : public QObject
{
    Q_OBJECT
public:
    //! \a clipboard outlives this.
    explicit ConcealedClipboard(QClipboard &clipboard, QObject *parent = nullptr);
    ~ConcealedClipboard() override;

    void setKeptFor(std::chrono::milliseconds time) { m_timer.setInterval(time); }
    void copy(const Secret &text);
    //! Empties the clipboard unless something else is on it by now.
    void takeBack();
    [[nodiscard]] bool isHolding() const { return !m_text.isEmpty(); }

signals:
    void takenBack();

private:
    QClipboard &m_clipboard;
    Secret m_text; //!< what was copied; empty: nothing of ours is there
    QTimer m_timer;
};

} // namespace lw
