// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/remotedevice.h>

#include <QDialog>
#include <QTimer>

class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace lw {

class AccessLinkRequest;
class CentralSession;
class ErrorNote;
class NoteLabel;

/*!
 * Fetches a link to the portal of a device, shows it with the time that it has left, and opens it
 * in the browser on request. The link is a key to the PBX: it is wiped when the dialog closes or
 * its time is over, and nowhere else. Use open().
 *
 *   asking --> shown --time is over--> over --Fetch a New Link--> asking
 *      \--> refused --Fetch a New Link--> asking
 */
class AccessLinkDialog final : public QDialog
{
    Q_OBJECT
public:
    //! Fetches at once: a person has asked for it. The session takes the dialog along.
    AccessLinkDialog(CentralSession &session, const RemoteDevice &device, AccessLink::Mode mode,
                     QWidget *parent = nullptr);
    ~AccessLinkDialog() override;

private:
    void build();
    void buildButtons();
    void fetch();
    void openLink();
    void refresh();
    void refreshTime();
    [[nodiscard]] QString introText() const;

    CentralSession &m_session;
    RemoteDevice m_device;
    AccessLink::Mode m_mode;
    AccessLinkRequest *m_request; //!< a child
    QPlainTextEdit *m_link;
    NoteLabel *m_time;
    ErrorNote *m_error;
    QProgressBar *m_progress;
    QPushButton *m_openButton = nullptr;
    QPushButton *m_newButton = nullptr;
    QTimer m_tick; //!< of the count-down
    bool m_wasShown = false;
    bool m_wasOpened = false;
};

} // namespace lw
