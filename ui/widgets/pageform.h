// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;

namespace lw {

class FieldBlock;

/*!
 * One column of headings, labels and fields, at most 760 pixels wide: the body of a page or a
 * dialog. All labels share one column, whatever their section.
 */
class PageForm final : public QWidget
{
    Q_OBJECT
public:
    explicit PageForm(QWidget *parent = nullptr);

    QWidget *addHeading(const QString &text);
    //! \a label with its mnemonic; it is the field's accessible name, too.
    FieldBlock *addField(const QString &label, QWidget *field, QWidget *beside = nullptr);
    //! A field without a label in front, such as a check box.
    FieldBlock *addUnlabelled(QWidget *field);
    //! Text or any other widget in the place of a field.
    void addRow(const QString &label, QWidget *widget);
    //! A widget over the whole width.
    void addWide(QWidget *widget);

    //! Shows or hides the row of what add...() answered or was given.
    void setRowShown(QWidget *widget, bool isShown);

    QSize sizeHint() const override;

private:
    QFormLayout *m_form;
};

} // namespace lw
