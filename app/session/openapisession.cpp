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
    m_clientSecret = std::move(clientSecret);
    m_wasSecretRefused = false;
    buildTransport();
    setState(State::Connecting);
    requestTokens([this] { setState(State::Connected); });
}

void OpenApiSession::signOut()
{
    const bool hasToken = !m_tokens.access.isEmpty() && m_client;
    m_calls = std::make_unique<QObject>();
    m_isAsking = false;
    if (hasToken) {
        m_client->releaseToken(m_tokens.access)
            ->then(this, [this, number = m_tokenNumber](const Result<Done> &done) {
                emit tokenReleased(wasReleased(done), number);
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
        this, [this](const Result<Done> &done) { emit tokenReleased(wasReleased(done), 0); });
}

void OpenApiSession::load()
{
    m_wantsInformation = isSignedIn();
    serve();
}

void OpenApiSession::checkDuplicate(const QString &userName)
{
    m_wantedName = userName.trimmed();
    m_duplicate.reset();
    m_isDuplicateChecked = false;
    m_wantsCheck = isSignedIn() && !m_wantedName.isEmpty();
    serve();
}

void OpenApiSession::setState(State state, std::optional<ApiError> error)
{
    m_state = state;
    m_error = std::move(error);
    if (state != State::Connected && state != State::Connecting) {
        m_clientSecret.wipe();
        m_wantsInformation = false;
        m_wantsCheck = false;
    }
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
    ++m_tokenNumber;
    m_wasSecretRefused = false;
    const auto margin = std::min(kMargin, std::chrono::seconds(m_tokens.expiresIn / 10));
    m_refreshAt = m_environment.clock.now().addSecs((m_tokens.expiresIn - margin).count());
    emit tokenChanged();
}

void OpenApiSession::requestTokens(std::function<void()> next)
{
    m_client->requestTokens(m_settings.openApiClientId, m_clientSecret)
        ->then(m_calls.get(), [this, next = std::move(next)](Result<ApiTokens> tokens) {
            if (!tokens) {
                m_wasSecretRefused = tokens.error().kind == Kind::Unauthorized;
                fail(tokens.error());
                return;
            }
            takeTokens(std::move(*tokens));
            next();
        });
}

//! By the refresh token; where that is refused, by the Client Secret.
void OpenApiSession::refresh(std::function<void()> next)
{
    m_client->refreshTokens(m_tokens.refresh)
        ->then(m_calls.get(), [this, next = std::move(next)](Result<ApiTokens> tokens) {
            if (tokens) {
                takeTokens(std::move(*tokens));
                next();
            } else if (tokens.error().kind == Kind::Unauthorized) {
                requestTokens(next);
            } else {
                fail(tokens.error());
            }
        });
}

//! True: the token was over, and \a again is called under a new one.
bool OpenApiSession::renews(const ApiError &error, std::function<void()> again)
{
    const bool isOver = error.kind == Kind::SessionExpired || error.kind == Kind::Unauthorized;
    if (!isOver || std::exchange(m_hasRenewed, true))
        return false;
    refresh(std::move(again));
    return true;
}

//! Begins the next question that waits.
void OpenApiSession::serve()
{
    if (!isSignedIn() || m_isAsking || !(m_wantsInformation || m_wantsCheck))
        return;
    m_isAsking = true;
    m_error.reset();
    m_hasRenewed = m_environment.clock.now() >= m_refreshAt;
    if (m_hasRenewed)
        refresh([this] { ask(); });
    else
        ask();
    emit changed();
}

void OpenApiSession::ask()
{
    if (std::exchange(m_wantsInformation, false))
        readInformation();
    else if (std::exchange(m_wantsCheck, false))
        searchDuplicate({.name = m_wantedName});
    else
        finishAsking(); // not wanted any more
}

void OpenApiSession::finishAsking()
{
    m_isAsking = false;
    QMetaObject::invokeMethod(this, &OpenApiSession::serve, Qt::QueuedConnection);
    emit changed();
}

void OpenApiSession::readInformation()
{
    m_client->systemInformation(m_tokens.access)
        ->then(m_calls.get(), [this](Result<SystemInformation> information) {
            if (information) {
                m_information = std::move(*information);
                m_loadedAt = m_environment.clock.now();
                finishAsking();
            } else if (!renews(information.error(), [this] { readInformation(); })) {
                fail(information.error());
            }
        });
}

void OpenApiSession::searchDuplicate(const Search &search)
{
    m_client
        ->searchExtensions(m_tokens.access,
                           {.page = search.page, .pageSize = kPageSize, .search = search.name})
        ->then(m_calls.get(), [this, search](Result<ListPage<FoundExtension>> found) {
            if (found)
                takeFound(search, *found);
            else if (!renews(found.error(), [this, search] { searchDuplicate(search); }))
                fail(found.error());
        });
}

void OpenApiSession::takeFound(Search search, const ListPage<FoundExtension> &found)
{
    if (search.name != m_wantedName) {
        finishAsking(); // another name is asked for by now
        return;
    }
    const auto same =
        std::find_if(found.rows.cbegin(), found.rows.cend(), [&](const FoundExtension &extension) {
            return extension.email.compare(search.name, Qt::CaseInsensitive) == 0;
        });
    search.seen += found.rows.size();
    const bool isSeen = search.seen >= found.total;
    if (same != found.rows.cend())
        m_duplicate = *same;
    m_isDuplicateChecked = same != found.rows.cend() || isSeen;
    if (m_isDuplicateChecked || found.rows.isEmpty() || search.page >= kMostPages) {
        finishAsking();
        return;
    }
    ++search.page;
    searchDuplicate(search);
}

//! What ends the session ends it; anything else is told and the session goes on.
void OpenApiSession::fail(const ApiError &error)
{
    m_isAsking = false;
    QMetaObject::invokeMethod(this, &OpenApiSession::serve, Qt::QueuedConnection);
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
