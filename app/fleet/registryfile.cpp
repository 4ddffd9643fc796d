// SPDX-License-Identifier: GPL-3.0-or-later
#include "registryfile.h"

namespace lw {

namespace {

using Kind = RegistryProblem::Kind;

constexpr qsizetype kLongestName = 200;

} // namespace

std::optional<RegistryProblem> nameProblem(const QString &name)
{
    if (name.trimmed().isEmpty())
        return RegistryProblem{.kind = Kind::NameEmpty};
    const bool hasControl = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
    if (hasControl || !name.isValidUtf16() || name.size() > kLongestName)
        return RegistryProblem{.kind = Kind::NameInvalid};
    return std::nullopt;
}

} // namespace lw
