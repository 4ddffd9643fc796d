// SPDX-License-Identifier: GPL-3.0-or-later
#include "centraldialogs.h"

#include "dialogs/certificatedialog.h"
#include "dialogs/confirmdialog.h"

#include <session/centralsession.h>

#include <QDialog>
#include <QTimer>

namespace lw {

CentralDialogs::CentralDialogs(CentralSession &session, QWidget &page)
    : QObject(&page), m_session(session), m_page(page)
{}

bool CentralDialogs::isAsking() const
{
    return m_dialog && m_dialog->isVisible();
}

void CentralDialogs::open(QDialog *dialog)
{
    m_dialog = dialog;
    dialog->open();
}

void CentralDialogs::signIn()
{
    if (isAsking())
        return;
    if (m_session.state() == CentralSession::State::Stopped)
        startOver();
    else
        open(new CentralSignInDialog(m_session, m_options, &m_page));
}

void CentralDialogs::askForTrust()
{
    const auto &error = m_session.error();
    if (isAsking() || !error || !error->certificate)
        return;
    const CertifiedServer server{.kind = CertifiedServer::Kind::ManagementServer,
                                 .name = m_session.settings().name,
                                 .address = m_session.settings().address.displayText()};
    QDialog *dialog = nullptr;
    if (error->kind == ApiError::Kind::TlsChanged)
        dialog =
            new ChangedCertificateDialog(server, *error->certificate, error->pinnedSha256, &m_page);
    else
        dialog = new CertificateDialog(server, *error->certificate, &m_page);
    connect(dialog, &QDialog::accepted, &m_session, &CentralSession::trustCertificate);
    // The secret waits in the session for the answer only.
    connect(dialog, &QDialog::rejected, &m_session, &CentralSession::cancel);
    open(dialog);
}

void CentralDialogs::startOver()
{
    if (isAsking())
        return;
    auto *dialog = new ConfirmDialog(
        {.title = tr("Start Over"),
         .question = tr("Try once more to sign in?"),
         .consequences =
             {tr("Two sign-ins in a row were refused. After more than 5 failures in a row the "
                 "management server blocks the address of this PC for its API and raises an "
                 "alarm; other programs at this address count as well."),
              tr("Start over only when you have compared Client ID and Client Secret with System "
                 "> API on the server. After one more refusal this program stops again.")},
         .action = tr("&Start Over")},
        &m_page);
    connect(dialog, &QDialog::accepted, this, [this] {
        m_session.startOver();
        // The dialog that was answered has to be gone first.
        QTimer::singleShot(0, this, &CentralDialogs::signIn);
    });
    open(dialog);
}

} // namespace lw
