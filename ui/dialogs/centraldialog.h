// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/centralsettings.h>
#include <core/secret.h>

#include <QDialog>

#include <functional>

class QCheckBox;
class QLineEdit;

namespace lw {

class CentralRegistry;
class FieldBlock;
class PageForm;
class ReachFields;
struct RegistryProblem;

//! Whether the keychain of this computer shall keep the Client Secret.
enum class RememberSecret { No, Yes };

/*! How a Client Secret goes out where it may be kept; empty: straight to the session. */
using SecretWay = std::function<void(Secret clientSecret, RememberSecret remember)>;

/*!
 * Adds a management server to the saved ones, or changes one. A Client Secret that is typed here is
 * not saved by the dialog but handed on, to sign in with. Problems are said beside their fields; it
 * closes only when the list was saved.
 */
class CentralDialog final : public QDialog
{
    Q_OBJECT
public:
    //! \a central without an id: a new one.
    CentralDialog(CentralRegistry &registry, const CentralSettings &central,
                  QWidget *parent = nullptr);

    //! Called before saved() where a Client Secret was typed.
    void setSignIn(std::function<void(const QString &id, Secret, RememberSecret)> signIn)
    {
        m_signIn = std::move(signIn);
    }

    void reject() override;

signals:
    //! Written to the list.
    void saved(const QString &id);

private:
    void build();
    [[nodiscard]] CentralSettings entered() const;
    [[nodiscard]] FieldBlock *check();
    [[nodiscard]] std::optional<RegistryProblem> write(CentralSettings &central);
    void save();

    CentralRegistry &m_registry;
    CentralSettings m_before;
    std::function<void(const QString &, Secret, RememberSecret)> m_signIn;
    PageForm *m_form;
    QLineEdit *m_nameEdit;
    QLineEdit *m_addressEdit;
    QLineEdit *m_clientIdEdit;
    QLineEdit *m_secretEdit;
    QCheckBox *m_rememberBox;
    ReachFields *m_reach = nullptr;
    FieldBlock *m_nameBlock = nullptr;
    FieldBlock *m_addressBlock = nullptr;
    FieldBlock *m_clientIdBlock = nullptr;
};

} // namespace lw
