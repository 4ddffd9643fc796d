// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mail.h"
#include "randomsource.h"

#include <core/clock.h>
#include <core/pbxaddress.h>

#include <QJsonObject>

#include <functional>
#include <optional>

namespace lw::Sandbox {

/*!
 * Takes the mail of all practice PBXs: a file each in the mailbox folder, and, where a mail server
 * is given, a delivery as well. The file stays when the delivery fails. Owned by the world; sandbox
 * thread only.
 */
class Mailroom final : public Postman
{
public:
    //! A message on its way out. Tells nothing when it arrived, else why it did not.
    using Deliver = std::function<void(const QByteArray &recipient, const QByteArray &message,
                                       std::function<void(std::optional<QString>)> done)>;

    struct Setup
    {
        QString folder;  //!< empty: no files
        Deliver deliver; //!< empty: files only
        const Clock *clock = nullptr;
        RandomSource random;
    };

    explicit Mailroom(Setup setup) : m_setup(std::move(setup)) {}

    void send(const Mail &mail) override;
    //! Removes the files that were written here or by an earlier mailroom.
    void reset();
    [[nodiscard]] QJsonObject state() const; //!< for GET /state: numbers and the last error

private:
    void write(const QByteArray &message);

    Setup m_setup;
    int m_written = 0;
    int m_delivered = 0;
    int m_failed = 0;
    QString m_lastError;
};

} // namespace lw::Sandbox
