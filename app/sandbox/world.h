// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faultplan.h"
#include "httpserver.h"
#include "mailroom.h"
#include "pbxservice.h"
#include "platformclient.h"
#include "platformservice.h"
#include "practiceclock.h"

#include <core/practicecontrol.h>

#include <memory>
#include <vector>

namespace lw::Sandbox {

class Runtime;

/*!
 * All practice servers of one sandbox and what can be done to them. Built before the sandbox's
 * thread runs, used on that thread, destroyed after it has ended. Owned by Practice.
 */
class World final
{
public:
    //! Where mail goes.
    struct MailPlan
    {
        QString folder;
        std::optional<PbxAddress> server; //!< delivers it as well
    };

    World(Runtime &runtime, const Scenario &scenario, const WireProfile &wire, PracticeClock &clock,
          const MailPlan &mail);
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    //! Nothing on success, else the system's reason.
    [[nodiscard]] std::optional<QString> listen();
    //! From now on what PBXs know outlives a restart in the file at \a path, which is read first.
    //! Nothing on success, else why the file is none.
    [[nodiscard]] std::optional<QString> keepIn(const QString &path);

    [[nodiscard]] QList<PracticePbx> pbxs() const;
    //! With the codes that are fresh at this moment.
    [[nodiscard]] QList<PracticePlatform> platforms() const;
    [[nodiscard]] QStringList faultCalls() const;
    //! What the server called \a name saw; zeros where there is none.
    [[nodiscard]] ServerCounters counters(const QString &name) const;
    [[nodiscard]] QJsonObject state() const; //!< one object a server, without secrets

    //! Nothing on success, else why it is not possible.
    [[nodiscard]] std::optional<QString> inject(const PracticeFault &fault);
    //! Likewise: the provider's own switch for a device of the management server \a server.
    [[nodiscard]] std::optional<QString> setPasswordless(const QString &server, qint64 device,
                                                         bool isPasswordless);
    void advanceClock(std::chrono::seconds by);
    void reset();

private:
    //! One server: its plan and service outlive its connections.
    struct Host
    {
        QString name;
        QStringList calls; //!< that a fault may name
        FaultPlan faults;
        std::unique_ptr<HttpServer> server;
    };

    [[nodiscard]] std::optional<QString> listenAs(const QString &name, WebService *service,
                                                  const QStringList &calls);
    [[nodiscard]] Host *host(const QString &name) const;
    void keepSoon();
    void keep();
    [[nodiscard]] QJsonObject stateOf(const Host &host, const QJsonObject &own) const;

    Runtime &m_runtime;
    Scenario m_scenario;
    WireProfile m_wire;
    PracticeClock &m_clock;
    PlatformClient m_client;
    Mailroom m_mailroom;
    std::vector<std::unique_ptr<Host>> m_hosts;
    std::vector<std::unique_ptr<PlatformService>> m_platforms;
    std::vector<std::unique_ptr<PbxService>> m_pbxs;
    QString m_keptFile; //!< empty: nothing is kept
    bool m_mustKeep = false;
};

} // namespace lw::Sandbox
