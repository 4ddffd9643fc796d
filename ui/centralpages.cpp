// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralpages.h"

#include "dialogs/centraldialog.h"
#include "dialogs/centralsignindialog.h"
#include "dialogs/confirmdialog.h"
#include "mainwindow.h"
#include "pages/centralpage.h"
#include "pages/devicespage.h"
#include "support/windowstate.h"

#include <fleet/centralkeeper.h>
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/pbxregistry.h>
#include <session/centralsession.h>

#include <QStackedWidget>

#include <utility>

namespace lw {

namespace {

CentralKeeper::Remember rememberOf(RememberSecret remember)
{
    return remember == RememberSecret::Yes ? CentralKeeper::Remember::Yes
                                           : CentralKeeper::Remember::No;
}

//! Those of the sandbox as well: there one may try it.
QList<PbxChoice> pbxChoices(const PbxRegistry &registry)
{
    QList<PbxChoice> choices;
    for (const auto *list : {&registry.all(), &registry.practice()}) {
        for (const PbxSettings &pbx : *list)
            choices.append({.id = pbx.id, .name = pbx.name});
    }
    return choices;
}

} // namespace

CentralPages::CentralPages(const MainWindowParts &parts, QStackedWidget &stack,
                           const WindowState &state, QWidget &window)
    : QObject(&window), m_parts(parts), m_stack(stack), m_state(state), m_window(window)
{
    connect(&parts.centralSessions, &CentralPool::sessionChanged, this, &CentralPages::changed);
    connect(&parts.centralSessions, &CentralPool::sessionEnding, this, &CentralPages::drop);
    connectKeeping();
}

CentralPages::~CentralPages() = default;

void CentralPages::connectKeeping()
{
    connect(&m_parts.centralKeeper, &CentralKeeper::savedSecretRefused, this,
            [this](const QString &id) {
                say(id, {.sentence = tr("The Client Secret in the keychain is not right any more."),
                         .advice = tr("It was removed from the keychain. Sign in with the current "
                                      "one.")});
            });
    connect(&m_parts.centralKeeper, &CentralKeeper::keptChanged, this, &CentralPages::changed);
    connect(&m_parts.centralSessions, &CentralPool::settingsNotSaved, this,
            [this](const QString &id) {
                say(id, {.sentence = tr("What was decided for this management server could not be "
                                        "saved."),
                         .advice = tr("It holds until the program ends. Is the disk full?")});
            });
}

CentralPage *CentralPages::page(const QString &id)
{
    if (CentralPage *page = existing(id))
        return page;
    CentralSession *session = m_parts.centralSessions.session(id);
    if (!session)
        return nullptr;
    auto *page = new CentralPage(*session);
    page->setSignIn(signInOptions(id));
    page->devices().setPbxs([this] { return pbxChoices(m_parts.registry); });
    connect(&page->devices(), &DevicesPage::connectThroughRequested, this,
            [this, id](const QString &pbxId, const ConnectThroughPlan &plan) {
                emit connectThroughRequested({.centralId = id, .pbxId = pbxId, .plan = plan});
            });
    connect(&m_parts.centrals, &CentralRegistry::changed, page, &CentralPage::refreshHead);
    m_state.restoreColumns(*page);
    m_pages.insert(id, page);
    m_stack.addWidget(page);
    return page;
}

CentralSignInOptions CentralPages::signInOptions(const QString &id) const
{
    return {.practiceSecret = practiceSecret(id),
            .way =
                [this, id](Secret secret, RememberSecret remember) {
                    m_parts.centralKeeper.signIn(id, std::move(secret), rememberOf(remember));
                },
            .keepsSecret = [this, id] { return m_parts.centralKeeper.keepsSecret(id); },
            .useSaved = [this, id] { m_parts.centralKeeper.signInSaved(id); }};
}

void CentralPages::connectPage(const CentralPage &page) const
{
    const QString id = page.session().settings().id;
    if (page.session().state() == CentralSession::State::Disconnected &&
        m_parts.centralKeeper.keepsSecret(id))
        m_parts.centralKeeper.signInSaved(id);
}

void CentralPages::signIn(const QString &id)
{
    CentralPage *wanted = page(id);
    if (!wanted)
        return;
    if (m_parts.centralKeeper.keepsSecret(id) &&
        wanted->session().state() == CentralSession::State::Disconnected)
        connectPage(*wanted);
    else
        wanted->signIn();
}

void CentralPages::setPractice(const PracticeControl &practice)
{
    m_practice = &practice;
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it)
        (*it)->setSignIn(signInOptions(it.key()));
}

QString CentralPages::practiceSecret(const QString &id) const
{
    const auto saved = m_parts.centrals.byId(id);
    if (!m_practice || !saved || !m_parts.centrals.isPractice(id))
        return {};
    const QList<PracticePlatform> platforms = m_practice->platforms();
    for (const PracticePlatform &platform : platforms) {
        if (platform.address == saved->address)
            return platform.clientSecret;
    }
    return {};
}

void CentralPages::add()
{
    openDialog({});
}

void CentralPages::edit(const QString &id)
{
    if (const auto central = m_parts.centrals.byId(id))
        openDialog(*central);
}

void CentralPages::openDialog(const CentralSettings &central)
{
    auto *dialog = new CentralDialog(m_parts.centrals, central, &m_window);
    dialog->setSignIn([this](const QString &id, Secret secret, RememberSecret remember) {
        m_parts.centralKeeper.signIn(id, std::move(secret), rememberOf(remember));
    });
    connect(dialog, &CentralDialog::saved, this, &CentralPages::saved);
    dialog->open();
}

void CentralPages::remove(const QString &id)
{
    const auto central = m_parts.centrals.byId(id);
    if (!central)
        return;
    auto *dialog = new ConfirmDialog(
        {.title = tr("Remove Management Server"),
         //: %1 is the name of a management server.
         .question = tr("Remove %1 from the list?").arg(central->name),
         .consequences = {tr("Its address, its trusted certificate and a Client Secret in the "
                             "keychain are forgotten on this PC. Nothing changes on the server.")},
         .action = tr("&Remove")},
        &m_window);
    connect(dialog, &ConfirmDialog::accepted, this, [this, id] {
        if (const auto removed = m_parts.centrals.remove(id); !removed)
            emit removalFailed(centralRegistryProblemText(removed.error()));
    });
    dialog->open();
}

void CentralPages::forgetSignIn(const QString &id) const
{
    CentralPage *page = existing(id);
    if (!page)
        return;
    m_parts.centralKeeper.forget(id);
    page->showNotice(
        {.tone = Tone::Neutral,
         .text = {.sentence = tr("The saved Client Secret was removed from the keychain."),
                  .advice = {}}});
}

void CentralPages::say(const QString &id, const ErrorText &text) const
{
    if (CentralPage *page = existing(id))
        page->showNotice({.tone = Tone::Caution, .text = text});
}

void CentralPages::saveColumns() const
{
    for (const CentralPage *page : m_pages)
        m_state.saveColumns(*page);
}

void CentralPages::drop(const QString &id)
{
    // At once: the page's models must not outlive the session that is about to go.
    if (const CentralPage *page = m_pages.take(id)) {
        delete page;
        emit dropped(id);
    }
}

} // namespace lw
