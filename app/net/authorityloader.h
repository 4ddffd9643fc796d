// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pending.h>

#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QThreadPool>

#include <optional>

namespace lw {

/*!
 * Reads authorities from a PEM file and adds the system's, which take a third of a second to load:
 * hence on a thread of its own, once. The answers come on the thread that made it. Shared by the
 * transports of a factory; owned by what they share.
 */
class AuthorityLoader final : public QObject
{
    Q_OBJECT
public:
    using Authorities = QList<QSslCertificate>;

    AuthorityLoader();
    ~AuthorityLoader() override;

    //! The system's authorities and those in \a pemFile, or TlsFailed with reason "ca-file" naming
    //! it.
    [[nodiscard]] Pending<Authorities> *load(const QString &pemFile);

private:
    QThreadPool m_thread;
    std::optional<Authorities> m_system; //!< touched on the worker only
};

} // namespace lw
