// SPDX-License-Identifier: GPL-3.0-or-later
#include "copytext.h"

#include "support/fixedfont.h"
#include "support/icons.h"
#include "support/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace lw {

namespace {

constexpr int kAroundIcon = 4;

} // namespace

CopyText::CopyText(const QString &name, QWidget *parent)
    : QWidget(parent), m_label(new QLabel(this)), m_copyButton(new QToolButton(this))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setFont(fixedFont());
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setAccessibleName(name);
    keepIcon(*m_copyButton, QStringLiteral("copy"));
    m_copyButton->setText(tr("Copy"));
    m_copyButton->setToolTip(tr("Copy"));
    m_copyButton->setAutoRaise(true);
    if (!m_copyButton->icon().isNull())
        m_copyButton->setFixedSize(m_copyButton->iconSize() + QSize(kAroundIcon, kAroundIcon));
    //: %1 is what is copied, such as SHA-256.
    m_copyButton->setAccessibleName(tr("Copy %1").arg(name));
    m_copyButton->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kBetweenRows);
    row->addWidget(m_label, 0, Qt::AlignTop);
    row->addWidget(m_copyButton, 0, Qt::AlignTop);
    row->addStretch(1);
    connect(m_copyButton, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_copied); });
}

int CopyText::lineHeight() const
{
    const int button = std::min(m_copyButton->sizeHint().height(), m_copyButton->maximumHeight());
    return std::max(button, m_label->fontMetrics().height());
}

void CopyText::setText(const QString &shown, const QString &copied)
{
    m_label->setText(shown);
    // The first line stands level with the button.
    const int above = std::max(0, (lineHeight() - m_label->fontMetrics().height()) / 2);
    m_label->setContentsMargins(0, above, 0, 0);
    m_copied = copied;
    m_copyButton->setVisible(!copied.isEmpty());
}

} // namespace lw
