// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxcommand.h"

#include <chrono>
#include <optional>

namespace lw {

class SecurityOptionsModel;

/*! options, and extensions mandatory on|off: the security options, after changing what was asked.
 */
class OptionsCommand final : public PbxCommand
{
public:
    struct Wanted
    {
        std::optional<std::chrono::minutes> autoLogout;
        std::optional<bool> mandatory; //!< second factor for all extensions
    };

    OptionsCommand(PbxSession &session, SignInMeans means, Wanted wanted);

protected:
    void run() override;

private:
    void followModel();
    [[nodiscard]] CommandAnswer answer() const;

    SecurityOptionsModel *m_model;
    Wanted m_wanted;
    bool m_isSaving = false;
};

/*! extensions mandatory --dry-run: whom it would meet unprepared; changes nothing. */
class DryRunCommand final : public PbxCommand
{
public:
    DryRunCommand(PbxSession &session, SignInMeans means);

protected:
    void run() override;

private:
    SecurityOptionsModel *m_model;
};

} // namespace lw
