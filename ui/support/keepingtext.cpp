// SPDX-License-Identifier: GPL-3.0-or-later
// The words for what could not be kept: secrets in the keychain, deeds in the journal.
#include "errortext.h"

#include <fleet/credentialstore.h>
#include <fleet/journal.h>

#include <QCoreApplication>

namespace lw {

namespace {

/*! The context of the translations. */
struct KeepingWords
{
    Q_DECLARE_TR_FUNCTIONS(lw::KeepingText)
};

} // namespace

ErrorText keychainText(const KeychainProblem &problem)
{
    switch (problem.kind) {
    case KeychainProblem::Kind::NoService:
        return {KeepingWords::tr("This computer has no keychain that works."),
                KeepingWords::tr("What should be remembered is kept only until the program ends.")};
    case KeychainProblem::Kind::Denied:
        return {KeepingWords::tr("The keychain of this computer is locked."),
                KeepingWords::tr("What should be remembered is kept only until the program ends. "
                                 "Unlock the keychain and start the program again.")};
    }
    return {};
}

ErrorText journalText(const JournalProblem &problem)
{
    switch (problem.kind) {
    case JournalProblem::Kind::CannotOpen:
    case JournalProblem::Kind::CannotWrite:
        //: %1 is what the system says.
        return {KeepingWords::tr("The journal of changes could not be written: %1.")
                    .arg(problem.detail),
                KeepingWords::tr("It is kept in memory and tried again with the next change.")};
    case JournalProblem::Kind::SetAside:
        //: %1 is the path of a file.
        return {
            KeepingWords::tr("The journal of changes was damaged."),
            KeepingWords::tr("It was kept as %1, and a new one was begun.").arg(problem.keptAs)};
    }
    return {};
}

} // namespace lw
