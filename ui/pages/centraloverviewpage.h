// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionpage.h"

#include <memory>

namespace lw {

class CapacityBar;
class CentralSession;
class CopyText;
class NoteLabel;
class PageForm;
class StatusLabel;
class SubscriptionModel;
class ValueLabel;
struct RemoteSubscription;

/*!
 * How many remote connections a management server has and until when they are paid for, with
 * warnings in time; and what the server is: address, Client ID, clock, certificate. Owns its model.
 */
class CentralOverviewPage final : public SessionPage
{
    Q_OBJECT
public:
    explicit CentralOverviewPage(CentralSession &session, QWidget *parent = nullptr);
    ~CentralOverviewPage() override;

    [[nodiscard]] bool hasContent() const override;
    [[nodiscard]] std::optional<ApiError> loadError() const override;
    void load() override;
    void clear() override;
    [[nodiscard]] QString busyText() const override;
    [[nodiscard]] BannerText bannerText() const override;
    void triggerBannerAction(int index) override;

private:
    void makeModel();
    void buildConnections();
    void buildSubscription();
    void buildServer();
    void refresh();
    void refreshConnections();
    void refreshSubscription();
    void showSubscription(StatusLabel &label, const std::optional<RemoteSubscription> &what);
    void refreshServer();
    void refreshCertificate();

    CentralSession &m_session;
    std::unique_ptr<SubscriptionModel> m_model; //!< replaced by clear()
    PageForm *m_form;
    CapacityBar *m_bar = nullptr;
    StatusLabel *m_usage = nullptr;
    NoteLabel *m_usageAdvice = nullptr;
    ValueLabel *m_reseller = nullptr;
    StatusLabel *m_account = nullptr;
    StatusLabel *m_premium = nullptr;
    NoteLabel *m_expiryAdvice = nullptr;
    NoteLabel *m_readAt = nullptr;
    CopyText *m_address = nullptr;
    CopyText *m_clientId = nullptr;
    ValueLabel *m_clock = nullptr;
    StatusLabel *m_trust = nullptr;
    ValueLabel *m_validity = nullptr;
    CopyText *m_fingerprint = nullptr;
};

} // namespace lw
