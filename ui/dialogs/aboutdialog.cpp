// SPDX-License-Identifier: GPL-3.0-or-later
#include "aboutdialog.h"

#include "support/icons.h"
#include "support/metrics.h"
#include "widgets/copytext.h"
#include "widgets/dialogcolumn.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

namespace lw {

namespace {

constexpr int kWidth = 480;
constexpr int kIconSize = 64;

struct Library
{
    const char *name;
    const char *licence;
};

constexpr Library kLibraries[] = {{"Qt " QT_VERSION_STR, "LGPL-3.0"},
                                  {"OpenSSL", "Apache-2.0"},
                                  {"tl-expected", "CC0-1.0"},
                                  {"Boost.Beast, Asio", "BSL-1.0"}};

} // namespace

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Linewarden"));
    QVBoxLayout *column = dialogColumn(*this, kWidth);
    if (const QIcon own = applicationIcon(); !own.isNull()) {
        auto *picture = new QLabel(this);
        picture->setPixmap(own.pixmap(kIconSize));
        column->addWidget(picture);
    }
    column->addWidget(new SectionHeading(QStringLiteral("Linewarden"), this));
    column->addWidget(new NoteLabel(tr("Administers Remote Management and account security of "
                                       "Yeastar P-Series PBXs. Not a product of Yeastar."),
                                    this));
    auto *form = new PageForm(this);
    auto *version = new CopyText(tr("version"));
    version->setText(QStringLiteral(LINEWARDEN_VERSION));
    form->addRow(tr("Version"), version);
    auto *licence = new ValueLabel;
    licence->setText(tr("GNU General Public License, version 3 or later"));
    form->addRow(tr("Licence"), licence);
    form->addHeading(tr("Libraries"));
    for (const Library &library : kLibraries) {
        auto *label = new ValueLabel;
        label->setText(QString::fromLatin1(library.licence));
        form->addRow(QString::fromLatin1(library.name), label);
    }
    column->addWidget(form);
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

} // namespace lw
