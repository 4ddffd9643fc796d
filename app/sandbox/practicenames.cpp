// SPDX-License-Identifier: GPL-3.0-or-later
#include "practicenames.h"

#include <array>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFirstNumber = 2001;

// Counts without a common divisor, so that the names meet each other in all pairs.
constexpr std::array<QStringView, 29> kGivenNames{
    u"Anna",    u"Łukasz",      u"Jürgen", u"Chloé", u"José", u"Ольга",  u"Γιώργος", u"Zoë",
    u"Ayşe",    u"Nguyễn",      u"Siân",   u"محمد",  u"דוד",  u"小明",   u"さくら",  u"민준",
    u"สมชาย",   u"प्रिया",       u"Đorđe",  u"Žofie", u"Åsa",  u"Gülşen", u"O'Brien", u"Jean-Luc",
    u"Siobhán", u"Maximiliane", u"Björk",  u"Ivan",  u"Li"};
constexpr std::array<QStringView, 23> kFamilyNames{u"Becker",
                                                   u"Żółć",
                                                   u"Müller-Lüdenscheidt",
                                                   u"Dupont",
                                                   u"García Márquez",
                                                   u"Иванова",
                                                   u"Παπαδόπουλος",
                                                   u"van den Berg",
                                                   u"Yılmaz",
                                                   u"Thị Minh Khai",
                                                   u"Ó Briain",
                                                   u"الأنصاري",
                                                   u"כהן",
                                                   u"王",
                                                   u"田中",
                                                   u"김",
                                                   u"ศรีสุข",
                                                   u"शर्मा",
                                                   u"Nováková",
                                                   u"Þórðarson",
                                                   u"Smith",
                                                   u"Wolfeschlegelsteinhausenbergerdorff",
                                                   u"Ng"};
constexpr std::array<QStringView, 6> kRoles{u"Employee", u"Employee",       u"Employee",
                                            u"Operator", u"Human Resource", u"Supervisor"};
constexpr int kEveryWithoutMail = 11;
constexpr int kEveryWithKey = 3;
constexpr int kEveryWithMailedCode = 7;

QString twoFactorOf(int index, const QString &email)
{
    if (index % kEveryWithKey == 0)
        return u"authenticator"_s;
    return index % kEveryWithMailedCode == 0 && !email.isEmpty() ? u"email"_s : QString();
}

} // namespace

QList<AccountPlan> madeUpExtensions(int count, const QStringList &taken)
{
    QList<AccountPlan> plans;
    plans.reserve(count);
    for (int number = kFirstNumber; plans.size() < count; ++number) {
        const QString text = QString::number(number);
        if (taken.contains(text))
            continue;
        const int index = number - kFirstNumber;
        const auto at = static_cast<size_t>(index);
        const QString email =
            index % kEveryWithoutMail == 0 ? QString() : u"ext%1@pbx.example"_s.arg(number);
        const QString twoFactor = twoFactorOf(index, email);
        plans.append({.userName = text,
                      .role = u"user"_s,
                      .email = email,
                      .fullName = u"%1 %2"_s.arg(kGivenNames.at(at % kGivenNames.size()),
                                                 kFamilyNames.at(at % kFamilyNames.size())),
                      .roleName = kRoles.at(at % kRoles.size()).toString(),
                      .twoFactor = twoFactor,
                      // Nobody has it, so it may be anything.
                      .twoFactorKey = twoFactor == "authenticator"_L1 ? text.toLatin1().repeated(5)
                                                                      : QByteArray()});
    }
    return plans;
}

} // namespace lw::Sandbox
