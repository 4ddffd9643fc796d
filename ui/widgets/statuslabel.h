// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/statuswords.h"

#include <QWidget>

class QLabel;

namespace lw {

/*! A status shape and its word, one line; a screen reader hears the words. */
class StatusLabel final : public QWidget
{
    Q_OBJECT
public:
    //! A line beside others never wraps; a row of a page does.
    enum class Form { Line, Row };

    explicit StatusLabel(Form form, QWidget *parent = nullptr);

    //! \a sentence stands in place of the look's word when it is not empty.
    void setStatus(const StatusLook &look, const QString &sentence = {});
    [[nodiscard]] const StatusLook &look() const { return m_look; }
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF shapeArea() const;

    QLabel *m_words; //!< a child
    StatusLook m_look;
};

} // namespace lw
