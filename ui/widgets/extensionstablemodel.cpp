// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensionstablemodel.h"

#include "support/tones.h"

#include <session/extensionsmodel.h>

#include <QGuiApplication>

namespace lw {

namespace {

QString methodName(const OpenWord<SecondFactorMethod> &method)
{
    if (method.is(SecondFactorMethod::Authenticator))
        return ExtensionsTableModel::tr("Authenticator");
    if (method.is(SecondFactorMethod::Email))
        return ExtensionsTableModel::tr("Email");
    return method.word;
}

} // namespace

ExtensionsTableModel::ExtensionsTableModel(ExtensionsModel &source, QObject *parent)
    : QIdentityProxyModel(parent), m_source(source)
{
    setSourceModel(&source);
}

QVariant ExtensionsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isText =
        role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole;
    if (orientation != Qt::Horizontal || !isText)
        return {};
    switch (section) {
    case ExtensionsModel::Number:
        return tr("Number");
    case ExtensionsModel::Name:
        return tr("Name");
    case ExtensionsModel::Email:
        return tr("Email Address");
    case ExtensionsModel::Role:
        return tr("Role");
    case ExtensionsModel::SecondFactor:
        //: Short for Two-Factor Authentication, as the title of a column.
        return role == Qt::DisplayRole ? tr("2FA") : tr("Two-Factor Authentication");
    case ExtensionsModel::Method:
        return tr("Method");
    default:
        return {};
    }
}

QVariant ExtensionsTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index);
    case Qt::ToolTipRole:
        return index.data(ExtensionsModel::IdRole).isNull() ? QString() : textOf(index);
    case Qt::AccessibleTextRole:
        return index.column() == ExtensionsModel::Number ? spokenText(index) : textOf(index);
    case Qt::ForegroundRole:
        if (index.data(ExtensionsModel::IdRole).isNull())
            return secondaryColor(QGuiApplication::palette());
        return {};
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QString ExtensionsTableModel::textOf(const QModelIndex &index) const
{
    const QVariant value = m_source.data(mapToSource(index), Qt::DisplayRole);
    if (value.isNull())
        return index.column() == ExtensionsModel::Number ? QStringLiteral("\u2026") : QString();
    if (index.column() == ExtensionsModel::SecondFactor)
        return value.toBool() ? tr("On") : tr("Off");
    if (index.column() != ExtensionsModel::Method)
        return value.toString();
    const auto extension = m_source.at(index.row());
    return extension && extension->hasSecondFactor ? methodName(extension->method) : QString();
}

//! What a screen reader says of a row as one moves through the first column.
QString ExtensionsTableModel::spokenText(const QModelIndex &index) const
{
    const auto extension = m_source.at(index.row());
    if (!extension)
        return tr("Not read yet");
    //: %1 is the number of an extension, %2 the name of its owner.
    return (extension->hasSecondFactor ? tr("%1 %2, two-factor authentication on")
                                       : tr("%1 %2, two-factor authentication off"))
        .arg(extension->number, extension->name);
}

} // namespace lw
