// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementdraft.h"

#include <algorithm>

namespace lw {

namespace {

using Field = RemoteManagementField;
using Kind = FieldProblem::Kind;
using Problems = QMap<RemoteManagementField, FieldProblem>;

constexpr qsizetype kLongestCode = 128; // the contract's limit for an authentication code
constexpr qsizetype kLongestText = 255;

bool hasControlCharacters(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
}

std::optional<FieldProblem> textProblem(const QString &text, qsizetype longest)
{
    if (text.trimmed().isEmpty())
        return FieldProblem{.kind = Kind::Missing};
    if (text.size() > longest)
        return FieldProblem{.kind = Kind::TooLong};
    if (hasControlCharacters(text))
        return FieldProblem{.kind = Kind::NotPrintable};
    return std::nullopt;
}

enum class Need { Optional, Required };

std::optional<FieldProblem> secretProblem(const Secret &secret, qsizetype longest, Need need)
{
    if (secret.isEmpty()) {
        return need == Need::Required ? std::optional(FieldProblem{.kind = Kind::Missing})
                                      : std::nullopt;
    }
    return textProblem(QString::fromUtf8(secret.view()), longest);
}

void note(Problems &problems, Field field, const std::optional<FieldProblem> &problem)
{
    if (problem)
        problems.insert(field, *problem);
}

std::optional<FieldProblem> addressProblem(const QString &text)
{
    if (text.trimmed().isEmpty())
        return FieldProblem{.kind = Kind::Missing};
    // The PBX takes host or host:port and nothing of the rest that an address of ours may have.
    if (text.contains(QLatin1Char('/')))
        return FieldProblem{.kind = Kind::NotAnAddress, .address = PbxAddress::Problem::HasPath};
    const auto address = PbxAddress::parse(text, PbxAddress::kCloudPort);
    if (!address)
        return FieldProblem{.kind = Kind::NotAnAddress, .address = address.error()};
    return std::nullopt;
}

Problems bindingProblems(const RemoteManagementDraft &draft, Need secret)
{
    const RemoteManagementSettings &settings = draft.settings;
    Problems problems;
    if (settings.isCustomServer()) {
        note(problems, Field::ServerAddress,
             addressProblem(settings.serverAddress.value_or(QString())));
    }
    if (settings.activationMethod.is(ActivationMethod::AuthenticationCode)) {
        note(problems, Field::AuthenticationCode,
             secretProblem(draft.secrets.authenticationCode, kLongestCode, secret));
    } else if (settings.activationMethod.is(ActivationMethod::YeastarId)) {
        note(problems, Field::YeastarId, textProblem(settings.yeastarId, kLongestText));
        note(problems, Field::YeastarIdPassword,
             secretProblem(draft.secrets.yeastarIdPassword, kLongestText, secret));
    } else if (settings.activationMethod.is(ActivationMethod::Email)) {
        auto email = textProblem(settings.email, kLongestText);
        if (!email && settings.email.count(QLatin1Char('@')) != 1)
            email = FieldProblem{.kind = Kind::NotAnEmail};
        note(problems, Field::Email, email);
        note(problems, Field::EmailPassword,
             secretProblem(draft.secrets.emailPassword, kLongestText, secret));
    }
    return problems;
}

} // namespace

Secret *secretOf(RemoteManagementSecrets &secrets, RemoteManagementField field)
{
    switch (field) {
    case Field::AuthenticationCode:
        return &secrets.authenticationCode;
    case Field::YeastarIdPassword:
        return &secrets.yeastarIdPassword;
    case Field::EmailPassword:
        return &secrets.emailPassword;
    case Field::AccountPassword:
        return &secrets.accountPassword;
    default:
        return nullptr;
    }
}

QMap<RemoteManagementField, FieldProblem> problemsOf(const RemoteManagementDraft &draft,
                                                     const RemoteManagementSettings &before)
{
    const RemoteManagementSettings &settings = draft.settings;
    const bool isSameBinding = haveSameBinding(settings, before);
    const bool typedSecret = !draft.secrets.authenticationCode.isEmpty() ||
                             !draft.secrets.yeastarIdPassword.isEmpty() ||
                             !draft.secrets.emailPassword.isEmpty();
    Problems problems;
    // A PBX that was never bound has empty fields; nobody has to fill them to change something
    // else.
    if (!isSameBinding || typedSecret)
        problems = bindingProblems(draft, isSameBinding ? Need::Optional : Need::Required);
    if (settings.isAccountEnabled) {
        note(problems, Field::AccountUserName, textProblem(settings.accountUserName, kLongestText));
        const bool isNewAccount = !before.isAccountPasswordSet;
        note(problems, Field::AccountPassword,
             secretProblem(draft.secrets.accountPassword, kLongestText,
                           isNewAccount ? Need::Required : Need::Optional));
    }
    return problems;
}

} // namespace lw
