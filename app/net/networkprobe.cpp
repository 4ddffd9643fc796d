// SPDX-License-Identifier: GPL-3.0-or-later
#include "networkprobe.h"

#include "tlstrust.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslSocket>
#include <QTimer>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Kind = ApiError::Kind;

constexpr std::chrono::milliseconds kLimit{10'000};

ApiError unreachable(QAbstractSocket::SocketError error, const QString &text)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return {.kind = Kind::Unreachable, .reason = u"name-not-found"_s, .detail = text};
    case QAbstractSocket::ConnectionRefusedError:
        return {.kind = Kind::Unreachable, .reason = u"refused"_s, .detail = text};
    default:
        return {.kind = Kind::Unreachable, .reason = u"network"_s, .detail = text};
    }
}

//! Ends the waiting for \a pending, whose child the timer is.
template<typename T>
void limit(Pending<T> *pending)
{
    QTimer::singleShot(kLimit, pending,
                       [pending] { pending->settle(Failure(ApiError{.kind = Kind::Timeout})); });
}

template<typename Socket>
Socket *socketFor(QObject *owner)
{
    auto *socket = new Socket(owner);
    socket->setProxy(QNetworkProxy::NoProxy);
    return socket;
}

} // namespace

Pending<QStringList> *NetworkProbe::resolve(const QString &host)
{
    auto *pending = new Pending<QStringList>(this);
    if (const QHostAddress literal(host); !literal.isNull()) {
        pending->settle(QStringList{literal.toString()});
        return pending;
    }
    limit(pending);
    QHostInfo::lookupHost(host, pending, [pending](const QHostInfo &info) {
        QStringList addresses;
        for (const QHostAddress &address : info.addresses())
            addresses.append(address.toString());
        if (info.error() == QHostInfo::NoError && !addresses.isEmpty())
            pending->settle(addresses);
        else
            pending->settle(Failure(ApiError{.kind = Kind::Unreachable,
                                             .reason = u"name-not-found"_s,
                                             .detail = info.errorString()}));
    });
    return pending;
}

Pending<Done> *NetworkProbe::connectTo(const PbxAddress &server)
{
    auto *pending = new Pending<Done>(this);
    limit(pending);
    auto *socket = socketFor<QTcpSocket>(pending);
    connect(socket, &QTcpSocket::connected, pending, [pending] { pending->settle(Done{}); });
    connect(socket, &QTcpSocket::errorOccurred, pending,
            [pending, socket](QAbstractSocket::SocketError error) {
                pending->settle(Failure(unreachable(error, socket->errorString())));
            });
    socket->connectToHost(server.host(), server.port());
    return pending;
}

Pending<ProbedCertificate> *NetworkProbe::greet(const PbxAddress &server)
{
    auto *pending = new Pending<ProbedCertificate>(this);
    limit(pending);
    auto *socket = socketFor<QSslSocket>(pending);
    socket->setSslConfiguration(TlsTrust::configuration({}));
    const auto settle = [pending, socket](const QList<QSslError> &errors) {
        pending->settle(ProbedCertificate{TlsTrust::factsOf(socket->peerCertificate(), errors)});
    };
    // Nothing is ignored: with errors the handshake ends here, and its facts are what is wanted.
    connect(socket, &QSslSocket::sslErrors, pending, settle);
    connect(socket, &QSslSocket::encrypted, pending, [settle] { settle({}); });
    connect(socket, &QSslSocket::errorOccurred, pending,
            [pending, socket](QAbstractSocket::SocketError error) {
                if (error == QAbstractSocket::HostNotFoundError ||
                    error == QAbstractSocket::ConnectionRefusedError)
                    pending->settle(Failure(unreachable(error, socket->errorString())));
                else
                    pending->settle(Failure(ApiError{.kind = Kind::TlsFailed,
                                                     .reason = u"handshake"_s,
                                                     .detail = socket->errorString()}));
            });
    socket->connectToHostEncrypted(server.host(), server.port());
    return pending;
}

} // namespace lw
