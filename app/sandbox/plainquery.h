// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace lw::Sandbox {

/*!
 * The query of a documented call, or a form: names are the vendor's. Collects the names of what is
 * wrong. An empty value is none.
 */
class PlainQuery final
{
public:
    enum class Form { Query, Body }; //!< in a form, + is a blank

    explicit PlainQuery(const QByteArray &text, Form form = Form::Query);

    [[nodiscard]] QString text(const QString &name) const { return m_values.value(name); }
    [[nodiscard]] qint64 number(const QString &name, qint64 least, qint64 most, qint64 otherwise);
    //! One of \a words; the first one where there is none.
    [[nodiscard]] QString word(const QString &name, const QStringList &words);

    [[nodiscard]] bool isFine() const { return m_wrong.isEmpty(); }
    [[nodiscard]] const QStringList &wrong() const { return m_wrong; }

private:
    QHash<QString, QString> m_values;
    QStringList m_wrong;
};

} // namespace lw::Sandbox
