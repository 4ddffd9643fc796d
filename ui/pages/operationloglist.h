// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/operationlogentry.h>

#include <QList>
#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace lw {

class Clock;
class EmptyPane;
class ListTable;
class OperationLogModel;
class PbxSession;
struct BannerText;

/*!
 * The operation log: period, user, module, the table, and its export to a file. A part of
 * ActivityPage; binds to the model.
 */
class OperationLogList final : public QWidget
{
    Q_OBJECT
public:
    OperationLogList(PbxSession &session, OperationLogModel &model, const Clock &clock,
                     QWidget *parent = nullptr);

    //! Reads again; "Today" may be another day by now.
    void load();
    //! How the last export ended.
    [[nodiscard]] BannerText bannerText() const;

signals:
    //! The banner is another one.
    void changed();

private:
    enum class Period { Today, SevenDays, ThirtyDays, Everything, Chosen };

    [[nodiscard]] QWidget *filterRow();
    [[nodiscard]] QWidget *dateRow();
    [[nodiscard]] QWidget *actionRow();
    void buildTable();
    void refresh();
    void applyFilter();
    void changePeriod();
    void showEverything();
    [[nodiscard]] OperationLogFilter filter() const;
    void chooseFile();
    void writeExport(const QList<OperationLogEntry> &entries);

    PbxSession &m_session;
    OperationLogModel &m_model;
    const Clock &m_clock;
    QComboBox *m_periodList;
    QLineEdit *m_userEdit;
    QLineEdit *m_moduleEdit;
    QDateEdit *m_fromEdit;
    QDateEdit *m_toEdit;
    QWidget *m_dates = nullptr;
    QLabel *m_count;
    QPushButton *m_exportButton;
    ListTable *m_table;
    EmptyPane *m_empty;
    QStackedWidget *m_stack;
    QTimer m_typing; //!< runs while somebody types into the filter
    QString m_file;  //!< where an export goes
    std::unique_ptr<BannerText> m_banner;
};

} // namespace lw
