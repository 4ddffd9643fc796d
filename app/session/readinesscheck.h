// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/extension.h>
#include <core/readiness.h>
#include <core/twofactorstate.h>

#include <QObject>

#include <functional>
#include <memory>

namespace lw {

class PbxSession;
template<typename Row>
class PageSweep;

/*!
 * Asks the PBX whether the super administrator could come back without his phone: is there a second
 * administrator among the extensions, does the mail server work? What the PBX does not answer stays
 * open. Owned by SecuritySettingsModel; destroying it stops it silently.
 */
class ReadinessCheck final : public QObject
{
public:
    using Finished = std::function<void(QList<ReadinessEntry>)>;

    ReadinessCheck(PbxSession &session, Finished finished);
    ~ReadinessCheck() override;

    void start();

private:
    void askForAdministrators();
    void finish(ReadinessAnswer secondAdministrator);
    void add(ReadinessItem item, ReadinessAnswer answer);

    PbxSession &m_session;
    Finished m_finished;
    std::unique_ptr<PageSweep<Extension>> m_sweep;
    QList<ReadinessEntry> m_entries;
    bool m_hasSecond = false;
};

} // namespace lw
