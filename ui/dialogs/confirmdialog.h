// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

namespace lw {

/*! What is asked before something grave, and what it does. */
struct Confirmation
{
    QString title;
    QString question;
    QStringList consequences; //!< a sentence each
    QString typedWord;        //!< must be typed before it can be done; empty: need not
    QString action;           //!< the word of the button, with its mnemonic
    QString alternative;      //!< a second button that answers alternativeChosen(); empty: none
};

/*! Asks before something grave. Cancel is the default, so Enter changes nothing. Use open(). */
class ConfirmDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ConfirmDialog(const Confirmation &confirmation, QWidget *parent = nullptr);

signals:
    void alternativeChosen();
};

} // namespace lw
