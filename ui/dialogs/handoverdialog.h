// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/centralsettings.h>

#include <QDialog>

#include <memory>

class QPrinter;
class QTextBrowser;

namespace lw {

class NoteLabel;

//! What whoever runs the management server has to do there, step by step; Markdown without links.
[[nodiscard]] QString handOverSheet(const CentralSettings &central);

/*!
 * The steps in the server's own portal as a sheet to hand over: to print, to save as PDF, to copy.
 * It holds no secret. Use open().
 */
class HandOverDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit HandOverDialog(const CentralSettings &central, QWidget *parent = nullptr);
    ~HandOverDialog() override;

    //! Writes the sheet as PDF. False: the file cannot be written.
    [[nodiscard]] bool writePdf(const QString &path) const;

private:
    void print();
    void savePdf();
    void copy();

    QTextBrowser *m_sheet;
    NoteLabel *m_result;
    std::unique_ptr<QPrinter> m_printer; //!< of the last print
};

} // namespace lw
