// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/httptransport.h>
#include <net/transportfactory.h>

#include <QHash>
#include <QJsonObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <vector>

namespace lw::test {

//! What a request was, with its secrets in the open: tests use no real ones.
struct SentRequest
{
    HttpRequest::Verb verb = HttpRequest::Verb::Get;
    QString path;
    QString query;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray contentType;
    QByteArray body;
    HttpRequest::Cause cause = HttpRequest::Cause::Person;
    QByteArray logPath;

    [[nodiscard]] QByteArray header(const QByteArray &name) const; //!< null: not there
    [[nodiscard]] QJsonObject json() const;
};

/*! How the fake PBX reacts to one request. */
struct FakeAnswer
{
    enum class Kind { Reply, Error, Hang };

    Kind kind = Kind::Reply;
    int status = 200;
    QByteArray body;
    QByteArrayList cookies;
    ApiError error;
    QList<std::pair<QByteArray, QByteArray>> headers; //!< names in lower case

    [[nodiscard]] static FakeAnswer json(const QJsonObject &object);
    //! An envelope with \a code and whatever \a more says.
    [[nodiscard]] static FakeAnswer refusal(int code, QJsonObject more = {});
    [[nodiscard]] static FakeAnswer done() { return refusal(0); }
    [[nodiscard]] static FakeAnswer failure(ApiError::Kind kind);
    [[nodiscard]] static FakeAnswer hang() { return {.kind = Kind::Hang}; }
};

/*!
 * A PBX without sockets: answers by path, the queued answers first, then the standing one; a path
 * that nobody prepared hangs. Remembers every request. Outlives the transports that lead to it.
 */
class FakeServer
{
public:
    static constexpr const char *kBase = "/api/v1.0/";

    //! Answers the next request for \a call ("remotemanagement/get") so.
    void next(const QString &call, FakeAnswer answer);
    //! Answers every request for \a call so when nothing is queued.
    void always(const QString &call, FakeAnswer answer);
    //! Answers every request for \a call by \a answer when nothing is queued.
    void compute(const QString &call, std::function<FakeAnswer(const SentRequest &)> answer);
    //! Answers the oldest request for \a call that hangs; false: there is none.
    [[nodiscard]] bool release(const QString &call, const FakeAnswer &answer);

    [[nodiscard]] int count(const QString &call) const;
    [[nodiscard]] int hanging(const QString &call) const;
    [[nodiscard]] const std::vector<SentRequest> &sent() const { return m_sent; }
    [[nodiscard]] std::vector<SentRequest> sentTo(const QString &call) const;
    [[nodiscard]] SentRequest last(const QString &call) const { return sentTo(call).back(); }
    //! "product login remotemanagement/get": the calls in the order in which they came.
    [[nodiscard]] QStringList calls() const;
    void forgetRequests() { m_sent.clear(); }

    std::optional<CertificateFacts> certificate;
    std::optional<ClockSkew> clockSkew;
    QList<TrustChoice> trusts; //!< what setTrust() was called with
    int created = 0;           //!< transports made

private:
    friend class FakeTransport;
    [[nodiscard]] Pending<HttpResponse> *take(HttpRequest request, QObject *parent);

    QHash<QString, std::deque<FakeAnswer>> m_queued;
    QHash<QString, FakeAnswer> m_standing;
    QHash<QString, std::function<FakeAnswer(const SentRequest &)>> m_computed;
    std::vector<SentRequest> m_sent;
    struct Hanging
    {
        QString path;
        QPointer<Pending<HttpResponse>> pending;
    };
    std::vector<Hanging> m_hanging;
};

/*! An HttpTransport that leads to a FakeServer. */
class FakeTransport final : public HttpTransport
{
    Q_OBJECT
public:
    explicit FakeTransport(FakeServer &server) : m_server(server) { ++server.created; }

    Pending<HttpResponse> *send(HttpRequest request) override;
    void setTrust(const TrustChoice &trust) override { m_server.trusts.append(trust); }
    std::optional<CertificateFacts> certificate() const override { return m_server.certificate; }
    std::optional<ClockSkew> clockSkew() const override { return m_server.clockSkew; }

private:
    FakeServer &m_server;
};

/*! Every address leads to the same FakeServer. */
class FakeTransportFactory final : public TransportFactory
{
public:
    explicit FakeTransportFactory(FakeServer &server) : m_server(server) {}

    std::unique_ptr<HttpTransport> create(const PbxAddress &address, const TrustChoice &trust,
                                          const ProxyChoice &proxy) override;
    QStringList workstationAddresses() const override { return addresses; }

    QStringList addresses{QStringLiteral("127.0.0.1"), QStringLiteral("192.0.2.10")};
    PbxAddress lastAddress;
    TrustChoice lastTrust;
    ProxyChoice lastProxy;

private:
    FakeServer &m_server;
};

} // namespace lw::test
