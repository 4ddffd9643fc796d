// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychaincommands.h"

#include "answer.h"

#include <fleet/credentialstore.h>

#include <utility>

namespace lw {

namespace {

CredentialKey keyOf(const PbxSettings &pbx, CredentialKey::Kind kind)
{
    return {.pbxId = pbx.id, .kind = kind, .userName = pbx.userName};
}

CommandAnswer answerFor(const PbxSettings &pbx, const char *name, const QJsonValue &value)
{
    const QJsonObject json{{QStringLiteral("name"), pbx.name},
                           {QStringLiteral("user"), pbx.userName},
                           {QLatin1String(name), value}};
    return {.json = json, .text = linesOf(json)};
}

CommandError notKept(const CredentialStore &keychain, const QString &sentence)
{
    const auto &problem = keychain.problem();
    const QString detail = problem && !problem->detail.isEmpty()
                               ? QStringLiteral(" (%1)").arg(problem->detail)
                               : QString();
    return {.exitCode = ExitCode::EndDiffers,
            .kind = QStringLiteral("NotSaved"),
            .message = sentence.arg(detail)};
}

} // namespace

void rememberPassword(CredentialStore &keychain, const PbxSettings &pbx, Secret password,
                      QObject *context, const KeychainFinished &finished)
{
    auto *write = keychain.write(keyOf(pbx, CredentialKey::Kind::Password), std::move(password));
    write->then(context, [&keychain, pbx, finished](const Result<Kept> &kept) {
        if (kept && *kept == Kept::InKeychain)
            finished(answerFor(pbx, "kept", QStringLiteral("keychain")));
        else
            finished(notKept(keychain, QStringLiteral("The keychain of this system cannot be used, "
                                                      "so nothing is kept%1.")));
    });
}

void forgetSecrets(CredentialStore &keychain, const PbxSettings &pbx, QObject *context,
                   const KeychainFinished &finished)
{
    using Kind = CredentialKey::Kind;
    auto *password = keychain.remove(keyOf(pbx, Kind::Password));
    password->then(context, [&keychain, pbx, context, finished](const Result<Done> &) {
        auto *token = keychain.remove(keyOf(pbx, Kind::TrustedDevice));
        token->then(context, [&keychain, pbx, finished](const Result<Done> &gone) {
            if (gone)
                finished(answerFor(pbx, "removed", true));
            else
                finished(notKept(keychain, QStringLiteral("The keychain is locked and may still "
                                                          "have the secrets%1.")));
        });
    });
}

} // namespace lw
