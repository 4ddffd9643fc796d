// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/connectionstatus.h>
#include <core/remotedevice.h>
#include <core/result.h>

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace lw {

class CentralInventory;
class CentralSession;
class PbxSession;

/*!
 * What a platform says of a PBX's connection, found by serial number, beside what the PBX says.
 * Of several rows with that number (a platform keeps old ones) a connected one counts.
 * Main thread; owned by whoever shows it; both sessions outlive it.
 */
class SecondOpinion final : public QObject
{
    Q_OBJECT
public:
    enum class Agreement {
        Unknown,      //!< not both have answered, or a word or the serial number is not known
        Agree,        //!< both Connected, or both not
        OnlyPbx,      //!< the PBX says Connected, the platform does not
        OnlyPlatform, //!< the other way round
        NotListed     //!< the PBX says Connected, and the platform does not know it
    };

    SecondOpinion(PbxSession &pbx, CentralSession &central, QObject *parent = nullptr);
    ~SecondOpinion() override;

    //! Asks both sides.
    void load();

    //! Both have answered the last load().
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] bool isBusy() const { return m_open > 0; }
    //! Why there is no opinion: of the platform, or of the PBX.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] const std::optional<ApiError> &pbxError() const { return m_pbxError; }

    //! The platform's row; absent: it lists no such serial number.
    [[nodiscard]] const std::optional<RemoteDevice> &device() const { return m_device; }
    [[nodiscard]] const std::optional<ConnectionStatus> &pbxStatus() const { return m_pbxStatus; }
    //! When the platform answered, UTC; null: it has not. How old an opinion is.
    [[nodiscard]] QDateTime askedAt() const { return m_askedAt; }
    [[nodiscard]] Agreement agreement() const;

signals:
    void changed();

private:
    void askPbx();
    void takePbx(Result<ConnectionStatus> status);
    void askPlatform();
    void takePlatform();
    void endOne();

    PbxSession &m_pbx;
    CentralSession &m_central;
    std::unique_ptr<QObject> m_calls; //!< context of running requests; replaced to drop them
    std::unique_ptr<CentralInventory> m_lookup;
    QString m_serialNumber; //!< of the PBX, when it was asked
    std::optional<RemoteDevice> m_device;
    std::optional<ConnectionStatus> m_pbxStatus;
    std::optional<ApiError> m_error;
    std::optional<ApiError> m_pbxError;
    QDateTime m_askedAt;
    int m_open = 0;            //!< answers that are awaited
    bool m_isPbxAsked = false; //!< the PBX's answer is awaited
    bool m_isLoaded = false;
};

} // namespace lw
