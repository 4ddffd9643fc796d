// SPDX-License-Identifier: GPL-3.0-or-later
#include "pageform.h"

#include "fieldblock.h"
#include "notelabel.h"
#include "support/metrics.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace lw {

namespace {

/*! A label as tall as its field, so that both stand on one line whatever is written below. */
class RowLabel final : public QLabel
{
public:
    RowLabel(const QString &text, QWidget *field) : QLabel(text), m_field(field)
    {
        setTextFormat(Qt::PlainText);
        setBuddy(field);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QSize own = QLabel::sizeHint();
        const int field = m_field->sizeHint().height() + m_extra;
        return {own.width(), m_isLine ? std::max(own.height(), field) : own.height()};
    }
    void setExtra(int extra)
    {
        m_extra = extra;
        m_isLine = true;
    }

private:
    QWidget *m_field;
    int m_extra = 0;
    bool m_isLine = false;
};

QString plainName(QString label)
{
    label.remove(QLatin1Char('&'));
    return label;
}

} // namespace

PageForm::PageForm(QWidget *parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(metrics::kBetweenRows * 2);
    m_form->setVerticalSpacing(metrics::kBetweenRows);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    setMaximumWidth(metrics::kColumnWidth);
}

QWidget *PageForm::addHeading(const QString &text)
{
    auto *heading = new SectionHeading(text);
    if (m_form->rowCount() > 0)
        heading->setContentsMargins(0, metrics::kBetweenSections - metrics::kBetweenRows, 0, 0);
    m_form->addRow(heading);
    return heading;
}

FieldBlock *PageForm::addField(const QString &label, QWidget *field, QWidget *beside)
{
    auto *block = new FieldBlock(field, beside);
    auto *rowLabel = new RowLabel(label, field);
    rowLabel->setExtra(4);
    field->setAccessibleName(plainName(label));
    m_form->addRow(rowLabel, block);
    return block;
}

FieldBlock *PageForm::addUnlabelled(QWidget *field)
{
    auto *block = new FieldBlock(field);
    m_form->addRow(QString(), block);
    return block;
}

void PageForm::addRow(const QString &label, QWidget *widget)
{
    auto *rowLabel = new RowLabel(label, widget);
    if (widget->accessibleName().isEmpty())
        widget->setAccessibleName(plainName(label));
    m_form->addRow(rowLabel, widget);
}

void PageForm::addWide(QWidget *widget)
{
    m_form->addRow(widget);
}

void PageForm::setRowShown(QWidget *widget, bool isShown)
{
    m_form->setRowVisible(widget, isShown);
}

QSize PageForm::sizeHint() const
{
    return {metrics::kColumnWidth, QWidget::sizeHint().height()};
}

} // namespace lw
