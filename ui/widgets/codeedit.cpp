// SPDX-License-Identifier: GPL-3.0-or-later
#include "codeedit.h"

#include "support/fixedfont.h"

#include <QFontMetrics>
#include <QValidator>

#include <algorithm>

namespace lw {

namespace {

constexpr int kDigits = 6;
constexpr int kMostDigits = 10; //!< what an authenticator can show at most
constexpr int kShown = 14;      //!< characters that the field has room for

/*! Accepts everything and keeps the digits and the blanks between them. */
class DigitsOnly final : public QValidator
{
public:
    using QValidator::QValidator;

    State validate(QString &input, int &position) const override
    {
        QString kept;
        int digits = 0;
        int before = 0; // of what is kept, in front of the cursor
        for (qsizetype at = 0; at < input.size(); ++at) {
            const QChar character = input.at(at);
            const int digit = character.digitValue(); // of any script
            if (digit >= 0 && digits < kMostDigits) {
                kept.append(QChar('0' + digit));
                ++digits;
            } else if (character.isSpace() && !kept.isEmpty() && !kept.endsWith(QChar::Space)) {
                kept.append(QChar::Space);
            }
            if (at < position)
                before = static_cast<int>(kept.size());
        }
        position = before;
        input = kept;
        return Acceptable;
    }
};

} // namespace

CodeEdit::CodeEdit(QWidget *parent) : QLineEdit(parent)
{
    setFont(fixedFont());
    setValidator(new DigitsOnly(this));
    setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    setObjectName(QStringLiteral("one-time-code"));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

bool CodeEdit::isComplete() const
{
    const QString typed = text();
    return std::count_if(typed.begin(), typed.end(), [](QChar c) { return c.isDigit(); }) >=
           kDigits;
}

QSize CodeEdit::sizeHint() const
{
    const int width = QFontMetrics(font()).averageCharWidth() * kShown;
    return {width, QLineEdit::sizeHint().height()};
}

} // namespace lw
