// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activitywords.h"
#include "sessionpage.h"

class QStackedWidget;
class QTabBar;

namespace lw {

class AddressListsModel;
class AllowedAddressList;
class BlockedAddressList;
class Clock;
class EmptyPane;
class OperationLogList;
class OperationLogModel;
class PbxSession;

/*!
 * What was done on the PBX, and who is shut out or never shut out. Owns the models of its parts;
 * has nothing to save.
 */
class ActivityPage final : public SessionPage
{
    Q_OBJECT
public:
    ActivityPage(PbxSession &session, const Clock &clock, QWidget *parent = nullptr);

    enum class Part { Log, Blocked, Allowed };
    void showPart(Part part);

    [[nodiscard]] bool hasContent() const override;
    [[nodiscard]] std::optional<ApiError> loadError() const override;
    void load() override;
    void clear() override;
    [[nodiscard]] QString busyText() const override;
    void cancelWork() override;
    [[nodiscard]] BannerText bannerText() const override;
    void triggerBannerAction(int index) override;

    [[nodiscard]] OperationLogModel &log() const { return *m_log; }
    [[nodiscard]] AddressListsModel &addresses() const { return *m_addresses; }

private:
    [[nodiscard]] Part part() const;
    void noteChange(AddressChange change);
    void readAgain();
    void refreshPane();

    OperationLogModel *m_log;
    AddressListsModel *m_addresses;
    QTabBar *m_tabs;
    QStackedWidget *m_parts;
    OperationLogList *m_logList;
    BlockedAddressList *m_blockedList;
    AllowedAddressList *m_allowedList;
    EmptyPane *m_pane; //!< the chosen part could not be read, another one could
    AddressChange m_lastChange = AddressChange::None;
};

} // namespace lw
