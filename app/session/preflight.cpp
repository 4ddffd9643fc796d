// SPDX-License-Identifier: GPL-3.0-or-later
#include "preflight.h"

#include "sessionenvironment.h"
#include "wireprofilefile.h"

#include <api/centralclient.h>
#include <net/httptransport.h>
#include <net/serverprobe.h>
#include <net/transportfactory.h>

namespace lw {

using State = ProbeReport::State;

namespace {

QString textOf(const ApiError &error)
{
    return error.detail.isEmpty() ? error.reason : error.detail;
}

} // namespace

PreFlight::PreFlight(const SessionEnvironment &environment, QObject *parent)
    : QObject(parent)
    , m_environment(environment)
    , m_calls(std::make_unique<QObject>())
    , m_wire(builtInCentralProfile())
{}

PreFlight::~PreFlight() = default;

void PreFlight::load(const PbxAddress &server)
{
    cancel();
    m_server = server;
    m_report = {};
    m_isLoaded = false;
    if (server.isNull() || !m_environment.probe) {
        emit changed();
        return;
    }
    m_isBusy = true;
    resolve();
    emit changed();
}

void PreFlight::cancel()
{
    m_calls = std::make_unique<QObject>();
    m_client.reset();
    m_transport.reset();
    if (std::exchange(m_isBusy, false))
        emit changed();
}

void PreFlight::resolve()
{
    m_report.name.state = State::Running;
    m_environment.probe->resolve(m_server.host())
        ->then(m_calls.get(), [this](Result<QStringList> addresses) {
            if (!addresses) {
                fail(m_report.name, addresses.error());
                return;
            }
            m_report.addresses = *addresses;
            m_report.name = {.state = State::Good, .detail = addresses->join(QLatin1String(", "))};
            connectToServer();
            emit changed();
        });
}

void PreFlight::connectToServer()
{
    m_report.connection.state = State::Running;
    m_environment.probe->connectTo(m_server)->then(m_calls.get(), [this](const Result<Done> &done) {
        if (!done) {
            fail(m_report.connection, done.error());
            return;
        }
        m_report.connection.state = State::Good;
        greet();
        emit changed();
    });
}

void PreFlight::greet()
{
    m_report.certificate.state = State::Running;
    m_environment.probe->greet(m_server)->then(
        m_calls.get(), [this](Result<ProbedCertificate> certificate) {
            if (!certificate) {
                fail(m_report.certificate, certificate.error());
                return;
            }
            m_report.facts = certificate->facts;
            m_report.certificate.state =
                certificate->facts.problems.isEmpty() ? State::Good : State::Doubtful;
            askForAnswer();
            emit changed();
        });
}

//! Under exactly the certificate that was seen: what is wanted is the answer, not trust.
void PreFlight::askForAnswer()
{
    m_report.answer.state = State::Running;
    m_transport = m_environment.transports.create(
        m_server, TrustChoice::pinned(m_report.facts->sha256), {.way = ProxyChoice::Way::None});
    m_client = std::make_unique<CentralClient>(*m_transport, m_wire);
    m_client->greet()->then(m_calls.get(), [this](const Result<Done> &done) {
        if (done) {
            m_report.answer.state = State::Good;
            finish();
        } else if (done.error().httpStatus != 0) {
            m_report.answer = {.state = State::Doubtful,
                               .detail = QStringLiteral("HTTP %1").arg(done.error().httpStatus)};
            finish();
        } else {
            fail(m_report.answer, done.error());
        }
    });
}

void PreFlight::fail(ProbeReport::Finding &finding, const ApiError &error)
{
    finding = {.state = State::Bad, .detail = textOf(error)};
    finish();
}

void PreFlight::finish()
{
    m_isBusy = false;
    m_isLoaded = true;
    emit changed();
}

} // namespace lw
