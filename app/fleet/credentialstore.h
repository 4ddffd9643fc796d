// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pending.h>
#include <core/secret.h>

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace lw {

class Keychain;
struct KeychainAnswer;

/*! Whose secret of which kind. */
struct CredentialKey
{
    enum class Kind {
        Password,
        TrustedDevice,
        ClientSecret,  //!< of a management server; userName is its Client ID
        OpenApiSecret, //!< of a PBX's OpenAPI; userName is its Client ID
        OpenApiToken   //!< a token that is to be given back
    };

    QString pbxId; //!< or the management server's
    Kind kind = Kind::Password;
    QString userName;

    //! "<id>/<password | trusted-device | ...>/<user>", as the keychain lists it.
    [[nodiscard]] QString text() const;
};

//! What was read; an empty value: nothing is kept.
struct StoredSecret
{
    Secret value;
};

enum class Kept {
    InKeychain,
    InMemoryOnly //!< until the program ends
};

/*! Why nothing is kept beyond this run. Worded in ui/support. */
struct KeychainProblem
{
    enum class Kind {
        NoService, //!< the system has no keychain that works
        Denied     //!< it is locked, and was not unlocked
    };
    Kind kind = Kind::NoService;
    QString detail; //!< the system's own words
};

/*!
 * The passwords and device tokens that a person asked to keep: in the keychain of the system, or in
 * memory where that does not work; nowhere else. A keychain that failed once is not asked again in
 * this run, so that nobody is asked to unlock it at every step. Main thread; constructed in main().
 * It decides nothing: what is kept is asked for by name each time.
 */
class CredentialStore final : public QObject
{
    Q_OBJECT
public:
    using IsPractice = std::function<bool(const QString &pbxId)>;

    //! Memory only: for tests.
    explicit CredentialStore(QObject *parent = nullptr);
    //! Secrets of PBXs for which \a isPractice is true stay in memory: they live for one run.
    CredentialStore(std::unique_ptr<Keychain> keychain, IsPractice isPractice,
                    QObject *parent = nullptr);
    ~CredentialStore() override;

    [[nodiscard]] Pending<StoredSecret> *read(const CredentialKey &key);
    //! An empty \a value removes.
    [[nodiscard]] Pending<Kept> *write(const CredentialKey &key, Secret value);
    //! Done as well when there was nothing. Forbidden: a locked keychain may still have it.
    [[nodiscard]] Pending<Done> *remove(const CredentialKey &key);

    //! Absent as long as nothing is known to be wrong.
    [[nodiscard]] const std::optional<KeychainProblem> &problem() const { return m_problem; }

signals:
    //! Once: from now on this run's secrets are in memory only; problem() says why.
    void keychainMissing();

private:
    [[nodiscard]] bool usesKeychain(const CredentialKey &key) const;
    //! True when the keychain did what it was asked, or had nothing.
    [[nodiscard]] bool judge(const KeychainAnswer &answer);
    [[nodiscard]] Result<Done> removal(const CredentialKey &key) const;
    [[nodiscard]] StoredSecret fromMemory(const QString &key) const;

    std::unique_ptr<Keychain> m_keychain;
    IsPractice m_isPractice;
    QHash<QString, std::shared_ptr<const Secret>> m_memory;
    std::optional<KeychainProblem> m_problem;
};

} // namespace lw
