// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/extension.h>

#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace lw {

class EmptyPane;
class ExtensionsModel;
class ExtensionsTableModel;
class ListTable;
class PbxSession;

/*!
 * The extensions and their second factor: search, filter, table, and switching the second factor
 * off for the chosen ones. A part of ExtensionsPage; binds to the model.
 */
class ExtensionsList final : public QWidget
{
    Q_OBJECT
public:
    ExtensionsList(PbxSession &session, ExtensionsModel &model, QWidget *parent = nullptr);

    void showOnlyWithoutSecondFactor();

private:
    [[nodiscard]] QWidget *filterRow();
    [[nodiscard]] QWidget *countRow();
    [[nodiscard]] QWidget *actionRow();
    void buildTable();
    void refresh();
    void refreshAction();
    void endEmptiness();
    void askToSwitchOff();
    void takeResults(const QList<Extension> &changed);
    //! Of the chosen rows: those that have a second factor.
    [[nodiscard]] QList<Extension> candidates() const;

    PbxSession &m_session;
    ExtensionsModel &m_model;
    ExtensionsTableModel *m_texts;
    QLineEdit *m_searchEdit;
    QCheckBox *m_filterCheck;
    QLabel *m_count;
    QPushButton *m_stopButton;
    ListTable *m_table;
    EmptyPane *m_empty;
    QStackedWidget *m_stack;
    QPushButton *m_switchOffButton;
    QAction *m_switchOffAction;
    QLabel *m_choice; //!< what is chosen, in words
};

} // namespace lw
