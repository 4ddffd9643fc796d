// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/extension.h>

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace lw {

class FieldBlock;
class NoteLabel;
class PageForm;
class PbxSession;
class SecondFactorRemoval;

/*!
 * Switches the second factor of extensions off: whose, after which reminder, for which reason; then
 * the result of each, until it is closed. Closing it while it works stops what is not sent yet and
 * waits for the answer to what was. Use open().
 */
class SecondFactorRemovalDialog final : public QDialog
{
    Q_OBJECT
public:
    SecondFactorRemovalDialog(PbxSession &session, const QList<Extension> &extensions,
                              QWidget *parent = nullptr);
    ~SecondFactorRemovalDialog() override;

    void reject() override;

signals:
    //! It is over: these were tried, with whatever success.
    void tried(const QList<lw::Extension> &extensions);

private:
    void buildList();
    int setListLines(int lines);
    void buildReason();
    void buildButtons();
    void start();
    void showRow(int row);
    void finish();
    void refresh();

    PbxSession &m_session;
    QList<Extension> m_extensions;
    std::unique_ptr<SecondFactorRemoval> m_removal; //!< from the start on
    QLabel *m_question;
    NoteLabel *m_reminder;
    NoteLabel *m_consequence;
    QTableWidget *m_list;
    PageForm *m_form;
    QComboBox *m_reasonList;
    FieldBlock *m_reasonBlock = nullptr;
    QProgressBar *m_progress;
    QPushButton *m_switchOffButton = nullptr;
    QPushButton *m_closeButton = nullptr;
};

} // namespace lw
