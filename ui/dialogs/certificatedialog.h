// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <QDialog>

namespace lw {

/*! Whose certificate it is. */
struct CertifiedServer
{
    enum class Kind { Pbx, ManagementServer };

    Kind kind = Kind::Pbx;
    QString name;
    QString address;
};

/*!
 * Shows a certificate that nobody vouches for and asks whether to trust exactly this one for this
 * server. No is the default. The answer is accepted() or rejected(). Use open().
 */
class CertificateDialog final : public QDialog
{
    Q_OBJECT
public:
    CertificateDialog(const CertifiedServer &server, const CertificateFacts &facts,
                      QWidget *parent = nullptr);
};

/*!
 * A server shows another certificate than the one that was trusted: both fingerprints side by side.
 * The button that trusts the new one works only after a tick. Use open().
 */
class ChangedCertificateDialog final : public QDialog
{
    Q_OBJECT
public:
    ChangedCertificateDialog(const CertifiedServer &server, const CertificateFacts &facts,
                             const QByteArray &pinnedSha256, QWidget *parent = nullptr);
};

} // namespace lw
