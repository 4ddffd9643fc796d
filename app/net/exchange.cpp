// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange.h"

#include "bodydevice.h"
#include "httplog.h"

#include <core/httpdate.h>

#include <QNetworkAccessManager>
#include <QRandomGenerator>

#include <algorithm>

namespace lw {

namespace {

using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;

const QByteArray kUserAgent = QByteArrayLiteral("Linewarden/" LINEWARDEN_VERSION);

QByteArray verbName(Verb verb)
{
    switch (verb) {
    case Verb::Get:
        return QByteArrayLiteral("GET");
    case Verb::Post:
        return QByteArrayLiteral("POST");
    case Verb::Put:
        return QByteArrayLiteral("PUT");
    case Verb::Delete:
        return QByteArrayLiteral("DELETE");
    }
    return {};
}

QByteArray newRequestId()
{
    const quint64 number = QRandomGenerator::system()->generate64();
    return QByteArray::number(number, 16).rightJustified(16, '0');
}

//! QUrlQuery leaves "+" alone, which servers read as a blank.
QString encodedQuery(const QUrlQuery &query)
{
    QStringList items;
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        items.append(QString::fromLatin1(QUrl::toPercentEncoding(name)) + QLatin1Char('=') +
                     QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return items.join(QLatin1Char('&'));
}

//! A line break in a header would begin another header.
bool isSendable(const HttpRequest &request)
{
    const auto isClean = [](QByteArrayView text) {
        return std::none_of(text.begin(), text.end(),
                            [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    };
    return isClean(request.contentType) &&
           std::all_of(request.headers.begin(), request.headers.end(), [&](const auto &header) {
               return isClean(header.first) && isClean(header.second.view());
           });
}

//! A resumed session may bring the certificate without its chain.
QList<QSslCertificate> chainOf(const QSslConfiguration &connection)
{
    const auto chain = connection.peerCertificateChain();
    return chain.isEmpty() ? QList{connection.peerCertificate()} : chain;
}

} // namespace

Exchange::Exchange(QueuedRequest job, InFlightLimit::Slot slot, Lane &lane, const Clock &clock,
                   QObject *parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_slot(std::move(slot))
    , m_lane(lane)
    , m_clock(clock)
    , m_requestId(newRequestId())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        giveUp(judgeOutcome(ApiError{.kind = Kind::Timeout}, m_job.request.verb, reach()));
    });
}

Exchange::~Exchange()
{
    releaseReply();
}

void Exchange::start()
{
    m_elapsed.start();
    if (!isSendable(m_job.request)) {
        stop({.kind = Kind::Rejected,
              .reason = QStringLiteral("header"),
              .detail = QStringLiteral("line break in a header")});
        return;
    }
    m_timer.start(m_job.request.timeout);
    attempt();
}

void Exchange::stop(ApiError error)
{
    settle(Failure(std::move(error)));
}

void Exchange::abandon()
{
    m_job.answer = nullptr;
    stop({.kind = Kind::Cancelled});
}

void Exchange::attempt()
{
    releaseReply();
    ++m_attempts;
    m_isEncrypted = false;
    m_tlsErrors.clear();
    m_reader = {};
    m_sentAt = m_clock.now();
    const bool isGet = m_job.request.verb == Verb::Get;
    auto body =
        std::make_unique<BodyDevice>(isGet ? Secret() : std::exchange(m_job.request.body, {}));
    m_reply = m_lane.manager->sendCustomRequest(networkRequest(*body), verbName(m_job.request.verb),
                                                body.get());
    m_body = body.release();
    m_body->setParent(m_reply);
    watch();
}

QNetworkRequest Exchange::networkRequest(const BodyDevice &body) const
{
    const HttpRequest &wanted = m_job.request;
    QUrl url = m_lane.route.server;
    url.setPath(wanted.path);
    if (!wanted.query.isEmpty())
        url.setQuery(encodedQuery(wanted.query), QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setSslConfiguration(m_lane.route.tls);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Both are needed for a body that is read straight from the device, once.
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.bytesAvailable());
    if (body.hasContent() && !wanted.contentType.isEmpty())
        request.setRawHeader("Content-Type", wanted.contentType);
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", kUserAgent);
    request.setRawHeader("X-Request-Id", m_requestId);
    for (const auto &[name, value] : wanted.headers)
        request.setRawHeader(name, value.view().toByteArray());
    return request;
}

void Exchange::watch()
{
    // Direct on purpose: the network's thread waits for these two before it sends anything.
    connect(m_reply, &QNetworkReply::encrypted, this, &Exchange::onEncrypted);
    connect(m_reply, &QNetworkReply::sslErrors, this, &Exchange::onSslErrors);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::onData);
    // Queued, since whoever hears of the end may delete the manager.
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::onFinished, Qt::QueuedConnection);
}

