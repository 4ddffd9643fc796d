// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistpage.h"

class QPushButton;

namespace lw {

class CentralUsersModel;

/*!
 * The users of a management server and their second factor, which can be switched off for somebody
 * who has lost the phone. Owns its model.
 */
class CentralUsersPage final : public CentralListPage
{
    Q_OBJECT
public:
    explicit CentralUsersPage(CentralSession &session, QWidget *parent = nullptr);
    ~CentralUsersPage() override;

    [[nodiscard]] CentralUsersModel &model() const { return m_model; }

protected:
    [[nodiscard]] QString countText(qint64 total) const override;
    [[nodiscard]] ErrorText emptyText() const override;
    void refreshActions() override;
    [[nodiscard]] ChangeOutcome outcome() const override;

private:
    CentralUsersPage(CentralSession &session, CentralUsersModel *model, QWidget *parent);
    void askToSwitchOff();

    CentralUsersModel &m_model; //!< a child
    QPushButton *m_switchOffButton;
};

} // namespace lw
