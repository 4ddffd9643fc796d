// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireprofile.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace lw {

namespace {

constexpr int kFormat = 1;
constexpr qsizetype kEntryDepth = 2; // "calls", "login"

int lineAt(const QByteArray &json, qsizetype offset)
{
    return 1 + static_cast<int>(json.first(qBound<qsizetype>(0, offset, json.size())).count('\n'));
}

//! Where a name stands in a JSON text, or the deepest of its parents that is there.
struct Place
{
    qsizetype offset = 0;
    qsizetype depth = 0; //!< how many of the wanted keys were found, one inside the other
};

qsizetype endOfString(const QByteArray &json, qsizetype start)
{
    qsizetype end = start + 1;
    while (end < json.size() && json[end] != '"')
        end += json[end] == '\\' ? 2 : 1;
    return end;
}

bool isColonNext(const QByteArray &json, qsizetype offset)
{
    while (offset < json.size() && QByteArrayView(" \t\r\n").contains(json[offset]))
        ++offset;
    return offset < json.size() && json[offset] == ':';
}

//! Follows \a keys from the outermost object inwards. \a json is valid; a value that reads like a
//! key is none.
Place placeOf(const QByteArray &json, const QStringList &keys)
{
    Place place;
    qsizetype nesting = 0;
    for (qsizetype i = 0; i < json.size() && place.depth < keys.size(); ++i) {
        if (json[i] == '{' || json[i] == '[') {
            ++nesting;
        } else if (json[i] == '}' || json[i] == ']') {
            --nesting;
        } else if (json[i] == '"') {
            const qsizetype end = endOfString(json, i);
            if (isColonNext(json, end + 1)) {
                if (place.depth > 0 && nesting <= place.depth)
                    break; // the next member: what was looked for is not inside the last one
                if (nesting == place.depth + 1 &&
                    json.mid(i + 1, end - i - 1) == keys[place.depth].toUtf8())
                    place = {i, place.depth + 1};
            }
            i = end;
        }
    }
    return place;
}

int lineOf(const QByteArray &json, const QStringList &keys)
{
    return lineAt(json, placeOf(json, keys).offset);
}

} // namespace

QString WireCall::field(const QString &name) const
{
    const auto found = m_fields.constFind(name);
    Q_ASSERT_X(found != m_fields.constEnd(), "WireCall::field", qUtf8Printable(name));
    return found == m_fields.constEnd() ? QString() : *found;
}

QString WireCall::word(const QString &field, const QString &meaning) const
{
    const QString word = m_words.value(field).value(meaning);
    Q_ASSERT_X(!word.isNull(), "WireCall::word", qUtf8Printable(field));
    return word;
}

QString WireCall::meaning(const QString &field, const QString &wireWord) const
{
    return m_words.value(field).key(wireWord);
}

/*!
 * Reads a profile over another one. The first profile is also the schema: an override may replace
 * texts, and nothing else, so a mistyped name is found instead of ignored.
 */
class WireProfileParser final
{
public:
    WireProfileParser(const QByteArray &json, const QJsonObject &base) : m_json(json), m_base(base)
    {}

    tl::expected<WireProfile, WireProfileError> parse()
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(m_json, &error);
        if (error.error != QJsonParseError::NoError)
            return tl::unexpected(
                WireProfileError{lineAt(m_json, error.offset), error.errorString()});
        if (!document.isObject())
            return tl::unexpected(WireProfileError{1, QStringLiteral("not a JSON object")});
        const QJsonObject own = document.object();
        if (own.value(QLatin1String("format")) != QJsonValue(kFormat)) {
            return tl::unexpected(
                WireProfileError{lineOf(m_json, {QStringLiteral("format")}),
                                 QStringLiteral("\"format\" must be %1").arg(kFormat)});
        }
        const QJsonObject whole = m_base.isEmpty() ? own : merged(m_base, own, {});
        checkBase(whole.value(QLatin1String("base")).toString());
        WireProfile profile;
        profile.m_json = whole;
        for (const auto &group : {QStringLiteral("common"), QStringLiteral("calls")})
            readGroup(profile, whole, group);
        checkPaths(profile);
        if (m_error)
            return tl::unexpected(*m_error);
        return profile;
    }