void Exchange::onEncrypted()
{
    const auto chain = chainOf(m_reply->sslConfiguration());
    // The errors were judged before. What matters here is a pin that no error led us to check.
    if (auto refusal = m_lane.route.trust.judge({}, chain)) {
        giveUp(std::move(*refusal));
        return;
    }
    m_isEncrypted = true;
    m_lane.hasBeenEncrypted = true;
    emit certificateAccepted(TlsTrust::factsOf(chain.first(), m_tlsErrors));
}

void Exchange::onSslErrors(const QList<QSslError> &errors)
{
    m_tlsErrors = errors;
    m_verdict = m_lane.route.trust.judge(errors, chainOf(m_reply->sslConfiguration()));
    if (!m_verdict)
        m_reply->ignoreSslErrors(errors);
}

void Exchange::onHeaders()
{
    if (const auto date = parseHttpDate(m_reply->rawHeader("Date")))
        emit skewMeasured(ClockSkew::fromAnswer(*date, m_sentAt, m_clock.now()));
    if (ReplyReader::announcedSize(*m_reply) == ReplyReader::Size::TooLarge)
        giveUpTooLarge();
}

void Exchange::onData()
{
    if (!m_verdict && m_reader.read(*m_reply) == ReplyReader::Size::TooLarge)
        giveUpTooLarge();
}

void Exchange::onFinished()
{
    if (!m_reply)
        return;
    onData();
    if (m_verdict) {
        settle(Failure(*m_verdict));
        return;
    }
    const ReplyFailure ended = failure();
    if (isWholeAnswer(ended.error, ReplyReader::statusOf(*m_reply), ended.way))
        settle(m_reader.takeResponse(*m_reply));
    else if (m_job.request.verb == Verb::Get && m_attempts == 1 && isLostConnection(ended.error))
        attempt();
    else
        settle(Failure(errorOf(ended)));
}

Reach Exchange::reach() const
{
    if (!m_reply)
        return Reach::NotSent;
    // A server acts on a body when it has all of it, and none of it leaves before the handshake.
    // Without a body, whatever had a connection to go over may have gone.
    const bool mayBeSent =
        m_body->hasContent() ? m_body->wasRead() : m_isEncrypted || m_lane.hasBeenEncrypted;
    return mayBeSent ? Reach::MaybeSent : Reach::NotSent;
}

ReplyFailure Exchange::failure() const
{
    auto error = m_reply->error();
    if (error == QNetworkReply::NoError && m_reader.isTruncated(*m_reply))
        error = QNetworkReply::RemoteHostClosedError;
    // Some of Qt's sentences quote the address with its query, which may hold a token.
    const QString text = m_reply->errorString();
    const bool hasAddress = text.contains(QLatin1String("://"));
    return {.error = error,
            .text = m_lane.route.server.authority() +
                    (hasAddress ? QString() : QStringLiteral(": ") + text),
            .verb = m_job.request.verb,
            .reach = reach(),
            .way = m_lane.route.way()};
}

void Exchange::giveUp(ApiError error)
{
    m_verdict = std::move(error);
    m_reply->abort(); // which finishes it
}

void Exchange::giveUpTooLarge()
{
    const ApiError error{.kind = Kind::MalformedReply,
                         .reason = QStringLiteral("too-large"),
                         .detail = QStringLiteral("body larger than 4 MiB")};
    giveUp(judgeOutcome(error, m_job.request.verb, Reach::MaybeSent));
}

void Exchange::settle(Result<HttpResponse> result)
{
    releaseReply();
    m_timer.stop();
    HttpLog line{.verb = verbName(m_job.request.verb),
                 .pathTemplate = m_job.request.logPath.isEmpty() ? m_job.request.path.toUtf8()
                                                                 : m_job.request.logPath,
                 .duration = std::chrono::milliseconds(m_elapsed.elapsed()),
                 .requestId = m_requestId};
    if (result) {
        result->requestId = m_requestId;
        line.outcome = result->status;
        m_isAnswered = true;
    } else {
        result.error().requestId = QString::fromLatin1(m_requestId);
        line.outcome = result.error().kind;
    }
    line.write();
    if (m_job.answer)
        m_job.answer->settle(std::move(result));
    m_slot.reset();
    emit finished();
}

void Exchange::releaseReply()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    m_body = nullptr;
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace lw
