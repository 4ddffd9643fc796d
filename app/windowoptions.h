// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace lw {

/*! How the window is to start. */
struct WindowOptions
{
    bool startsSandbox = false;
    QString scenarioFile;  //!< empty: the scenario that the program carries
    QString profileFolder; //!< empty: the usual one
    QString tourFolder;    //!< empty: no tour
};

/*! Why there is no window: help or version was asked for, or the options make no sense. */
struct NoWindow
{
    QString text;
    int exitCode = 0; //!< 2: usage
};

//! \a arguments without the program's name. The scenario of --sandbox may be left out.
[[nodiscard]] tl::expected<WindowOptions, NoWindow>
parseWindowOptions(const QStringList &arguments);

} // namespace lw
