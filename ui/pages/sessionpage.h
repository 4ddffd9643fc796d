// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <core/apierror.h>

#include <QWidget>

#include <optional>

namespace lw {

/*!
 * A page behind a tab of PbxPage or CentralPage, which owns it, shows it when hasContent(), and
 * gives it the foot that all pages share: banner, progress, Revert and Save. The page binds to its
 * own models.
 */
class SessionPage : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    //! Something to show, whatever the session does meanwhile.
    [[nodiscard]] virtual bool hasContent() const = 0;
    //! Why there is nothing to show, when reading was refused.
    [[nodiscard]] virtual std::optional<ApiError> loadError() const = 0;
    //! Reads from the PBX; what a person changed stays. Called when the page is first shown after
    //! every sign-in, and on Reload.
    virtual void load() = 0;
    //! The session is over or another account's: what was read of it is not shown any more, unless
    //! the session merely expired.
    virtual void clear() {}

    //! The foot has Revert and Save.
    [[nodiscard]] virtual bool hasSave() const { return false; }
    //! What leaving would lose.
    [[nodiscard]] virtual bool hasChanges() const { return false; }
    //! Save would do something now; by default, where there are changes.
    [[nodiscard]] virtual bool maySave() const { return hasChanges(); }
    //! Saves, after asking where something grave would change.
    virtual void save() {}
    virtual void revert() {}

    //! What is under way; empty: nothing.
    [[nodiscard]] virtual QString busyText() const { return {}; }
    virtual void cancelWork() {}
    //! How the last work ended.
    [[nodiscard]] virtual BannerText bannerText() const { return {}; }
    virtual void triggerBannerAction(int) {}

signals:
    //! Anything that the functions above say has changed.
    void changed();
};

} // namespace lw
