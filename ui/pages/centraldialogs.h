// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/centralsignindialog.h"

#include <QObject>
#include <QPointer>

class QDialog;

namespace lw {

class CentralSession;

/*!
 * The dialogs by which the session of one management server goes on: sign-in, certificate, starting
 * over after two refusals. Never two at once. Owned by CentralPage, over which they open.
 */
class CentralDialogs final : public QObject
{
    Q_OBJECT
public:
    CentralDialogs(CentralSession &session, QWidget &page);

    void setOptions(const CentralSignInOptions &options) { m_options = options; }
    [[nodiscard]] const CentralSignInOptions &options() const { return m_options; }

    void signIn();
    //! Nothing where the session has no certificate to decide on.
    void askForTrust();
    //! Explains the risk of one more try; after a yes the session starts over and signIn() follows.
    void startOver();

private:
    void open(QDialog *dialog);
    //! A dialog that has been answered is deleted a moment later.
    [[nodiscard]] bool isAsking() const;

    CentralSession &m_session;
    QWidget &m_page;
    CentralSignInOptions m_options;
    QPointer<QDialog> m_dialog;
};

} // namespace lw
