// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiondialogs.h"

#include "dialogs/certificatedialog.h"
#include "dialogs/confirmdialog.h"

#include <session/pbxsession.h>

#include <QDialog>

namespace lw {

SessionDialogs::SessionDialogs(PbxSession &session, QWidget &page)
    : QObject(&page), m_session(session), m_page(page)
{}

bool SessionDialogs::isAsking() const
{
    return m_dialog && m_dialog->isVisible();
}

void SessionDialogs::open(QDialog *dialog)
{
    m_dialog = dialog;
    dialog->open();
}

void SessionDialogs::signIn()
{
    if (!isAsking())
        open(new SignInDialog(m_session, {.practice = m_practice, .way = m_way}, &m_page));
}

void SessionDialogs::askForTrust()
{
    const auto &error = m_session.error();
    if (isAsking() || !error || !error->certificate)
        return;
    const CertifiedServer server{.name = m_session.settings().name,
                                 .address = m_session.settings().address.displayText()};
    QDialog *dialog = nullptr;
    if (error->kind == ApiError::Kind::TlsChanged)
        dialog =
            new ChangedCertificateDialog(server, *error->certificate, error->pinnedSha256, &m_page);
    else
        dialog = new CertificateDialog(server, *error->certificate, &m_page);
    connect(dialog, &QDialog::accepted, &m_session, &PbxSession::trustCertificate);
    open(dialog);
}

void SessionDialogs::confirm(const Confirmation &confirmation, const std::function<void()> &proceed)
{
    if (isAsking())
        return;
    auto *dialog = new ConfirmDialog(confirmation, &m_page);
    connect(dialog, &QDialog::accepted, this, proceed);
    open(dialog);
}

} // namespace lw
