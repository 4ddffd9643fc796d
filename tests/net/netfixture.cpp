// SPDX-License-Identifier: GPL-3.0-or-later
#include "netfixture.h"

#include <QSignalSpy>

namespace lw::test {

bool Outcome::wait()
{
    // A real event loop: QTRY_* naps between its looks, which adds up over a handshake.
    QSignalSpy spy(this, &Outcome::answered);
    return isDone() || spy.wait(60'000);
}

std::optional<ApiError::Kind> Outcome::kind() const
{
    return error ? std::optional(error->kind) : std::nullopt;
}

QByteArray Outcome::text() const
{
    if (!error)
        return "status " + QByteArray::number(status());
    return "kind " + QByteArray::number(static_cast<int>(error->kind)) + ", " +
           error->reason.toUtf8() + ", " + error->detail.toUtf8();
}

HttpRequest get(const QString &path)
{
    HttpRequest request;
    request.path = path;
    return request;
}

HttpRequest change(HttpRequest::Verb verb, const QByteArray &body)
{
    HttpRequest request;
    request.verb = verb;
    request.path = QStringLiteral("/change");
    request.contentType = QByteArrayLiteral("application/json");
    request.body = Secret(QByteArrayView(body));
    return request;
}

OutcomePtr send(HttpTransport &transport, HttpRequest request, QObject *context)
{
    auto outcome = std::make_shared<Outcome>();
    transport.send(std::move(request))->then(context, [outcome](Result<HttpResponse> result) {
        ++outcome->answers;
        if (result)
            outcome->response = std::move(*result);
        else
            outcome->error = result.error();
        emit outcome->answered();
    });
    return outcome;
}

NetFixture::NetFixture() : identity(TestIdentity::selfSigned({})) {}

std::unique_ptr<HttpTransport> NetFixture::pinned(const OddServer &server)
{
    return trusting(server, TrustChoice::pinned(identity.sha256()));
}

std::unique_ptr<HttpTransport> NetFixture::trusting(const OddServer &server,
                                                    const TrustChoice &trust)
{
    return factory.create(server.address(), trust, {.way = ProxyChoice::Way::None});
}

} // namespace lw::test
