// SPDX-License-Identifier: GPL-3.0-or-later
#include "signinflow.h"

#include <QPointer>

namespace lw {

SignInFlow::SignInFlow(PortalClient &portal, Target target, Handlers handlers)
    : m_portal(portal), m_target(std::move(target)), m_handlers(std::move(handlers))
{}

void SignInFlow::start(std::optional<Credentials> credentials)
{
    m_credentials = std::move(credentials);
    m_portal.product(m_target.host)->then(this, [this](Result<ProductFacts> product) {
        if (!product) {
            finish({.error = std::move(product.error())});
            return;
        }
        // Copied: whoever hears of it may destroy this flow, and the handler with it.
        const auto productKnown = m_handlers.productKnown;
        const QPointer<SignInFlow> self(this);
        productKnown(*product);
        if (!self)
            return; // whoever heard of it gave up
        if (m_credentials)
            signIn();
        else
            finish(SignInEnd{});
    });
}

std::optional<Credentials> SignInFlow::takeUnsentCredentials()
{
    return std::exchange(m_credentials, std::nullopt);
}

void SignInFlow::signIn()
{
    m_step = Step::SigningIn;
    const auto credentials = std::exchange(m_credentials, std::nullopt);
    m_portal
        .signIn({.userName = credentials->userName,
                 .password = credentials->password,
                 .deviceName = m_target.deviceName,
                 .deviceToken = &credentials->deviceToken})
        ->then(this, [this](Result<SignInReply> reply) {
            if (!reply)
                finish({.error = std::move(reply.error())});
            else if (auto *answer = std::get_if<SignInAnswer>(&*reply))
                finish({.signedIn = std::move(*answer)});
            else
                finish({.challenge = std::get<SecondFactorChallenge>(std::move(*reply))});
        });
}

void SignInFlow::finish(SignInEnd end)
{
    m_step = Step::Finished;
    // Copied: the handler may destroy this flow.
    const auto finished = m_handlers.finished;
    finished(std::move(end));
}

} // namespace lw
