// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/cloudpbx.h>
#include <session/cloudpbxsmodel.h>

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace lw {

/*!
 * The two passwordless switches of a Cloud PBX, each explained. Switching one on asks first.
 * Nothing is sent from here. Use open().
 */
class CloudPbxDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit CloudPbxDialog(const CloudPbx &pbx, QWidget *parent = nullptr);

signals:
    void confirmed(const lw::CloudPbxsModel::Switches &switches);

private:
    void refresh();
    void proceed();
    void finish();
    [[nodiscard]] CloudPbxsModel::Switches switches() const;

    CloudPbx m_pbx;
    QCheckBox *m_passwordlessBox;
    QCheckBox *m_superiorBox;
    QPushButton *m_saveButton = nullptr;
};

} // namespace lw
