// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace lw {

/*! A change that this program made to a PBX, for the books. Never a secret. */
struct Deed
{
    QDateTime time; //!< UTC
    QString pbxName;
    QString userName; //!< who was signed in
    QString action;   //!< a word such as second-factor-off
    QString object;   //!< whom or what it concerned
    QString reason;   //!< as a person gave it
    QString outcome;  //!< done, not-done or unknown

    friend bool operator==(const Deed &, const Deed &) = default;
};

/*! Where deeds are written down. Passed in; main thread. */
class DeedLog
{
public:
    virtual ~DeedLog() = default;
    virtual void record(const Deed &deed) = 0;
};

} // namespace lw
