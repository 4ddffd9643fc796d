// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lw {
struct PracticeFault;
}

namespace lw::Sandbox {

enum class FaultKind {
    Delay,              //!< carried out, answered `value` seconds later (5)
    Drip,               //!< carried out, the body comes a byte every `value` seconds (0.1)
    CutBefore,          //!< connection closed, not carried out
    CutAfter,           //!< carried out, connection closed without an answer
    Reset,              //!< TCP reset, not carried out
    Truncate,           //!< carried out, half of the body, then the end
    NotJson,            //!< carried out, answered with HTML
    WrongType,          //!< carried out, field `value` (all of them) has another JSON type
    Huge,               //!< carried out, `value` MiB of answer (5)
    Redirect,           //!< 302 to `value`, not carried out
    ExpireSession,      //!< the session that the request presents is over
    NewCertificate,     //!< the next TLS connections show another certificate
    ExpiredCertificate, //!< the next TLS connections show one that ran out yesterday
    OldTls,             //!< the next TLS connections speak TLS 1.1 only
    StatusWord //!< a PBX's status says `value`; a platform or an OpenAPI refuses with that number
};

struct Fault
{
    QString call; //!< contract path, or *
    FaultKind kind = FaultKind::Delay;
    QString value;
    int remaining = 1;

    //! `value` as a number, \a otherwise where it is empty.
    [[nodiscard]] double number(double otherwise) const;
    //! `value` as seconds, \a otherwise where it is empty.
    [[nodiscard]] std::chrono::milliseconds seconds(double otherwise) const;
};

/*!
 * The misbehaviours that wait for the next requests and connections of one server, oldest first.
 * A request meets one fault at most. Sandbox thread only; owned by its server's host.
 */
class FaultPlan final
{
public:
    [[nodiscard]] static QStringList kindWords();
    //! Kind, value and times put right, or a sentence that says what is wrong. The call is the
    //! server's to judge.
    [[nodiscard]] static std::optional<QString> whyImpossible(const PracticeFault &fault);

    //! True when \a fault shows in the TLS handshake: kept connections would hide it.
    [[nodiscard]] static bool changesConnections(const PracticeFault &fault);

    //! \a fault must be possible.
    void add(const PracticeFault &fault);
    void clear() { m_faults.clear(); }
    [[nodiscard]] qsizetype waiting() const { return m_faults.size(); }

    [[nodiscard]] std::optional<Fault> takeForRequest(const QString &call);
    [[nodiscard]] std::optional<Fault> takeForConnection();

private:
    template<typename Matches>
    std::optional<Fault> takeFirst(Matches matches);

    QList<Fault> m_faults;
};

} // namespace lw::Sandbox
