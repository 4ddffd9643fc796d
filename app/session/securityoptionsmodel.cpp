// SPDX-License-Identifier: GPL-3.0-or-later
#include "securityoptionsmodel.h"

#include "pagesweep.h"

#include <algorithm>

namespace lw {

namespace {

constexpr int kPageSize = 200;

//! What a PBX may refuse to tell without the rest of the page being wrong.
bool isMissing(const ApiError &error)
{
    return error.kind == ApiError::Kind::Unsupported || error.kind == ApiError::Kind::Forbidden;
}

//! The part of \a draft that can be sent: who uses Passwordless Login now is the PBX's to say.
SecurityOptionsDraft wanted(const SecurityOptionsDraft &draft)
{
    SecurityOptionsDraft part = draft;
    part.options.isPasswordlessActive.reset();
    return part;
}

} // namespace

SecurityOptionsModel::SecurityOptionsModel(PbxSession &session, QObject *parent)
    : QObject(parent), m_session(session), m_account(session, [this] { forget(); })
{}

SecurityOptionsModel::~SecurityOptionsModel() = default;

void SecurityOptionsModel::load()
{
    if (isBusy() || !m_session.mayAdminister())
        return;
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    read([this](std::optional<ApiError> error) {
        m_error = std::move(error);
        endWork();
    });
    emit changed();
}

void SecurityOptionsModel::read(const Finished &finished)
{
    if (!m_work)
        m_work = std::make_unique<QObject>();
    auto *call = m_session.portal().securityOptions(byPerson(m_session));
    whenAnswered(m_session, m_work.get(), call,
                 [this, finished](const Result<SecurityOptions> &options) {
                     if (!options)
                         finished(options.error());
                     else
                         readAutoLogout(*options, finished);
                 });
}

void SecurityOptionsModel::readAutoLogout(const SecurityOptions &options, const Finished &finished)
{
    auto *call = m_session.portal().autoLogoutTime(byPerson(m_session));
    whenAnswered(m_session, m_work.get(), call,
                 [this, options, finished](const Result<std::chrono::minutes> &time) {
                     if (!time && !isMissing(time.error())) {
                         finished(time.error());
                         return;
                     }
                     SecurityOptionsDraft found{.options = options};
                     if (time)
                         found.autoLogout = *time;
                     takeLoaded(found);
                     const QPointer<QObject> work(m_work.get());
                     if (time)
                         m_session.noteAutoLogout(*time);
                     if (work)
                         finished({});
                 });
}

//! What a person changed stays on top of what the PBX has now, field by field: nothing is saved
//! that only somebody else changed meanwhile.
void SecurityOptionsModel::takeLoaded(const SecurityOptionsDraft &found)
{
    const SecurityOptionsDraft before = m_loaded.value_or(m_draft);
    const SecurityOptionsDraft mine = std::exchange(m_draft, found);
    m_loaded = found;
    if (mine.options.isTwoFactorMandatory != before.options.isTwoFactorMandatory)
        m_draft.options.isTwoFactorMandatory = mine.options.isTwoFactorMandatory;
    if (found.options.isPasswordlessEnabled &&
        mine.options.isPasswordlessEnabled != before.options.isPasswordlessEnabled)
        m_draft.options.isPasswordlessEnabled = mine.options.isPasswordlessEnabled;
    if (found.autoLogout && mine.autoLogout != before.autoLogout)
        m_draft.autoLogout = mine.autoLogout;
}

void SecurityOptionsModel::save()
{
    if (isBusy() || !isDirty() || !m_session.mayAdminister())
        return;
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    m_work = std::make_unique<QObject>();
    m_isSaving = true;
    if (m_draft.options != m_loaded->options)
        sendOptions();
    else
        sendAutoLogout();
    emit changed();
}

void SecurityOptionsModel::sendOptions()
{
    auto *call = m_session.portal().updateSecurityOptions(byPerson(m_session), m_draft.options);
    whenAnswered(m_session, m_work.get(), call, [this](const Result<Acceptance> &accepted) {
        if (!accepted)
            finishSave(accepted.error());
        else if (m_draft.autoLogout == m_loaded->autoLogout)
            finishSave({});
        else if (m_session.isSignedIn())
            sendAutoLogout();
        else
            finishSave(whyOver());
    });
}

void SecurityOptionsModel::sendAutoLogout()
{
    auto *call = m_session.portal().updateAutoLogoutTime(byPerson(m_session), *m_draft.autoLogout);
    whenAnswered(m_session, m_work.get(), call, [this](const Result<Acceptance> &accepted) {
        finishSave(accepted ? std::nullopt : std::optional(accepted.error()));
    });
}

//! Why nothing more can be asked.
ApiError SecurityOptionsModel::whyOver() const
{
    return m_session.error().value_or(ApiError{.kind = ApiError::Kind::SessionExpired});
}

//! Reads what the PBX has now, whatever it said: of two calls one may have been carried out.
void SecurityOptionsModel::finishSave(const std::optional<ApiError> &error)
{
    if (!m_session.isSignedIn()) {
        judge(error, whyOver());
        return;
    }
    read([this, error](const std::optional<ApiError> &readError) { judge(error, readError); });
}

void SecurityOptionsModel::judge(const std::optional<ApiError> &error,
                                 const std::optional<ApiError> &readError)
{
    const bool isOpen = error && leavesOutcomeOpen(*error);
    const bool isThere = !readError && wanted(*m_loaded) == wanted(m_draft);
    if (isThere || (!error && readError)) {
        m_outcome = ChangeOutcome::Done;
    } else if (readError && isOpen) {
        m_outcome = ChangeOutcome::Unknown;
    } else {
        m_outcome = ChangeOutcome::NotDone;
    }
    m_error = m_outcome == ChangeOutcome::Done ? std::nullopt : error;
    if (m_outcome == ChangeOutcome::Done) {
        if (readError)
            m_loaded = m_draft;
        recordDeed();
    }
    const QPointer<QObject> work(m_work.get());
    if (m_outcome == ChangeOutcome::Done && readError && m_loaded->autoLogout)
        m_session.noteAutoLogout(*m_loaded->autoLogout);
    if (work)
        endWork();
}

void SecurityOptionsModel::recordDeed()
{
    const QString yesNo =
        m_draft.options.isTwoFactorMandatory ? QStringLiteral("on") : QStringLiteral("off");
    m_session.recordDeed(QStringLiteral("security-options-saved"),
                         QStringLiteral("mandatory second factor ") + yesNo, {},
                         outcomeWord(m_outcome));
}

void SecurityOptionsModel::revert()
{
    if (!m_loaded || isBusy())
        return;
    m_draft = *m_loaded;
    m_error.reset();
    m_outcome = ChangeOutcome::None;
    emit changed();
}

void SecurityOptionsModel::setDraft(const SecurityOptionsDraft &draft)
{
    if (!m_loaded || isBusy())
        return;
    SecurityOptionsDraft wished = draft;
    if (!m_loaded->autoLogout || !wished.autoLogout)
        wished.autoLogout = m_loaded->autoLogout; // what the PBX does not tell is not changed
    if (wished == m_draft)
        return;
    m_draft = wished;
    emit changed();
}

bool SecurityOptionsModel::turnsMandatoryOn() const
{
    return m_loaded && m_draft.options.isTwoFactorMandatory &&
           !m_loaded->options.isTwoFactorMandatory;
}

bool SecurityOptionsModel::turnsPasswordlessOn() const
{
    return m_loaded && m_draft.options.isPasswordlessEnabled.value_or(false) &&
           !m_loaded->options.isPasswordlessEnabled.value_or(false);
}

void SecurityOptionsModel::startDryRun()
{
    using Sweep = PageSweep<Extension>;
    if (m_sweep || !m_session.mayAdminister())
        return;
    m_dryRun = MandatoryDryRun{};
    m_dryRunError.reset();
    m_sweep = std::make_unique<Sweep>(
        m_session, ListQuery{.pageSize = kPageSize, .sortBy = QStringLiteral("number")},
        Sweep::Handlers{.ask =
                            [this](const ListQuery &query) {
                                return m_session.portal().extensions(byPerson(m_session), query);
                            },
                        .page =
                            [this](const ListPage<Extension> &page) {
                                count(page);
                                return Sweep::Continue::Yes;
                            },
                        .finished =
                            [this](std::optional<ApiError> error) {
                                m_sweep.reset();
                                m_dryRun->isComplete = !error;
                                m_dryRunError = std::move(error);
                                emit changed();
                            }});
    m_sweep->start();
    emit changed();
}

void SecurityOptionsModel::count(const ListPage<Extension> &page)
{
    m_dryRun->extensions += page.rows.size();
    m_dryRun->without +=
        std::count_if(page.rows.begin(), page.rows.end(),
                      [](const Extension &extension) { return !extension.hasSecondFactor; });
    emit changed();
}

void SecurityOptionsModel::endWork()
{
    // The context of the call that is being answered: it must live until the answer is over.
    m_work.release()->deleteLater();
    m_isSaving = false;
    emit changed();
}

void SecurityOptionsModel::clear()
{
    drop();
    emit changed();
}

void SecurityOptionsModel::forget()
{
    const bool wasBusy = isBusy();
    const bool wasDryRunning = isDryRunning();
    drop();
    if (wasBusy)
        m_error = m_account.reason();
    if (wasDryRunning)
        m_dryRunError = m_account.reason();
    emit changed();
}

void SecurityOptionsModel::drop()
{
    m_work.reset();
    m_sweep.reset();
    m_loaded.reset();
    m_draft = {};
    m_error.reset();
    m_outcome = std::exchange(m_isSaving, false) ? ChangeOutcome::Unknown : ChangeOutcome::None;
    m_dryRun.reset();
    m_dryRunError.reset();
}

} // namespace lw
