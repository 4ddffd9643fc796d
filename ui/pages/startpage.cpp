// SPDX-License-Identifier: GPL-3.0-or-later
#include "startpage.h"

#include "support/metrics.h"
#include "widgets/notelabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_addButton(new QPushButton(tr("Add a PB&X\u2026"), this))
    , m_sandboxButton(new QPushButton(tr("&Try the Sandbox"), this))
    , m_sandboxNote(new NoteLabel(this))
    , m_notice(new NoteLabel(this))
{
    m_notice->setTone(Tone::Caution);
    m_notice->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenSections,
                               metrics::kPageMargin, metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_notice);
    column->addWidget(new SectionHeading(tr("Administer your P-Series PBXs"), this));
    column->addWidget(new NoteLabel(tr("Let your provider in and out again, and know who can get "
                                       "in. Enter the address of a PBX and the name you sign in "
                                       "with; the password is asked for when you connect."),
                                    this));
    column->addSpacing(metrics::kInsideGroup);
    column->addWidget(m_addButton, 0, Qt::AlignLeading);
    column->addSpacing(metrics::kBetweenSections);
    column->addWidget(new SectionHeading(tr("Or look around first"), this));
    column->addWidget(m_sandboxNote);
    column->addSpacing(metrics::kInsideGroup);
    column->addWidget(m_sandboxButton, 0, Qt::AlignLeading);
    column->addStretch(1);
    setMaximumWidth(metrics::kColumnWidth);
    setFocusProxy(m_addButton);
    setSandbox(Sandbox::Off);
    connect(m_addButton, &QPushButton::clicked, this, &StartPage::addRequested);
    connect(m_sandboxButton, &QPushButton::clicked, this, &StartPage::sandboxRequested);
}

void StartPage::setSandbox(Sandbox sandbox)
{
    m_sandboxButton->setEnabled(sandbox == Sandbox::Off);
    m_sandboxButton->setVisible(sandbox != Sandbox::Running);
    if (sandbox == Sandbox::Running) {
        m_sandboxNote->setText(tr("Choose one of the practice PBXs in the group Sandbox of the "
                                  "list. They run on this PC only, and everything may be tried."));
    } else {
        m_sandboxNote->setText(tr("The sandbox starts practice PBXs of several editions and a "
                                  "practice management server on this PC. Nothing leaves it, and "
                                  "everything may be tried."));
    }
}

void StartPage::setNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

} // namespace lw
