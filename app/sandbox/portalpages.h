// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linkticket.h"
#include "pbxmemory.h"
#include "remotelink.h"
#include "signinapi.h"

namespace lw::Sandbox {

/*!
 * The few pages of one practice PBX's portal that a browser sees: where a link of the management
 * server leads, who is signed in, and why somebody is not. Plain HTML without scripts.
 *
 *   /passwordless?ticket --good--> session --> /portal --Auto Logout Time--> "session is over"
 *   /signin?ticket ------good--> /signin --password--> session --> /portal
 *           '--used, expired, changed, switched off--> a page that says so
 *
 * Owned by its PBX; sandbox thread only.
 */
class PortalPages final
{
public:
    struct Setup
    {
        PbxMemory &memory;
        RemoteLink &link;
        const SignInApi &signIn;
    };

    PortalPages(const PbxPlan &plan, const Setup &setup);

    //! The names of its pages; faults and counters go by them.
    [[nodiscard]] static QStringList calls();
    //! Empty: no page of the portal.
    [[nodiscard]] static QString callOf(const WebRequest &request);
    [[nodiscard]] WebAnswer handle(const WebRequest &request);

private:
    //! Why a link opens nothing, for the person who followed it.
    struct Notice
    {
        int status = 400;
        QString title;
        QString reason;
        QString advice;
    };
    using Texts = QHash<QString, QString>;

    [[nodiscard]] WebAnswer openPasswordless(const WebRequest &request);
    [[nodiscard]] WebAnswer showSignIn(const WebRequest &request);
    [[nodiscard]] WebAnswer signIn(const WebRequest &request);
    [[nodiscard]] WebAnswer home(const WebRequest &request);
    [[nodiscard]] WebAnswer stay(const WebRequest &request);
    [[nodiscard]] WebAnswer signOut(const WebRequest &request);

    [[nodiscard]] std::optional<Notice> whyTicketIsBad(const QByteArray &text,
                                                       LinkTicket::Account account);
    [[nodiscard]] std::optional<Notice> whyNotPasswordless() const;
    void useUp(const LinkTicket &ticket);
    //! The account that somebody may sign in to in one step.
    [[nodiscard]] std::optional<qsizetype> accountFor(const QString &name, const QString &password);
    [[nodiscard]] WebAnswer enter(qsizetype account, const WebRequest &request, const QString &how);
    [[nodiscard]] std::optional<SessionTable::Owner> visitor(const WebRequest &request,
                                                             SessionTable::Cause cause);
    [[nodiscard]] WebAnswer over() const;

    [[nodiscard]] WebAnswer page(int status, const QString &name, const Texts &texts) const;
    [[nodiscard]] WebAnswer notice(const Notice &notice) const;

    PbxPlan m_plan;
    Setup m_setup;
    QHash<QByteArray, QDateTime> m_usedTickets; //!< id -> when it would have ended
};

} // namespace lw::Sandbox
