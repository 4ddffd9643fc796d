// SPDX-License-Identifier: GPL-3.0-or-later
#include "centraloverviewpage.h"

#include "centralwords.h"
#include "support/centralerrortext.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/capacitybar.h"
#include "widgets/copytext.h"
#include "widgets/notelabel.h"
#include "widgets/pagecolumn.h"
#include "widgets/pageform.h"
#include "widgets/statuslabel.h"

#include <core/clock.h>
#include <session/centralsession.h>
#include <session/sessionenvironment.h>
#include <session/subscriptionmodel.h>

#include <QFontMetrics>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace lw {

namespace {

constexpr int kBytesOfLine = 16;

StatusLook usageLook(UsageStage stage)
{
    switch (stage) {
    case UsageStage::Free:
        break;
    case UsageStage::Nearly:
        return {StatusShape::Triangle, {}, Tone::Caution};
    case UsageStage::Full:
        return {StatusShape::Triangle, {}, Tone::Danger};
    }
    return {StatusShape::Disc, {}, Tone::Good};
}

Tone barTone(UsageStage stage)
{
    return stage == UsageStage::Free ? Tone::Neutral : usageLook(stage).tone;
}

//! Of a fingerprint: half a line where the fonts are large.
int bytesOfLine()
{
    const int width = QFontMetrics(fixedFont()).averageCharWidth() * 3 * kBytesOfLine;
    return width < metrics::kColumnWidth / 2 ? kBytesOfLine : kBytesOfLine / 2;
}

} // namespace

CentralOverviewPage::CentralOverviewPage(CentralSession &session, QWidget *parent)
    : SessionPage(parent), m_session(session), m_form(new PageForm)
{
    buildConnections();
    buildSubscription();
    buildServer();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageColumn(m_form));
    makeModel();
    connect(&session, &CentralSession::factsChanged, this, &CentralOverviewPage::refreshServer);
    connect(&session, &CentralSession::stateChanged, this, &CentralOverviewPage::refreshServer);
    refresh();
}

CentralOverviewPage::~CentralOverviewPage() = default;

void CentralOverviewPage::makeModel()
{
    m_model = std::make_unique<SubscriptionModel>(m_session);
    connect(m_model.get(), &SubscriptionModel::changed, this, [this] {
        refresh();
        emit changed();
    });
}

void CentralOverviewPage::buildConnections()
{
    m_bar = new CapacityBar(tr("Remote connections"));
    m_usage = new StatusLabel(StatusLabel::Form::Row);
    m_usageAdvice = new NoteLabel;
    m_reseller = new ValueLabel;
    m_form->addHeading(tr("Remote connections"));
    m_form->addRow(tr("Used"), m_bar);
    m_form->addRow(QString(), m_usage);
    m_form->addRow(QString(), m_usageAdvice);
    m_form->addRow(tr("Resellers"), m_reseller);
}

void CentralOverviewPage::buildSubscription()
{
    m_account = new StatusLabel(StatusLabel::Form::Row);
    m_premium = new StatusLabel(StatusLabel::Form::Row);
    m_expiryAdvice = new NoteLabel;
    m_readAt = new NoteLabel;
    m_form->addHeading(tr("Subscription"));
    m_form->addRow(tr("Remote Management"), m_account);
    m_form->addRow(tr("Remote Management Premium"), m_premium);
    m_form->addRow(QString(), m_expiryAdvice);
    m_form->addRow(QString(), m_readAt);
}

void CentralOverviewPage::buildServer()
{
    m_address = new CopyText(tr("address"));
    m_clientId = new CopyText(tr("Client ID"));
    m_clock = new ValueLabel;
    m_trust = new StatusLabel(StatusLabel::Form::Row);
    m_validity = new ValueLabel;
    m_fingerprint = new CopyText(tr("SHA-256"));
    m_form->addHeading(tr("Management server"));
    m_form->addRow(tr("Address"), m_address);
    m_form->addRow(tr("Client ID"), m_clientId);
    m_form->addRow(tr("Clock"), m_clock);
    m_form->addRow(tr("Certificate"), m_trust);
    m_form->addRow(tr("Valid"), m_validity);
    m_form->addRow(tr("SHA-256"), m_fingerprint);
}

bool CentralOverviewPage::hasContent() const
{
    return m_model->isLoaded();
}

std::optional<ApiError> CentralOverviewPage::loadError() const
{
    return m_model->error();
}

void CentralOverviewPage::load()
{
    m_model->load();
}

