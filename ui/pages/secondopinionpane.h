// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxneighbours.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;
class QPushButton;

namespace lw {

class CentralSession;
class NoteLabel;
class PbxSession;
class RemoteManagementModel;
class SecondOpinion;
class StatusLabel;

/*!
 * What a management server says of this PBX's connection, beside what the PBX says, and how old
 * that is. Which server: the one that the PBX names, or the one that a person chose. Asks when the
 * PBX's own status is another one, and on request; signs in nowhere by itself. Its controls stand
 * in a row of the form above it.
 */
class SecondOpinionPane final : public QWidget
{
    Q_OBJECT
public:
    SecondOpinionPane(PbxSession &session, RemoteManagementModel &model, QWidget *parent = nullptr);
    ~SecondOpinionPane() override;

    void setNeighbours(const PbxNeighbours &neighbours);
    //! Which management server, and the buttons that stand beside it: for the form, which takes
    //! them over.
    [[nodiscard]] QComboBox *choice() const { return m_platformList; }
    [[nodiscard]] QWidget *buttons() const { return m_buttons; }
    //! There is a management server that could be asked.
    [[nodiscard]] bool isOffered() const;
    //! The id of the management server that is asked; empty: none.
    [[nodiscard]] QString platformId() const;
    //! In few words, that the two say different things; empty: they do not.
    [[nodiscard]] QString disagreement() const;
    void askAgain();

signals:
    //! What the functions above say has changed.
    void changed();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void fillPlatforms();
    void choose();
    void chooseFitting();
    void endPlatform(const QString &id);
    void follow();
    void askWhenNew();
    void refresh();
    void refreshAge();
    [[nodiscard]] QString platformName() const;
    [[nodiscard]] CentralSession *platform() const;

    PbxSession &m_session;
    RemoteManagementModel &m_model;
    PbxNeighbours m_neighbours;
    QComboBox *m_platformList;
    QWidget *m_buttons;
    QPushButton *m_askButton;
    QPushButton *m_signInButton;
    StatusLabel *m_words;
    NoteLabel *m_note;
    std::unique_ptr<SecondOpinion> m_opinion; //!< while the chosen server is signed in
    QString m_opinionOf;                      //!< the id of its server
    QString m_askedFor;                       //!< the PBX's status when it was asked
    QString m_advice;
    bool m_isChosen = false; //!< by a person, so it is not changed by itself
    QTimer m_age;            //!< runs while it is seen
};

} // namespace lw
