// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "totp.h"

#include <QByteArrayView>
#include <QDateTime>

#include <chrono>
#include <optional>
#include <vector>

namespace lw {

/*! What is known of the clocks when a code is judged. */
struct ClockReadings
{
    QDateTime workstation;                       //!< now, UTC
    std::optional<std::chrono::seconds> pbxSkew; //!< PBX minus workstation, by its Date header
};

/*!
 * What the program can say about a code before the PBX judges it: advice, never a gate. The PBX
 * accepts the code of its own time and of one step either way, so its clock decides where it is
 * known.
 */
struct CodeAdvice
{
    enum class Verdict {
        Incomplete,   //!< fewer digits than the key's codes have
        NotDigits,    //!< something that is neither a digit nor a blank
        Matches,      //!< the code of this moment
        PreviousCode, //!< one step old: better type the next one
        NextCode,     //!< one step early
        PhoneOff,     //!< the phone's clock differs by `offset`
        PbxClockOff,  //!< the phone agrees with this workstation, the PBX differs by `offset`
        WorkstationClockOff, //!< only as a note: phone and PBX agree, this workstation differs
        OldKey,              //!< a code of a key that this dialog showed before
        NoMatch
    };

    Verdict verdict = Verdict::Incomplete;
    //! How far the clock that verdict or note name is ahead; negative: behind. A phone's is known
    //! to one period only.
    std::chrono::seconds offset{0};
    std::optional<Verdict> note; //!< WorkstationClockOff or nothing
    //! Found only by searching a whole day: may be chance, so it is told as "perhaps".
    bool isFarGuess = false;

    friend bool operator==(const CodeAdvice &, const CodeAdvice &) = default;
};

//! \a typed may contain blanks. \a previousKeys are the keys that the same dialog showed before.
//! Takes less than 10 ms, so it may run on every key stroke.
[[nodiscard]] CodeAdvice adviseOnCode(QByteArrayView typed, const TotpKey &key,
                                      const std::vector<const TotpKey *> &previousKeys,
                                      const ClockReadings &clocks);

} // namespace lw
