// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QLineEdit>

namespace lw {

/*!
 * The field of a one-time code: digits in the fixed font, leading zeros kept. Blanks may be typed
 * and pasted, anything else falls out, so that a code copied with its surroundings works.
 */
class CodeEdit final : public QLineEdit
{
    Q_OBJECT
public:
    explicit CodeEdit(QWidget *parent = nullptr);

    //! Enough digits for a code.
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] Secret code() const { return Secret::fromText(text()); }

    [[nodiscard]] QSize sizeHint() const override;
};

} // namespace lw
