// SPDX-License-Identifier: GPL-3.0-or-later
#include "reachfields.h"

#include "copytext.h"
#include "fieldblock.h"
#include "pageform.h"
#include "support/errortext.h"
#include "support/format.h"

#include <core/pbxaddress.h>

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace lw {

namespace {

constexpr quint16 kUsualProxyPort = 3128;
constexpr int kHighestPort = 65535;

template<typename Enum>
Enum chosen(const QComboBox &list)
{
    return static_cast<Enum>(list.currentData().toInt());
}

void choose(QComboBox &list, int value)
{
    list.setCurrentIndex(list.findData(value));
}

} // namespace

ReachFields::ReachFields(PageForm &form, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_trustList(new QComboBox)
    , m_authorityEdit(new QLineEdit)
    , m_pin(new CopyText(tr("SHA-256")))
    , m_proxyList(new QComboBox)
    , m_proxyHostEdit(new QLineEdit)
    , m_proxyPortSpin(new QSpinBox)
    , m_proxyUserEdit(new QLineEdit)
{
    buildTrust(form);
    buildProxy(form);
    refreshRows();
}

void ReachFields::buildTrust(PageForm &form)
{
    form.addHeading(tr("Certificate"));
    m_trustList->addItem(tr("Verified by the authorities of this system"),
                         static_cast<int>(TrustChoice::Basis::System));
    m_trustList->addItem(tr("Those, and the authorities of a file"),
                         static_cast<int>(TrustChoice::Basis::SystemAndFile));
    m_trustBlock = form.addField(tr("&Trust"), m_trustList);
    m_authorityBlock = form.addField(tr("A&uthorities (PEM)"), m_authorityEdit, fileButton());
    form.addRow(tr("Trusted SHA-256"), m_pin);
    connect(m_trustList, &QComboBox::currentIndexChanged, this, &ReachFields::refreshRows);
}

void ReachFields::buildProxy(PageForm &form)
{
    form.addHeading(tr("Proxy"));
    m_proxyList->addItem(tr("As the system says"), static_cast<int>(ProxyChoice::Way::System));
    m_proxyList->addItem(tr("None"), static_cast<int>(ProxyChoice::Way::None));
    m_proxyList->addItem(tr("HTTP proxy"), static_cast<int>(ProxyChoice::Way::Http));
    m_proxyPortSpin->setRange(1, kHighestPort);
    m_proxyPortSpin->setValue(kUsualProxyPort);
    m_proxyPortSpin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    form.addField(tr("&Proxy"), m_proxyList);
    m_proxyHostBlock = form.addField(tr("Proxy &host"), m_proxyHostEdit);
    m_proxyPortBlock = form.addField(tr("P&ort"), m_proxyPortSpin);
    m_proxyUserBlock = form.addField(tr("Prox&y user"), m_proxyUserEdit);
    connect(m_proxyList, &QComboBox::currentIndexChanged, this, &ReachFields::refreshRows);
}

QPushButton *ReachFields::fileButton()
{
    auto *button = new QPushButton(tr("Choose\u2026"));
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Choose the file of the certificate authorities"));
    connect(button, &QPushButton::clicked, this, [this, button] {
        auto *files = new QFileDialog(button->window(), tr("Certificate Authorities"),
                                      m_authorityEdit->text());
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setFileMode(QFileDialog::ExistingFile);
        connect(files, &QFileDialog::fileSelected, m_authorityEdit, &QLineEdit::setText);
        files->open();
    });
    return button;
}

void ReachFields::show(const TrustChoice &trust, const ProxyChoice &proxy)
{
    m_before = trust;
    m_authorityEdit->setText(trust.caFile);
    if (trust.basis == TrustChoice::Basis::Pinned) {
        m_trustList->addItem(tr("Exactly the certificate that was trusted"),
                             static_cast<int>(TrustChoice::Basis::Pinned));
        m_pin->setText(fingerprintLines(trust.sha256), fingerprintText(trust.sha256));
    }
    choose(*m_trustList, static_cast<int>(trust.basis));
    choose(*m_proxyList, static_cast<int>(proxy.way));
    m_proxyHostEdit->setText(proxy.host);
    if (proxy.port != 0)
        m_proxyPortSpin->setValue(proxy.port);
    m_proxyUserEdit->setText(proxy.userName);
    refreshRows();
}

TrustChoice ReachFields::trust() const
{
    switch (chosen<TrustChoice::Basis>(*m_trustList)) {
    case TrustChoice::Basis::System:
        break;
    case TrustChoice::Basis::SystemAndFile:
        return TrustChoice::authorityFile(m_authorityEdit->text().trimmed());
    case TrustChoice::Basis::Pinned:
        return m_before;
    }
    return TrustChoice::system();
}

ProxyChoice ReachFields::proxy() const
{
    ProxyChoice proxy{.way = chosen<ProxyChoice::Way>(*m_proxyList)};
    if (proxy.way == ProxyChoice::Way::Http) {
        proxy.host = m_proxyHostEdit->text().trimmed();
        proxy.port = static_cast<quint16>(m_proxyPortSpin->value());
        proxy.userName = m_proxyUserEdit->text().trimmed();
    }
    return proxy;
}

FieldBlock *ReachFields::check()
{
    m_authorityBlock->setError(authorityProblem());
    m_proxyHostBlock->setError(proxyProblem());
    for (FieldBlock *block : {m_authorityBlock, m_proxyHostBlock}) {
        if (block->hasError())
            return block;
    }
    return nullptr;
}

QString ReachFields::authorityProblem() const
{
    if (chosen<TrustChoice::Basis>(*m_trustList) != TrustChoice::Basis::SystemAndFile)
        return {};
    QFile file(m_authorityEdit->text().trimmed());
    if (!file.open(QIODevice::ReadOnly))
        //: %1 is the system's reason.
        return tr("The file could not be read: %1").arg(file.errorString());
    return file.readAll().contains("-----BEGIN CERTIFICATE-----")
               ? QString()
               : tr("The file holds no certificate in the PEM form.");
}

QString ReachFields::proxyProblem() const
{
    if (chosen<ProxyChoice::Way>(*m_proxyList) != ProxyChoice::Way::Http)
        return {};
    const auto host = PbxAddress::parse(m_proxyHostEdit->text(), kUsualProxyPort);
    return host ? QString() : addressProblemText(host.error());
}

void ReachFields::refreshRows()
{
    const auto basis = chosen<TrustChoice::Basis>(*m_trustList);
    m_form.setRowShown(m_authorityBlock, basis == TrustChoice::Basis::SystemAndFile);
    m_form.setRowShown(m_pin, basis == TrustChoice::Basis::Pinned);
    m_trustBlock->setHelp(basis == TrustChoice::Basis::Pinned
                              ? tr("Choose another kind of trust to forget this certificate.")
                              : tr("A certificate that cannot be verified is shown before anything "
                                   "is sent."));
    const bool hasProxy = chosen<ProxyChoice::Way>(*m_proxyList) == ProxyChoice::Way::Http;
    for (FieldBlock *block : {m_proxyHostBlock, m_proxyPortBlock, m_proxyUserBlock})
        m_form.setRowShown(block, hasProxy);
}

} // namespace lw
