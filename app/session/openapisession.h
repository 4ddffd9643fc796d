// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/apitokens.h>
#include <core/listpage.h>
#include <core/pbxsettings.h>
#include <core/result.h>
#include <core/systeminformation.h>
#include <core/wireprofile.h>

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace lw {

class HttpTransport;
class OpenApiClient;
struct SessionEnvironment;

/*!
 * The documented OpenAPI of one PBX, where it is enabled: tokens, system information, and whether a
 * user name is taken. A PBX gives out eight tokens at most, so each is given back. Main thread;
 * owned by OpenApiKeeper; knows nothing of the portal's session.
 *
 *   Disconnected --signIn()--> Connecting --> Connected --signOut()--> Disconnected
 *                                  \--> NeedsSecret, Locked, Failed (error() says why)
 *
 * A token that the PBX does not take any more is refreshed once; where the refresh token is refused
 * too the Client Secret is tried once.
 */
class OpenApiSession final : public QObject
{
    Q_OBJECT
public:
    enum class State { Disconnected, Connecting, NeedsSecret, Connected, Locked, Failed };
    Q_ENUM(State)

    OpenApiSession(PbxSettings settings, const SessionEnvironment &environment,
                   QObject *parent = nullptr);
    ~OpenApiSession() override;

    //! Uses the trust of the saved PBX. A refused secret is never tried again.
    void signIn(Secret clientSecret);
    //! Gives the token back. Disconnected at once; signedOut() follows.
    void signOut();
    //! Gives a token of an earlier run back; tokenReleased() follows.
    void release(const Secret &token);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isSignedIn() const { return m_state == State::Connected; }
    [[nodiscard]] bool isBusy() const
    {
        return m_state == State::Connecting || m_isAsking || m_wantsInformation || m_wantsCheck;
    }
    //! The Client Secret itself was refused, in a sign-in or later: one that is kept is wrong.
    [[nodiscard]] bool wasSecretRefused() const { return m_wasSecretRefused; }
    //! 60002 is Conflict: all tokens are given out.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] const PbxSettings &settings() const { return m_settings; }

    // One after the other; nothing where nobody is signed in.
    //! system/information.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_information.has_value(); }
    [[nodiscard]] const SystemInformation &loaded() const { return *m_information; }
    [[nodiscard]] QDateTime loadedAt() const { return m_loadedAt; } //!< UTC

    //! Whether \a userName is the e-mail address of an extension; changed() follows. The last name
    //! that was asked for counts; where the PBX finds too many nothing is checked.
    void checkDuplicate(const QString &userName);
    //! The extension that has it; absent: none, or not asked yet.
    [[nodiscard]] const std::optional<FoundExtension> &duplicate() const { return m_duplicate; }
    [[nodiscard]] bool isDuplicateChecked() const { return m_isDuplicateChecked; }

    //! The token that must be given back, for the credential store; empty: none.
    [[nodiscard]] const Secret &token() const { return m_tokens.access; }

signals:
    void stateChanged();
    //! Information, duplicate or error changed.
    void changed();
    //! token() is another one: keep it, so that it can be given back after a crash.
    void tokenChanged();
    //! signOut() is over.
    void signedOut();
    //! A token was given back, or is unknown to the PBX; \a isReleased is false when the PBX could
    //! not say. \a number counts the tokens of this session from 1; 0: it was given to release().
    void tokenReleased(bool isReleased, int number);

private:
    void setState(State state, std::optional<ApiError> error = {});
    void buildTransport();
    void takeTokens(ApiTokens tokens);
    void requestTokens(std::function<void()> next);
    void refresh(std::function<void()> next);
    [[nodiscard]] bool renews(const ApiError &error, std::function<void()> again);
    void serve();
    void ask();
    void finishAsking();
    void readInformation();
    struct Search
    {
        QString name;
        int page = 1;
        qint64 seen = 0;
    };
    void searchDuplicate(const Search &search);
    void takeFound(Search search, const ListPage<FoundExtension> &found);
    void fail(const ApiError &error);
    [[nodiscard]] static bool wasReleased(const Result<Done> &done);

    PbxSettings m_settings;
    const SessionEnvironment &m_environment;
    WireProfile m_wire; //!< outlives m_client, which borrows it
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<OpenApiClient> m_client;
    std::unique_ptr<QObject> m_calls;
    Secret m_clientSecret; //!< as long as the session lasts
    ApiTokens m_tokens;
    int m_tokenNumber = 0;
    QDateTime m_refreshAt;
    State m_state = State::Disconnected;
    std::optional<ApiError> m_error;
    std::optional<SystemInformation> m_information;
    QDateTime m_loadedAt;
    QString m_wantedName;
    std::optional<FoundExtension> m_duplicate;
    bool m_isDuplicateChecked = false;
    bool m_wasSecretRefused = false;
    bool m_wantsInformation = false;
    bool m_wantsCheck = false;
    bool m_isAsking = false;
    bool m_hasRenewed = false; //!< for the question that is under way
};

} // namespace lw
