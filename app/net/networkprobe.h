// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverprobe.h"

namespace lw {

/*!
 * ServerProbe over real sockets, straight from this workstation: no proxy, since a PBX would not
 * use ours either. Constructed in main().
 */
class NetworkProbe final : public ServerProbe
{
    Q_OBJECT
public:
    using ServerProbe::ServerProbe;

    [[nodiscard]] Pending<QStringList> *resolve(const QString &host) override;
    [[nodiscard]] Pending<Done> *connectTo(const PbxAddress &server) override;
    [[nodiscard]] Pending<ProbedCertificate> *greet(const PbxAddress &server) override;
};

} // namespace lw
