// SPDX-License-Identifier: GPL-3.0-or-later
#include "pageform.h"

#include "copytext.h"
#include "fieldblock.h"
#include "notelabel.h"
#include "support/metrics.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QStyle>

#include <algorithm>

namespace lw {

namespace {

constexpr int kLabelColumn = 0;
constexpr int kFieldColumn = 1;
constexpr int kFieldFrame = 4;  //!< what a FieldBlock keeps around its field, both sides
constexpr int kNarrowest = 14;  //!< in characters: from there on a label wraps
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
        setWordWrap(true);
    }
    //! One line, as long as there is room for it.
    [[nodiscard]] QSize sizeHint() const override
    {
        const int width = fontMetrics().size(Qt::TextShowMnemonic, text()).width() +
                          fontMetrics().averageCharWidth(); // a label wraps a little early
        return {width, heightForWidth(width)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        const QSize hint = sizeHint();
        return {std::min(hint.width(), fontMetrics().averageCharWidth() * kNarrowest),
                hint.height()};
    }
    [[nodiscard]] int heightForWidth(int width) const override
    {
        return std::max(lineHeight(), QLabel::heightForWidth(width));
    }

private:
    [[nodiscard]] int lineHeight() const
    {
        const int text = fontMetrics().height();
        const int field =
            m_lineHeight > 0 ? m_lineHeight : m_field->sizeHint().height() + kFieldFrame;
        return field < text * kTallestLine ? std::max(text, field) : text;
    }

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

PageForm::PageForm(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::kBetweenRows * 2);
    m_grid->setVerticalSpacing(0); // rows bring their own distance along
    m_grid->setColumnStretch(kFieldColumn, 1);
    setMaximumWidth(metrics::kColumnWidth);
}

QWidget *PageForm::addHeading(const QString &text)
{
    auto *heading = new SectionHeading(text);
    const bool isFirst = m_grid->count() == 0;
    const int above = isFirst ? 0 : metrics::kBetweenSections - metrics::kBetweenRows;
    heading->setContentsMargins(0, above, 0, metrics::kBetweenRows);
    m_grid->addWidget(heading, m_grid->rowCount(), kLabelColumn, 1, 2);
    return heading;
}

FieldBlock *PageForm::addField(const QString &label, QWidget *field, QWidget *beside)
{
    if (auto *list = qobject_cast<QComboBox *>(field)) {
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        list->setMinimumContentsLength(kNarrowest);
    }
    auto *block = new FieldBlock(field, beside);
    field->setAccessibleName(plainName(label));
    addLabelled(new RowLabel(label, field), block);
    return block;
}

FieldBlock *PageForm::addUnlabelled(QWidget *field)
{
    auto *block = new FieldBlock(field);
    addLabelled(nullptr, block);
    return block;
}

void PageForm::addRow(const QString &label, QWidget *widget)
{
    const auto *copyable = qobject_cast<CopyText *>(widget);
    if (widget->accessibleName().isEmpty())
        widget->setAccessibleName(plainName(label));
    addLabelled(
        new RowLabel(label, widget, copyable ? copyable->lineHeight() : fontMetrics().height()),
        widget);
}

void PageForm::addWide(QWidget *widget)
{
    keepDistance(*widget);
    m_grid->addWidget(widget, m_grid->rowCount(), kLabelColumn, 1, 2);
}

void PageForm::addLabelled(QLabel *label, QWidget *widget)
{
    keepDistance(*widget);
    const int row = m_grid->rowCount();
    if (label) {
        const auto side = Qt::Alignment(style()->styleHint(QStyle::SH_FormLayoutLabelAlignment));
        label->setAlignment((side & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
        m_grid->addWidget(label, row, kLabelColumn, Qt::AlignTop);
    }
    m_grid->addWidget(widget, row, kFieldColumn);
}

void PageForm::setRowShown(QWidget *widget, bool isShown)
{
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    m_grid->getItemPosition(m_grid->indexOf(widget), &row, &column, &rows, &columns);
    widget->setVisible(isShown);
    if (const QLayoutItem *label = m_grid->itemAtPosition(row, kLabelColumn);
        label && label->widget())
        label->widget()->setVisible(isShown);
}

//! Wrapped texts make the layout's own hints far taller than the page gets at its real width.
QSize PageForm::sizeHint() const
{
    const QSize own = QWidget::sizeHint();
    const int wrapped = heightForWidth(std::max(own.width(), width()));
    return {own.width(), wrapped < 0 ? own.height() : wrapped};
}

QSize PageForm::minimumSizeHint() const
{
    const QSize own = QWidget::minimumSizeHint();
    const int wrapped = heightForWidth(std::max(own.width(), width()));
    return {own.width(), wrapped < 0 ? own.height() : wrapped};
}

} // namespace lw
