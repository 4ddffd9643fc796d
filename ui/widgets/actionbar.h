// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "banner.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lw {

/*!
 * The foot of a page: what happened or is happening, Revert and Save. Work shows after half a
 * second, in the place of the banner, so that nothing moves.
 */
class ActionBar final : public QWidget
{
    Q_OBJECT
public:
    enum class Buttons { None, RevertAndSave };
    //! Whether there is something to take back, and to save.
    enum class Changes { None, NotReady, Ready };

    explicit ActionBar(QWidget *parent = nullptr);

    void setBanner(const BannerText &text);
    //! Empty: nothing is under way.
    void setBusy(const QString &what);
    void setButtons(Buttons buttons);
    void setChanges(Changes changes);
    [[nodiscard]] Banner &banner() const { return *m_banner; }
    [[nodiscard]] QPushButton &saveButton() const { return *m_saveButton; }
    [[nodiscard]] bool isBusyShown() const;

signals:
    void saveRequested();
    void revertRequested();
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showWhatIs();

    Banner *m_banner;
    QWidget *m_busy;
    QLabel *m_busyText;
    QPushButton *m_cancelButton;
    QPushButton *m_revertButton;
    QPushButton *m_saveButton;
    QTimer m_patience; //!< runs while work is not worth mentioning yet
    bool m_hasButtons = false;
};

} // namespace lw
