// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxsettings.h>
#include <core/wireprofile.h>

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace lw {

class CopyText;
class FieldBlock;
class OpenApiKeeper;
class PageForm;
class PbxRegistry;

/*!
 * Adds a PBX to the saved ones, or changes one: how to reach it, by what to judge its certificate.
 * Never a password; the OpenAPI's secret goes to whoever keeps it, and not into the list. Problems
 * are said beside their fields; it closes only when the list was saved.
 */
class PbxDialog final : public QDialog
{
    Q_OBJECT
public:
    //! \a pbx without an id: a new one.
    PbxDialog(PbxRegistry &registry, const WireProfile &builtInWire, const PbxSettings &pbx,
              QWidget *parent = nullptr);

    //! Who takes the Client Secret of the PBX's OpenAPI; without it none is asked for.
    void setOpenApi(OpenApiKeeper &keeper);

signals:
    //! Written to the list.
    void saved(const QString &id);

private:
    void buildBasics();
    void buildTrust();
    void buildProxy();
    void buildOpenApi();
    void buildRest();
    QWidget *fileButton(QLineEdit *edit, const QString &title);
    void show(const PbxSettings &pbx);
    [[nodiscard]] PbxSettings entered() const;
    [[nodiscard]] bool check();
    [[nodiscard]] bool checkTrust();
    [[nodiscard]] bool checkProxy();
    [[nodiscard]] bool checkWire();
    void refreshRows();
    void refreshOpenApi();
    void handOverSecret(const QString &id);
    void save();

    PbxRegistry &m_registry;
    WireProfile m_builtInWire;
    PbxSettings m_before;
    PageForm *m_form;
    QLineEdit *m_nameEdit;
    QComboBox *m_groupList;
    QLineEdit *m_addressEdit;
    QLineEdit *m_userEdit;
    QComboBox *m_trustList;
    QLineEdit *m_authorityEdit;
    CopyText *m_pin;
    QComboBox *m_proxyList;
    QLineEdit *m_proxyHostEdit;
    QSpinBox *m_proxyPortSpin;
    QLineEdit *m_proxyUserEdit;
    QLineEdit *m_clientIdEdit;
    QLineEdit *m_clientSecretEdit;
    QCheckBox *m_keepSecretBox;
    QLineEdit *m_wireEdit;
    QPlainTextEdit *m_notesEdit;
    FieldBlock *m_nameBlock = nullptr;
    FieldBlock *m_addressBlock = nullptr;
    FieldBlock *m_trustBlock = nullptr;
    FieldBlock *m_authorityBlock = nullptr;
    FieldBlock *m_proxyHostBlock = nullptr;
    FieldBlock *m_proxyPortBlock = nullptr;
    FieldBlock *m_proxyUserBlock = nullptr;
    FieldBlock *m_clientSecretBlock = nullptr;
    FieldBlock *m_keepSecretBlock = nullptr;
    FieldBlock *m_wireBlock = nullptr;
    OpenApiKeeper *m_openApi = nullptr; //!< outlives the dialog
};

} // namespace lw
