// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace lw {

/*! What a keychain said to one request. */
struct KeychainAnswer
{
    enum class Result {
        Done,
        NotFound,
        NoService, //!< there is no keychain on this system, or it does not work
        Denied     //!< locked, and nobody unlocked it
    };

    Result result = Result::Done;
    Secret value;   //!< after reading
    QString detail; //!< the system's own words
};

/*! The keychain of the system, as CredentialStore sees it. Main thread. */
class Keychain
{
public:
    using Answer = std::function<void(KeychainAnswer)>;

    virtual ~Keychain() = default;
    //! \a answer is called from the event loop, unless \a context is gone by then.
    virtual void read(const QString &key, QObject *context, Answer answer) = 0;
    virtual void write(const QString &key, const Secret &value, QObject *context,
                       Answer answer) = 0;
    virtual void remove(const QString &key, QObject *context, Answer answer) = 0;
};

//! The service under which the program's entries stand in the keychain.
[[nodiscard]] inline QString keychainService()
{
    return QStringLiteral("org.linewarden.Linewarden");
}

//! Credential Manager, Keychain or Secret Service by QtKeychain, all entries under the service
//! \a service. A program that was built without QtKeychain gets one that answers NoService.
[[nodiscard]] std::unique_ptr<Keychain> systemKeychain(const QString &service);

} // namespace lw