private:
    void fail(const QStringList &keys, const QString &reason)
    {
        if (!m_error)
            m_error = WireProfileError{lineOf(m_json, keys), reason};
    }

    QJsonObject merged(const QJsonObject &base, const QJsonObject &over, const QStringList &at)
    {
        QJsonObject result = base;
        for (auto it = over.begin(); it != over.end(); ++it) {
            const QStringList here = at + QStringList{it.key()};
            const QJsonValue old = base.value(it.key());
            // What a site says of the file or of one entry is always welcome.
            if (it.key() == QLatin1String("note") && (at.isEmpty() || at.size() == kEntryDepth))
                continue;
            if (old.isUndefined())
                fail(here, QStringLiteral("unknown name \"%1\"").arg(it.key()));
            else if (old.type() != it->type())
                fail(here, QStringLiteral("\"%1\" has the wrong type").arg(it.key()));
            else
                result.insert(it.key(), it->isObject() ? QJsonValue(merged(old.toObject(),
                                                                           it->toObject(), here))
                                                       : *it);
        }
        return result;
    }

    //! Of two places that contradict each other, the one that this file made.
    [[nodiscard]] bool isMineFirst(const QStringList &first, const QStringList &second) const
    {
        return placeOf(m_json, first).depth > placeOf(m_json, second).depth;
    }

    [[nodiscard]] static bool isPath(const QString &path)
    {
        static const QRegularExpression kPath(QStringLiteral("^/[^?#\\s\\x00-\\x1f\\x7f]*\\z"));
        return kPath.match(path).hasMatch();
    }

    void checkBase(const QString &base)
    {
        if (!isPath(base))
            fail({QStringLiteral("base")}, QStringLiteral("\"%1\" is not a path").arg(base));
    }

    void readGroup(WireProfile &profile, const QJsonObject &whole, const QString &group)
    {
        const QString base = whole.value(QLatin1String("base")).toString();
        const QJsonObject entries = whole.value(group).toObject();
        for (auto it = entries.begin(); it != entries.end(); ++it)
            profile.m_calls.insert(it.key(), readCall(it->toObject(), base, {group, it.key()}));
        if (entries.isEmpty())
            fail({group}, QStringLiteral("no \"%1\"").arg(group));
    }

    WireCall readCall(const QJsonObject &entry, const QString &base, const QStringList &at)
    {
        WireCall call;
        const bool isCall = at.front() == QLatin1String("calls");
        call.m_root = entry.value(QLatin1String("root")).toString();
        call.m_source = text(entry, QStringLiteral("source"), at);
        call.m_basis = readBasis(text(entry, QStringLiteral("basis"), at), at);
        if (isCall) {
            call.m_verb = text(entry, QStringLiteral("method"), at).toLatin1();
            if (!isVerb(call.m_verb))
                fail(at + QStringList{QStringLiteral("method")},
                     QStringLiteral("\"method\" must be GET or POST"));
            const QString path = text(entry, QStringLiteral("path"), at);
            call.m_path = path.startsWith(QLatin1Char('/')) ? path : base + path;
            if (!isPath(call.m_path))
                fail(at + QStringList{QStringLiteral("path")},
                     QStringLiteral("\"%1\" is not a path").arg(call.m_path));
        }
        readFields(call, entry.value(QLatin1String("fields")).toObject(),
                   at + QStringList{QStringLiteral("fields")});
        readWords(call, entry.value(QLatin1String("words")).toObject(),
                  at + QStringList{QStringLiteral("words")});
        return call;
    }

    //! A PBX knows two verbs, and only a PBX's profile can be overridden.
    [[nodiscard]] bool isVerb(const QByteArray &verb) const
    {
        const bool isOurs = m_base.isEmpty();
        return verb == "GET" || verb == "POST" || (isOurs && (verb == "PUT" || verb == "DELETE"));
    }

    QString text(const QJsonObject &object, const QString &name, const QStringList &at)
    {
        const QJsonValue value = object.value(name);
        if (!value.isString() || value.toString().isEmpty())
            fail(at + QStringList{name},
                 QStringLiteral("\"%1\" must be a text that is not empty").arg(name));
        return value.toString();
    }

    WireCall::Basis readBasis(const QString &word, const QStringList &at)
    {
        if (word == QLatin1String("documented"))
            return WireCall::Basis::Documented;
        if (word == QLatin1String("observed"))
            return WireCall::Basis::Observed;
        if (word != QLatin1String("assumed"))
            fail(at + QStringList{QStringLiteral("basis")},
                 QStringLiteral("\"basis\" must be documented, observed or assumed"));
        return WireCall::Basis::Assumed;
    }

    void readFields(WireCall &call, const QJsonObject &fields, const QStringList &at)
    {
        for (auto it = fields.begin(); it != fields.end(); ++it)
            call.m_fields.insert(it.key(), text(fields, it.key(), at));
    }

    void readWords(WireCall &call, const QJsonObject &words, const QStringList &at)
    {
        for (auto field = words.begin(); field != words.end(); ++field) {
            const QJsonObject meanings = field->toObject();
            const QStringList here = at + QStringList{field.key()};
            QHash<QString, QString> byMeaning;
            for (auto it = meanings.begin(); it != meanings.end(); ++it) {
                const QString word = text(meanings, it.key(), here);
                if (const QString other = byMeaning.key(word); !other.isEmpty()) {
                    const QStringList first = here + QStringList{other};
                    const QStringList second = here + QStringList{it.key()};
                    fail(isMineFirst(first, second) ? first : second,
                         QStringLiteral("\"%1\" stands for two meanings").arg(word));
                }
                byMeaning.insert(it.key(), word);
            }
            call.m_words.insert(field.key(), byMeaning);
        }
    }

    [[nodiscard]] static QStringList pathOf(const QString &id)
    {
        return {QStringLiteral("calls"), id, QStringLiteral("path")};
    }

    void checkPaths(const WireProfile &profile)
    {
        QHash<QString, QString> seen;
        for (const QString &id : profile.callIds()) {
            const WireCall &call = profile.call(id);
            const QString key = QString::fromLatin1(call.verb()) + QLatin1Char(' ') + call.path();
            if (seen.contains(key)) {
                const QString other = seen.value(key);
                const bool isOther = isMineFirst(pathOf(other), pathOf(id));
                fail(pathOf(isOther ? other : id),
                     QStringLiteral("%1 is used by \"%2\" too").arg(key, isOther ? id : other));
            }
            seen.insert(key, id);
        }
    }

    const QByteArray &m_json;
    const QJsonObject m_base;
    std::optional<WireProfileError> m_error;
};

tl::expected<WireProfile, WireProfileError> WireProfile::parse(const QByteArray &json)
{
    return WireProfileParser(json, QJsonObject()).parse();
}

tl::expected<WireProfile, WireProfileError> WireProfile::overriddenBy(const QByteArray &json) const
{
    return WireProfileParser(json, m_json).parse();
}

const WireCall &WireProfile::call(const QString &id) const
{
    static const WireCall kNone;
    const auto found = m_calls.constFind(id);
    Q_ASSERT_X(found != m_calls.constEnd(), "WireProfile::call", qUtf8Printable(id));
    return found == m_calls.constEnd() ? kNone : *found;
}

QStringList WireProfile::callIds() const
{
    QStringList ids;
    for (auto it = m_calls.begin(); it != m_calls.end(); ++it) {
        if (!it->path().isEmpty())
            ids.append(it.key());
    }
    ids.sort();
    return ids;
}

} // namespace lw
