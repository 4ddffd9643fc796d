// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxpages.h"

#include "dialogs/confirmdialog.h"
#include "dialogs/pbxdialog.h"
#include "dialogs/signindialog.h"
#include "mainwindow.h"
#include "pages/pbxneighbours.h"
#include "pages/pbxpage.h"
#include "support/windowstate.h"

#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <fleet/signinkeeper.h>
#include <session/pbxsession.h>

#include <QStackedWidget>

#include <utility>

namespace lw {

PbxPages::PbxPages(const MainWindowParts &parts, QStackedWidget &stack, const WindowState &state,
                   QWidget &window)
    : QObject(&window), m_parts(parts), m_stack(stack), m_state(state), m_window(window)
{
    connect(&parts.sessions, &SessionPool::sessionChanged, this, &PbxPages::changed);
    connect(&parts.sessions, &SessionPool::sessionEnding, this, &PbxPages::drop);
    connectKeeping();
}

PbxPages::~PbxPages() = default;

void PbxPages::connectKeeping()
{
    connect(&m_parts.keeper, &SignInKeeper::savedPasswordRefused, this, [this](const QString &id) {
        say(id, {.sentence = tr("The password in the keychain is not right any more."),
                 .advice = tr("It was removed from the keychain. Sign in with the current one.")});
    });
    connect(&m_parts.keeper, &SignInKeeper::keptChanged, this, &PbxPages::changed);
    connect(&m_parts.sessions, &SessionPool::settingsNotSaved, this, [this](const QString &id) {
        say(id, {.sentence = tr("What was decided for this PBX could not be saved."),
                 .advice = tr("It holds until the program ends. Is the disk full?")});
    });
}

PbxPage *PbxPages::page(const QString &id)
{
    if (PbxPage *page = existing(id))
        return page;
    PbxSession *session = m_parts.sessions.session(id);
    if (!session)
        return nullptr;
    auto *page = new PbxPage(*session, m_parts.clock);
    page->setPracticeAccounts(practiceAccounts(id));
    page->setSignIn(
        {.signIn = [this, id](const QString &userName, Secret password, RememberPassword remember) {
            m_parts.keeper.signIn(id, userName, std::move(password),
                                  remember == RememberPassword::Yes ? SignInKeeper::Remember::Yes
                                                                    : SignInKeeper::Remember::No);
        }});
    giveNeighbours(*page);
    m_state.restoreColumns(*page);
    m_pages.insert(id, page);
    m_stack.addWidget(page);
    return page;
}

void PbxPages::connectPage(PbxPage &page) const
{
    const PbxSession &session = page.session();
    const QString id = session.settings().id;
    const bool isFresh = session.state() == PbxSession::State::Disconnected;
    if (isFresh && m_parts.keeper.keepsPassword(id))
        m_parts.keeper.signInSaved(id);
    else
        page.connectToPbx();
}

void PbxPages::setPractice(const PracticeControl &practice)
{
    m_practice = &practice;
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it)
        (*it)->setPracticeAccounts(practiceAccounts(it.key()));
}

std::optional<PracticePbx> PbxPages::practicePbx(const QString &id) const
{
    const auto saved = m_parts.registry.byId(id);
    if (!m_practice || !saved || !m_parts.registry.isPractice(id))
        return std::nullopt;
    const QList<PracticePbx> pbxs = m_practice->pbxs();
    for (const PracticePbx &pbx : pbxs) {
        if (pbx.address == saved->address)
            return pbx;
    }
    return std::nullopt;
}

QList<PracticeAccount> PbxPages::practiceAccounts(const QString &id) const
{
    const auto pbx = practicePbx(id);
    return pbx ? pbx->accounts : QList<PracticeAccount>();
}

//! What lies beside the PBX: management servers, and its OpenAPI.
void PbxPages::giveNeighbours(PbxPage &page)
{
    page.setNeighbours(
        {.platforms = &m_parts.centrals,
         .platformSessions = &m_parts.centralSessions,
         .openApi = m_parts.openApi,
         .signInPlatform = [this](const QString &id) { emit platformSignInRequested(id); },
         .practiceSecret =
             [this](const QString &id) {
                 const auto pbx = practicePbx(id);
                 return pbx ? pbx->openApiSecret : QString();
             }});
}

void PbxPages::add()
{
    openDialog({});
}

void PbxPages::edit(const QString &id)
{
    if (const auto pbx = m_parts.registry.byId(id))
        openDialog(*pbx);
}

void PbxPages::openDialog(const PbxSettings &pbx)
{
    auto *dialog = new PbxDialog(m_parts.registry, m_parts.wire, pbx, &m_window);
    if (m_parts.openApi)
        dialog->setOpenApi(*m_parts.openApi);
    connect(dialog, &PbxDialog::saved, this, &PbxPages::saved);
    dialog->open();
}

void PbxPages::remove(const QString &id)
{
    const auto pbx = m_parts.registry.byId(id);
    if (!pbx)
        return;
    auto *dialog = new ConfirmDialog(
        {.title = tr("Remove PBX"),
         //: %1 is the name of a PBX.
         .question = tr("Remove %1 from the list?").arg(pbx->name),
         .consequences = {tr("Its address, its trusted certificate and its notes are forgotten on "
                             "this PC. Nothing changes on the PBX.")},
         .action = tr("&Remove")},
        &m_window);
    connect(dialog, &ConfirmDialog::accepted, this, [this, id] {
        if (const auto removed = m_parts.registry.remove(id); !removed)
            emit removalFailed(registryProblemText(removed.error()));
    });
    dialog->open();
}

void PbxPages::forgetSignIn(const QString &id) const
{
    PbxPage *page = existing(id);
    if (!page)
        return;
    m_parts.keeper.forget(id);
    page->showNotice(
        {.tone = Tone::Neutral,
         .text = {.sentence = tr("The saved sign-in was removed from the keychain."),
                  .advice = tr("A trusted device stays in the list of the PBX until it is removed "
                               "there, under Security Settings.")}});
}

void PbxPages::say(const QString &id, const ErrorText &text) const
{
    if (PbxPage *page = existing(id))
        page->showNotice({.tone = Tone::Caution, .text = text});
}

void PbxPages::saveColumns() const
{
    for (const PbxPage *page : m_pages)
        m_state.saveColumns(*page);
}

void PbxPages::drop(const QString &id)
{
    // At once: the page's model must not outlive the session that is about to go.
    if (const PbxPage *page = m_pages.take(id)) {
        delete page;
        emit dropped(id);
    }
}

} // namespace lw
