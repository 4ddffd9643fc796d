// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondopinionpane.h"

#include "secondopinionwords.h"
#include "support/metrics.h"
#include "widgets/notelabel.h"
#include "widgets/statuslabel.h"

#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <session/centralsession.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>
#include <session/secondopinion.h>
#include <session/sessionenvironment.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kAgeTick = 5s;

//! Another text for each status that is worth a new question.
QString fingerprint(const RemoteManagementModel &model)
{
    const auto &status = model.status();
    if (!status)
        return {};
    const QString since = status->since ? status->since->toString(Qt::ISODate) : QString();
    return status->state.word + QLatin1Char('|') + status->server + QLatin1Char('|') + since;
}

} // namespace

SecondOpinionPane::SecondOpinionPane(PbxSession &session, RemoteManagementModel &model,
                                     QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_platformList(new QComboBox)
    , m_buttons(new QWidget)
    , m_askButton(new QPushButton(tr("Ask Again"), m_buttons))
    , m_signInButton(new QPushButton(m_buttons))
    , m_words(new StatusLabel(StatusLabel::Form::Row, this))
    , m_note(new NoteLabel(this))
{
    build();
    connect(&model, &RemoteManagementModel::changed, this, &SecondOpinionPane::follow);
    connect(m_platformList, &QComboBox::activated, this, [this] {
        m_isChosen = true;
        choose();
    });
    connect(m_askButton, &QPushButton::clicked, this, &SecondOpinionPane::askAgain);
    connect(m_signInButton, &QPushButton::clicked, this, [this] {
        if (m_neighbours.signInPlatform)
            m_neighbours.signInPlatform(platformId());
    });
    m_age.setInterval(kAgeTick);
    connect(&m_age, &QTimer::timeout, this, &SecondOpinionPane::refreshAge);
    refresh();
}

SecondOpinionPane::~SecondOpinionPane() = default;

void SecondOpinionPane::build()
{
    m_askButton->setAutoDefault(false);
    m_signInButton->setAutoDefault(false);
    m_signInButton->setText(tr("Sign In\u2026"));
    m_signInButton->setAccessibleName(tr("Sign in to the management server"));
    auto *line = new QHBoxLayout(m_buttons);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::kBetweenRows);
    line->addWidget(m_askButton);
    line->addWidget(m_signInButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(m_words);
    column->addWidget(m_note);
}

void SecondOpinionPane::setNeighbours(const PbxNeighbours &neighbours)
{
    m_neighbours = neighbours;
    if (m_neighbours.platforms)
        connect(m_neighbours.platforms, &CentralRegistry::changed, this,
                &SecondOpinionPane::fillPlatforms);
    if (m_neighbours.platformSessions) {
        connect(m_neighbours.platformSessions, &CentralPool::sessionChanged, this,
                &SecondOpinionPane::follow);
        connect(m_neighbours.platformSessions, &CentralPool::sessionEnding, this,
                &SecondOpinionPane::endPlatform);
    }
    fillPlatforms();
}

bool SecondOpinionPane::isOffered() const
{
    return m_platformList->count() > 1;
}

QString SecondOpinionPane::platformId() const
{
    return m_platformList->currentData().toString();
}

QString SecondOpinionPane::platformName() const
{
    return m_platformList->currentText();
}

CentralSession *SecondOpinionPane::platform() const
{
    return m_neighbours.platformSessions && !platformId().isEmpty()
               ? m_neighbours.platformSessions->session(platformId())
               : nullptr;
}

void SecondOpinionPane::fillPlatforms()
{
    if (!m_neighbours.platforms)
        return;
    const QString before = platformId();
    {
        const QSignalBlocker blocker(m_platformList);
        m_platformList->clear();
        m_platformList->addItem(tr("None"), QString());
        for (const auto &saved :
             {m_neighbours.platforms->all(), m_neighbours.platforms->practice()}) {
            for (const CentralSettings &central : saved)
                m_platformList->addItem(central.name, central.id);
        }
        m_platformList->setCurrentIndex(std::max(0, m_platformList->findData(before)));
    }
    follow();
    emit changed();
}

//! The server that the PBX names, until a person has chosen another one.
void SecondOpinionPane::chooseFitting()
{
    if (m_isChosen || !m_neighbours.platforms || !m_model.isLoaded())
        return;
    for (int row = 1; row < m_platformList->count(); ++row) {
        const auto saved = m_neighbours.platforms->byId(m_platformList->itemData(row).toString());
        if (saved && isServerOf(*saved, m_model)) {
            m_platformList->setCurrentIndex(row);
            return;
        }
    }
    m_platformList->setCurrentIndex(0);
}

void SecondOpinionPane::choose()
{
    CentralSession *central = platform();
    const bool isUsable = central && central->isSignedIn();
    if (m_opinion && (!isUsable || m_opinionOf != platformId()))
        m_opinion.reset();
    if (isUsable && !m_opinion) {
        m_opinion = std::make_unique<SecondOpinion>(m_session, *central);
        m_opinionOf = platformId();
        m_askedFor.clear();
        connect(m_opinion.get(), &SecondOpinion::changed, this, &SecondOpinionPane::refresh);
    }
    askWhenNew();
    refresh();
}

//! Its session is about to go.
void SecondOpinionPane::endPlatform(const QString &id)
{
    if (m_opinionOf == id)
        m_opinion.reset();
    refresh();
}

void SecondOpinionPane::follow()
{
    chooseFitting();
    choose();
}

//! While a Save waits the PBX's status is on its way; it is asked when that has come to rest.
void SecondOpinionPane::askWhenNew()
{
    const bool isAtRest = m_model.isLoaded() && !m_model.isBusy() && m_model.status();
    if (!m_opinion || !isAtRest || !m_session.isSignedIn() || m_opinion->isBusy())
        return;
    if (fingerprint(m_model) == m_askedFor)
        return;
    m_askedFor = fingerprint(m_model);
    m_opinion->load();
}

void SecondOpinionPane::askAgain()
{
    if (m_opinion && !m_opinion->isBusy())
        m_opinion->load();
}

QString SecondOpinionPane::disagreement() const
{
    if (!m_opinion || !isDisagreement(m_opinion->agreement()) || m_opinion->error())
        return {};
    //: %1 is a management server.
    return tr("%1 says otherwise").arg(platformName());
}

void SecondOpinionPane::refresh()
{
    const bool hasChoice = !platformId().isEmpty();
    m_words->setVisible(hasChoice);
    m_askButton->setVisible(hasChoice && m_opinion);
    m_askButton->setEnabled(m_opinion && !m_opinion->isBusy() && m_session.isSignedIn());
    m_signInButton->setVisible(hasChoice && !m_opinion &&
                               static_cast<bool>(m_neighbours.signInPlatform));
    if (!hasChoice) {
        m_advice = tr("Choose the management server that should see this PBX.");
    } else if (!m_opinion) {
        //: %1 is a management server.
        m_words->setStatus({StatusShape::Square, {}, Tone::Neutral},
                           tr("Not signed in to %1.").arg(platformName()));
        m_advice = tr("Sign in there to hear what it says of this PBX.");
    } else {
        const OpinionText text = opinionText(*m_opinion, platformName());
        m_words->setStatus(text.look, text.sentence);
        m_advice = text.advice;
    }
    refreshAge();
    emit changed();
}

void SecondOpinionPane::refreshAge()
{
    QStringList parts;
    if (m_opinion && !m_opinion->askedAt().isNull())
        parts.append(ageText(m_opinion->askedAt(), m_session.environment().clock.now()));
    if (!m_advice.isEmpty())
        parts.append(m_advice);
    m_note->setText(parts.join(QChar::Space));
}

void SecondOpinionPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshAge();
    m_age.start();
}

void SecondOpinionPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_age.stop();
}

} // namespace lw
