// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailroom.h"

#include <QDir>
#include <QSaveFile>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {
constexpr int kCountWidth = 6;
const QString kFileNames = u"practice-*.eml"_s;
} // namespace

void Mailroom::send(const Mail &mail)
{
    const QByteArray message = messageOf(mail, m_setup.clock->now(), makeToken(m_setup.random));
    if (!m_setup.folder.isEmpty())
        write(message);
    if (!m_setup.deliver)
        return;
    m_setup.deliver(mail.recipient.toUtf8(), message,
                    [this](const std::optional<QString> &problem) {
                        ++(problem ? m_failed : m_delivered);
                        m_lastError = problem.value_or(QString());
                    });
}

void Mailroom::write(const QByteArray &message)
{
    ++m_written;
    // Names sort by the order of sending, over a restart too.
    const QString name = u"practice-%1-%2.eml"_s
                             .arg(m_setup.clock->now().toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s))
                             .arg(m_written, kCountWidth, 10, QLatin1Char('0'));
    QSaveFile file(QDir(m_setup.folder).filePath(name));
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(message) == message.size();
    if (!isWritten || !file.commit())
        m_lastError = file.errorString();
}

void Mailroom::reset()
{
    m_written = m_delivered = m_failed = 0;
    m_lastError.clear();
    QDir folder(m_setup.folder);
    if (m_setup.folder.isEmpty())
        return;
    const QStringList names = folder.entryList({kFileNames}, QDir::Files);
    for (const QString &name : names)
        folder.remove(name);
}

QJsonObject Mailroom::state() const
{
    return {{u"kind"_s, u"mailroom"_s},
            {u"written"_s, m_written},
            {u"delivered"_s, m_delivered},
            {u"delivery_failed"_s, m_failed},
            {u"last_error"_s, m_lastError}};
}

} // namespace lw::Sandbox
