// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>
#include <fleet/openapikeeper.h>

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace lw {

/*! Whose secret is asked for. */
struct OpenApiSecretQuestion
{
    QString pbxName;
    QString clientId;
    QString practiceSecret; //!< of a practice PBX, public by design; empty: a real one
};

/*!
 * Asks for the Client Secret of a PBX's OpenAPI. Sends nothing itself: whoever opened it takes the
 * secret when it was entered. Use open().
 */
class OpenApiSecretDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit OpenApiSecretDialog(const OpenApiSecretQuestion &question, QWidget *parent = nullptr);

    //! What was typed; the window forgets it.
    [[nodiscard]] Secret takeSecret();
    [[nodiscard]] OpenApiKeeper::Remember remember() const;

    void reject() override;

signals:
    void entered();

private:
    void build(const OpenApiSecretQuestion &question);
    void confirm();

    QLineEdit *m_secretEdit;
    QCheckBox *m_rememberBox;
    QPushButton *m_signInButton = nullptr;
};

} // namespace lw
