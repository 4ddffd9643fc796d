// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practicewindow.h"

#include <ui/pages/securitysettingspage.h>
#include <ui/widgets/actionbar.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace lw {

/*! The window on the sandbox, driven by keys, with a phone and a mailbox beside it. */
class WindowKeys final
{
public:
    explicit WindowKeys(const QByteArray &scenario = {}) : all(scenario) {}

    PracticeWindow all;

    [[nodiscard]] QWidget *front() const
    {
        if (QDialog *dialog = all.screen.dialog())
            return dialog;
        return const_cast<MainWindow *>(&all.window);
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        // What a window system does when a dialog opens or closes.
        front()->activateWindow();
        QTRY_VERIFY2(front()->isActiveWindow(), qPrintable(front()->windowTitle()));
        QWidget *focus = front()->focusWidget();
        QTest::keyClick(focus ? focus : front(), key, modifiers);
    }

    //! Into whatever has the focus.
    void keys(const QString &text) const { QTest::keyClicks(front()->focusWidget(), text); }

    template<typename Widget>
    [[nodiscard]] Widget *named(const QString &name) const
    {
        return qobject_cast<Widget *>(all.screen.find(name));
    }
    [[nodiscard]] bool shows(const QString &part) const { return all.screen.shows(part); }

    //! The PBX is chosen, and the dialog has sent name and password.
    void sendPassword(const QString &pbx, const QString &user, const QString &password) const
    {
        auto &window = const_cast<MainWindow &>(all.window);
        window.choose(pbx);
        QTRY_COMPARE(all.session().state(), PbxSession::State::NeedsPassword);
        press(Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(named<QLineEdit>(QStringLiteral("User name")));
        named<QLineEdit>(QStringLiteral("User name"))->setFocus();
        named<QLineEdit>(QStringLiteral("User name"))->selectAll();
        keys(user);
        press(Qt::Key_P, Qt::AltModifier);
        keys(password);
        press(Qt::Key_Return);
    }

    void signIn(const QString &pbx, const QString &user, const QString &password) const
    {
        sendPassword(pbx, user, password);
        QTRY_COMPARE(all.session().state(), PbxSession::State::Connected);
        QTRY_VERIFY(!all.screen.dialog());
    }

    [[nodiscard]] SecuritySettingsPage &securityPage() const
    {
        return all.page().securitySettings();
    }
    [[nodiscard]] QString bannerText() const
    {
        const auto *bar = all.page().findChild<ActionBar *>();
        return bar->banner().isVisible() ? bar->banner().text().text.joined() : QString();
    }

    //! What a phone shows whose clock is \a offset seconds off, by somebody else's program.
    [[nodiscard]] static QString phoneCode(const QString &key, int offset = 0)
    {
        const qint64 time = QDateTime::currentSecsSinceEpoch() + offset;
        return output(QStringLiteral("oathtool"), {QStringLiteral("--totp"), QStringLiteral("-b"),
                                                   QStringLiteral("--now=@%1").arg(time), key});
    }

    //! The text of the QR code in a picture of the window, as a phone's camera sees it.
    [[nodiscard]] QString scanned(double ratio = 1.0) const
    {
        auto &window = const_cast<MainWindow &>(all.window);
        QImage image((QSizeF(window.size()) * ratio).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        window.render(&image);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.png"));
        if (!image.save(file))
            return {};
        return output(QStringLiteral("zbarimg"),
                      {QStringLiteral("-q"), QStringLiteral("--raw"), file});
    }

    //! The six digits in the newest mail that a practice PBX sent; empty: there is none.
    [[nodiscard]] QString mailedCode() const
    {
        const QDir folder(all.practice.mailboxFolder());
        const auto mails = folder.entryList(QDir::Files, QDir::Name);
        if (mails.isEmpty())
            return {};
        QFile mail(folder.filePath(mails.constLast()));
        if (!mail.open(QIODevice::ReadOnly))
            return {};
        const QString text = QString::fromUtf8(mail.readAll());
        const qsizetype body = text.indexOf(QLatin1String("\r\n\r\n"));
        static const QRegularExpression code(QStringLiteral("\\b(\\d{6})\\b"));
        return code.match(text, std::max<qsizetype>(0, body)).captured(1);
    }
    [[nodiscard]] qsizetype mailCount() const
    {
        return QDir(all.practice.mailboxFolder()).entryList(QDir::Files).size();
    }

private:
    [[nodiscard]] static QString output(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished())
            return {};
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
};

} // namespace lw
