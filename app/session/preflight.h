// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apierror.h>
#include <core/pbxaddress.h>
#include <core/probereport.h>
#include <core/wireprofile.h>

#include <QObject>

#include <memory>

namespace lw {

class CentralClient;
class HttpTransport;
struct SessionEnvironment;

/*!
 * Looks at a custom server from this workstation before a PBX is told to use it: name, connection,
 * certificate, and whether it answers like a Central Management. It advises and holds nothing back;
 * the PBX may stand in another network. Sends no credential. Main thread; owned by whoever shows
 * it.
 */
class PreFlight final : public QObject
{
    Q_OBJECT
public:
    explicit PreFlight(const SessionEnvironment &environment, QObject *parent = nullptr);
    ~PreFlight() override;

    //! In place of an earlier look. The report fills step by step.
    void load(const PbxAddress &server);
    void cancel();

    //! All steps that could be taken were taken.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const PbxAddress &server() const { return m_server; }
    [[nodiscard]] const ProbeReport &report() const { return m_report; }

signals:
    void changed();

private:
    void resolve();
    void connectToServer();
    void greet();
    void askForAnswer();
    void fail(ProbeReport::Finding &finding, const ApiError &error);
    void finish();

    const SessionEnvironment &m_environment;
    std::unique_ptr<QObject> m_calls;
    WireProfile m_wire; //!< outlives m_client, which borrows it
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<CentralClient> m_client;
    PbxAddress m_server;
    ProbeReport m_report;
    bool m_isBusy = false;
    bool m_isLoaded = false;
};

} // namespace lw
