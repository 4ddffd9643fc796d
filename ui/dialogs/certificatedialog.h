// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>

#include <QDialog>

namespace lw {

/*!
 * Shows a certificate that nobody vouches for and asks whether to trust exactly this one for this
 * PBX. No is the default. The answer is accepted() or rejected(). Use open().
 */
class CertificateDialog final : public QDialog
{
    Q_OBJECT
public:
    CertificateDialog(const QString &pbxName, const QString &address, const CertificateFacts &facts,
                      QWidget *parent = nullptr);
};

/*!
 * A PBX shows another certificate than the one that was trusted: both fingerprints side by side.
 * The button that trusts the new one works only after a tick. Use open().
 */
class ChangedCertificateDialog final : public QDialog
{
    Q_OBJECT
public:
    ChangedCertificateDialog(const QString &pbxName, const QString &address,
                             const CertificateFacts &facts, const QByteArray &pinnedSha256,
                             QWidget *parent = nullptr);
};

} // namespace lw
