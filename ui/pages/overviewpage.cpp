// SPDX-License-Identifier: GPL-3.0-or-later
#include "overviewpage.h"

#include "openapisection.h"
#include "securitywords.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/copytext.h"
#include "widgets/notelabel.h"
#include "widgets/pagecolumn.h"
#include "widgets/pageform.h"
#include "widgets/statuslabel.h"

#include <session/pbxsession.h>

#include <QFontMetrics>
#include <QVBoxLayout>

#include <map>

namespace lw {

namespace {

using Availability = Capability::Availability;

constexpr int kBytesOfLine = 16;

StatusLook lookOf(Availability availability)
{
    switch (availability) {
    case Availability::Available:
        return {StatusShape::Disc, {}, Tone::Good};
    case Availability::ByProbe:
        return {StatusShape::Ring, {}, Tone::Neutral};
    case Availability::Elsewhere:
        return {StatusShape::Disc, {}, Tone::Neutral};
    case Availability::NeedsFirmware:
    case Availability::Absent:
        break;
    }
    return {StatusShape::Square, {}, Tone::Neutral};
}

QString roleName(const OpenWord<Role> &role)
{
    if (role.is(Role::SuperAdministrator))
        return OverviewPage::tr("Super Administrator");
    if (role.is(Role::Administrator))
        return OverviewPage::tr("Administrator");
    if (role.is(Role::User))
        return OverviewPage::tr("extension user");
    return role.word;
}

//! A sentence for each firmware that has more than this one.
QString upgradeText(const PbxSession &session)
{
    std::map<QString, QStringList> byFirmware;
    for (const Feature feature : allFeatures()) {
        const Capability capability = session.capability(feature);
        if (capability.availability == Availability::NeedsFirmware)
            byFirmware[capability.needs.text()].append(featureName(feature));
    }
    QStringList sentences;
    for (const auto &[firmware, features] : byFirmware) {
        //: %1 is a firmware number, %2 a list of features.
        sentences.append(OverviewPage::tr("An upgrade to %1 would add: %2.")
                             .arg(firmware, features.join(QLatin1String(", "))));
    }
    return sentences.join(QLatin1Char('\n'));
}

//! Of a fingerprint: half a line where the fonts are large.
int bytesOfLine()
{
    const int width = QFontMetrics(fixedFont()).averageCharWidth() * 3 * kBytesOfLine;
    return width < metrics::kColumnWidth / 2 ? kBytesOfLine : kBytesOfLine / 2;
}

} // namespace

OverviewPage::OverviewPage(PbxSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_form(new PageForm)
{
    buildProduct();
    m_openApi = new OpenApiSection(*m_form, session, *this);
    buildReadiness();
    buildCapabilities();
    buildCertificate();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageColumn(m_form));
    connect(&session, &PbxSession::factsChanged, this, &OverviewPage::refresh);
    connect(&session, &PbxSession::stateChanged, this, &OverviewPage::refresh);
    connect(&session, &PbxSession::settingsChanged, this, &OverviewPage::refreshReadiness);
    refresh();
}

void OverviewPage::setNeighbours(const PbxNeighbours &neighbours)
{
    m_openApi->setNeighbours(neighbours);
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_openApi->start();
}

void OverviewPage::buildProduct()
{
    m_product = new ValueLabel;
    m_edition = new ValueLabel;
    m_firmware = new ValueLabel;
    m_serialNumber = new CopyText(tr("serial number"));
    m_address = new CopyText(tr("address"));
    m_account = new ValueLabel;
    m_clock = new ValueLabel;
    m_form->addHeading(tr("PBX"));
    m_form->addRow(tr("Product"), m_product);
    m_form->addRow(tr("Edition"), m_edition);
    m_form->addRow(tr("Firmware"), m_firmware);
    m_form->addRow(tr("Serial Number"), m_serialNumber);
    m_form->addRow(tr("Address"), m_address);
    m_form->addRow(tr("Signed in as"), m_account);
    m_form->addRow(tr("Clock"), m_clock);
}

void OverviewPage::buildReadiness()
{
    m_readinessHeading = m_form->addHeading(tr("If the super administrator's phone is lost"));
    for (const ReadinessItem item : readinessItems()) {
        auto *label = new StatusLabel(StatusLabel::Form::Row);
        m_readiness.insert(item, label);
        m_form->addRow(readinessTitle(item), label);
    }
}

void OverviewPage::buildCapabilities()
{
    m_form->addHeading(tr("What this PBX can do"));
    for (const Feature feature : allFeatures()) {
        auto *label = new StatusLabel(StatusLabel::Form::Row);
        m_features.insert(feature, label);
        m_form->addRow(featureName(feature), label);
    }
    m_upgrade = new NoteLabel;
    m_form->addRow(QString(), m_upgrade);
}

void OverviewPage::buildCertificate()
{
    m_trust = new StatusLabel(StatusLabel::Form::Row);
    m_subject = new ValueLabel;
    m_issuer = new ValueLabel;
    m_validity = new ValueLabel;
    m_fingerprint = new CopyText(tr("SHA-256"));
    m_form->addHeading(tr("Certificate"));
    m_form->addRow(tr("Trust"), m_trust);
    m_form->addRow(tr("Subject"), m_subject);
    m_form->addRow(tr("Issuer"), m_issuer);
    m_form->addRow(tr("Valid"), m_validity);
    m_form->addRow(tr("SHA-256"), m_fingerprint);
}

void OverviewPage::refresh()
{
    refreshProduct();
    refreshReadiness();
    refreshCapabilities();
    refreshCertificate();
}

void OverviewPage::refreshProduct()
{
    const auto &product = m_session.product();
    if (!product)
        return;
    m_product->setText(product->displayName.isEmpty() ? product->name : product->displayName);
    m_edition->setText(editionName(*product));
    m_firmware->setText(product->firmware.text());
    m_serialNumber->setText(product->serialNumber);
    m_address->setText(m_session.settings().address.displayText());
    const bool isSignedIn = m_session.state() == PbxSession::State::Connected;
    m_form->setRowShown(m_account, isSignedIn);
    if (isSignedIn) {
        //: %1 is a user name, %2 a role.
        m_account->setText(tr("%1 (%2)").arg(m_session.userName(), roleName(m_session.role())));
    }
    const auto skew = m_session.clockSkew();
    m_form->setRowShown(m_clock, skew.has_value());
    if (skew)
        m_clock->setText(clockSentence(*skew));
}

void OverviewPage::refreshReadiness()
{
    const bool isShown = m_session.isSignedIn() && m_session.role().is(Role::SuperAdministrator);
    m_form->setRowShown(m_readinessHeading, isShown);
    for (auto it = m_readiness.cbegin(); it != m_readiness.cend(); ++it) {
        (*it)->setStatus(readinessLook(it.key(), m_session.settings().readiness.of(it.key())));
        m_form->setRowShown(*it, isShown);
    }
}

void OverviewPage::refreshCapabilities()
{
    for (auto it = m_features.cbegin(); it != m_features.cend(); ++it) {
        const Capability capability = m_session.capability(it.key());
        (*it)->setStatus(lookOf(capability.availability), availabilityText(capability));
        (*it)->setToolTip(capability.source.isEmpty()
                              ? QString()
                              //: %1 is the title of the page that documents it.
                              : tr("Source: %1").arg(capability.source));
    }
    const QString upgrade = upgradeText(m_session);
    m_upgrade->setText(upgrade);
    m_form->setRowShown(m_upgrade, !upgrade.isEmpty());
}

void OverviewPage::refreshCertificate()
{
    const auto facts = m_session.certificate();
    if (!facts)
        return;
    const bool isPinned = m_session.settings().trust.basis == TrustChoice::Basis::Pinned;
    m_trust->setStatus({StatusShape::Disc, {}, Tone::Good},
                       isPinned ? tr("Exactly this certificate is trusted for this PBX")
                                : tr("Verified by a certificate authority"));
    m_subject->setText(facts->subject);
    m_issuer->setText(facts->issuer);
    //: %1 and %2 are the first and the last moment of a validity.
    m_validity->setText(
        tr("%1 to %2").arg(localTime(facts->notBefore), localTime(facts->notAfter)));
    m_fingerprint->setText(fingerprintLines(facts->sha256, bytesOfLine()),
                           fingerprintText(facts->sha256));
}

} // namespace lw
