// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deviceapi.h"
#include "oauthapi.h"
#include "tokenbucket.h"

namespace lw::Sandbox {

/*!
 * The API of a practice management server for other programs: subscription, Cloud PBXs, users and,
 * where the scenario says so, devices. It decides who may ask and how often. A refusal changes
 * nothing. Owned by its platform; sandbox thread only.
 */
class CentralApi final
{
public:
    struct Setup
    {
        const Clock &clock;
        RandomSource random;
        DeviceTable &devices;
    };

    CentralApi(const PlatformPlan &plan, const Setup &setup);

    //! The names of its calls; faults and counters go by them.
    [[nodiscard]] static QStringList calls();
    //! Empty: none of its calls.
    [[nodiscard]] QString callOf(const WebRequest &request) const;
    [[nodiscard]] WebAnswer handle(const WebRequest &request);
    //! For a path that nobody knows.
    [[nodiscard]] WebAnswer notFound() const;
    void expireTokenOf(const WebRequest &request) { m_oauth.expireTokenOf(request); }
    void reset();
    [[nodiscard]] QJsonObject state() const; //!< for GET /state; without secrets

private:
    using Rows = QList<QJsonObject>;

    [[nodiscard]] WebAnswer answer(const QString &call, const WebRequest &request);
    [[nodiscard]] WebAnswer deviceAnswer(const QString &call, const WebRequest &request);
    [[nodiscard]] WebAnswer connections() const;
    [[nodiscard]] QJsonObject subscription(const SubscriptionPlan &plan) const;
    [[nodiscard]] WebAnswer list(const WebRequest &request, const Rows &rows,
                                 const QStringList &sortable, const QStringList &searched) const;
    [[nodiscard]] WebAnswer changeCloudPbx(const WebRequest &request);
    [[nodiscard]] WebAnswer changeUser(const WebRequest &request);
    [[nodiscard]] WebAnswer invalid(const QString &field) const;
    void fillRows();

    const PlatformPlan m_plan;
    Setup m_setup;
    CentralEnvelope m_envelope;
    OAuthApi m_oauth;
    TokenBucket m_bucket;
    DeviceApi m_devices;
    QDateTime m_started;
    Rows m_cloudPbxs;                            //!< as the answer shows them
    Rows m_users;                                //!< likewise
    QHash<qint64, QJsonObject> m_hiddenSwitches; //!< of Cloud PBXs: what only the update call has
};

} // namespace lw::Sandbox
