// SPDX-License-Identifier: GPL-3.0-or-later
#include "preflightpane.h"

#include "support/errortext.h"
#include "support/format.h"
#include "support/metrics.h"
#include "support/refusaltext.h"
#include "widgets/notelabel.h"
#include "widgets/steplist.h"

#include <core/centralsettings.h>

#include <QVBoxLayout>

#include <optional>

namespace lw {

namespace {

using Finding = ProbeReport::Finding;
using State = ProbeReport::State;

std::optional<PbxAddress> parsed(const QString &address)
{
    const auto server = PbxAddress::parse(address, kCentralPort);
    return server ? std::optional(*server) : std::nullopt;
}

StatusLook lookOf(State state)
{
    switch (state) {
    case State::NotTried:
        return {StatusShape::Square, PreFlightPane::tr("Not tried"), Tone::Neutral};
    case State::Running:
        return {StatusShape::Ring, PreFlightPane::tr("Under way"), Tone::Neutral};
    case State::Good:
        return {StatusShape::Disc, PreFlightPane::tr("Good"), Tone::Good};
    case State::Doubtful:
        return {StatusShape::Triangle, PreFlightPane::tr("Doubtful"), Tone::Caution};
    case State::Bad:
        return {StatusShape::Triangle, PreFlightPane::tr("Not good"), Tone::Danger};
    }
    return {};
}

QString nameNote(const ProbeReport &report)
{
    if (report.name.state == State::Bad)
        return PreFlightPane::tr("The name was not found. Check it for typing errors.");
    return report.addresses.join(QLatin1String(", "));
}

QString connectionNote(const Finding &finding)
{
    if (finding.state != State::Bad)
        return {};
    return PreFlightPane::tr("Nobody answers there. Check the port (443 unless told otherwise) and "
                             "the firewall.");
}

QString certificateNote(const ProbeReport &report)
{
    if (report.certificate.state == State::Bad)
        return PreFlightPane::tr("No encrypted connection could be made: TLS 1.2 or newer is "
                                 "needed.");
    if (!report.facts)
        return {};
    QStringList sentences;
    for (const CertificateProblem problem : report.facts->problems)
        sentences.append(problem == CertificateProblem::WrongName
                             ? PreFlightPane::tr("The certificate was made for another name.")
                             : certificateProblemText(problem));
    //: %1 is whom a certificate was made for, %2 who issued it, %3 a date.
    sentences.append(PreFlightPane::tr("For %1, issued by %2, valid until %3.")
                         .arg(quotedServerText(report.facts->subject),
                              quotedServerText(report.facts->issuer),
                              localTime(report.facts->notAfter)));
    //: %1 is a fingerprint, in lines.
    sentences.append(PreFlightPane::tr("SHA-256 %1").arg(fingerprintLines(report.facts->sha256)));
    return sentences.join(QLatin1Char('\n'));
}

QString answerNote(const Finding &finding)
{
    if (finding.state == State::Good)
        return PreFlightPane::tr("It answers like a Yeastar Central Management.");
    if (finding.state == State::Doubtful)
        return PreFlightPane::tr("A web server answers, but not like a Yeastar Central "
                                 "Management.");
    if (finding.state == State::Bad)
        return PreFlightPane::tr("No answer came.");
    return {};
}

} // namespace

QList<StepLine> findingLines(const ProbeReport &report)
{
    const auto line = [](const Finding &finding, const QString &title, const QString &note) {
        return StepLine{.look = lookOf(finding.state), .title = title, .at = {}, .note = note};
    };
    return {
        line(report.name, PreFlightPane::tr("Name (DNS)"), nameNote(report)),
        line(report.connection, PreFlightPane::tr("Connection (TCP)"),
             connectionNote(report.connection)),
        line(report.certificate, PreFlightPane::tr("Certificate (TLS)"), certificateNote(report)),
        line(report.answer, PreFlightPane::tr("Answer"), answerNote(report.answer))};
}

PreFlightPane::PreFlightPane(const SessionEnvironment &environment, QWidget *parent)
    : QWidget(parent)
    , m_look(environment)
    , m_findings(new StepList(this))
    , m_note(new NoteLabel(this))
{
    m_note->setText(tr("Seen from this workstation. The PBX may stand in another network and see "
                       "something else; this does not hold a Save back."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(m_findings);
    column->addWidget(m_note);
    connect(&m_look, &PreFlight::changed, this, &PreFlightPane::refresh);
    refresh();
}

bool PreFlightPane::canCheck(const QString &address)
{
    return parsed(address).has_value();
}

void PreFlightPane::check(const QString &address)
{
    if (const auto server = parsed(address))
        m_look.load(*server);
}

bool PreFlightPane::isAbout(const QString &address) const
{
    const auto server = parsed(address);
    return server && (m_look.isBusy() || m_look.isLoaded()) && m_look.server() == *server;
}

void PreFlightPane::refresh()
{
    m_findings->setLines(findingLines(m_look.report()));
    emit changed();
}

} // namespace lw
