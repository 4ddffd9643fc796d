// SPDX-License-Identifier: GPL-3.0-or-later
// central add and list: no server is contacted.
#include "centralcommands.h"

#include "answer.h"
#include "centralanswers.h"
#include "pbxcommands.h"

#include <fleet/centralregistry.h>
#include <ui/support/errortext.h>

#include <algorithm>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestClientId = 255;

bool isClientId(const QString &text)
{
    return !text.trimmed().isEmpty() && text.size() <= kLongestClientId &&
           std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

CommandResult addCentral(CentralRegistry &registry, const Invocation &invocation)
{
    const auto address = PbxAddress::parse(invocation.url, kCentralPort);
    if (!address)
        return usageError(u"--url: "_s + addressProblemText(address.error()));
    if (!isClientId(invocation.central.clientId))
        return usageError(
            u"--client-id: 1 to %1 printable characters are needed"_s.arg(kLongestClientId));
    const auto trust = trustFrom(invocation);
    if (!trust)
        return trust.error();
    const auto added = registry.add({.name = invocation.name,
                                     .address = *address,
                                     .clientId = invocation.central.clientId,
                                     .trust = *trust});
    if (!added)
        return registryError(added.error(), Peer::Central);
    const QJsonObject json = centralJson(*added);
    return CommandAnswer{.json = json, .text = linesOf(json)};
}

CommandResult listCentrals(const CentralRegistry &registry)
{
    QJsonArray list;
    QStringList lines;
    for (const CentralSettings &central : registry.all()) {
        list.append(centralJson(central));
        lines.append(central.name + u'\t' + central.address.url().toString());
    }
    return CommandAnswer{.json = {{u"centrals"_s, list}}, .text = lines.join(u'\n')};
}

} // namespace lw
