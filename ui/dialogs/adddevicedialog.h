// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <session/connectthrough.h>

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace lw {

class CentralSession;
class ConcealedClipboard;
class ErrorNote;
class FieldBlock;
class NoteLabel;
class PageForm;
class RemoteDevicesModel;
class ValueLabel;

/*! A saved PBX, as far as a device can be used on it. */
struct PbxChoice
{
    QString id;
    QString name;
};

/*!
 * Adds a device to a management server and shows its authentication code, which is good once; or,
 * where the code is for a saved PBX, hands what was typed on, so that all is done in one go. The
 * code is forgotten when the dialog closes. Use open().
 *
 *   form --Add Device--> code --Done--> closed
 *      \--Continue--> connectThroughRequested(), closed
 */
class AddDeviceDialog final : public QDialog
{
    Q_OBJECT
public:
    //! \a model outlives the dialog or takes it along.
    AddDeviceDialog(CentralSession &session, RemoteDevicesModel &model,
                    const QList<PbxChoice> &pbxs, QWidget *parent = nullptr);
    ~AddDeviceDialog() override;

    //! Not while the answer is awaited: the code that comes would be lost.
    void reject() override;

signals:
    void connectThroughRequested(const QString &pbxId, const lw::ConnectThroughPlan &plan);

private:
    [[nodiscard]] QWidget *buildForm(const QList<PbxChoice> &pbxs);
    [[nodiscard]] QWidget *buildCode();
    void buildButtons();
    void proceed();
    void add();
    void follow();
    void showCode();
    void refresh();
    void refreshValidity();
    [[nodiscard]] QString chosenPbx() const; //!< empty: the code is shown

    CentralSession &m_session;
    RemoteDevicesModel &m_model;
    QStackedWidget *m_steps;
    PageForm *m_form;
    QComboBox *m_useList;
    QLineEdit *m_nameEdit;
    QLineEdit *m_groupEdit;
    QLineEdit *m_commentEdit;
    QCheckBox *m_passwordlessBox;
    QCheckBox *m_templateBox;
    FieldBlock *m_nameBlock = nullptr;
    FieldBlock *m_useBlock = nullptr;
    FieldBlock *m_templateBlock = nullptr;
    ErrorNote *m_error;
    NoteLabel *m_what;
    ValueLabel *m_code;
    NoteLabel *m_validity;
    NoteLabel *m_copied;
    ConcealedClipboard *m_clipboard;
    QProgressBar *m_progress;
    QPushButton *m_addButton = nullptr;
    QPushButton *m_closeButton = nullptr;
    QTimer m_tick;           //!< of the count-down
    bool m_hasAsked = false; //!< the answer that comes is to this dialog
};

} // namespace lw
