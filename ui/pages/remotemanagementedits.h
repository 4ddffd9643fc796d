// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <session/remotemanagementdraft.h>

#include <QMap>
#include <QObject>
#include <QSet>

#include <functional>

class QLineEdit;

namespace lw {

class FieldBlock;
class PageForm;
class RemoteManagementModel;

/*!
 * What all fields of the Remote Management page share: their blocks and line edits on somebody
 * else's form, the way from what is typed into the model's draft, and the errors beside them. Knows
 * no field by its meaning. Owned by RemoteManagementFields.
 */
class RemoteManagementEdits final : public QObject
{
    Q_OBJECT
public:
    using Field = RemoteManagementField;

    RemoteManagementEdits(PageForm &form, RemoteManagementModel &model, QObject *parent);

    QLineEdit *addEdit(Field field, const QString &label, QWidget *beside = nullptr);
    QLineEdit *addSecretEdit(Field field, const QString &label);
    void addBlock(Field field, FieldBlock *block) { m_blocks.insert(field, block); }
    [[nodiscard]] FieldBlock &block(Field field) const { return *m_blocks.value(field); }
    [[nodiscard]] QLineEdit &edit(Field field) const { return *m_edits.value(field); }
    [[nodiscard]] PageForm &form() const { return m_form; }
    [[nodiscard]] RemoteManagementModel &model() const { return m_model; }

    //! The draft's settings with \a change applied.
    void change(Field field, const std::function<void(RemoteManagementSettings &)> &change);
    //! The text of \a field as the model has it, without moving the cursor under the typing hand.
    void showText(Field field, const QString &text);

    //! What was refused or cannot be sent, beside the field it is about.
    void refreshErrors();
    //! Once the model has used or dropped a secret, nothing of it stays in the window either.
    void clearSpentSecrets();
    //! What comes back from now on is about what stands there now.
    void forgetAnswers() { m_answered.clear(); }
    //! From now on every field that cannot be sent says why; the first one gets the focus.
    void showProblems();

    //! Whether the page may be worked on.
    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    void setEnabled(bool isEnabled) { m_isEnabled = isEnabled; }

signals:
    //! The draft was changed here.
    void edited();

private:
    void takeSecret(Field field, const QString &text);

    PageForm &m_form;
    RemoteManagementModel &m_model;
    QMap<Field, FieldBlock *> m_blocks;
    QMap<Field, QLineEdit *> m_edits;
    QSet<Field> m_touched;  //!< left once with something in it
    QSet<Field> m_answered; //!< edited since the PBX refused them
    bool m_showsAll = false;
    bool m_isEnabled = true;
};

} // namespace lw
