// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountfixture.h"

#include <session/securityoptionsmodel.h>

namespace lw::test {

/*! The options page of an administrator: nothing mandatory, 15 minutes, no Cloud. */
struct OptionsFixture : AccountFixture
{
    OptionsFixture()
    {
        becomes(false, 15);
        server.always(kUpdateOptionsCall, FakeAnswer::done());
        server.always(kUpdateWebServerCall, FakeAnswer::done());
        signIn();
        server.forgetRequests();
    }

    void load()
    {
        model.load();
        turn();
        server.forgetRequests();
    }
    void save()
    {
        model.save();
        turn();
    }
    void change(bool isMandatory, std::chrono::minutes autoLogout)
    {
        SecurityOptionsDraft draft = model.draft();
        draft.options.isTwoFactorMandatory = isMandatory;
        draft.autoLogout = autoLogout;
        model.setDraft(draft);
    }
    //! What the PBX answers from now on.
    void becomes(bool isMandatory, int minutes)
    {
        server.always(kOptionsCall,
                      FakeAnswer::json({{QStringLiteral("errcode"), 0},
                                        {QStringLiteral("security_option"),
                                         QJsonObject{{QStringLiteral("enb_force_two_factor"),
                                                      isMandatory ? 1 : 0}}}}));
        server.always(
            kWebServerCall,
            FakeAnswer::json({{QStringLiteral("errcode"), 0},
                              {QStringLiteral("web_server"),
                               QJsonObject{{QStringLiteral("auto_logout_time"), minutes}}}}));
    }

    SecurityOptionsModel model{session};
};

} // namespace lw::test
