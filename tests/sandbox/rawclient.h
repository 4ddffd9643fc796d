// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSslCertificate>
#include <QSslSocket>

#include <memory>

namespace lw::Sandbox {

//! What came back over the wire, whether or not it was a whole answer.
struct RawAnswer
{
    int status = 0; //!< 0: not even a first line
    QMap<QByteArray, QByteArray> headers;
    QByteArray body;
    bool isComplete = false;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] int code() const { return json().value(QLatin1String("errcode")).toInt(-99); }
};

/*! A client of one connection, on purpose not ours: it shows what a server really does. */
class RawClient final
{
public:
    explicit RawClient(quint16 port) : m_port(port) {}

    //! False when the handshake fails.
    bool connect(QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
    {
        m_socket = std::make_unique<QSslSocket>();
        m_socket->setProtocol(protocol);
        m_socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_port);
        return m_socket->waitForEncrypted(kPatience);
    }

    [[nodiscard]] QSslCertificate certificate() const { return m_socket->peerCertificate(); }
    [[nodiscard]] QByteArray sha256() const
    {
        return certificate().digest(QCryptographicHash::Sha256);
    }

    //! Connects when there is no connection; a cookie that is set is sent from then on.
    RawAnswer send(const QByteArray &verb, const QByteArray &path, const QByteArray &body = {})
    {
        return sendBytes(verb + ' ' + path +
                         " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: raw\r\nCookie: " + m_cookie +
                         "\r\n" + extraHeaders +
                         "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    RawAnswer sendBytes(const QByteArray &bytes)
    {
        if ((!m_socket || m_socket->state() != QAbstractSocket::ConnectedState) && !connect())
            return {};
        m_socket->write(bytes);
        return read();
    }

    RawAnswer signIn(const QByteArray &user, const QByteArray &password)
    {
        const QByteArray digest =
            QCryptographicHash::hash(password, QCryptographicHash::Md5).toHex().toBase64();
        const RawAnswer answer =
            send("POST", "/api/v1.0/login",
                 R"({"username":")" + user + R"(","password":")" + digest + R"("})");
        m_cookie = answer.headers.value("set-cookie").split(';').first();
        return answer;
    }

    [[nodiscard]] bool isConnected() const
    {
        return m_socket->state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] QByteArray cookie() const { return m_cookie; }

    QByteArray extraHeaders; //!< whole lines

private:
    static constexpr int kPatience = 10'000;

    RawAnswer read()
    {
        QByteArray bytes;
        RawAnswer answer;
        while (!answer.isComplete && m_socket->waitForReadyRead(kPatience)) {
            bytes.append(m_socket->readAll());
            answer = understood(bytes);
        }
        // The end of the connection can come with the last bytes.
        bytes.append(m_socket->readAll());
        return understood(bytes);
    }

    static RawAnswer understood(const QByteArray &bytes)
    {
        RawAnswer answer;
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return answer;
        const QList<QByteArray> lines = bytes.first(end).split('\n');
        answer.status = lines.first().split(' ').value(1).toInt();
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            answer.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        answer.body = bytes.sliced(end + 4);
        if (answer.headers.contains("content-length"))
            answer.isComplete =
                answer.body.size() >= answer.headers.value("content-length").toLongLong();
        else
            answer.isComplete = answer.body.endsWith("0\r\n\r\n");
        return answer;
    }

    quint16 m_port;
    QByteArray m_cookie;
    std::unique_ptr<QSslSocket> m_socket;
};

} // namespace lw::Sandbox
