// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edition.h"
#include "firmwareversion.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

namespace lw {

//! What the Remote Management page of a PBX may offer.
enum class Feature { AuthenticationCode, YeastarId, CustomServer, ByEmail, Account, Passwordless };

//! The word of data files and the command line: authentication_code, yeastar_id, custom_server ...
[[nodiscard]] QString featureWord(Feature feature);
[[nodiscard]] QList<Feature> allFeatures();

/*! Whether one PBX has a feature, and how we know. */
struct Capability
{
    enum class Availability {
        Available,     //!< documented for this firmware
        ByProbe,       //!< nobody documented it: the PBX itself has to say
        NeedsFirmware, //!< documented from `needs` on
        Elsewhere,     //!< has it on another page (Cloud: Security Settings)
        Absent         //!< this edition does not have it
    };

    Availability availability = Availability::Absent;
    FirmwareVersion needs; //!< the first firmware that has it; not valid where none is known
    QString source;

    //! Worth offering and sending: documented, or for the PBX to judge.
    [[nodiscard]] bool isUsable() const
    {
        return availability == Availability::Available || availability == Availability::ByProbe;
    }
};

/*!
 * Which firmware has which feature: the table resources/capabilities/p-series.json, each row with
 * its source. A PBX that answers INTERFACE NOT EXISTED overrules it; that is PbxSession's to
 * remember.
 */
class Capabilities final
{
public:
    //! The error is a sentence for developers: the table is part of the program.
    [[nodiscard]] static tl::expected<Capabilities, QString> parse(const QByteArray &json);

    [[nodiscard]] Capability of(Feature feature, const FirmwareVersion &firmware) const;

private:
    struct Row
    {
        Feature feature;
        Edition edition;
        FirmwareVersion minimum;
        bool isDocumented;
        bool isElsewhere;
        QString source;
    };
    [[nodiscard]] static tl::expected<Row, QString> parseRow(const QJsonObject &object);

    QList<Row> m_rows;
};

} // namespace lw
