// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificatedialog.h"

#include "support/errortext.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/copytext.h"
#include "widgets/dialogcolumn.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 580;
constexpr int kSideBytes = 8; //!< a line, where two fingerprints stand side by side

ValueLabel *value(const QString &text)
{
    auto *label = new ValueLabel;
    label->setText(text);
    return label;
}

QVBoxLayout *frame(QDialog &dialog, const QString &heading)
{
    QVBoxLayout *column = dialogColumn(dialog, kWidth);
    auto *title = new SectionHeading(heading);
    title->setWordWrap(true);
    column->addWidget(title);
    return column;
}

PageForm *factsForm(const CertificateFacts &facts)
{
    auto *form = new PageForm;
    form->addRow(CertificateDialog::tr("Subject"), value(facts.subject));
    form->addRow(CertificateDialog::tr("Issuer"), value(facts.issuer));
    if (!facts.names.isEmpty())
        form->addRow(CertificateDialog::tr("Names"), value(facts.names.join(QLatin1String(", "))));
    //: %1 and %2 are the first and the last moment of a validity.
    form->addRow(CertificateDialog::tr("Valid"),
                 value(CertificateDialog::tr("%1 to %2")
                           .arg(localTime(facts.notBefore), localTime(facts.notAfter))));
    return form;
}

CopyText *fingerprint(const QString &name, const QByteArray &sha256, int bytesOfLine = 16)
{
    auto *text = new CopyText(name);
    text->setText(fingerprintLines(sha256, bytesOfLine), fingerprintText(sha256));
    return text;
}

//! The buttons of both dialogs: No first and by default. Answers the one that trusts.
QPushButton *addButtons(QDialog &dialog, QVBoxLayout &column, const QString &trust)
{
    auto *buttons = new QDialogButtonBox(&dialog);
    QPushButton *no =
        buttons->addButton(CertificateDialog::tr("&Do Not Trust"), QDialogButtonBox::RejectRole);
    QPushButton *yes = buttons->addButton(trust, QDialogButtonBox::AcceptRole);
    yes->setAutoDefault(false);
    no->setDefault(true);
    no->setFocus();
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column.addSpacing(metrics::kBetweenRows);
    column.addWidget(buttons);
    return yes;
}

bool isPbx(const CertifiedServer &server)
{
    return server.kind == CertifiedServer::Kind::Pbx;
}

//! What has to be compared, and how.
QString compareText(const CertifiedServer &server)
{
    //: %1 is an address.
    return (isPbx(server)
                ? CertificateDialog::tr(
                      "%1 shows the certificate below, and this PC cannot verify it. Compare the "
                      "SHA-256 fingerprint with the one of the PBX, by a way that does not lead "
                      "through this network. Nothing has been sent.")
                : CertificateDialog::tr(
                      "%1 shows the certificate below, and this PC cannot verify it. Compare the "
                      "SHA-256 fingerprint with the one that whoever runs the management server "
                      "tells you. Nothing has been sent."))
        .arg(server.address);
}

QString changedText(const CertifiedServer &server)
{
    //: %1 is an address.
    return (isPbx(server) ? ChangedCertificateDialog::tr(
                                "%1 does not show the certificate that you trusted. Either it was "
                                "renewed, or somebody stands between this PC and the PBX and could "
                                "read your password.")
                          : ChangedCertificateDialog::tr(
                                "%1 does not show the certificate that you trusted. Either it was "
                                "renewed, or somebody stands between this PC and the management "
                                "server and could read the Client Secret."))
        .arg(server.address);
}

QString whomToAskText(const CertifiedServer &server)
{
    return isPbx(server)
               ? ChangedCertificateDialog::tr("Ask whoever looks after the PBX whether the "
                                              "certificate was renewed, and compare the new "
                                              "fingerprint. Nothing has been sent.")
               : ChangedCertificateDialog::tr("Ask whoever runs the management server whether the "
                                              "certificate was renewed, and compare the new "
                                              "fingerprint. Nothing has been sent.");
}

void addProblems(QVBoxLayout &column, const CertificateFacts &facts)
{
    for (const CertificateProblem problem : facts.problems) {
        auto *line = new NoteLabel(certificateProblemText(problem));
        line->setTone(Tone::Caution);
        column.addWidget(line);
    }
}

} // namespace

CertificateDialog::CertificateDialog(const CertifiedServer &server, const CertificateFacts &facts,
                                     QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Certificate Not Verified"));
    //: %1 is the name of a server.
    QVBoxLayout *column = frame(*this, tr("Is this really %1?").arg(server.name));
    addProblems(*column, facts);
    column->addWidget(value(compareText(server)));
    PageForm *form = factsForm(facts);
    form->addRow(tr("SHA-256"), fingerprint(tr("SHA-256"), facts.sha256));
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(form);
    column->addStretch(1);
    addButtons(*this, *column,
               isPbx(server) ? tr("&Trust This Certificate for This PBX")
                             : tr("&Trust This Certificate for This Server"));
}

ChangedCertificateDialog::ChangedCertificateDialog(const CertifiedServer &server,
                                                   const CertificateFacts &facts,
                                                   const QByteArray &pinnedSha256, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Certificate Changed"));
    //: %1 is the name of a server.
    QVBoxLayout *column = frame(*this, tr("The certificate of %1 has changed").arg(server.name));
    auto *warning = new NoteLabel(changedText(server));
    warning->setTone(Tone::Danger);
    column->addWidget(warning);
    column->addWidget(value(whomToAskText(server)));
    auto *sides = new QGridLayout;
    sides->setHorizontalSpacing(metrics::kBetweenSections);
    sides->setVerticalSpacing(metrics::kInsideGroup);
    sides->addWidget(new SectionHeading(tr("Trusted until now")), 0, 0);
    sides->addWidget(new SectionHeading(tr("Shown now")), 0, 1);
    sides->addWidget(fingerprint(tr("old SHA-256"), pinnedSha256, kSideBytes), 1, 0, Qt::AlignTop);
    sides->addWidget(fingerprint(tr("new SHA-256"), facts.sha256, kSideBytes), 1, 1, Qt::AlignTop);
    column->addSpacing(metrics::kBetweenRows);
    column->addLayout(sides);
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(factsForm(facts));
    addProblems(*column, facts);
    const QString tick = isPbx(server)
                             ? tr("I have &compared the new fingerprint with the PBX")
                             : tr("I have &compared the new fingerprint with the server's");
    auto *compared = new QCheckBox(tick);
    compared->setAccessibleName(QString(tick).remove(QLatin1Char('&')));
    column->addSpacing(metrics::kBetweenRows);
    column->addWidget(compared);
    column->addStretch(1);
    QPushButton *trust = addButtons(*this, *column, tr("&Trust the New Certificate"));
    trust->setEnabled(false);
    connect(compared, &QCheckBox::toggled, trust, &QPushButton::setEnabled);
}

} // namespace lw
