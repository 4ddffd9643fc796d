// SPDX-License-Identifier: GPL-3.0-or-later
#include "tourparts.h"

#include "mainwindow.h"
#include "pages/pbxpage.h"
#include "pages/securitysettingspage.h"

#include <core/totp.h>
#include <session/securitysettingsmodel.h>
#include <session/sessionenvironment.h>
#include <session/trusteddevicesmodel.h>

#include <QDialog>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <memory>

namespace lw {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Steps = std::vector<TourStep>;
using Step = TwoFactorEnrolment::Step;

const QString kPbx = u"Lab 83.17"_s;
const QString kPassword = u"Practice-Admin-1"_s;

/*! The phone of the tour: it keeps the key that it has scanned. */
using Phone = std::shared_ptr<std::optional<TotpKey>>;

TwoFactorEnrolment *flowOf(const TourStage &stage)
{
    return stage.window.currentPage()->securitySettings().model().flow();
}

bool isAt(const TourStage &stage, Step step)
{
    return flowOf(stage) && flowOf(stage)->step() == step;
}

QString codeOf(const TourStage &stage, const Phone &phone, std::chrono::seconds offset)
{
    const Clock &clock = stage.window.currentPage()->session().environment().clock;
    const Secret code = totpCode(**phone, clock.now().addSecs(offset.count()));
    return QString::fromUtf8(code.view());
}

//! The six digits of the newest mail; empty: none has come yet.
QString mailedCode(const TourStage &stage)
{
    const QDir folder(stage.practice()->mailboxFolder());
    const QStringList mails = folder.entryList(QDir::Files, QDir::Name);
    if (mails.isEmpty())
        return {};
    QFile mail(folder.filePath(mails.constLast()));
    if (!mail.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(mail.readAll());
    static const QRegularExpression digits(u"\\b(\\d{6})\\b"_s);
    return digits.match(text, std::max<qsizetype>(0, text.indexOf(u"\r\n\r\n"_s))).captured(1);
}

void addEnrolment(Steps &steps, const TourStage &stage, const Phone &phone)
{
    const Screen &screen = stage.screen;
    steps.push_back(
        {.name = u"open the Security Settings"_s,
         .act = [&screen] { return screen.click(u"Security Settings"_s); },
         .isSeen =
             [stage, &screen] {
                 return screen.find(u"Two-Factor Authentication"_s) &&
                        stage.window.currentPage()->securitySettings().devices().isLoaded();
             },
         .picture = u"security-off"_s});
    steps.push_back({.name = u"switch the second factor on"_s,
                     .act = [&screen] { return screen.click(u"Two-Factor Authentication"_s); },
                     .isSeen = [&screen] { return screen.find(u"Password"_s) != nullptr; },
                     .picture = u"security-password"_s});
    steps.push_back({.name = u"confirm the password"_s,
                     .act =
                         [&screen] {
                             return screen.type(u"Password"_s, kPassword) &&
                                    screen.click(u"Confirm"_s);
                         },
                     .isSeen =
                         [stage, &screen] {
                             return screen.shows(u"Make sure you can come back"_s) &&
                                    !stage.window.currentPage()
                                         ->securitySettings()
                                         .model()
                                         .isCheckingReadiness();
                         },
                     .picture = u"security-readiness"_s});
    steps.push_back(
        {.name = u"answer what only a person can know"_s,
         .act =
             [&screen] { return screen.click(u"The key will be kept in the company's vault"_s); },
         .isSeen = [&screen] { return screen.find(u"Continue"_s) != nullptr; }});
    steps.push_back({.name = u"see the QR code"_s,
                     .act = [&screen] { return screen.click(u"Continue"_s); },
                     .isSeen =
                         [stage, &screen, phone] {
                             if (!isAt(stage, Step::ShowingKey) || !screen.find(u"Zoom In"_s))
                                 return false;
                             *phone = flowOf(stage)->key()->clone();
                             return true;
                         },
                     .picture = u"security-qr"_s});
}

void addCode(Steps &steps, const TourStage &stage, const Phone &phone)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"see the key without scanning"_s,
                     .act = [&screen] { return screen.click(u"Can't scan"_s); },
                     .isSeen = [&screen] { return screen.shows(u"6 digits"_s); },
                     .picture = u"security-cant-scan"_s});
    steps.push_back({.name = u"type a code of a phone that is behind"_s,
                     .act =
                         [stage, &screen, phone] {
                             return screen.type(u"Authentication Code"_s,
                                                codeOf(stage, phone, -240s));
                         },
                     .isSeen = [&screen] { return screen.shows(u"about 4 minutes behind"_s); },
                     .picture = u"security-advice"_s});
    steps.push_back(
        {.name = u"type the right code and save"_s,
         .act =
             [stage, &screen, phone] {
                 return screen.type(u"Authentication Code"_s, codeOf(stage, phone, 0s)) &&
                        screen.click(u"Save"_s);
             },
         .isSeen =
             [stage, &screen] {
                 return isAt(stage, Step::Finished) && screen.shows(u"Edited successfully."_s);
             },
         .picture = u"security-done"_s});
}

