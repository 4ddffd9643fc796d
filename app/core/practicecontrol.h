// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxaddress.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lw {

//! An account of a practice server. Its password is public by design.
struct PracticeAccount
{
    QString userName;
    QString password;
    QString role; //!< super_admin | administrator | user
};

struct PracticePbx
{
    QString name;
    PbxAddress address;
    QByteArray sha256; //!< 32 raw bytes
    QString edition;
    QString firmware;
    QList<PracticeAccount> accounts;
    QString openApiId; //!< empty: its OpenAPI is off
    QString openApiSecret;
};

struct PracticePlatform
{
    QString name;
    PbxAddress address;
    QByteArray sha256;
    QString yeastarId;
    QString email;
    QString providerPassword;
    QStringList codes; //!< authentication codes that are still good
    QString clientId;  //!< of its API; public by design like its secret
    QString clientSecret;
};

//! A misbehaviour of the next answers.
struct PracticeFault
{
    QString server;
    QString call; //!< such as remotemanagement/update, or * for any
    QString kind; //!< one of PracticeControl::faultKinds()
    QString value;
    int times = 1;
};

/*!
 * What the window may do with the built-in sandbox. The sandbox implements it and main() passes it
 * in; nobody else knows that there is one. Main thread; the calls return at once.
 */
class PracticeControl
{
public:
    virtual ~PracticeControl() = default;

    [[nodiscard]] virtual QList<PracticePbx> pbxs() const = 0;
    [[nodiscard]] virtual QList<PracticePlatform> platforms() const = 0;

    [[nodiscard]] virtual QStringList faultKinds() const = 0;
    [[nodiscard]] virtual QStringList faultCalls() const = 0;
    //! Nothing on success, else why the fault is not possible (a sentence for developers).
    [[nodiscard]] virtual std::optional<QString> inject(const PracticeFault &fault) = 0;

    [[nodiscard]] virtual QDateTime now() const = 0; //!< the sandbox's clock, UTC
    virtual void advanceClock(std::chrono::seconds by) = 0;
    //! Back to the scenario's first state; addresses and certificates stay.
    virtual void reset() = 0;

    //! The folder of the mails that practice PBXs sent, one RFC 5322 file each.
    [[nodiscard]] virtual QString mailboxFolder() const = 0;
};

} // namespace lw
