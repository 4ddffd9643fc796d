// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/statuswords.h"

#include <core/centralsettings.h>
#include <session/remotemanagementmodel.h>
#include <session/secondopinion.h>

#include <QDateTime>
#include <QString>

namespace lw {

/*! A second opinion as it is shown. */
struct OpinionText
{
    StatusLook look;
    QString sentence; //!< what the platform says; where they differ, what both say
    QString advice;   //!< what to do about it; empty: nothing
};

//! \a platform is the name of the management server.
[[nodiscard]] OpinionText opinionText(const SecondOpinion &opinion, const QString &platform);
//! The two say different things of the connection.
[[nodiscard]] bool isDisagreement(SecondOpinion::Agreement agreement);
//! "Asked 2 min ago."
[[nodiscard]] QString ageText(const QDateTime &askedAt, const QDateTime &now);

//! The PBX of \a model is meant to be connected to \a platform.
[[nodiscard]] bool isServerOf(const CentralSettings &platform, const RemoteManagementModel &model);

} // namespace lw
