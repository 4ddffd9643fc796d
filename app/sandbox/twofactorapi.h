// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"
#include "pbxmemory.h"

#include <tl/expected.hpp>

namespace lw::Sandbox {

/*!
 * The twofactor/ calls of one practice PBX: what a person does about the own second factor. The
 * password comes first and gives a token, which every change asks for. Owned by its PBX; sandbox
 * thread only.
 */
class TwoFactorApi final
{
public:
    TwoFactorApi(const WireProfile &wire, PbxMemory &memory);

    [[nodiscard]] WebAnswer handle(const QString &call, const Visit &visit);

private:
    //! What update was sent.
    struct Change
    {
        bool isOn = false;
        FactorMethod method = FactorMethod::None;
        QByteArray code;
        QByteArray token;
    };

    [[nodiscard]] WebAnswer get(const Visit &visit);
    [[nodiscard]] WebAnswer checkPassword(const Visit &visit);
    [[nodiscard]] WebAnswer newKey(const Visit &visit);
    [[nodiscard]] WebAnswer sendMail(const Visit &visit);
    [[nodiscard]] WebAnswer update(const Visit &visit);
    [[nodiscard]] tl::expected<Change, Refusal> readChange(const QByteArray &body) const;
    [[nodiscard]] WebAnswer switchOff(const Visit &visit, const Change &change);
    [[nodiscard]] WebAnswer enrol(const Visit &visit, const Change &change);
    //! Null where \a token is not one of the visitor, or over.
    [[nodiscard]] PasswordToken *tokenOf(const Visit &visit, const QByteArray &token);
    //! Why a body with nothing but a password token is not good enough.
    [[nodiscard]] std::optional<Refusal> whyTokenIsBad(const WireCall &call, const Visit &visit);

    const WireProfile &m_wire;
    PbxMemory &m_memory;
    PortalEnvelope m_envelope;
};

} // namespace lw::Sandbox
