// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxcommand.h"

namespace lw {

class RemoteManagementModel;

/*! pbx check; with a secret for the OpenAPI its system information too. */
class CheckCommand final : public PbxCommand
{
public:
    CheckCommand(PbxSession &session, SignInMeans means)
        : PbxCommand(session, Need::Product, std::move(means))
    {}

protected:
    void run() override;
};

/*! remote show and remote status: read the page, print a part of it. */
class RemoteReadCommand final : public PbxCommand
{
public:
    enum class Part { Settings, Status };

    RemoteReadCommand(PbxSession &session, SignInMeans means, Part part);

protected:
    void run() override;

private:
    void followModel();

    Part m_part;
    RemoteManagementModel *m_model;
};

/*! remote disconnect: done only when reading the status says so. */
class RemoteDisconnectCommand final : public PbxCommand
{
public:
    RemoteDisconnectCommand(PbxSession &session, SignInMeans means);

protected:
    void run() override;

private:
    void followModel();

    RemoteManagementModel *m_model;
};

} // namespace lw
