// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementedits.h"

#include "support/errortext.h"
#include "widgets/fieldblock.h"
#include "widgets/pageform.h"

#include <session/remotemanagementmodel.h>

#include <QLineEdit>

#include <utility>

namespace lw {

namespace {

using Field = RemoteManagementField;

const Secret &secretIn(const RemoteManagementSecrets &secrets, Field field)
{
    switch (field) {
    case Field::YeastarIdPassword:
        return secrets.yeastarIdPassword;
    case Field::EmailPassword:
        return secrets.emailPassword;
    case Field::AccountPassword:
        return secrets.accountPassword;
    default:
        return secrets.authenticationCode;
    }
}

} // namespace

RemoteManagementEdits::RemoteManagementEdits(PageForm &form, RemoteManagementModel &model,
                                             QObject *parent)
    : QObject(parent), m_form(form), m_model(model)
{}

QLineEdit *RemoteManagementEdits::addEdit(Field field, const QString &label, QWidget *beside)
{
    auto *edit = new QLineEdit;
    m_blocks.insert(field, m_form.addField(label, edit, beside));
    m_edits.insert(field, edit);
    connect(edit, &QLineEdit::editingFinished, this, [this, field, edit] {
        if (edit->text().isEmpty())
            return;
        m_touched.insert(field);
        refreshErrors();
    });
    return edit;
}

QLineEdit *RemoteManagementEdits::addSecretEdit(Field field, const QString &label)
{
    QLineEdit *edit = addEdit(field, label);
    edit->setEchoMode(QLineEdit::Password);
    connect(edit, &QLineEdit::textEdited, this,
            [this, field](const QString &text) { takeSecret(field, text); });
    return edit;
}

void RemoteManagementEdits::change(Field field,
                                   const std::function<void(RemoteManagementSettings &)> &change)
{
    m_answered.insert(field);
    RemoteManagementSettings settings = m_model.draft().settings;
    change(settings);
    m_model.setDraft(settings);
    emit edited();
}

void RemoteManagementEdits::showText(Field field, const QString &text)
{
    QLineEdit &shown = edit(field);
    if (shown.text() != text) // setText() would move the cursor under the typing hand
        shown.setText(text);
}

void RemoteManagementEdits::takeSecret(Field field, const QString &text)
{
    m_answered.insert(field);
    const bool isCode = field == Field::AuthenticationCode;
    m_model.setSecret(field, Secret::fromText(isCode ? text.trimmed() : text));
    refreshErrors();
}

void RemoteManagementEdits::showProblems()
{
    m_showsAll = true;
    m_answered.clear();
    refreshErrors();
    for (const FieldBlock *block : std::as_const(m_blocks)) {
        if (block->hasError() && block->field()->isVisible() && block->field()->isEnabled()) {
            block->field()->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void RemoteManagementEdits::refreshErrors()
{
    const auto problems = m_model.problems();
    const auto refused = m_model.refusedFields();
    for (auto it = m_blocks.cbegin(); it != m_blocks.cend(); ++it) {
        const Field field = it.key();
        QString text;
        if (refused.contains(field) && !m_answered.contains(field) && m_model.error())
            text = refusedFieldText(*m_model.error(), refused.value(field));
        else if (problems.contains(field) && (m_showsAll || m_touched.contains(field)))
            text = fieldProblemText(problems.value(field));
        (*it)->setError(text);
    }
    if (!m_model.isDirty()) {
        m_showsAll = false;
        m_touched.clear();
    }
}

void RemoteManagementEdits::clearSpentSecrets()
{
    for (const Field field : {Field::AuthenticationCode, Field::YeastarIdPassword,
                              Field::EmailPassword, Field::AccountPassword}) {
        QLineEdit &shown = edit(field);
        if (!shown.text().isEmpty() && secretIn(m_model.draft().secrets, field).isEmpty())
            shown.clear();
    }
}

} // namespace lw
