// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace lw {

/*! One answer to "can you come back in when the second factor is lost?". */
struct ReadinessItem
{
    enum class Result {
        Met,     //!< a check of the PBX found it so
        NotMet,  //!< a check of the PBX found it missing
        ByPerson //!< nobody can check it; a person said so
    };

    QString item; //!< kSecondAdministrator, kMailServer, kKeyInVault, or a later version's word
    Result result = Result::NotMet;
    QDateTime checkedAt; //!< UTC

    friend bool operator==(const ReadinessItem &, const ReadinessItem &) = default;
};

namespace readiness {
inline constexpr char16_t kSecondAdministrator[] = u"second-administrator";
inline constexpr char16_t kMailServer[] = u"mail-server";
inline constexpr char16_t kKeyInVault[] = u"key-in-vault";
} // namespace readiness

/*! The latest answer to each question, kept with the saved PBX and shown on its Overview page. */
using ReadinessRecord = QList<ReadinessItem>;

} // namespace lw
