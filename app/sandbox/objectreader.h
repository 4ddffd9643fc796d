// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/firmwareversion.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace lw::Sandbox {

/*!
 * Reads one object of a scenario file and remembers the first thing that is wrong with it, so that
 * whoever reads a plan can be a plain list of fields. Lives as long as one object is read.
 */
class ObjectReader final
{
public:
    //! \a names are all that the object may have.
    ObjectReader(const QJsonValue &value, QString place, const QStringList &names);

    //! 1 to 200 characters; a name that is missing reads as \a otherwise where that is not null.
    [[nodiscard]] QString text(const QString &name, const QString &otherwise = {});
    //! Like text(), and one of \a words; the first one where it is missing.
    [[nodiscard]] QString word(const QString &name, const QStringList &words);
    [[nodiscard]] int number(const QString &name, int least, int most, int otherwise);
    [[nodiscard]] bool flag(const QString &name, bool otherwise);
    [[nodiscard]] QJsonArray list(const QString &name, qsizetype least);
    [[nodiscard]] QJsonValue value(const QString &name) const { return m_object.value(name); }
    [[nodiscard]] bool has(const QString &name) const { return m_object.contains(name); }
    [[nodiscard]] FirmwareVersion firmware(const QString &name)
    {
        return firmwareOf(name, text(name));
    }
    [[nodiscard]] FirmwareVersion firmwareOf(const QString &name, const QString &text);

    void fail(const QString &name, const QString &reason);
    //! What an object inside this one failed with; empty: nothing.
    void failAs(const QString &inner);

    [[nodiscard]] QString error() const { return m_error; }
    //! Where \a name stands, for the reader of an object inside this one.
    [[nodiscard]] QString placeOf(const QString &name) const { return m_place + u'.' + name; }

private:
    QJsonObject m_object;
    QString m_place;
    QString m_error;
};

} // namespace lw::Sandbox
