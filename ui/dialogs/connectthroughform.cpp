// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectthroughform.h"

#include "support/format.h"
#include "support/metrics.h"
#include "widgets/fieldblock.h"
#include "widgets/notelabel.h"
#include "widgets/pageform.h"

#include <session/centralsession.h>
#include <session/pbxsession.h>
#include <session/remotemanagementmodel.h>
#include <session/sessionenvironment.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace lw {

namespace {

constexpr int kLongestName = 64;
constexpr int kLongestComment = 256;

/*! The choices of Passwordless Login, in the order of the list. */
enum class Passwordless { AsItIs, Off, On };

Passwordless chosen(const QComboBox &list)
{
    return static_cast<Passwordless>(list.currentIndex());
}

} // namespace

ConnectThroughForm::ConnectThroughForm(ConnectThroughSides sides, QWidget *parent)
    : QWidget(parent)
    , m_sides(std::move(sides))
    , m_form(new PageForm)
    , m_pbxList(sideList(m_sides.pbxs))
    , m_platformList(sideList(m_sides.platforms))
    , m_nameEdit(new QLineEdit)
    , m_groupEdit(new QLineEdit)
    , m_commentEdit(new QLineEdit)
    , m_passwordlessList(new QComboBox)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_form);
    column->addStretch(1);
    buildSides();
    buildDevice();
    fillIn(m_sides.plan);
    choosePbx();
    choosePlatform();
}

ConnectThroughForm::~ConnectThroughForm() = default;

void ConnectThroughForm::buildSides()
{
    auto *intro = new ValueLabel;
    intro->setText(tr("Adds the PBX to the management server, uses the authentication code on the "
                      "PBX, and follows both sides until they agree."));
    m_form->addWide(intro);
    m_form->addField(tr("&PBX"), m_pbxList);
    m_pbxSignIn = addSignInRow([this] {
        if (m_sides.signInPbx)
            m_sides.signInPbx(m_pbxList->currentData().toString());
    });
    m_form->addField(tr("&Management Server"), m_platformList);
    m_platformSignIn = addSignInRow([this] {
        if (m_sides.signInPlatform)
            m_sides.signInPlatform(m_platformList->currentData().toString());
    });
    connect(m_pbxList, &QComboBox::currentIndexChanged, this, &ConnectThroughForm::choosePbx);
    connect(m_platformList, &QComboBox::currentIndexChanged, this,
            &ConnectThroughForm::choosePlatform);
}

void ConnectThroughForm::buildDevice()
{
    m_nameEdit->setMaxLength(kLongestName);
    m_groupEdit->setMaxLength(kLongestName);
    m_commentEdit->setMaxLength(kLongestComment);
    m_form->addField(tr("Device &Name"), m_nameEdit)
        ->setHelp(tr("How the management server lists this PBX."));
    m_form->addField(tr("&Group"), m_groupEdit)->setHelp(tr("One that exists there. Empty: none."));
    m_form->addField(tr("C&omment"), m_commentEdit);
    m_passwordlessList->addItems({tr("As the PBX has it now"), tr("Off"), tr("On")});
    m_passwordlessBlock = m_form->addField(tr("Passwordless &Login"), m_passwordlessList);
    connect(m_nameEdit, &QLineEdit::textEdited, this, [this] { m_isNameOurs = false; });
    connect(m_nameEdit, &QLineEdit::textChanged, this, &ConnectThroughForm::changed);
    connect(m_passwordlessList, &QComboBox::currentIndexChanged, this,
            &ConnectThroughForm::refresh);
}

void ConnectThroughForm::fillIn(const ConnectThroughPlan &plan)
{
    m_isNameOurs = plan.deviceName.isEmpty();
    m_nameEdit->setText(plan.deviceName);
    m_groupEdit->setText(plan.group);
    m_commentEdit->setText(plan.comment);
    const auto passwordless = !plan.passwordless   ? Passwordless::AsItIs
                              : *plan.passwordless ? Passwordless::On
                                                   : Passwordless::Off;
    m_passwordlessList->setCurrentIndex(static_cast<int>(passwordless));
}

QComboBox *ConnectThroughForm::sideList(const QList<ConnectThroughSide> &sides) const
{
    auto *list = new QComboBox;
    for (const ConnectThroughSide &side : sides)
        list->addItem(side.name, side.id);
    list->setEnabled(sides.size() > 1); // a single one is given
    return list;
}

ConnectThroughForm::SignInRow ConnectThroughForm::addSignInRow(const std::function<void()> &signIn)
{
    const SignInRow made{.row = new QWidget, .note = new NoteLabel, .button = new QPushButton};
    auto *line = new QHBoxLayout(made.row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::kBetweenRows);
    line->addWidget(made.note, 1);
    line->addWidget(made.button);
    made.note->setTone(Tone::Caution);
    made.button->setAutoDefault(false);
    m_form->addRow(QString(), made.row);
    connect(made.button, &QPushButton::clicked, this, signIn);
    return made;
}

void ConnectThroughForm::choosePbx()
{
    m_model.reset();
    m_pbxLife = std::make_unique<QObject>();
    m_pbx = m_sides.pbx ? m_sides.pbx(m_pbxList->currentData().toString()) : nullptr;
    if (m_pbx) {
        connect(m_pbx, &PbxSession::stateChanged, m_pbxLife.get(), [this] { readPbx(); });
        connect(m_pbx, &QObject::destroyed, m_pbxLife.get(), [this] {
            m_pbx = nullptr;
            m_model.reset();
            emit sideLost();
        });
        if (m_isNameOurs)
            m_nameEdit->setText(m_pbx->settings().name);
    }
    readPbx();
}

