// SPDX-License-Identifier: GPL-3.0-or-later
#include "handoverdialog.h"

#include "support/metrics.h"
#include "widgets/notelabel.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QStandardPaths>
#include <QTextBrowser>
#include <QTextDocument>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 560;
constexpr int kPdfDpi = 300;
constexpr qreal kPointSize = 11;
constexpr qreal kMargin = 18; //!< in millimetres

//! \a text cannot be taken for Markdown.
QString plain(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
        if (c.unicode() < 0x80 && (c.isPunct() || c.isSymbol()))
            escaped += QLatin1Char('\\');
        escaped += c;
    }
    return escaped;
}

} // namespace

QString handOverSheet(const CentralSettings &central)
{
    using Dialog = HandOverDialog;
    const QStringList steps{
        Dialog::tr("**My Subscription**: check that a connection is free and that the "
                   "subscription has not ended."),
        Dialog::tr("**Remote Management > My Devices > Add**."),
        Dialog::tr("**Device Name**: a name by which both sides know the PBX. **Group** and "
                   "**Comment** may stay empty."),
        Dialog::tr("**Allow Passwordless Login to PBX**: only if that was agreed with the owner. "
                   "It opens the PBX with all rights of its super administrator."),
        Dialog::tr("**Allow Provisioning via Template**: off for a PBX that is in use. It "
                   "overwrites settings of the PBX."),
        Dialog::tr("Pass the **authentication code** and, for a self-hosted server, the **server "
                   "address** to the owner of the PBX, by a way that nobody else reads. The code "
                   "works once."),
        Dialog::tr("The owner enters both on the PBX under **Remote Management** and saves. The "
                   "device turns to **Connected**."),
        Dialog::tr("Afterwards: set up alarms and their contacts, check which colleagues may open "
                   "the PBX, and switch two-factor authentication on for your own accounts."),
        Dialog::tr("At the end of the contract: delete the device. Access ends at once.")};
    //: %1 is the name of a management server.
    QString sheet =
        Dialog::tr("# Connect a PBX to %1").arg(plain(central.name)) + QStringLiteral("\n\n");
    //: %1 is the address of a management server.
    sheet += Dialog::tr("Server address for the PBX: **%1**")
                 .arg(plain(connectionServerText(central.address))) +
             QStringLiteral("\n\n");
    sheet += Dialog::tr("To be done by whoever runs the management server, in its web portal:") +
             QStringLiteral("\n\n");
    for (qsizetype step = 0; step < steps.size(); ++step)
        sheet += QStringLiteral("%1. %2\n").arg(step + 1).arg(steps.at(step));
    return sheet;
}

HandOverDialog::HandOverDialog(const CentralSettings &central, QWidget *parent)
    : QDialog(parent), m_sheet(new QTextBrowser(this)), m_result(new NoteLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Hand-Over Sheet"));
    m_sheet->setMarkdown(handOverSheet(central));
    m_sheet->setOpenLinks(false);
    m_sheet->setAccessibleName(tr("Hand-over sheet"));
    m_result->setText(QString(QChar::Space)); // its line stays, so that nothing moves
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const auto add = [&](const QString &text, auto order) {
        QPushButton *button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, order);
    };
    add(tr("&Print\u2026"), &HandOverDialog::print);
    add(tr("&Save as PDF\u2026"), &HandOverDialog::savePdf);
    add(tr("&Copy"), &HandOverDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kPageMargin, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_sheet, 1);
    column->addWidget(m_result);
    column->addWidget(buttons);
    resize(kWidth, kHeight);
}

HandOverDialog::~HandOverDialog() = default;

void HandOverDialog::print()
{
    m_printer = std::make_unique<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(m_printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this,
            [this](QPrinter *printer) {
                m_sheet->print(printer);
                m_result->setText(tr("Sent to the printer."));
            });
    dialog->open();
}

void HandOverDialog::savePdf()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *files = new QFileDialog(this, tr("Save as PDF"), folder, tr("PDF (*.pdf)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(QStringLiteral("pdf"));
    files->selectFile(tr("hand-over sheet.pdf"));
    connect(files, &QFileDialog::fileSelected, this, [this](const QString &path) {
        //: %1 is a file.
        m_result->setText((writePdf(path) ? tr("Saved as %1.") : tr("%1 could not be written."))
                              .arg(QDir::toNativeSeparators(path)));
    });
    files->open();
}

bool HandOverDialog::writePdf(const QString &path) const
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({kMargin, kMargin, kMargin, kMargin}, QPageLayout::Millimeter);
    writer.setResolution(kPdfDpi);
    writer.setTitle(windowTitle());
    const std::unique_ptr<QTextDocument> paper(m_sheet->document()->clone());
    QFont font = paper->defaultFont();
    font.setPointSizeF(kPointSize);
    paper->setDefaultFont(font);
    paper->print(&writer);
    return file.error() == QFileDevice::NoError;
}

void HandOverDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_sheet->toPlainText());
    m_result->setText(tr("Copied."));
}

} // namespace lw
