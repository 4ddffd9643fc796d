// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionpage.h"

class QStackedWidget;
class QTabBar;

namespace lw {

class EmptyPane;
class ExtensionsList;
class ExtensionsModel;
class PbxSession;
class SecurityOptionsModel;
class SecurityOptionsPanel;

/*!
 * What administrators do for the accounts of others: the list of extensions with their second
 * factor, and the options that hold for all. Owns the models of both.
 */
class ExtensionsPage final : public SessionPage
{
    Q_OBJECT
public:
    explicit ExtensionsPage(PbxSession &session, QWidget *parent = nullptr);

    enum class Part { List, Options };
    void showPart(Part part);

    [[nodiscard]] bool hasContent() const override;
    [[nodiscard]] std::optional<ApiError> loadError() const override;
    void load() override;
    void clear() override;
    [[nodiscard]] bool hasSave() const override;
    [[nodiscard]] bool hasChanges() const override;
    [[nodiscard]] bool maySave() const override;
    void save() override;
    void revert() override;
    [[nodiscard]] QString busyText() const override;
    void cancelWork() override;
    [[nodiscard]] BannerText bannerText() const override;
    void triggerBannerAction(int index) override;

    [[nodiscard]] ExtensionsModel &extensions() const { return *m_extensions; }
    [[nodiscard]] SecurityOptionsModel &options() const { return *m_options; }

private:
    [[nodiscard]] Part part() const;
    void readAgain();
    void refreshPane();

    PbxSession &m_session;
    ExtensionsModel *m_extensions;
    SecurityOptionsModel *m_options;
    QTabBar *m_tabs;
    QStackedWidget *m_parts;
    ExtensionsList *m_list;
    SecurityOptionsPanel *m_panel;
    EmptyPane *m_pane; //!< the chosen part could not be read, the other one could
};

} // namespace lw
