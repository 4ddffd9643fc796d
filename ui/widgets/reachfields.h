// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/proxychoice.h>
#include <core/trustchoice.h>

#include <QObject>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace lw {

class CopyText;
class FieldBlock;
class PageForm;

/*!
 * The fields of a form that say how a server is reached: by what its certificate is judged, and by
 * which proxy. Adds them to the form with their headings; problems are said beside the fields.
 * Owned by the dialog that has the form.
 */
class ReachFields final : public QObject
{
    Q_OBJECT
public:
    ReachFields(PageForm &form, QObject *parent);

    void show(const TrustChoice &trust, const ProxyChoice &proxy);
    [[nodiscard]] TrustChoice trust() const;
    [[nodiscard]] ProxyChoice proxy() const;
    //! Marks what is wrong and answers the first such field; null: all is well.
    [[nodiscard]] FieldBlock *check();

private:
    void buildTrust(PageForm &form);
    void buildProxy(PageForm &form);
    [[nodiscard]] QPushButton *fileButton();
    [[nodiscard]] QString authorityProblem() const;
    [[nodiscard]] QString proxyProblem() const;
    void refreshRows();

    PageForm &m_form;
    TrustChoice m_before; //!< what was shown: its pinned certificate may stay
    QComboBox *m_trustList;
    QLineEdit *m_authorityEdit;
    CopyText *m_pin;
    QComboBox *m_proxyList;
    QLineEdit *m_proxyHostEdit;
    QSpinBox *m_proxyPortSpin;
    QLineEdit *m_proxyUserEdit;
    FieldBlock *m_trustBlock = nullptr;
    FieldBlock *m_authorityBlock = nullptr;
    FieldBlock *m_proxyHostBlock = nullptr;
    FieldBlock *m_proxyPortBlock = nullptr;
    FieldBlock *m_proxyUserBlock = nullptr;
};

} // namespace lw
