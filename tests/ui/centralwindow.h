// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowkeys.h"

#include <session/centralsession.h>
#include <session/cloudpbxsmodel.h>
#include <session/remotedevicesmodel.h>
#include <ui/pages/centralpage.h>
#include <ui/pages/devicespage.h>
#include <ui/widgets/actionbar.h>
#include <ui/widgets/emptypane.h>

#include <QAbstractItemView>

namespace lw {

/*! A management server of the sandbox in the real window, driven by keys. */
class CentralWindow final
{
public:
    using State = CentralSession::State;

    explicit CentralWindow(const QByteArray &scenario = {}) : keys(scenario) {}

    WindowKeys keys;

    [[nodiscard]] CentralPage &page() const { return *keys.all.window.currentCentralPage(); }
    [[nodiscard]] CentralSession &session() const { return page().session(); }
    [[nodiscard]] QString paneText() const { return page().findChild<EmptyPane *>()->sentence(); }
    [[nodiscard]] QString banner() const
    {
        const auto *bar = page().findChild<ActionBar *>();
        return bar->banner().isVisible() ? bar->banner().text().text.joined() : QString();
    }
    [[nodiscard]] QAbstractItemView &table(const QString &name) const
    {
        return *keys.named<QAbstractItemView>(name);
    }
    [[nodiscard]] QString cell(const QString &name, int row, int column) const
    {
        return table(name).model()->index(row, column).data().toString();
    }

    //! The sandbox runs and the server \a name is chosen.
    void choose(const QString &name)
    {
        QCOMPARE(keys.all.startPractice(), std::nullopt);
        keys.all.window.choose(name);
        QVERIFY(keys.all.window.currentCentralPage());
    }

    //! Into the sign-in dialog, which is opened by its shortcut.
    void typeSecret(const QString &secret)
    {
        keys.press(Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(keys.named<QLineEdit>(QStringLiteral("Client Secret")));
        sendSecret(secret);
    }

    //! Into the sign-in dialog that is open.
    void sendSecret(const QString &secret)
    {
        auto *edit = keys.named<QLineEdit>(QStringLiteral("Client Secret"));
        QVERIFY(edit);
        edit->setFocus();
        keys.keys(secret);
        keys.press(Qt::Key_Return);
    }

    void signIn(const QString &name, const QString &secret)
    {
        choose(name);
        if (QTest::currentTestFailed())
            return;
        typeSecret(secret);
        QTRY_COMPARE(session().state(), State::Connected);
        QTRY_VERIFY(!keys.all.screen.dialog());
    }

    //! The rows of \a name are there and the row \a row is chosen.
    void chooseRow(const QString &name, int row)
    {
        QTRY_VERIFY(keys.named<QAbstractItemView>(name));
        QTRY_VERIFY(table(name).model()->rowCount() > row);
        QTRY_VERIFY(cell(name, row, 0) != QStringLiteral("\u2026"));
        table(name).setCurrentIndex(table(name).model()->index(row, 0));
    }
};

} // namespace lw
