// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"

#include <QWidget>

class QPushButton;
class QTreeWidget;

namespace lw {

class NoteLabel;
class TrustedDevicesModel;

/*!
 * The *Trusted Device List*: which devices sign in to this account without a code; deletes one or
 * all others after asking. Owned by SecuritySettingsPage.
 */
class TrustedDevicesPane final : public QWidget
{
    Q_OBJECT
public:
    explicit TrustedDevicesPane(TrustedDevicesModel &model, QWidget *parent = nullptr);

    [[nodiscard]] BannerText bannerText() const;

private:
    void build();
    void refresh();
    void refreshButtons();
    void fillList();
    void askToRemove();
    void askToRemoveOthers();
    [[nodiscard]] QString selectedId() const;
    [[nodiscard]] QString nameOf(const QString &id) const;

    TrustedDevicesModel &m_model;
    NoteLabel *m_note;
    QTreeWidget *m_list;
    QPushButton *m_deleteButton;
    QPushButton *m_deleteOthersButton;
};

} // namespace lw
