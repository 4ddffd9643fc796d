// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailedcode.h"

namespace lw::Sandbox {

enum class FactorMethod { None, Authenticator, Email };

//! The name of a method in the wire profile's words; empty for none.
[[nodiscard]] QString factorMeaning(FactorMethod method);
//! For people: "authenticator", "e-mail", "nothing".
[[nodiscard]] QString factorText(FactorMethod method);

/*!
 * The second factor of one account: the one in force, and the one that is being set up. What is
 * in force stays so until the first code of the other one was right.
 *
 *   None --enrol--> Authenticator | Email --enrol--> the other, or another key
 *    ^------------------switchOff-----------'
 */
class SecondFactor final
{
public:
    [[nodiscard]] FactorMethod method() const { return m_method; }
    [[nodiscard]] bool isOn() const { return m_method != FactorMethod::None; }

    //! A key of 160 bits as base32, waiting for its first code; replaces one that waits.
    [[nodiscard]] QString newKey(const RandomSource &random);
    //! The code that sets up the method e-mail.
    [[nodiscard]] MailedCode &mailedCode() { return m_mailed; }
    //! Puts \a method in force when \a code is its first right one.
    [[nodiscard]] CodeVerdict enrol(FactorMethod method, QByteArrayView code, const QDateTime &now);
    //! A code of the authenticator in force.
    [[nodiscard]] CodeVerdict judge(QByteArrayView code, const QDateTime &now)
    {
        return m_inForce.judge(code, now);
    }
    void switchOff();

    //! Puts a method in force without a code: scenarios, kept states.
    void useEmail();
    void useKey(TotpCheck authenticator);
    //! The authenticator in force; without a key where there is none.
    [[nodiscard]] const TotpCheck &authenticator() const { return m_inForce; }

private:
    FactorMethod m_method = FactorMethod::None;
    TotpCheck m_inForce;
    TotpCheck m_waiting;
    MailedCode m_mailed;
};

} // namespace lw::Sandbox
