// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementpage.h"

#include "dialogs/confirmdialog.h"
#include "dialogs/connectthroughdialog.h"
#include "remotemanagementfields.h"
#include "remotemanagementwords.h"
#include "secondopinionpane.h"
#include "support/format.h"
#include "support/refusaltext.h"
#include "support/statuswords.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pagecolumn.h"
#include "widgets/pageform.h"
#include "widgets/statuslabel.h"

#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/openapikeeper.h>
#include <session/pbxsession.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

using namespace std::chrono_literals;

namespace {

constexpr int kPlatformUnreachable = 70613;

} // namespace

RemoteManagementPage::RemoteManagementPage(PbxSession &session, RemoteManagementModel &model,
                                           QWidget *parent)
    : SessionPage(parent), m_session(session), m_model(model), m_form(new PageForm)
{
    buildStatus();
    m_fields = new RemoteManagementFields(*m_form, session, model, this);
    m_access = new ValueLabel;
    m_form->addHeading(tr("Who can get in"));
    m_form->addWide(m_access);
    buildDisconnect();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageColumn(m_form));
    connect(&model, &RemoteManagementModel::changed, this, &RemoteManagementPage::refresh);
    connect(&session, &PbxSession::factsChanged, this, &RemoteManagementPage::refresh);
    connect(&model, &RemoteManagementModel::changed, this, &SessionPage::changed);
    m_countDown.setInterval(1s);
    connect(&m_countDown, &QTimer::timeout, this, &SessionPage::changed);
    refresh();
}

bool RemoteManagementPage::hasContent() const
{
    return m_model.isLoaded() && !m_session.lacksRemoteManagement();
}

std::optional<ApiError> RemoteManagementPage::loadError() const
{
    return m_model.error();
}

void RemoteManagementPage::load()
{
    m_model.load();
    m_opinion->askAgain();
}

bool RemoteManagementPage::hasChanges() const
{
    return m_model.isDirty();
}

void RemoteManagementPage::revert()
{
    m_model.revert();
}

QString RemoteManagementPage::busyText() const
{
    return lw::busyText(m_model);
}

void RemoteManagementPage::cancelWork()
{
    m_model.cancel();
}

BannerText RemoteManagementPage::bannerText() const
{
    return bannerOf(m_model).banner;
}

void RemoteManagementPage::buildStatus()
{
    m_status = new StatusLabel(StatusLabel::Form::Row);
    m_statusNote = new NoteLabel;
    m_form->addHeading(tr("Status"));
    m_opinion = new SecondOpinionPane(m_session, m_model);
    m_throughButton = new QPushButton(tr("Connect Through a Management Server\u2026"));
    m_throughButton->setAutoDefault(false);
    m_throughRow = new QWidget; // a button keeps no distance of its own
    auto *line = new QHBoxLayout(m_throughRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_throughButton);
    line->addStretch(1);
    m_form->addWide(m_status);
    m_form->addWide(m_statusNote);
    m_opinionBlock =
        m_form->addField(tr("Second opinion"), m_opinion->choice(), m_opinion->buttons());
    m_form->addRow(QString(), m_opinion);
    m_form->addWide(m_throughRow);
    connect(m_opinion, &SecondOpinionPane::changed, this, &RemoteManagementPage::refreshOpinion);
    connect(m_throughButton, &QPushButton::clicked, this,
            &RemoteManagementPage::openConnectThrough);
    refreshOpinion();
}

void RemoteManagementPage::setNeighbours(const PbxNeighbours &neighbours)
{
    m_neighbours = neighbours;
    m_opinion->setNeighbours(neighbours);
    if (OpenApiKeeper *keeper = neighbours.openApi) {
        const QString id = m_session.settings().id;
        const auto follow = [this, keeper, id] { m_fields->setOpenApi(keeper->session(id)); };
        connect(keeper, &OpenApiKeeper::sessionChanged, this, follow);
        follow();
    }
    refreshOpinion();
}

QString RemoteManagementPage::disagreement() const
{
    return m_opinion->disagreement();
}

void RemoteManagementPage::buildDisconnect()
{
    m_disconnectButton = new QPushButton;
    m_disconnectButton->setAutoDefault(false);
    m_disconnectButton->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_form->addHeading(tr("Disconnect"));
    auto *note =
        new NoteLabel(tr("The provider loses access at once. For a new connection you need "
                         "a new code or password."));
    m_form->addWide(note);
    m_form->addWide(m_disconnectButton);
    connect(m_disconnectButton, &QPushButton::clicked, this,
            &RemoteManagementPage::askToDisconnect);
}

void RemoteManagementPage::refresh()
{
    if (m_model.activity() != RemoteManagementModel::Activity::WaitingForConnection)
        m_countDown.stop();
    else if (!m_countDown.isActive())
        m_countDown.start();
    if (!m_model.isLoaded())
        return;
    refreshStatus();
    refreshOpinion();
    checkUnreachedServer();
    m_fields->setEnabled(m_model.activity() == RemoteManagementModel::Activity::Idle ||
                         m_model.activity() == RemoteManagementModel::Activity::Loading);
    m_access->setText(whoCanGetIn(m_model));
    const bool hasStatus = m_model.status().has_value();
    const bool isOff =
        hasStatus && m_model.status()->state.is(ConnectionStatus::State::Disconnected);
    const QString server = hasStatus ? m_model.status()->server : QString();
    m_disconnectButton->setText(server.isEmpty()
                                    ? tr("Disconnect\u2026")
                                    //: %1 is a server.
                                    : tr("Disconnect from %1\u2026").arg(withoutMnemonic(server)));
    m_disconnectButton->setEnabled(hasStatus && !isOff && !m_model.isBusy() &&
                                   m_session.state() == PbxSession::State::Connected);
}

