// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/practicecontrol.h>
#include <core/wireprofile.h>

#include <QJsonObject>
#include <QUrl>

#include <memory>

namespace lw::Sandbox {

//! The scenario that the program brings along.
[[nodiscard]] QByteArray defaultScenario();

/*!
 * A sandbox in this process: practice PBXs and management servers that really listen on 127.0.0.1.
 * The constructor does next to nothing; start() makes certificates, opens the ports and starts the
 * sandbox's one thread, which the destructor ends. All methods may be called from any thread; none
 * waits for the network.
 */
class Practice final : public PracticeControl
{
public:
    struct Setup
    {
        QByteArray scenario; //!< JSON; empty: the default one
        WireProfile wire;
        //! Must exist. Keeps the mailbox, and what PBXs know over a restart; empty: a temporary
        //! one, removed at the end.
        QString stateFolder;
        std::optional<PbxAddress> mailServer; //!< mail is delivered there as well, by SMTP
    };

    explicit Practice(Setup setup);
    ~Practice() override;
    Practice(const Practice &) = delete;
    Practice &operator=(const Practice &) = delete;

    //! Nothing on success, else why there is no sandbox (a sentence for developers). Call once.
    [[nodiscard]] std::optional<QString> start();

    [[nodiscard]] QList<PracticePbx> pbxs() const override;
    [[nodiscard]] QList<PracticePlatform> platforms() const override;
    [[nodiscard]] QStringList faultKinds() const override;
    [[nodiscard]] QStringList faultCalls() const override;
    [[nodiscard]] std::optional<QString> inject(const PracticeFault &fault) override;
    [[nodiscard]] QDateTime now() const override;
    void advanceClock(std::chrono::seconds by) override;
    void reset() override;
    [[nodiscard]] QString mailboxFolder() const override;

    //! What a server saw since the start or the last reset; 0 where the name is not known.
    [[nodiscard]] int requestCount(const QString &server, const QString &call) const;
    [[nodiscard]] int handshakeCount(const QString &server) const; //!< TLS, finished
    [[nodiscard]] int connectionCount(const QString &server) const;
    //! One object a server, as GET /state answers it.
    [[nodiscard]] QJsonObject state() const;

    //! The control endpoint for other programs; not open before this is called.
    [[nodiscard]] std::optional<QString> openControl();
    //! What the ready file of linewarden-sandbox says. Contains the practice passwords.
    [[nodiscard]] QJsonObject readyObject() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace lw::Sandbox
