// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace lw {

/*! What a PBX says of itself over its OpenAPI: system/information. */
struct SystemInformation
{
    QString deviceName;
    QString model;
    QString serialNumber;
    QString hardwareVersion;
    QString firmwareVersion;
    QString systemTime; //!< as the PBX writes it, in its own zone
    std::chrono::seconds upTime{0};
    std::optional<QDateTime> time; //!< UTC; absent on older firmware

    friend bool operator==(const SystemInformation &, const SystemInformation &) = default;
};

/*! An extension as the OpenAPI finds it: as far as duplicate accounts go. */
struct FoundExtension
{
    QString number;
    QString name;
    QString email;
    QString role;

    friend bool operator==(const FoundExtension &, const FoundExtension &) = default;
};

} // namespace lw