void ConnectThroughForm::choosePlatform()
{
    m_platformLife = std::make_unique<QObject>();
    m_platform =
        m_sides.platform ? m_sides.platform(m_platformList->currentData().toString()) : nullptr;
    if (m_platform) {
        connect(m_platform, &CentralSession::stateChanged, m_platformLife.get(),
                [this] { refresh(); });
        connect(m_platform, &QObject::destroyed, m_platformLife.get(), [this] {
            m_platform = nullptr;
            emit sideLost();
        });
    }
    refresh();
}

//! What the PBX has now says what connecting it anew would end.
void ConnectThroughForm::readPbx()
{
    if (m_pbx && m_pbx->isSignedIn() && !m_model) {
        m_model = std::make_unique<RemoteManagementModel>(*m_pbx);
        connect(m_model.get(), &RemoteManagementModel::changed, this, &ConnectThroughForm::refresh);
    }
    if (m_pbx && m_pbx->isSignedIn() && !m_model->isLoaded())
        m_model->load();
    refresh();
}

QString ConnectThroughForm::pbxName() const
{
    return m_pbxList->currentText();
}

QString ConnectThroughForm::platformName() const
{
    return m_platformList->currentText();
}

bool ConnectThroughForm::isReady() const
{
    return m_pbx && m_pbx->isSignedIn() && m_pbx->mayAdminister() && m_platform &&
           m_platform->isSignedIn() && !m_nameEdit->text().trimmed().isEmpty() &&
           !(m_model && m_model->isBusy());
}

ConnectThroughPlan ConnectThroughForm::plan() const
{
    ConnectThroughPlan plan{.deviceName = m_nameEdit->text().trimmed(),
                            .group = m_groupEdit->text().trimmed(),
                            .comment = m_commentEdit->text().trimmed()};
    if (m_pbx)
        plan.wait = m_pbx->environment().times.waitLimit;
    if (chosen(*m_passwordlessList) != Passwordless::AsItIs)
        plan.passwordless = chosen(*m_passwordlessList) == Passwordless::On;
    return plan;
}

bool ConnectThroughForm::turnsPasswordlessOn() const
{
    const bool isOn =
        m_model && m_model->isLoaded() && m_model->loaded().isPasswordless.value_or(false);
    return chosen(*m_passwordlessList) == Passwordless::On && !isOn;
}

QStringList ConnectThroughForm::consequences() const
{
    QStringList sentences;
    if (turnsPasswordlessOn())
        sentences.append(tr("Passwordless Login lets your provider open this PBX without a "
                            "password and with all rights of the super administrator, until you "
                            "switch it off."));
    if (m_model && m_model->isConnected()) {
        const QString server = m_model->status()->server;
        //: %1 and %2 are servers.
        const QString named = tr("The working connection to %1 ends, and the PBX connects to %2 "
                                 "anew. If that fails, the old connection does not come back by "
                                 "itself: you would need a new code or password.");
        sentences.append(
            named.arg(server.isEmpty() ? tr("the present server") : server, platformName()));
    }
    return sentences;
}

void ConnectThroughForm::refresh()
{
    refreshSignIn();
    refreshPasswordless();
    emit changed();
}

void ConnectThroughForm::refreshSignIn()
{
    const bool isPbxIn = m_pbx && m_pbx->isSignedIn();
    const bool isPlatformIn = m_platform && m_platform->isSignedIn();
    const auto show = [this](const SignInRow &row, const QString &name, bool isIn, bool canHelp) {
        m_form->setRowShown(row.row, !isIn && !name.isEmpty());
        //: %1 is a PBX or a management server.
        row.note->setText(tr("Not signed in to %1.").arg(name));
        row.button->setVisible(canHelp);
    };
    show(m_pbxSignIn, pbxName(), isPbxIn, static_cast<bool>(m_sides.signInPbx));
    show(m_platformSignIn, platformName(), isPlatformIn, static_cast<bool>(m_sides.signInPlatform));
    m_pbxSignIn.button->setText(tr("&Sign In to the PBX\u2026"));
    m_platformSignIn.button->setText(tr("Sign &In to the Server\u2026"));
}

void ConnectThroughForm::refreshPasswordless()
{
    const Capability capability = m_pbx ? m_pbx->capability(Feature::Passwordless) : Capability();
    const bool isOffered =
        m_model && m_model->isLoaded() && m_model->loaded().isPasswordless.has_value();
    const bool isKnown = m_model && m_model->isLoaded();
    m_passwordlessList->setEnabled(!isKnown || isOffered);
    if (isKnown && !isOffered) {
        const QString note = featureNote(capability);
        m_passwordlessList->setCurrentIndex(static_cast<int>(Passwordless::AsItIs));
        //: What the firmware needs, as a sentence of its own.
        m_passwordlessBlock->setHelp(note.isEmpty() ? tr("This PBX does not offer it.")
                                                    : tr("Passwordless Login %1.").arg(note));
        return;
    }
    m_passwordlessBlock->setHelp(
        tr("On: the provider opens this PBX without a password, with all rights of the super "
           "administrator. Set on both sides at once."));
}

} // namespace lw
