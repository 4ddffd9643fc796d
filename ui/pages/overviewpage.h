// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/capabilities.h>
#include <core/readiness.h>

#include <QMap>
#include <QWidget>

namespace lw {

class CopyText;
class NoteLabel;
class OpenApiSection;
class PageForm;
class PbxSession;
class StatusLabel;
class ValueLabel;
struct PbxNeighbours;

/*!
 * What a PBX is and can do: product, firmware, serial number, clock, certificate, capabilities with
 * their source, what an upgrade would add, and how the super administrator could come back. Shows
 * what a session knows; only its OpenApiSection asks anything.
 */
class OverviewPage final : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewPage(PbxSession &session, QWidget *parent = nullptr);

    //! The OpenAPI, where there is one.
    void setNeighbours(const PbxNeighbours &neighbours);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildProduct();
    void buildReadiness();
    void buildCapabilities();
    void buildCertificate();
    void refresh();
    void refreshProduct();
    void refreshReadiness();
    void refreshCapabilities();
    void refreshCertificate();

    PbxSession &m_session;
    PageForm *m_form;
    ValueLabel *m_product = nullptr;
    ValueLabel *m_edition = nullptr;
    ValueLabel *m_firmware = nullptr;
    CopyText *m_serialNumber = nullptr;
    CopyText *m_address = nullptr;
    ValueLabel *m_account = nullptr;
    ValueLabel *m_clock = nullptr;
    OpenApiSection *m_openApi = nullptr;
    QWidget *m_readinessHeading = nullptr;
    QMap<ReadinessItem, StatusLabel *> m_readiness;
    QMap<Feature, StatusLabel *> m_features;
    NoteLabel *m_upgrade = nullptr;
    StatusLabel *m_trust = nullptr;
    ValueLabel *m_subject = nullptr;
    ValueLabel *m_issuer = nullptr;
    ValueLabel *m_validity = nullptr;
    CopyText *m_fingerprint = nullptr;
};

} // namespace lw
