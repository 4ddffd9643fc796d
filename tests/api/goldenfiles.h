// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <api/portalclient.h>
#include <support/faketransport.h>
#include <support/profiles.h>
#include <support/testdata.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <optional>

namespace lw::test {

const inline Secret kCookie{QByteArrayView("c")};

inline QDir goldenFolder()
{
    return QDir(testData(QStringLiteral("contract/portal")));
}

//! The bytes of the message \a name, without its ".json".
inline QByteArray golden(const QString &name)
{
    QFile file(goldenFolder().filePath(name + QStringLiteral(".json")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The calls whose messages tst_accountgoldenfiles judges: by the start of the file's name.
inline bool isAccountSecurity(const QString &file)
{
    static const QStringList kStarts{QStringLiteral("login-twofactor"),
                                     QStringLiteral("login-trusted"),
                                     QStringLiteral("twofactor"),
                                     QStringLiteral("trusteddevice"),
                                     QStringLiteral("user"),
                                     QStringLiteral("securityoption"),
                                     QStringLiteral("webserver"),
                                     QStringLiteral("extension"),
                                     QStringLiteral("operationlog"),
                                     QStringLiteral("blockedip"),
                                     QStringLiteral("allowedip")};
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&file](const QString &start) { return file.startsWith(start); });
}

/*! A client whose PBX says what a test wants. */
struct ClientFixture
{
    template<typename T>
    Result<T> answerOf(Pending<T> *call)
    {
        std::optional<Result<T>> found;
        call->then(&context, [&](Result<T> result) { found.emplace(std::move(result)); });
        for (int turn = 0; turn < 10 && !found; ++turn)
            QCoreApplication::sendPostedEvents();
        return found ? std::move(*found)
                     : Result<T>(Failure(ApiError{.kind = ApiError::Kind::Timeout}));
    }

    FakeServer server;
    FakeTransport transport{server};
    WireProfile profile = builtInProfile();
    PortalClient client{transport, profile};
    QObject context;
};

} // namespace lw::test
