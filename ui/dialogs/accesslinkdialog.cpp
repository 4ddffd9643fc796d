// SPDX-License-Identifier: GPL-3.0-or-later
#include "accesslinkdialog.h"

#include "support/centralerrortext.h"
#include "support/fixedfont.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/dialogcolumn.h"
#include "widgets/errornote.h"
#include "widgets/notelabel.h"

#include <core/clock.h>
#include <session/accesslinkrequest.h>
#include <session/centralsession.h>
#include <session/sessionenvironment.h>

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTextOption>
#include <QUrl>
#include <QVBoxLayout>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr int kWidth = 520;
constexpr int kLines = 5; //!< room for the link, so that nothing moves when it comes
constexpr auto kTick = 250ms;

} // namespace

AccessLinkDialog::AccessLinkDialog(CentralSession &session, const RemoteDevice &device,
                                   AccessLink::Mode mode, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_device(device)
    , m_mode(mode)
    , m_request(new AccessLinkRequest(session, this))
    , m_link(new QPlainTextEdit(this))
    , m_time(new NoteLabel(this))
    , m_error(new ErrorNote(this))
    , m_progress(new QProgressBar(this))
{
    setWindowTitle(mode == AccessLink::Mode::Account ? tr("Open by Account")
                                                     : tr("Open Without Password"));
    build();
    buildButtons();
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &AccessLinkDialog::refreshTime);
    connect(m_request, &AccessLinkRequest::changed, this, &AccessLinkDialog::refresh);
    connect(this, &QDialog::finished, m_request, &AccessLinkRequest::forget);
    fetch();
}

AccessLinkDialog::~AccessLinkDialog() = default;

void AccessLinkDialog::build()
{
    m_link->setReadOnly(true);
    m_link->setUndoRedoEnabled(false); // keeps no copies of the link
    m_link->setTabChangesFocus(true);
    m_link->setFont(fixedFont());
    m_link->setWordWrapMode(QTextOption::WrapAnywhere); // a link has no blanks
    m_link->setAccessibleName(tr("Link"));
    m_link->setFixedHeight(m_link->fontMetrics().lineSpacing() * kLines + metrics::kPageMargin);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(metrics::kInsideGroup);
    m_progress->setAccessibleName(tr("Fetching the link"));
    QSizePolicy keepsRoom = m_progress->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsRoom);
    //: %1 is the name of a device.
    auto *title = new SectionHeading(tr("Portal of %1").arg(m_device.name), this);
    title->setWordWrap(true);
    auto *intro = new ValueLabel(this);
    intro->setText(introText());
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    column->addWidget(title);
    column->addWidget(intro);
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(m_link);
    column->addWidget(m_time);
    column->addWidget(m_error);
    column->addStretch(1);
    column->addWidget(m_progress);
}

void AccessLinkDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_openButton = buttons->addButton(tr("&Open in Browser"), QDialogButtonBox::ActionRole);
    m_newButton = buttons->addButton(tr("Fetch a &New Link"), QDialogButtonBox::ActionRole);
    m_newButton->setAutoDefault(false);
    m_openButton->setDefault(true);
    connect(m_openButton, &QPushButton::clicked, this, &AccessLinkDialog::openLink);
    connect(m_newButton, &QPushButton::clicked, this, &AccessLinkDialog::fetch);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
}

QString AccessLinkDialog::introText() const
{
    if (m_mode == AccessLink::Mode::Account)
        return tr("The link leads to the sign-in page of the PBX. There the account counts that "
                  "the PBX has set up for remote management.");
    return tr("Whoever opens this link is let in at once, with all rights of the super "
              "administrator, until the PBX logs out by itself. Do not pass it on.");
}

void AccessLinkDialog::fetch()
{
    m_wasShown = false;
    m_wasOpened = false;
    m_request->load(m_device.id, m_mode);
}

void AccessLinkDialog::openLink()
{
    if (!m_request->isLoaded())
        return;
    const QUrl url(QString::fromUtf8(m_request->loaded().url.view()), QUrl::StrictMode);
    m_wasOpened = QDesktopServices::openUrl(url);
    if (!m_wasOpened)
        m_error->setText({tr("The browser could not be started."),
                          tr("Select the link and copy it into the browser.")});
    refreshTime();
}

void AccessLinkDialog::refresh()
{
    const bool isLoaded = m_request->isLoaded();
    m_wasShown = m_wasShown || isLoaded;
    m_link->setPlainText(isLoaded ? QString::fromUtf8(m_request->loaded().url.view()) : QString());
    m_progress->setVisible(m_request->isBusy());
    m_error->setText(m_request->error() ? centralErrorText(*m_request->error()) : ErrorText());
    m_openButton->setEnabled(isLoaded);
    m_newButton->setEnabled(!isLoaded && !m_request->isBusy());
    if (isLoaded) {
        m_openButton->setDefault(true);
        m_openButton->setFocus();
        m_tick.start();
    } else {
        m_tick.stop();
        m_newButton->setDefault(true);
    }
    refreshTime();
}

void AccessLinkDialog::refreshTime()
{
    if (m_request->isBusy() || m_request->error()) {
        m_time->setText(QString(QChar::Space));
        return;
    }
    if (!m_request->isLoaded()) {
        m_time->setText(m_wasShown ? tr("The time of the link is over; it was forgotten.")
                                   : QString(QChar::Space));
        return;
    }
    QString text = tr("The server does not say how long the link is good.");
    if (const auto &expires = m_request->loaded().expires) {
        QDateTime now = m_session.environment().clock.now();
        if (const auto skew = m_session.clockSkew())
            now = now.addSecs(skew->difference().count());
        //: %1 is minutes and seconds.
        text = tr("Good for %1, once.").arg(countDown(secondsUntil(*expires, now)));
    }
    m_time->setText(m_wasOpened ? text + QChar::Space + tr("Opened in the browser.") : text);
}

} // namespace lw
