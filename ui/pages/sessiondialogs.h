// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/signindialog.h"

#include <core/practicecontrol.h>

#include <QObject>
#include <QPointer>

#include <functional>

class QDialog;

namespace lw {

class PbxSession;
struct Confirmation;

/*!
 * The dialogs by which the session of one PBX goes on: sign-in, certificate, leaving changes. Never
 * two at once. Owned by PbxPage, over which they open.
 */
class SessionDialogs final : public QObject
{
    Q_OBJECT
public:
    SessionDialogs(PbxSession &session, QWidget &page);

    void setPracticeAccounts(const QList<PracticeAccount> &accounts) { m_practice = accounts; }
    void setSignIn(const SignInWay &way) { m_way = way; }

    void signIn();
    //! Nothing where the session has no certificate to decide on.
    void askForTrust();
    //! Calls \a proceed after a yes.
    void confirm(const Confirmation &confirmation, const std::function<void()> &proceed);

private:
    void open(QDialog *dialog);
    //! A dialog that has been answered is deleted a moment later.
    [[nodiscard]] bool isAsking() const;

    PbxSession &m_session;
    QWidget &m_page;
    QList<PracticeAccount> m_practice;
    SignInWay m_way;
    QPointer<QDialog> m_dialog;
};

} // namespace lw
