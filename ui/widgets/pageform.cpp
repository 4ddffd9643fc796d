// SPDX-License-Identifier: GPL-3.0-or-later
#include "pageform.h"

#include "copytext.h"
#include "fieldblock.h"
#include "notelabel.h"
#include "support/metrics.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace lw {

namespace {

constexpr int kFieldFrame = 4;  //!< what a FieldBlock keeps around its field, both sides
constexpr int kTallestLine = 3; //!< in lines of text: a taller field has its label at the top

/*! A label as tall as its field, so that both stand on one line whatever is written below. */
class RowLabel final : public QLabel
{
public:
    //! \a lineHeight: of the first line of what stands beside it; 0: the field's own.
    RowLabel(const QString &text, QWidget *field, int lineHeight = 0)
        : QLabel(text), m_field(field), m_lineHeight(lineHeight)
    {
        setTextFormat(Qt::PlainText);
        setBuddy(field);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QSize own = QLabel::sizeHint();
        const int field =
            m_lineHeight > 0 ? m_lineHeight : m_field->sizeHint().height() + kFieldFrame;
        const bool isLine = field < own.height() * kTallestLine;
        return {own.width(), isLine ? std::max(own.height(), field) : own.height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    QWidget *m_field;
    int m_lineHeight;
};

void keepDistance(QWidget &row)
{
    QMargins margins = row.contentsMargins();
    margins.setBottom(metrics::kBetweenRows);
    row.setContentsMargins(margins);
}

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
    // Rows bring their own distance along: the layout would leave it where a row is hidden, too.
    m_form->setVerticalSpacing(0);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    setMaximumWidth(metrics::kColumnWidth);
}

QWidget *PageForm::addHeading(const QString &text)
{
    auto *heading = new SectionHeading(text);
    if (m_form->rowCount() > 0)
        heading->setContentsMargins(0, metrics::kBetweenSections - metrics::kBetweenRows, 0,
                                    metrics::kBetweenRows);
    else
        heading->setContentsMargins(0, 0, 0, metrics::kBetweenRows);
    m_form->addRow(heading);
    return heading;
}

FieldBlock *PageForm::addField(const QString &label, QWidget *field, QWidget *beside)
{
    auto *block = new FieldBlock(field, beside);
    keepDistance(*block);
    field->setAccessibleName(plainName(label));
    m_form->addRow(new RowLabel(label, field), block);
    return block;
}

FieldBlock *PageForm::addUnlabelled(QWidget *field)
{
    auto *block = new FieldBlock(field);
    keepDistance(*block);
    m_form->addRow(QString(), block);
    return block;
}

void PageForm::addRow(const QString &label, QWidget *widget)
{
    keepDistance(*widget);
    const auto *copyable = qobject_cast<CopyText *>(widget);
    auto *rowLabel =
        new RowLabel(label, widget, copyable ? copyable->lineHeight() : fontMetrics().height());
    if (widget->accessibleName().isEmpty())
        widget->setAccessibleName(plainName(label));
    m_form->addRow(rowLabel, widget);
}

void PageForm::addWide(QWidget *widget)
{
    keepDistance(*widget);
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
