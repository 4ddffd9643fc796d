// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxcommand.h"

#include <core/operationlogentry.h>

#include <QList>
#include <QString>

namespace lw {

class AddressListsModel;
class OperationLogModel;

/*! blocks: blocked and allowed addresses, after unblocking what was asked for. */
class BlocksCommand final : public PbxCommand
{
public:
    BlocksCommand(PbxSession &session, SignInMeans means, QString removeId);

protected:
    void run() override;

private:
    void followModel();

    AddressListsModel *m_model;
    QString m_removeId;
    bool m_isRemoving = false;
};

/*! log: the operation log of the PBX, all of it or since a time. */
class LogCommand final : public PbxCommand
{
public:
    enum class Form { Csv, Json };

    LogCommand(PbxSession &session, SignInMeans means, OperationLogFilter filter, Form form);

protected:
    void run() override;

private:
    [[nodiscard]] CommandAnswer answer(const QList<OperationLogEntry> &entries) const;

    OperationLogModel *m_model;
    OperationLogFilter m_filter;
    Form m_form;
};

} // namespace lw
