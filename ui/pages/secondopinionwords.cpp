// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondopinionwords.h"

#include "support/centralerrortext.h"
#include "support/refusaltext.h"

#include <QCoreApplication>

#include <algorithm>

namespace lw {

namespace {

using namespace std::chrono_literals;
using Agreement = SecondOpinion::Agreement;

/*! Only the translation context of this file. */
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(lw::SecondOpinion)
};

const StatusLook kCaution{StatusShape::Triangle, {}, Tone::Caution};

QString pbxSays(const SecondOpinion &opinion)
{
    //: %1 is a status such as "Connected to rm.example.com".
    return Words::tr("The PBX says: %1.").arg(connectionSentence(*opinion.pbxStatus()));
}

QString platformSays(const SecondOpinion &opinion, const QString &platform)
{
    if (!opinion.device())
        //: %1 is a management server.
        return Words::tr("%1 lists no PBX with this serial number.").arg(platform);
    //: %1 is a management server, %2 its own word in quotation marks.
    return Words::tr("%1 says: %2.").arg(platform, quotedServerText(opinion.device()->status.word));
}

OpinionText agreed(const SecondOpinion &opinion, const QString &platform)
{
    const bool isConnected =
        opinion.device() && opinion.device()->status.is(RemoteDevice::Status::Connected);
    if (isConnected)
        return {.look = {StatusShape::Disc, {}, Tone::Good},
                //: %1 is a management server.
                .sentence = Words::tr("%1 says Connected too.").arg(platform),
                .advice = {}};
    return {.look = {StatusShape::Square, {}, Tone::Neutral},
            .sentence = opinion.device() ? platformSays(opinion, platform) + QChar::Space +
                                               Words::tr("The PBX is not connected either.")
                                         : platformSays(opinion, platform),
            .advice = {}};
}

OpinionText differing(const SecondOpinion &opinion, const QString &platform, const QString &advice)
{
    return {.look = kCaution,
            .sentence = pbxSays(opinion) + QChar::Space + platformSays(opinion, platform),
            .advice = advice};
}

OpinionText withoutOpinion(const SecondOpinion &opinion, const QString &platform)
{
    if (opinion.isBusy())
        return {.look = {StatusShape::Ring, {}, Tone::Neutral},
                //: %1 is a management server.
                .sentence = Words::tr("Asking %1\u2026").arg(platform),
                .advice = {}};
    if (opinion.error()) {
        const ErrorText text = centralErrorText(*opinion.error());
        return {.look = kCaution, .sentence = text.sentence, .advice = text.advice};
    }
    if (opinion.pbxError()) {
        const ErrorText text = errorText(*opinion.pbxError());
        return {.look = kCaution, .sentence = text.sentence, .advice = text.advice};
    }
    return {.look = {StatusShape::Square, {}, Tone::Neutral},
            //: %1 is a management server.
            .sentence = Words::tr("%1 was not asked yet.").arg(platform),
            .advice = {}};
}

bool isSameServer(const QString &text, const PbxAddress &address)
{
    const auto server = PbxAddress::parse(text, kCentralPort);
    return server && server->port() == address.port() &&
           server->host().compare(address.host(), Qt::CaseInsensitive) == 0;
}

} // namespace

bool isDisagreement(Agreement agreement)
{
    return agreement == Agreement::OnlyPbx || agreement == Agreement::OnlyPlatform ||
           agreement == Agreement::NotListed;
}

OpinionText opinionText(const SecondOpinion &opinion, const QString &platform)
{
    const bool hasBoth = opinion.isLoaded() && !opinion.error() && !opinion.pbxError();
    if (!hasBoth)
        return withoutOpinion(opinion, platform);
    switch (opinion.agreement()) {
    case Agreement::Agree:
        return agreed(opinion, platform);
    case Agreement::OnlyPbx:
        return differing(opinion, platform,
                         Words::tr("The provider may not get in. Ask again in a minute; if it "
                                   "stays so, save again with a new authentication code."));
    case Agreement::OnlyPlatform:
        return differing(opinion, platform,
                         Words::tr("The management server may not have noticed yet that the "
                                   "connection is gone. Ask again in a minute."));
    case Agreement::NotListed:
        return differing(opinion, platform,
                         Words::tr("The PBX may be connected to another account or another "
                                   "server. Somebody may get in whom you do not expect."));
    case Agreement::Unknown:
        return differing(opinion, platform,
                         Words::tr("This program does not know one of these words, so compare "
                                   "them yourself."));
    }
    return {};
}

QString ageText(const QDateTime &askedAt, const QDateTime &now)
{
    const std::chrono::seconds age(std::max<qint64>(0, askedAt.secsTo(now)));
    if (age < 10s)
        return Words::tr("Asked just now.");
    if (age < 2min)
        return Words::tr("Asked %1 s ago.").arg(age.count());
    if (age < 2h)
        return Words::tr("Asked %1 min ago.")
            .arg(std::chrono::floor<std::chrono::minutes>(age).count());
    return Words::tr("Asked %1 h ago.").arg(std::chrono::floor<std::chrono::hours>(age).count());
}

bool isServerOf(const CentralSettings &platform, const RemoteManagementModel &model)
{
    if (!model.isLoaded())
        return false;
    const RemoteManagementSettings &settings = model.loaded();
    if (settings.isCustomServer())
        return isSameServer(settings.serverAddress.value_or(QString()), platform.address);
    // The default server has no address on the PBX's page; the status names it.
    const bool isVendors =
        platform.address.host().endsWith(QLatin1String(".yeastar.com"), Qt::CaseInsensitive);
    return isVendors || (model.status() && isSameServer(model.status()->server, platform.address));
}

} // namespace lw
