// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralenvelope.h"

#include <core/apitokens.h>
#include <core/centraluser.h>
#include <core/cloudpbx.h>
#include <core/listpage.h>
#include <core/pending.h>
#include <core/remoteconnections.h>
#include <core/remotedevice.h>
#include <core/wireprofile.h>

#include <QStringList>

namespace lw {

class HttpTransport;
struct HttpRequest;

/*!
 * The API of Yeastar Central Management: one method a call, nothing kept between calls. Paths and
 * names come from resources/wire/central.json. Borrowed transport and profile; answers belong to
 * the transport. Lists answer Unsupported where the platform does not have the call (HTTP 404).
 */
class CentralClient final
{
public:
    CentralClient(HttpTransport &transport, const WireProfile &profile);

    // OAuth 2.0; none of them is UnknownOutcome, since nothing is changed that matters.
    [[nodiscard]] Pending<ApiTokens> *requestTokens(const QString &clientId, const Secret &secret);
    //! The answer's refresh token replaces \a refreshToken.
    [[nodiscard]] Pending<ApiTokens> *refreshTokens(const Secret &refreshToken);
    [[nodiscard]] Pending<Done> *revoke(const QString &clientId, const Secret &secret);

    [[nodiscard]] Pending<RemoteConnections> *remoteConnections(const Secret &token);

    [[nodiscard]] Pending<ListPage<RemoteDevice>> *devices(const Secret &token,
                                                           const ListQuery &query);
    [[nodiscard]] Pending<AddedDevice> *addDevice(const Secret &token,
                                                  const NewRemoteDevice &device);
    [[nodiscard]] Pending<Done> *deleteDevices(const Secret &token, const QStringList &ids);
    [[nodiscard]] Pending<AccessLink> *accessLink(const Secret &token, const QString &deviceId,
                                                  AccessLink::Mode mode);

    [[nodiscard]] Pending<ListPage<CloudPbx>> *cloudPbxs(const Secret &token,
                                                         const ListQuery &query);
    //! Name and switches of \a pbx. The call wants them all; what the list does not tell is sent as
    //! updateOf() says. A word that is not known is sent back as it is. Where upgradeInPbx was not
    //! told the answer is MalformedReply, and nothing is sent.
    [[nodiscard]] Pending<Done> *updateCloudPbx(const Secret &token, const CloudPbx &pbx);

    [[nodiscard]] Pending<ListPage<CentralUser>> *users(const Secret &token,
                                                        const ListQuery &query);
    [[nodiscard]] Pending<Done> *disableSecondFactorOf(const Secret &token, const QString &userId);

    //! Whether a server without a token answers as a Central Management would: refused, in its
    //! form. Sends no credential.
    [[nodiscard]] Pending<Done> *greet();

private:
    [[nodiscard]] HttpRequest request(const WireCall &call, const QString &id = {}) const;
    [[nodiscard]] HttpRequest request(const WireCall &call, const Secret &token,
                                      const QString &id = {}) const;
    [[nodiscard]] HttpRequest listRequest(const WireCall &call, const Secret &token,
                                          const ListQuery &query) const;
    [[nodiscard]] Pending<ApiTokens> *askTokens(HttpRequest request);
    [[nodiscard]] Pending<Done> *change(HttpRequest request);

    template<typename T, typename ReadAnswer>
    [[nodiscard]] Pending<T> *ask(HttpRequest request, CentralCallKind kind, ReadAnswer readAnswer);
    template<typename T, typename ReadAnswer>
    [[nodiscard]] Pending<T> *read(HttpRequest request, ReadAnswer readAnswer);
    template<typename Row, typename ReadRow>
    [[nodiscard]] Pending<ListPage<Row>> *readList(const QString &callId, const Secret &token,
                                                   const ListQuery &query, ReadRow readRow);

    HttpTransport &m_transport;
    const WireProfile &m_profile;
};

} // namespace lw
