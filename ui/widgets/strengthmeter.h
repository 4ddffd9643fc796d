// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/passwordstrength.h>
#include <core/secret.h>

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;

namespace lw {

/*!
 * How many guesses a password withstands: a bar, a word, and bits. It reckons a moment after the
 * last key, so that typing never waits for it.
 */
class StrengthMeter final : public QWidget
{
    Q_OBJECT
public:
    explicit StrengthMeter(QWidget *parent = nullptr);

    //! \a penaltyWords are what an attacker tries first.
    void setPassword(Secret password, const QStringList &penaltyWords);
    //! Absent: nothing is typed, or it is still being reckoned.
    [[nodiscard]] const std::optional<PasswordStrength> &strength() const { return m_strength; }
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void reckon();

    QLabel *m_words;
    Secret m_password; //!< only until it is reckoned
    QStringList m_penaltyWords;
    std::optional<PasswordStrength> m_strength;
    QTimer m_pause;
};

} // namespace lw
