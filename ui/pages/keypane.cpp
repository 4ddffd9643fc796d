// SPDX-License-Identifier: GPL-3.0-or-later
#include "keypane.h"

#include "support/concealedclipboard.h"
#include "support/fixedfont.h"
#include "support/metrics.h"
#include "widgets/coveredview.h"
#include "widgets/notelabel.h"
#include "widgets/qrview.h"

#include <core/base32.h>
#include <core/otpauthuri.h>
#include <core/qrmatrix.h>
#include <session/twofactorenrolment.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr qsizetype kGroup = 4;

//! "JBSW Y3DP ...": how people read a key to each other.
QString grouped(const Secret &key)
{
    const Secret plain = plainBase32(key.view());
    QString text;
    for (qsizetype at = 0; at < plain.size(); at += kGroup) {
        if (at > 0)
            text.append(QChar::Space);
        const qsizetype size = std::min(kGroup, plain.size() - at);
        text.append(QString::fromLatin1(plain.view().sliced(at, size)));
    }
    return text;
}

QString factsOf(const TotpKey &key)
{
    //: %1 is an algorithm such as SHA1, %2 a number of digits, %3 a number of seconds.
    return KeyPane::tr("%1 \u00b7 %2 digits \u00b7 %3 seconds")
        .arg(algorithmWord(key.algorithm))
        .arg(key.digits)
        .arg(key.period.count());
}

} // namespace

KeyPane::KeyPane(QWidget *parent)
    : QWidget(parent)
    , m_qr(new QrView)
    , m_qrProblem(new NoteLabel)
    , m_zoomButton(new QPushButton(tr("&Zoom In")))
    , m_cantScanButton(new QPushButton(tr("Ca&n't scan")))
    , m_key(new QLabel)
    , m_facts(new QLabel)
    , m_copied(new NoteLabel)
    , m_weak(new NoteLabel)
    , m_renewButton(new QPushButton(tr("&Use Another Key")))
    , m_clipboard(new ConcealedClipboard(*QGuiApplication::clipboard(), this))
{
    build();
    connect(m_zoomButton, &QPushButton::clicked, this, [this] {
        m_qr->setZoom(m_qr->zoom() == QrView::Zoom::Normal ? QrView::Zoom::Large
                                                           : QrView::Zoom::Normal);
    });
    connect(m_qr, &QrView::zoomChanged, this, &KeyPane::refresh);
    connect(m_cantScanButton, &QPushButton::clicked, this, &KeyPane::toggleKey);
    connect(m_covered, &CoveredView::revealed, this, &KeyPane::showSecrets);
    connect(m_covered, &CoveredView::covered, this, &KeyPane::hideSecrets);
    connect(m_clipboard, &ConcealedClipboard::takenBack, this,
            [this] { m_copied->setText(tr("Taken off the clipboard again.")); });
    connect(m_renewButton, &QPushButton::clicked, this, [this] {
        if (m_flow)
            m_flow->renewKey();
    });
}

void KeyPane::build()
{
    m_cantScanButton->setCheckable(true);
    auto *besideArea = new QWidget;
    auto *beside = new QVBoxLayout(besideArea);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->addWidget(new NoteLabel(
        tr("Scan this with an authenticator: Google Authenticator, FreeOTP, Twilio Authy, "
           "Microsoft Authenticator, or any other TOTP application.")));
    beside->setSpacing(metrics::kBetweenRows);
    for (QPushButton *button : {m_zoomButton, m_cantScanButton, m_renewButton}) {
        button->setAutoDefault(false);
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        beside->addWidget(button);
    }
    beside->addWidget(m_qrProblem);
    beside->addWidget(buildKeyBox());
    beside->addStretch(1);
    auto *content = new QWidget;
    auto *inside = new QHBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(metrics::kPageMargin);
    inside->addWidget(m_qr, 0, Qt::AlignTop);
    inside->addWidget(besideArea, 1);
    m_covered = new CoveredView(content, tr("QR code and key"));

    m_weak->setTone(Tone::Caution);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_covered);
    column->addWidget(m_weak);
    m_qrProblem->hide();
    m_weak->hide();
}

