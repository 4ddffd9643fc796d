// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centrallistpage.h"

class QPushButton;

namespace lw {

class CloudPbxsModel;

/*! The Cloud PBXs of a management server and who may open them without a password. Owns its model.
 */
class CloudPbxsPage final : public CentralListPage
{
    Q_OBJECT
public:
    explicit CloudPbxsPage(CentralSession &session, QWidget *parent = nullptr);
    ~CloudPbxsPage() override;

    [[nodiscard]] CloudPbxsModel &model() const { return m_model; }

protected:
    [[nodiscard]] QString countText(qint64 total) const override;
    [[nodiscard]] ErrorText emptyText() const override;
    void refreshActions() override;
    [[nodiscard]] ChangeOutcome outcome() const override;

private:
    CloudPbxsPage(CentralSession &session, CloudPbxsModel *model, QWidget *parent);
    void openSwitches();

    CloudPbxsModel &m_model; //!< a child
    QPushButton *m_switchButton;
};

} // namespace lw
