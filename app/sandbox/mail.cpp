// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail.h"

#include <QLocale>

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSender[] = "pbx@practice.example";
constexpr qsizetype kLongestLine = 74;
constexpr qsizetype kLongestWord = 45; // bytes of one encoded word: 60 as base64

bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

//! RFC 2047 where it is needed; characters are never torn apart.
QByteArray headerText(const QString &text)
{
    if (isAscii(text))
        return text.toLatin1();
    QByteArray words;
    QByteArray word;
    const auto endWord = [&] {
        words += (words.isEmpty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + word.toBase64() + "?=";
        word.clear();
    };
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) {
        const QByteArray bytes =
            QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1).toUtf8();
        if (word.size() + bytes.size() > kLongestWord)
            endWord();
        word += bytes;
    }
    endWord();
    return words;
}

//! RFC 2045, section 6.7: what every mail server and every reader can carry.
QByteArray quotedPrintable(const QString &text)
{
    QByteArray result;
    const QList<QByteArray> lines = text.toUtf8().split('\n');
    for (const QByteArray &line : lines) {
        QByteArray current;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const char byte = line.at(i);
            const bool isBlankAtEnd = byte == ' ' && i + 1 == line.size();
            const bool isPlain = byte >= ' ' && byte <= '~' && byte != '=' && !isBlankAtEnd;
            const QByteArray piece =
                isPlain ? QByteArray(1, byte) : '=' + QByteArray(1, byte).toHex().toUpper();
            if (current.size() + piece.size() > kLongestLine) {
                result += current + "=\r\n";
                current.clear();
            }
            current += piece;
        }
        result += current + "\r\n";
    }
    return result;
}

} // namespace

QByteArray senderAddress()
{
    return kSender;
}

QByteArray messageOf(const Mail &mail, const QDateTime &now, const QByteArray &id)
{
    const QByteArray date =
        QLocale::c().toString(now.toUTC(), u"ddd, d MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000";
    const QByteArray name =
        isAscii(mail.senderName)
            ? '"' + QString(mail.senderName).remove(u'"').remove(u'\\').toLatin1() + '"'
            : headerText(mail.senderName);
    return "Date: " + date + "\r\nFrom: " + name + " <" + kSender + ">\r\nTo: <" +
           mail.recipient.toUtf8() + ">\r\nSubject: " + headerText(mail.subject) +
           "\r\nMessage-ID: <" + id +
           "@practice.example>\r\nMIME-Version: 1.0\r\n"
           "Auto-Submitted: auto-generated\r\n"
           "Content-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quotedPrintable(mail.text);
}

} // namespace lw::Sandbox
