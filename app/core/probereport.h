// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "certificatefacts.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lw {

/*! What a look at a server found, step by step. It advises: a PBX may stand elsewhere. */
struct ProbeReport
{
    enum class Step { Name, Connection, Certificate, Answer };
    enum class State { NotTried, Running, Good, Doubtful, Bad };

    struct Finding
    {
        State state = State::NotTried;
        QString detail; //!< technical, untranslated; never a secret

        friend bool operator==(const Finding &, const Finding &) = default;
    };

    Finding name;        //!< DNS
    Finding connection;  //!< TCP
    Finding certificate; //!< TLS; Doubtful: the system's authorities do not vouch for it
    Finding answer;      //!< Doubtful: a web server, but not like a Central Management
    QStringList addresses;
    std::optional<CertificateFacts> facts;

    friend bool operator==(const ProbeReport &, const ProbeReport &) = default;
};

} // namespace lw