//! Not selectable on purpose: what is marked by the mouse would lie on a clipboard unmarked.
QWidget *KeyPane::buildKeyBox()
{
    m_keyBox = new QWidget;
    m_key->setTextFormat(Qt::PlainText);
    m_key->setFont(fixedFont());
    m_key->setWordWrap(true);
    m_key->setAccessibleName(tr("Key"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setAccessibleName(tr("Kind of the key"));
    auto *copy = new QPushButton(tr("Cop&y"));
    copy->setAutoDefault(false);
    copy->setAccessibleName(tr("Copy the key"));
    connect(copy, &QPushButton::clicked, this, &KeyPane::copyKey);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kBetweenRows);
    row->addWidget(copy);
    row->addWidget(m_copied, 1);
    auto *column = new QVBoxLayout(m_keyBox);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kInsideGroup);
    column->addWidget(new NoteLabel(tr("Type this key into the authenticator; blanks and letter "
                                       "case do not matter:")));
    column->addWidget(m_key);
    column->addWidget(m_facts);
    column->addLayout(row);
    m_keyBox->hide();
    return m_keyBox;
}

void KeyPane::follow(TwoFactorEnrolment *flow)
{
    m_flow = flow;
    const TotpKey *key = flow ? flow->key() : nullptr;
    if (!key) {
        m_covered->cover();
        m_cantScanButton->setChecked(false);
        m_keyBox->hide();
        m_shown = nullptr;
        return;
    }
    m_weak->setVisible(flow->isKeyWeak());
    if (flow->isKeyWeak())
        //: %1 is a number of bits.
        m_weak->setText(tr("The PBX made a weak key: %1 bits, while 128 are the least that the "
                           "standard allows (RFC 4226). It works, but tell the vendor.")
                            .arg(keyBits(*key)));
    m_renewButton->setEnabled(!flow->isBusy());
    if (m_shown == key->secret.view().data())
        return;
    m_shown = key->secret.view().data();
    m_covered->cover();
    m_covered->reveal();
}

void KeyPane::showSecrets()
{
    const TotpKey *key = m_flow ? m_flow->key() : nullptr;
    if (!key) {
        m_covered->cover();
        return;
    }
    auto matrix = QrMatrix::encode(otpAuthUri(*key).view());
    m_qr->setVisible(matrix.has_value());
    m_qrProblem->setVisible(!matrix);
    if (matrix)
        m_qr->setMatrix(std::move(*matrix));
    else
        m_qrProblem->setText(tr("The PBX's names are too long for a QR code. Type the key."));
    if (m_cantScanButton->isChecked())
        m_key->setText(grouped(key->secret));
    m_facts->setText(factsOf(*key));
    refresh();
}

void KeyPane::hideSecrets()
{
    m_qr->clear();
    m_qr->setZoom(QrView::Zoom::Normal);
    m_key->clear();
}

void KeyPane::toggleKey()
{
    const bool isShown = m_cantScanButton->isChecked();
    const TotpKey *key = m_flow ? m_flow->key() : nullptr;
    m_keyBox->setVisible(isShown);
    m_copied->clear();
    m_key->setText(isShown && key ? grouped(key->secret) : QString());
    m_covered->reveal(); // the time starts again: there is something new to read
}

void KeyPane::copyKey()
{
    const TotpKey *key = m_flow ? m_flow->key() : nullptr;
    if (!key)
        return;
    m_clipboard->copy(plainBase32(key->secret.view()));
    m_copied->setText(tr("Copied without blanks; taken off the clipboard after 30 seconds."));
}

void KeyPane::refresh()
{
    m_zoomButton->setText(m_qr->zoom() == QrView::Zoom::Normal ? tr("&Zoom In") : tr("&Zoom Out"));
    m_zoomButton->setVisible(!m_qr->isEmpty());
}

} // namespace lw
