// SPDX-License-Identifier: GPL-3.0-or-later
#include "oddserver.h"

#include <QHostAddress>

namespace lw::test {

namespace {

SeenRequest parseHead(const QByteArray &head)
{
    SeenRequest request;
    const auto lines = head.split('\n');
    const auto words = lines.first().trimmed().split(' ');
    request.verb = words.value(0);
    request.target = words.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return request;
}

} // namespace

OddServer::OddServer(const TestIdentity &identity, Speaks speaks) : m_speaks(speaks)
{
    tls.setLocalCertificate(identity.certificate());
    tls.setPrivateKey(identity.key());
    listen(QHostAddress::LocalHost);
}

PbxAddress OddServer::address(const QString &host) const
{
    return *PbxAddress::parse(host, serverPort());
}

QByteArray OddServer::answer(const QByteArray &body, int status, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Word\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers +
           "\r\n" + body;
}

OddServer::Behaviour OddServer::answering(const QByteArray &bytes)
{
    return [bytes](QSslSocket &peer, const SeenRequest &) { peer.write(bytes); };
}

void OddServer::incomingConnection(qintptr descriptor)
{
    ++connections;
    ++openConnections;
    auto *peer = new QSslSocket(this);
    peer->setSocketDescriptor(descriptor);
    m_numbers.insert(peer, connections);
    connect(peer, &QSslSocket::disconnected, this, [this, peer] {
        --openConnections;
        peer->deleteLater();
    });
    connect(peer, &QObject::destroyed, this, [this, peer] { m_buffers.erase(peer); });
    if (onRawConnection) {
        onRawConnection(*peer);
        return;
    }
    connect(peer, &QSslSocket::readyRead, this, [this, peer] { read(*peer); });
    if (m_speaks == Speaks::Plain)
        return;
    connect(peer, &QSslSocket::encrypted, this, [this] { ++handshakes; });
    peer->setSslConfiguration(tls);
    peer->startServerEncryption();
}

void OddServer::read(QSslSocket &peer)
{
    QByteArray &buffer = m_buffers[&peer];
    const QByteArray bytes = peer.readAll();
    receivedBytes += bytes.size();
    buffer += bytes;
    const auto end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    SeenRequest request = parseHead(buffer.left(end));
    const auto length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    request.connection = m_numbers.value(&peer);
    requests.append(request);
    behaviour(peer, request);
}

OddProxy::OddProxy(quint16 targetPort) : m_targetPort(targetPort)
{
    listen(QHostAddress::LocalHost);
}

void OddProxy::incomingConnection(qintptr descriptor)
{
    auto *client = new QTcpSocket(this);
    client->setSocketDescriptor(descriptor);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, client, [this, client] {
        if (!client->peek(64 * 1024).contains("\r\n\r\n"))
            return;
        seenHeads.append(client->readAll());
        if (refusal.isEmpty())
            tunnel(*client);
        else
            client->write(refusal);
    });
}

void OddProxy::tunnel(QTcpSocket &client)
{
    client.disconnect(&client); // the head is read: from here on only bytes
    auto *server = new QTcpSocket(&client);
    connect(server, &QTcpSocket::connected, &client, [&client, server] {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        connect(&client, &QTcpSocket::readyRead, server,
                [&client, server] { server->write(client.readAll()); });
        connect(server, &QTcpSocket::readyRead, &client,
                [&client, server] { client.write(server->readAll()); });
    });
    connect(server, &QTcpSocket::disconnected, &client, &QTcpSocket::disconnectFromHost);
    connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
}

} // namespace lw::test
