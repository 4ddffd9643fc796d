// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalenvelope.h"
#include "remotelink.h"

#include <deque>

namespace lw::Sandbox {

/*!
 * The Remote Management calls of one practice PBX. Whoever calls has already been let in. Changes
 * are carried out one after the other, because one that waits for the management server must not
 * be overtaken. Owned by its PBX; sandbox thread only.
 */
class RemoteApi final
{
public:
    struct Setup
    {
        RemoteLink::Setup link;
        RemoteFeatures features;
        QStringList reservedNames;
    };

    RemoteApi(const WireProfile &wire, Setup setup);
    ~RemoteApi(); //!< refuses what still waits
    RemoteApi(const RemoteApi &) = delete;
    RemoteApi &operator=(const RemoteApi &) = delete;

    //! \a call is one of the contract's remotemanagement/ calls.
    void handle(const QString &call, const WebRequest &request, WebReply reply);

    [[nodiscard]] RemoteLink &link() { return m_link; }
    [[nodiscard]] const RemoteLink &link() const { return m_link; }

private:
    [[nodiscard]] WebAnswer get() const;
    [[nodiscard]] WebAnswer status(const std::optional<QString> &faultWord) const;
    void order(std::function<void()> work, WebReply reply);
    void update(const QByteArray &body);
    void finish(WebAnswer answer);
    void startNext();

    struct Order
    {
        std::function<void()> work;
        WebReply reply;
    };

    WireCall m_get;
    WireCall m_update;
    WireCall m_status;
    PortalEnvelope m_envelope;
    RemoteFeatures m_features;
    RemoteForm m_form;
    std::deque<Order> m_orders; //!< the first one is being carried out
    RemoteLink m_link;
};

} // namespace lw::Sandbox
