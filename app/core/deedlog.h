// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace lw {

/*! One thing that this program did to a PBX, in words that stay the same over the years. */
struct Deed
{
    QDateTime time; //!< UTC
    QString pbxName;
    QString userName; //!< the account that was signed in
    QString action;   //!< such as "second-factor-off"
    QString object;   //!< whom or what it was done to, such as an extension's number
    QString reason;   //!< what the person gave as the reason
    QString outcome;  //!< "done", or the kind of the error

    friend bool operator==(const Deed &, const Deed &) = default;
};

/*! Where deeds are written down. Passed in; what records one does not learn what became of it. */
class DeedLog
{
public:
    virtual ~DeedLog() = default;
    virtual void record(const Deed &deed) = 0;
};

} // namespace lw
