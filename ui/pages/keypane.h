// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace lw {

class ConcealedClipboard;
class CoveredView;
class NoteLabel;
class QrView;
class TwoFactorEnrolment;

/*!
 * The key of an enrolment for the authenticator: as a QR code, and under *Can't scan* in groups of
 * four. It holds the key only while it is seen. Owned by EnrolmentPane.
 */
class KeyPane final : public QWidget
{
    Q_OBJECT
public:
    explicit KeyPane(QWidget *parent = nullptr);

    //! Null: there is no key any more.
    void follow(TwoFactorEnrolment *flow);
    [[nodiscard]] CoveredView &coveredView() const { return *m_covered; }

private:
    void build();
    QWidget *buildKeyBox();
    void showSecrets();
    void hideSecrets();
    void toggleKey();
    void copyKey();
    void refresh();

    QPointer<TwoFactorEnrolment> m_flow;
    const void *m_shown = nullptr; //!< which key was shown last, to see a new one; never followed
    QrView *m_qr;
    QLabel *m_qrProblem;
    QPushButton *m_zoomButton;
    QPushButton *m_cantScanButton;
    QWidget *m_keyBox = nullptr;
    QLabel *m_key;
    QLabel *m_facts;
    NoteLabel *m_copied;
    CoveredView *m_covered = nullptr;
    NoteLabel *m_weak;
    QPushButton *m_renewButton;
    ConcealedClipboard *m_clipboard;
};

} // namespace lw
