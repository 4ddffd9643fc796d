// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>

#include <optional>

namespace lw {

//! What lets a super administrator back in when his phone is gone.
enum class ReadinessItem {
    SecondAdministrator, //!< somebody else may administer this PBX
    MailServer,          //!< the PBX can send e-mail
    KeyInVault           //!< the key is kept in the company's vault
};

enum class ReadinessAnswer {
    Met,     //!< the PBX shows it
    NotMet,  //!< the PBX shows the contrary
    Unknown, //!< the PBX did not say
    Affirmed //!< a person says so
};

struct ReadinessEntry
{
    ReadinessItem item = ReadinessItem::SecondAdministrator;
    ReadinessAnswer answer = ReadinessAnswer::Unknown;
    QDateTime at; //!< UTC

    friend bool operator==(const ReadinessEntry &, const ReadinessEntry &) = default;
};

/*! What is known of a PBX, with the dates; kept with the saved PBX. One entry an item at most. */
class ReadinessRecord final
{
public:
    [[nodiscard]] const QList<ReadinessEntry> &entries() const { return m_entries; }
    [[nodiscard]] std::optional<ReadinessEntry> of(ReadinessItem item) const;
    //! In place of what was known of the same item.
    void set(const ReadinessEntry &entry);
    //! Every item is met or affirmed.
    [[nodiscard]] bool isComplete() const;

    friend bool operator==(const ReadinessRecord &, const ReadinessRecord &) = default;

private:
    QList<ReadinessEntry> m_entries;
};

} // namespace lw