void RemoteManagementPage::refreshStatus()
{
    const auto &status = m_model.status();
    if (!status) {
        m_status->setStatus({StatusShape::Triangle, tr("Not read yet"), Tone::Neutral});
        m_statusNote->clear();
        return;
    }
    m_status->setStatus(connectionLook(*status), connectionSentence(*status));
    //: %1 is a time.
    QStringList notes{tr("Last check %1.")
                          .arg(QLocale().toString(m_model.statusCheckedAt().toLocalTime().time(),
                                                  QLocale::LongFormat))};
    for (const QString &said : {status->detail, status->lastError}) {
        if (!said.isEmpty())
            //: %1 is a text of the PBX in quotation marks.
            notes.append(tr("The PBX says %1.").arg(quotedServerText(said)));
    }
    m_statusNote->setText(notes.join(QLatin1Char(' ')));
}

void RemoteManagementPage::refreshOpinion()
{
    for (QWidget *row :
         {static_cast<QWidget *>(m_opinionBlock), static_cast<QWidget *>(m_opinion), m_throughRow})
        m_form->setRowShown(row, m_opinion->isOffered());
    m_throughButton->setEnabled(m_model.isLoaded() && !m_model.isBusy() && m_session.isSignedIn() &&
                                m_session.mayAdminister());
    emit changed();
}

//! The PBX says that it did not reach the server: does this workstation? Once a Save.
void RemoteManagementPage::checkUnreachedServer()
{
    const auto &error = m_model.error();
    const bool isUnreached = error && error->serverCode == kPlatformUnreachable &&
                             m_model.draft().settings.isCustomServer();
    if (isUnreached && !m_wasUnreached)
        m_fields->checkServer();
    m_wasUnreached = isUnreached;
}

void RemoteManagementPage::openConnectThrough()
{
    ConnectThroughSides sides{
        .pbxs = {{.id = m_session.settings().id, .name = m_session.settings().name}},
        .pbx = [this](const QString &) { return &m_session; },
        .platform =
            [pool = m_neighbours.platformSessions](const QString &id) { return pool->session(id); },
        .signInPlatform = m_neighbours.signInPlatform};
    for (const auto &saved : {m_neighbours.platforms->all(), m_neighbours.platforms->practice()}) {
        for (const CentralSettings &central : saved) {
            const ConnectThroughSide side{.id = central.id, .name = central.name};
            // The one that the second opinion is of stands first, since it is likely meant.
            if (central.id == m_opinion->platformId())
                sides.platforms.prepend(side);
            else
                sides.platforms.append(side);
        }
    }
    auto *dialog = new ConnectThroughDialog(sides, this);
    connect(dialog, &ConnectThroughDialog::finishedOnce, &m_model, &RemoteManagementModel::load);
    dialog->open();
}

void RemoteManagementPage::save()
{
    if (!m_model.problems().isEmpty()) {
        m_fields->showProblems();
        return;
    }
    const QStringList consequences = consequencesOfSaving(m_model);
    if (consequences.isEmpty()) {
        m_model.save();
        return;
    }
    auto *dialog = new ConfirmDialog({.title = tr("Save Remote Management"),
                                      .question = m_model.turnsPasswordlessOn()
                                                      ? tr("Switch Passwordless Login on?")
                                                      : tr("Replace the working connection?"),
                                      .consequences = consequences,
                                      .action = tr("&Save")},
                                     this);
    connect(dialog, &ConfirmDialog::accepted, this, [this] { m_model.save(); });
    dialog->open();
}

void RemoteManagementPage::triggerBannerAction(int index)
{
    const auto actions = bannerOf(m_model).actions;
    if (index < 0 || index >= actions.size())
        return;
    switch (actions.at(index)) {
    case RemoteManagementAction::KeepMine:
        m_model.keepMine();
        break;
    case RemoteManagementAction::TakeTheirs:
        m_model.revert();
        break;
    case RemoteManagementAction::ReadAgain:
        m_model.load();
        break;
    }
}

void RemoteManagementPage::askToDisconnect()
{
    const bool hasServer = m_model.status() && !m_model.status()->server.isEmpty();
    const QString server = hasServer ? m_model.status()->server : serverName(m_model.loaded());
    auto *dialog = new ConfirmDialog(
        {.title = tr("Disconnect"),
         //: %1 is a server.
         .question = tr("Disconnect from %1?").arg(server),
         .consequences = {tr("The provider loses access at once."),
                          tr("A new code or password is needed to connect again."),
                          tr("The provider keeps a record of this PBX until he deletes it.")},
         .typedWord = m_session.settings().name,
         .action = tr("&Disconnect")},
        this);
    connect(dialog, &ConfirmDialog::accepted, this, [this] { m_model.disconnectFromServer(); });
    dialog->open();
}

} // namespace lw
