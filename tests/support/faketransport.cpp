// SPDX-License-Identifier: GPL-3.0-or-later
#include "faketransport.h"

#include <QJsonDocument>

#include <algorithm>

namespace lw::test {

namespace {

QString pathOf(const QString &call)
{
    return call.startsWith(QLatin1Char('/')) ? call : QLatin1String(FakeServer::kBase) + call;
}

void settle(Pending<HttpResponse> &pending, const FakeAnswer &answer)
{
    if (answer.kind == FakeAnswer::Kind::Error) {
        pending.settle(Failure(answer.error));
        return;
    }
    HttpResponse response{.status = answer.status,
                          .headers = answer.headers,
                          .body = answer.body,
                          .requestId = "test-1"};
    for (const QByteArray &cookie : answer.cookies)
        response.cookies.emplace_back(cookie);
    pending.settle(std::move(response));
}

SentRequest recorded(const HttpRequest &request)
{
    SentRequest sent{.verb = request.verb,
                     .path = request.path,
                     .query = request.query.toString(QUrl::FullyEncoded),
                     .contentType = request.contentType,
                     .body = request.body.view().toByteArray(),
                     .cause = request.cause,
                     .logPath = request.logPath};
    for (const auto &[name, value] : request.headers)
        sent.headers.emplaceBack(name, value.view().toByteArray());
    return sent;
}

} // namespace

QByteArray SentRequest::header(const QByteArray &name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto &header) { return header.first == name; });
    return found == headers.end() ? QByteArray() : found->second;
}

QJsonObject SentRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

FakeAnswer FakeAnswer::json(const QJsonObject &object)
{
    return {.body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

FakeAnswer FakeAnswer::refusal(int code, QJsonObject more)
{
    more.insert(QStringLiteral("errcode"), code);
    more.insert(QStringLiteral("errmsg"), QStringLiteral("TEXT %1").arg(code));
    return json(more);
}

FakeAnswer FakeAnswer::failure(ApiError::Kind kind)
{
    return {.kind = Kind::Error, .error = {.kind = kind}};
}

void FakeServer::next(const QString &call, FakeAnswer answer)
{
    m_queued[pathOf(call)].push_back(std::move(answer));
}

void FakeServer::always(const QString &call, FakeAnswer answer)
{
    m_standing.insert(pathOf(call), std::move(answer));
}

void FakeServer::compute(const QString &call, std::function<FakeAnswer(const SentRequest &)> answer)
{
    m_computed.insert(pathOf(call), std::move(answer));
}

bool FakeServer::release(const QString &call, const FakeAnswer &answer)
{
    for (auto it = m_hanging.begin(); it != m_hanging.end(); ++it) {
        if (it->path != pathOf(call) || !it->pending)
            continue;
        settle(*it->pending, answer);
        m_hanging.erase(it);
        return true;
    }
    return false;
}

int FakeServer::count(const QString &call) const
{
    return static_cast<int>(sentTo(call).size());
}

int FakeServer::hanging(const QString &call) const
{
    return static_cast<int>(
        std::count_if(m_hanging.begin(), m_hanging.end(), [&](const Hanging &hanging) {
            return hanging.path == pathOf(call) && hanging.pending;
        }));
}

std::vector<SentRequest> FakeServer::sentTo(const QString &call) const
{
    std::vector<SentRequest> found;
    std::copy_if(m_sent.begin(), m_sent.end(), std::back_inserter(found),
                 [&](const SentRequest &sent) { return sent.path == pathOf(call); });
    return found;
}

QStringList FakeServer::calls() const
{
    QStringList names;
    for (const SentRequest &sent : m_sent)
        names.append(sent.path.mid(static_cast<qsizetype>(qstrlen(kBase))));
    return names;
}

Pending<HttpResponse> *FakeServer::take(HttpRequest request, QObject *parent)
{
    m_sent.push_back(recorded(request));
    auto *pending = new Pending<HttpResponse>(parent);
    FakeAnswer answer = FakeAnswer::hang();
    auto &queued = m_queued[request.path];
    if (!queued.empty()) {
        answer = std::move(queued.front());
        queued.pop_front();
    } else if (m_computed.contains(request.path)) {
        answer = m_computed.value(request.path)(m_sent.back());
    } else if (m_standing.contains(request.path)) {
        answer = m_standing.value(request.path);
    }
    if (answer.kind == FakeAnswer::Kind::Hang)
        m_hanging.push_back({request.path, pending});
    else
        settle(*pending, answer);
    return pending;
}

Pending<HttpResponse> *FakeTransport::send(HttpRequest request)
{
    return m_server.take(std::move(request), this);
}

std::unique_ptr<HttpTransport> FakeTransportFactory::create(const PbxAddress &address,
                                                            const TrustChoice &trust,
                                                            const ProxyChoice &proxy)
{
    lastAddress = address;
    lastTrust = trust;
    lastProxy = proxy;
    return std::make_unique<FakeTransport>(m_server);
}

} // namespace lw::test
