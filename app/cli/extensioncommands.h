// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxcommand.h"

#include <core/extension.h>

#include <QList>
#include <QString>

#include <memory>

namespace lw {

class ExtensionsModel;
class SecondFactorRemoval;

/*! extensions list: every row, read page by page. */
class ExtensionListCommand final : public PbxCommand
{
public:
    enum class Which { All, WithoutSecondFactor };

    ExtensionListCommand(PbxSession &session, SignInMeans means, Which which, QString search);

protected:
    void run() override;

private:
    void followModel();

    ExtensionsModel *m_model;
};

/*! extensions disable-2fa: of the one extension that has exactly this number. */
class ExtensionOffCommand final : public PbxCommand
{
public:
    ExtensionOffCommand(PbxSession &session, SignInMeans means, QString number, QString reason);
    ~ExtensionOffCommand() override;

protected:
    void run() override;

private:
    void followModel();
    void removeFrom(const Extension &extension);

    ExtensionsModel *m_model;
    std::unique_ptr<SecondFactorRemoval> m_removal;
    QString m_number;
    QString m_reason;
};

//! Every extension of \a model; asks for the next rows that are not read yet and answers nothing as
//! long as there are such.
[[nodiscard]] std::optional<QList<Extension>> allRows(const ExtensionsModel &model);

} // namespace lw
