// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "testidentity.h"

#include <core/pbxaddress.h>

#include <QHash>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>

#include <functional>
#include <map>

namespace lw::test {

struct SeenRequest
{
    QByteArray verb;
    QByteArray target;                     //!< path and query as they were sent
    QHash<QByteArray, QByteArray> headers; //!< names in lower case
    QByteArray body;
    int connection = 0; //!< counted from 1
};

/*!
 * A server on 127.0.0.1 that does what a test tells it, most of which no decent server does. It
 * counts what arrives. It runs in the test's own event loop.
 */
class OddServer final : public QTcpServer
{
    Q_OBJECT
public:
    enum class Speaks { Tls, Plain };
    //! Called with each whole request; writes the answer or does not.
    using Behaviour = std::function<void(QSslSocket &peer, const SeenRequest &request)>;

    explicit OddServer(const TestIdentity &identity, Speaks speaks = Speaks::Tls);

    [[nodiscard]] PbxAddress address(const QString &host = QStringLiteral("127.0.0.1")) const;

    [[nodiscard]] static QByteArray answer(const QByteArray &body, int status = 200,
                                           const QByteArray &headers = {});
    [[nodiscard]] static Behaviour answering(const QByteArray &bytes);

    Behaviour behaviour = answering(answer("ok"));
    //! Called with the raw socket instead of everything else, when set.
    std::function<void(QSslSocket &peer)> onRawConnection;
    QSslConfiguration tls;
    QList<SeenRequest> requests;
    int connections = 0;
    int handshakes = 0;
    qint64 receivedBytes = 0; //!< decrypted, whether they made a request or not
    int openConnections = 0;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QSslSocket &peer);

    Speaks m_speaks;
    std::map<QSslSocket *, QByteArray> m_buffers;
    QHash<QSslSocket *, int> m_numbers;
};

/*! An HTTP proxy that knows CONNECT only and goes to one place, whatever it is asked for. */
class OddProxy final : public QTcpServer
{
    Q_OBJECT
public:
    explicit OddProxy(quint16 targetPort);

    QByteArray refusal; //!< the answer to every CONNECT; empty: it tunnels
    QList<QByteArray> seenHeads;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void tunnel(QTcpSocket &client);

    quint16 m_targetPort;
};

} // namespace lw::test
