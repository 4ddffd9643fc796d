// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountfixture.h"

#include <session/changeoutcome.h>

#include <QTest>

Q_DECLARE_METATYPE(lw::ChangeOutcome)

namespace lw::test {

//! "0" and other numbers are codes, "unknown" is no answer.
[[nodiscard]] inline FakeAnswer answerOf(const QString &word)
{
    return word == QStringLiteral("unknown") ? unanswered() : FakeAnswer::refusal(word.toInt());
}

//! Deleting a row of a list: how the PBX answers, what reading shows, what a person is told.
inline void addDeletionRows()
{
    using namespace Qt::StringLiterals;
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("isGone");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("taken over and gone") << u"0"_s << true << ChangeOutcome::Done;
    QTest::newRow("taken over and still there") << u"0"_s << false << ChangeOutcome::NotDone;
    QTest::newRow("refused") << u"10005"_s << false << ChangeOutcome::NotDone;
    QTest::newRow("refused, but gone by itself") << u"40002"_s << true << ChangeOutcome::Done;
    QTest::newRow("unanswered and gone") << u"unknown"_s << true << ChangeOutcome::Done;
    QTest::newRow("unanswered and still there") << u"unknown"_s << false << ChangeOutcome::NotDone;
}

} // namespace lw::test
