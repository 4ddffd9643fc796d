// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapisection.h"

#include "dialogs/openapisecretdialog.h"
#include "support/format.h"
#include "support/openapierrortext.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"
#include "widgets/statuslabel.h"

#include <fleet/openapikeeper.h>
#include <session/openapisession.h>
#include <session/pbxsession.h>

#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

namespace lw {

namespace {

using State = OpenApiSession::State;

StatusLook lookOf(const OpenApiSession &openApi)
{
    switch (openApi.state()) {
    case State::Disconnected:
    case State::NeedsSecret:
        return {StatusShape::Square, OpenApiSection::tr("Not signed in"), Tone::Neutral};
    case State::Connecting:
        return {StatusShape::Ring, OpenApiSection::tr("Signing in"), Tone::Neutral};
    case State::Connected:
        return openApi.error()
                   ? StatusLook{StatusShape::Triangle, OpenApiSection::tr("Signed in, but refused"),
                                Tone::Caution}
                   : StatusLook{StatusShape::Disc, OpenApiSection::tr("Signed in"), Tone::Good};
    case State::Locked:
        return {StatusShape::Triangle, OpenApiSection::tr("Blocked"), Tone::Danger};
    case State::Failed:
        return {StatusShape::Triangle, OpenApiSection::tr("Not available"), Tone::Caution};
    }
    return {};
}

} // namespace

QString upTimeText(std::chrono::seconds upTime)
{
    using namespace std::chrono;
    const auto wholeDays = duration_cast<hours>(upTime).count() / 24;
    const auto restHours = duration_cast<hours>(upTime).count() % 24;
    const auto restMinutes = duration_cast<minutes>(upTime).count() % 60;
    if (wholeDays > 0)
        //: How long a PBX has been running: %1 is a number of days, %2 of hours.
        return OpenApiSection::tr("%1 d %2 h").arg(wholeDays).arg(restHours);
    //: How long a PBX has been running: %1 is a number of hours, %2 of minutes.
    return OpenApiSection::tr("%1 h %2 min").arg(restHours).arg(restMinutes);
}

OpenApiSection::OpenApiSection(PageForm &form, PbxSession &session, QWidget &page)
    : QObject(&page), m_form(form), m_session(session), m_page(page)
{
    build();
    connect(&session, &PbxSession::stateChanged, this, [this] {
        m_hasTried = m_hasTried && m_session.state() != PbxSession::State::Disconnected;
        if (m_page.isVisible())
            start();
        refresh();
    });
    connect(&session, &PbxSession::settingsChanged, this, &OpenApiSection::follow);
    refresh();
}

void OpenApiSection::build()
{
    m_state = new StatusLabel(StatusLabel::Form::Row);
    m_note = new NoteLabel;
    m_firmware = new ValueLabel;
    m_hardware = new ValueLabel;
    m_clock = new ValueLabel;
    m_upTime = new ValueLabel;
    m_button = new QPushButton;
    m_button->setAutoDefault(false);
    m_buttonRow = new QWidget;
    auto *line = new QHBoxLayout(m_buttonRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_button);
    line->addStretch(1);
    m_heading = m_form.addHeading(tr("OpenAPI"));
    m_form.addRow(tr("State"), m_state);
    m_form.addRow(tr("Firmware"), m_firmware);
    m_form.addRow(tr("Hardware"), m_hardware);
    m_form.addRow(tr("Clock"), m_clock);
    m_form.addRow(tr("Up time"), m_upTime);
    m_form.addRow(QString(), m_note);
    m_form.addRow(QString(), m_buttonRow);
    connect(m_button, &QPushButton::clicked, this, &OpenApiSection::act);
}

QString OpenApiSection::pbxId() const
{
    return m_session.settings().id;
}

void OpenApiSection::setNeighbours(const PbxNeighbours &neighbours)
{
    m_neighbours = neighbours;
    if (m_neighbours.openApi)
        connect(m_neighbours.openApi, &OpenApiKeeper::sessionChanged, this,
                [this](const QString &id) {
                    if (id == pbxId())
                        follow();
                });
    follow();
}

//! The Client ID may come, change and go while the page is there.
void OpenApiSection::follow()
{
    const bool isUsed = m_neighbours.openApi && !m_session.settings().openApiClientId.isEmpty();
    OpenApiSession *now = isUsed ? m_neighbours.openApi->session(pbxId()) : nullptr;
    if (now != m_openApi) {
        m_openApi = now;
        m_hasTried = false;
    }
    if (m_page.isVisible())
        start();
    refresh();
}

void OpenApiSection::start()
{
    if (!m_openApi || m_openApi->isBusy() || !m_session.isSignedIn())
        return;
    if (m_openApi->isSignedIn() && !m_openApi->isLoaded() && !m_openApi->error())
        m_openApi->load();
    const bool isFresh = m_openApi->state() == State::Disconnected;
    if (isFresh && m_session.settings().keepsOpenApiSecret && !std::exchange(m_hasTried, true))
        m_neighbours.openApi->signInSaved(pbxId());
}

void OpenApiSection::act()
{
    if (m_openApi && m_openApi->isSignedIn())
        m_openApi->load();
    else if (m_openApi)
        askForSecret();
}

void OpenApiSection::askForSecret()
{
    const QString practice =
        m_neighbours.practiceSecret ? m_neighbours.practiceSecret(pbxId()) : QString();
    auto *dialog = new OpenApiSecretDialog({.pbxName = m_session.settings().name,
                                            .clientId = m_session.settings().openApiClientId,
                                            .practiceSecret = practice},
                                           &m_page);
    connect(dialog, &OpenApiSecretDialog::entered, this, [this, dialog] {
        m_neighbours.openApi->signIn(pbxId(), dialog->takeSecret(), dialog->remember());
    });
    dialog->open();
}

void OpenApiSection::refresh()
{
    const bool isUsed = !m_openApi.isNull();
    const bool isSignedIn = m_session.isSignedIn();
    m_form.setRowShown(m_heading, isUsed);
    m_form.setRowShown(m_state, isUsed);
    const QString note = isUsed ? explanation() : QString();
    m_note->setText(note);
    m_form.setRowShown(m_note, !note.isEmpty());
    m_form.setRowShown(m_buttonRow, isUsed);
    refreshInformation();
    if (!isUsed)
        return;
    m_state->setStatus(lookOf(*m_openApi));
    m_button->setText(m_openApi->isSignedIn() ? tr("Read Again")
                                              : tr("Sign In to the OpenAPI\u2026"));
    m_button->setEnabled(!m_openApi->isBusy() && isSignedIn && m_openApi->state() != State::Locked);
}

void OpenApiSection::refreshInformation()
{
    const bool isKnown = m_openApi && m_openApi->isLoaded();
    for (ValueLabel *label : {m_firmware, m_hardware, m_clock, m_upTime})
        m_form.setRowShown(label, isKnown);
    if (!isKnown)
        return;
    const SystemInformation &information = m_openApi->loaded();
    m_firmware->setText(information.firmwareVersion);
    m_hardware->setText(information.hardwareVersion);
    m_form.setRowShown(m_hardware, !information.hardwareVersion.isEmpty());
    m_clock->setText(
        information.time
            //: %1 is the time that a PBX shows, %2 the same in the zone of this PC.
            ? tr("%1 on the PBX, %2 here").arg(information.systemTime, localTime(*information.time))
            : information.systemTime);
    m_upTime->setText(upTimeText(information.upTime));
}

QString OpenApiSection::explanation() const
{
    if (const auto &error = m_openApi->error())
        return openApiErrorText(*error).joined();
    if (m_openApi->isSignedIn() && m_openApi->isLoaded())
        //: %1 is date and time.
        return tr("Read %1.").arg(localTime(m_openApi->loadedAt()));
    if (m_openApi->state() == State::Disconnected)
        return m_session.isSignedIn()
                   ? tr("The Client Secret is not kept, so it is asked for.")
                   : tr("Sign in to the PBX first, so that its certificate is decided on.");
    return {};
}

} // namespace lw
