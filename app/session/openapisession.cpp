// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapisession.h"

#include "sessionenvironment.h"
#include "wireprofilefile.h"

#include <api/openapiclient.h>
#include <net/httptransport.h>
#include <net/transportfactory.h>

#include <algorithm>
#include <utility>

namespace lw {

namespace {

using Kind = ApiError::Kind;

constexpr std::chrono::seconds kMargin{60};
constexpr int kPageSize = 50;
constexpr int kMostPages = 20; //!< of what a search finds; more is no search any more

} // namespace

OpenApiSession::OpenApiSession(PbxSettings settings, const SessionEnvironment &environment,
                               QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_environment(environment)
    , m_wire(builtInOpenApiProfile())
    , m_calls(std::make_unique<QObject>())
{}

OpenApiSession::~OpenApiSession() = default;

void OpenApiSession::signIn(Secret clientSecret)
{
    if (m_state == State::Connecting || m_state == State::Connected)
        return;
    m_calls = std::make_unique<QObject>();
    buildTransport();
    setState(State::Connecting);
    m_client->requestTokens(m_settings.openApiClientId, clientSecret)
        ->then(m_calls.get(), [this](Result<ApiTokens> tokens) {
            if (tokens) {
                takeTokens(std::move(*tokens));
                setState(State::Connected);
            } else {
                fail(tokens.error());
            }
        });
}

void OpenApiSession::signOut()
{
    const bool hasToken = !m_tokens.access.isEmpty() && m_client;
    m_calls = std::make_unique<QObject>();
    m_isAsking = false;
    if (hasToken) {
        m_client->releaseToken(m_tokens.access)->then(this, [this](const Result<Done> &done) {
            emit tokenReleased(wasReleased(done));
            emit signedOut();
        });
    }
    m_tokens = {};
    setState(State::Disconnected);
    if (!hasToken)
        QMetaObject::invokeMethod(this, &OpenApiSession::signedOut, Qt::QueuedConnection);
}

void OpenApiSession::release(const Secret &token)
{
    buildTransport();
    m_client->releaseToken(token)->then(
        this, [this](const Result<Done> &done) { emit tokenReleased(wasReleased(done)); });
}

void OpenApiSession::load()
{
    whenFresh([this] { readInformation(); });
}

void OpenApiSession::checkDuplicate(const QString &userName)
{
    m_wantedName = userName.trimmed();
    m_duplicate.reset();
    m_isDuplicateChecked = false;
    if (m_wantedName.isEmpty())
        return;
    whenFresh([this] { searchDuplicate(1); });
}

void OpenApiSession::setState(State state, std::optional<ApiError> error)
{
    m_state = state;
    m_error = std::move(error);
    emit stateChanged();
}

void OpenApiSession::buildTransport()
{
    if (m_transport)
        return;
    m_transport =
        m_environment.transports.create(m_settings.address, m_settings.trust, m_settings.proxy);
    m_client = std::make_unique<OpenApiClient>(*m_transport, m_wire);
}

void OpenApiSession::takeTokens(ApiTokens tokens)
{
    m_tokens = std::move(tokens);
    const auto margin = std::min(kMargin, std::chrono::seconds(m_tokens.expiresIn / 10));
    m_refreshAt = m_environment.clock.now().addSecs((m_tokens.expiresIn - margin).count());
    emit tokenChanged();
}

//! Calls \a next under a token that is good for a while; one refresh at most.
void OpenApiSession::whenFresh(std::function<void()> next)
{
    if (!isSignedIn() || m_isAsking)
        return;
    m_isAsking = true;
    m_error.reset();
    if (m_environment.clock.now() < m_refreshAt) {
        next();
    } else {
        m_client->refreshTokens(m_tokens.refresh)
            ->then(m_calls.get(), [this, next = std::move(next)](Result<ApiTokens> tokens) {
                if (!tokens) {
                    fail(tokens.error());
                    return;
                }
                takeTokens(std::move(*tokens));
                next();
            });
    }
    emit changed();
}

void OpenApiSession::readInformation()
{
    m_client->systemInformation(m_tokens.access)
        ->then(m_calls.get(), [this](Result<SystemInformation> information) {
            if (!information) {
                fail(information.error());
                return;
            }
            m_isAsking = false;
            m_information = std::move(*information);
            m_loadedAt = m_environment.clock.now();
            emit changed();
        });
}

void OpenApiSession::searchDuplicate(int page)
{
    m_client
        ->searchExtensions(m_tokens.access,
                           {.page = page, .pageSize = kPageSize, .search = m_wantedName})
        ->then(m_calls.get(), [this, page](Result<ListPage<FoundExtension>> found) {
            if (!found) {
                fail(found.error());
                return;
            }
            const auto same = std::find_if(
                found->rows.cbegin(), found->rows.cend(), [this](const FoundExtension &extension) {
                    return extension.email.compare(m_wantedName, Qt::CaseInsensitive) == 0;
                });
            const bool isLast = found->rows.isEmpty() || page >= kMostPages ||
                                qint64(page) * kPageSize >= found->total;
            if (same == found->rows.cend() && !isLast) {
                searchDuplicate(page + 1);
                return;
            }
            if (same != found->rows.cend())
                m_duplicate = *same;
            m_isAsking = false;
            m_isDuplicateChecked = true;
            emit changed();
        });
}

//! What ends the session ends it; anything else is told and the session goes on.
void OpenApiSession::fail(const ApiError &error)
{
    m_isAsking = false;
    const bool wasConnected = m_state == State::Connected;
    switch (error.kind) {
    case Kind::Unauthorized:
    case Kind::SessionExpired:
        m_tokens = {};
        emit tokenChanged();
        setState(State::NeedsSecret, error);
        break;
    case Kind::LockedOut:
        setState(State::Locked, error);
        break;
    default:
        setState(wasConnected ? State::Connected : State::Failed, error);
        break;
    }
    emit changed();
}

//! A token that the PBX does not know any more is as good as given back.
bool OpenApiSession::wasReleased(const Result<Done> &done)
{
    return done || done.error().kind == Kind::SessionExpired ||
           done.error().kind == Kind::Unauthorized || done.error().kind == Kind::Rejected ||
           done.error().kind == Kind::NotFound;
}

} // namespace lw