void CentralOverviewPage::clear()
{
    makeModel();
    emit changed();
}

QString CentralOverviewPage::busyText() const
{
    return m_model->isBusy() ? tr("Reading\u2026") : QString();
}

BannerText CentralOverviewPage::bannerText() const
{
    if (!m_model->error() || !m_model->isLoaded())
        return {};
    return {.tone = Tone::Danger,
            .text = centralErrorText(*m_model->error()),
            .actions = {tr("Read Again")}};
}

void CentralOverviewPage::triggerBannerAction(int)
{
    load();
}

void CentralOverviewPage::refresh()
{
    if (m_model->isLoaded()) {
        refreshConnections();
        refreshSubscription();
    }
    refreshServer();
}

void CentralOverviewPage::refreshConnections()
{
    const RemoteConnections &connections = m_model->loaded();
    const UsageStage stage = m_model->usage();
    m_bar->setUsed(connections.used, connections.capacity, barTone(stage));
    m_usage->setStatus(usageLook(stage), usageText(connections));
    m_usageAdvice->setText(usageAdvice(stage));
    m_usageAdvice->setTone(usageLook(stage).tone);
    m_form->setRowShown(m_usageAdvice, stage != UsageStage::Free);
    const bool hasResellers = connections.resellerCapacity.has_value();
    m_form->setRowShown(m_reseller, hasResellers);
    if (hasResellers)
        //: %1 and %2 are numbers.
        m_reseller->setText(tr("%1 of %2 assigned to them are used.")
                                .arg(QLocale().toString(connections.resellerUsed.value_or(0)),
                                     QLocale().toString(*connections.resellerCapacity)));
}

void CentralOverviewPage::refreshSubscription()
{
    const RemoteConnections &connections = m_model->loaded();
    showSubscription(*m_account, connections.account);
    showSubscription(*m_premium, connections.premium);
    auto worst = ExpiryStage::Far;
    for (const auto &subscription : {connections.account, connections.premium}) {
        if (subscription)
            worst = std::max(worst, m_model->expiryOf(*subscription));
    }
    m_form->setRowShown(m_expiryAdvice, worst != ExpiryStage::Far);
    m_expiryAdvice->setTone(worst == ExpiryStage::Within30Days ? Tone::Caution : Tone::Danger);
    m_expiryAdvice->setText(worst == ExpiryStage::Over
                                ? tr("A subscription is over. Extend it (My Subscription), or the "
                                     "PBXs stay out of reach.")
                                : tr("Extend it in time (My Subscription): when it ends, the PBXs "
                                     "lose their connection."));
    //: %1 is a time.
    m_readAt->setText(
        tr("Read at %1.")
            .arg(shortLocalTime(m_model->loadedAt(), m_session.environment().clock.now())));
}

void CentralOverviewPage::showSubscription(StatusLabel &label,
                                           const std::optional<RemoteSubscription> &what)
{
    m_form->setRowShown(&label, what.has_value());
    if (what)
        label.setStatus(subscriptionLook(*what, m_model->expiryOf(*what)),
                        subscriptionText(*what, m_session.environment().clock.now()));
}

void CentralOverviewPage::refreshServer()
{
    m_address->setText(m_session.settings().address.displayText());
    m_clientId->setText(m_session.settings().clientId);
    const auto skew = m_session.clockSkew();
    m_form->setRowShown(m_clock, skew.has_value());
    if (skew)
        m_clock->setText(clockSentence(*skew));
    refreshCertificate();
}

void CentralOverviewPage::refreshCertificate()
{
    const auto facts = m_session.certificate();
    for (QWidget *row : {static_cast<QWidget *>(m_trust), static_cast<QWidget *>(m_validity),
                         static_cast<QWidget *>(m_fingerprint)})
        m_form->setRowShown(row, facts.has_value());
    if (!facts)
        return;
    const bool isPinned = m_session.settings().trust.basis == TrustChoice::Basis::Pinned;
    m_trust->setStatus({StatusShape::Disc, {}, Tone::Good},
                       isPinned ? tr("Exactly this certificate is trusted for this server")
                                : tr("Verified by a certificate authority"));
    //: %1 and %2 are the first and the last moment of a validity.
    m_validity->setText(
        tr("%1 to %2").arg(localTime(facts->notBefore), localTime(facts->notAfter)));
    m_fingerprint->setText(fingerprintLines(facts->sha256, bytesOfLine()),
                           fingerprintText(facts->sha256));
}

} // namespace lw
