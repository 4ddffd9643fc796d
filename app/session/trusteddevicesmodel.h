// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountwatch.h"
#include "changeoutcome.h"

#include <core/result.h>
#include <core/trusteddevice.h>

#include <QList>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace lw {

class PbxSession;
template<typename Row>
class PageSweep;

/*!
 * The Trusted Device List of the account that is signed in. Main thread; owned by whoever shows it;
 * the session must outlive it.
 */
class TrustedDevicesModel final : public QObject
{
    Q_OBJECT
public:
    explicit TrustedDevicesModel(PbxSession &session, QObject *parent = nullptr);
    ~TrustedDevicesModel() override;

    void load();
    void remove(const QStringList &ids);
    //! All but the one that is marked as this device.
    void removeOthers();

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return m_sweep || !m_removing.isEmpty(); }
    [[nodiscard]] const QList<TrustedDevice> &devices() const { return m_devices; }
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! Of the last remove(); reading the list afterwards decides.
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }

signals:
    void changed();

private:
    void read();
    void finishReading(std::optional<ApiError> error);
    void endRemoving();
    void forget();

    PbxSession &m_session;
    AccountWatch m_account;
    std::unique_ptr<QObject> m_calls; //!< context of the running change
    std::unique_ptr<PageSweep<TrustedDevice>> m_sweep;
    QList<TrustedDevice> m_devices;
    QList<TrustedDevice> m_reading;
    QStringList m_removing; //!< empty: nothing is being removed
    bool m_isLoaded = false;
    std::optional<ApiError> m_error;
    ChangeOutcome m_outcome = ChangeOutcome::None;
};

} // namespace lw
