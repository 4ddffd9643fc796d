// SPDX-License-Identifier: GPL-3.0-or-later
#include "concealedclipboard.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalBlocker>

#include <memory>

#if defined(Q_OS_MACOS) && QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QUtiMimeConverter>
#endif

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr auto kKeptFor = 30s;

constexpr ClipboardSystem thisSystem()
{
#if defined(Q_OS_WIN)
    return ClipboardSystem::Windows;
#elif defined(Q_OS_MACOS)
    return ClipboardSystem::MacOs;
#else
    return ClipboardSystem::Linux;
#endif
}

const QString kConcealedMime = QStringLiteral("application/x-nspasteboard-concealed-type");

#if defined(Q_OS_MACOS) && QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
/*! Puts the mark on the pasteboard under the name that nspasteboard.org has agreed on. */
class ConcealedType final : public QUtiMimeConverter
{
public:
    QString mimeForUti(const QString &uti) const override
    {
        return uti == kUti ? kConcealedMime : QString();
    }
    QString utiForMime(const QString &mime) const override
    {
        return mime == kConcealedMime ? kUti : QString();
    }
    QVariant convertToMime(const QString &, const QList<QByteArray> &data,
                           const QString &) const override
    {
        return data.value(0);
    }
    QList<QByteArray> convertFromMime(const QString &, const QVariant &data,
                                      const QString &) const override
    {
        return {data.toByteArray()};
    }

private:
    const QString kUti = QStringLiteral("org.nspasteboard.ConcealedType");
};
#endif

QString windowsMime(const char *format)
{
    return QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(QLatin1String(format));
}

} // namespace

QList<std::pair<QString, QByteArray>> concealingFormats(ClipboardSystem system)
{
    const QByteArray no(4, '\0'); // a DWORD
    switch (system) {
    case ClipboardSystem::Windows:
        return {{windowsMime("ExcludeClipboardContentFromMonitorProcessing"), QByteArray("1")},
                {windowsMime("CanIncludeInClipboardHistory"), no},
                {windowsMime("CanUploadToCloudClipboard"), no}};
    case ClipboardSystem::MacOs:
        return {{kConcealedMime, QByteArray("1")}};
    case ClipboardSystem::Linux:
        return {{QStringLiteral("x-kde-passwordManagerHint"), QByteArray("secret")}};
    }
    return {};
}

ConcealedClipboard::ConcealedClipboard(QClipboard &clipboard, QObject *parent)
    : QObject(parent), m_clipboard(clipboard)
{
#if defined(Q_OS_MACOS) && QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    [[maybe_unused]] static auto *const converter = new ConcealedType; // Qt deletes it at the end
#endif
    m_timer.setSingleShot(true);
    setKeptFor(kKeptFor);
    connect(&m_timer, &QTimer::timeout, this, &ConcealedClipboard::takeBack);
    connect(qGuiApp, &QCoreApplication::aboutToQuit, this, &ConcealedClipboard::takeBack);
}

ConcealedClipboard::~ConcealedClipboard()
{
    const QSignalBlocker quiet(this); // who listens may be half destroyed: it is our parent
    takeBack();
}

void ConcealedClipboard::copy(const Secret &text)
{
    m_text = text.clone();
    auto data = std::make_unique<QMimeData>();
    data->setText(QString::fromUtf8(text.view()));
    for (const auto &[mime, bytes] : concealingFormats(thisSystem()))
        data->setData(mime, bytes);
    m_clipboard.setMimeData(data.release());
    m_timer.start();
}

void ConcealedClipboard::takeBack()
{
    m_timer.stop();
    if (!isHolding())
        return;
    const bool isStillThere = Secret::fromText(m_clipboard.text()) == m_text;
    m_text.wipe();
    if (isStillThere)
        m_clipboard.clear();
    emit takenBack();
}

} // namespace lw