void addPassword(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"go to Change Password"_s,
                     .act = [&screen] { return screen.click(u"Change Password"_s); },
                     .isSeen = [&screen] { return screen.find(u"New Password"_s) != nullptr; }});
    steps.push_back({.name = u"type a new password"_s,
                     .act =
                         [&screen] {
                             return screen.type(u"Current Password"_s, kPassword) &&
                                    screen.type(u"New Password"_s, u"Correct horse 7"_s) &&
                                    screen.type(u"Confirm Password"_s, u"Correct horse 8"_s);
                         },
                     .isSeen = [&screen] { return screen.shows(u" bits"_s); },
                     .picture = u"change-password"_s});
    steps.push_back({.name = u"take it back"_s,
                     .act = [&screen] { return screen.click(u"Revert"_s); },
                     .isSeen = [stage] { return !stage.window.currentPage()->hasChanges(); }});
}

//! Signs out, and in again as \a user up to the code.
void addSecondSignIn(Steps &steps, const TourStage &stage, const QString &user,
                     const QString &password)
{
    const Screen &screen = stage.screen;
    steps.push_back(
        {.name = u"sign out"_s,
         .act = [&screen] { return screen.order(u"Sign Out"_s); },
         .isSeen = [stage] { return stateOf(stage) == PbxSession::State::Disconnected; }});
    steps.push_back(
        {.name = u"connect again"_s,
         .act = [&screen] { return screen.order(u"Connect"_s); },
         .isSeen = [stage] { return stateOf(stage) == PbxSession::State::NeedsPassword; }});
    steps.push_back({.name = u"open the sign-in again"_s,
                     .act = [&screen] { return screen.order(u"Sign In\u2026"_s); },
                     .isSeen = [&screen] { return screen.find(u"Password"_s) != nullptr; }});
    steps.push_back(
        {.name = u"sign in as "_s + user,
         .act =
             [&screen, user, password] {
                 return screen.type(u"User name"_s, user) && screen.type(u"Password"_s, password) &&
                        screen.click(u"Sign In"_s);
             },
         .isSeen = [&screen] { return screen.find(u"Authentication Code"_s) != nullptr; },
         .picture = u"sign-in-code-"_s + user});
}

void addTrustedDevices(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    steps.push_back({.name = u"trust this device and type the mailed code"_s,
                     .act =
                         [stage, &screen] {
                             const QString code = mailedCode(stage);
                             return !code.isEmpty() && screen.click(u"Trust this device"_s) &&
                                    screen.type(u"Authentication Code"_s, code) &&
                                    screen.click(u"Sign In"_s);
                         },
                     .isSeen = [stage] { return stateOf(stage) == PbxSession::State::Connected; }});
    steps.push_back(
        {.name = u"see the Trusted Device List"_s,
         .act = [&screen] { return screen.click(u"Security Settings"_s); },
         .isSeen = [&screen] { return screen.find(u"Trusted Device List"_s) != nullptr; },
         .picture = u"trusted-devices"_s});
}

} // namespace

void addAdministration(Steps &steps, const TourStage &stage, const QString &prefix)
{
    const Screen &screen = stage.screen;
    const auto look = [&steps, &screen, prefix](const QString &tab, const QString &words,
                                                const QString &picture) {
        steps.push_back({.name = prefix + u"look at "_s + tab,
                         .act = [&screen, tab] { return screen.click(tab); },
                         .isSeen = [&screen, words] { return screen.shows(words); },
                         .picture = prefix + picture});
    };
    look(u"Extensions"_s, u"Choose one or more extensions"_s, u"extensions"_s);
    look(u"Security Options"_s, u"5 to 120 minutes"_s, u"security-options"_s);
    look(u"Activity"_s, u"successful operations only"_s, u"activity"_s);
    look(u"Blocked IPs"_s, u"No address is blocked"_s, u"blocked-ips"_s);
    look(u"Allowed IPs"_s, u"This workstation"_s, u"allowed-ips"_s);
}

void addSecurity(Steps &steps, const TourStage &stage)
{
    const Screen &screen = stage.screen;
    const auto phone = std::make_shared<std::optional<TotpKey>>();
    addSignIn(steps, stage, kPbx, {});
    addEnrolment(steps, stage, phone);
    addCode(steps, stage, phone);
    addPassword(steps, stage);
    addSecondSignIn(steps, stage, u"admin"_s, kPassword);
    steps.push_back(
        {.name = u"type the next code of the phone"_s,
         .act =
             [stage, &screen, phone] {
                 // One code is good once, and the PBX takes the next one, too.
                 return screen.type(u"Authentication Code"_s, codeOf(stage, phone, 30s)) &&
                        screen.click(u"Sign In"_s);
             },
         .isSeen =
             [stage] {
                 return stateOf(stage) == PbxSession::State::Connected && isLoaded(stage);
             }});
    addAdministration(steps, stage, {});
    addSecondSignIn(steps, stage, u"1002"_s, u"Practice-User-2"_s);
    addTrustedDevices(steps, stage);
}

} // namespace lw
