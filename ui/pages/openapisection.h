// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxneighbours.h"

#include <QObject>
#include <QPointer>

#include <chrono>

class QPushButton;
class QWidget;

namespace lw {

class NoteLabel;
class OpenApiSession;
class PageForm;
class PbxSession;
class StatusLabel;
class ValueLabel;

//! "3 d 4 h", "4 h 12 min".
[[nodiscard]] QString upTimeText(std::chrono::seconds upTime);

/*!
 * What a PBX says of itself over its OpenAPI, or why it says nothing: rows on the form of the
 * Overview page. Hidden where the PBX has no Client ID. Signs in with the secret that is kept when
 * the page is seen, and otherwise asks for it.
 */
class OpenApiSection final : public QObject
{
    Q_OBJECT
public:
    OpenApiSection(PageForm &form, PbxSession &session, QWidget &page);

    void setNeighbours(const PbxNeighbours &neighbours);
    //! The page is seen: signs in with what is kept, and reads what is not read yet.
    void start();

private:
    void build();
    void follow();
    void refresh();
    void refreshInformation();
    void act();
    void askForSecret();
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QString pbxId() const;

    PageForm &m_form;
    PbxSession &m_session;
    QWidget &m_page;
    PbxNeighbours m_neighbours;
    QPointer<OpenApiSession> m_openApi;
    QWidget *m_heading = nullptr;
    StatusLabel *m_state = nullptr;
    NoteLabel *m_note = nullptr;
    ValueLabel *m_firmware = nullptr;
    ValueLabel *m_hardware = nullptr;
    ValueLabel *m_clock = nullptr;
    ValueLabel *m_upTime = nullptr;
    QWidget *m_buttonRow = nullptr;
    QPushButton *m_button = nullptr;
    bool m_hasTried = false; //!< with the secret that is kept
};

} // namespace lw
