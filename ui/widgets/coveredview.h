// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <chrono>

class QPushButton;
class QStackedWidget;

namespace lw {

class NoteLabel;

/*!
 * Keeps a secret on the screen for a limited time only: it covers its content when the time is
 * over, when the window or the whole program loses the focus, and when it is hidden. A button
 * brings the content back. Whoever owns the secret fills the content at revealed() and empties it
 * at covered().
 */
class CoveredView final : public QWidget
{
    Q_OBJECT
public:
    //! Takes \a content over. \a what is the secret's name, such as "QR code".
    CoveredView(QWidget *content, const QString &what, QWidget *parent = nullptr);

    void setShownFor(std::chrono::milliseconds time) { m_shownFor = time; }
    void reveal();
    void cover();
    [[nodiscard]] bool isCovered() const;

signals:
    void revealed();
    void covered();

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build(QWidget *content);
    void refresh();

    QString m_what;
    QStackedWidget *m_stack;
    QWidget *m_cover;
    NoteLabel *m_countDown;
    QPushButton *m_showButton;
    std::chrono::milliseconds m_shownFor;
    QDeadlineTimer m_end;
    QTimer m_tick;
};

} // namespace lw
