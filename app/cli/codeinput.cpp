// SPDX-License-Identifier: GPL-3.0-or-later
#include "codeinput.h"

#include <openssl/crypto.h>

#include <QFile>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>
#endif

#include <array>

namespace lw {

namespace {
constexpr qsizetype kLongestLine = 1'024;
} // namespace

#ifdef Q_OS_UNIX

/*! Tells when the descriptor can be read without waiting. */
class CodeInput::Waiter
{
public:
    Waiter(int descriptor, CodeInput *input)
        : m_notifier(descriptor, QSocketNotifier::Read), m_descriptor(descriptor)
    {
        m_notifier.setEnabled(false);
        QObject::connect(&m_notifier, &QSocketNotifier::activated, input, &CodeInput::takeBytes);
    }
    void wait(bool isWanted) { m_notifier.setEnabled(isWanted); }
    qint64 read(char *bytes, qint64 size) const
    {
        return ::read(m_descriptor, bytes, static_cast<std::size_t>(size));
    }

private:
    QSocketNotifier m_notifier;
    int m_descriptor;
};

#else

/*! A pipe of Windows cannot be waited for: it is read as soon as the event loop is idle. */
class CodeInput::Waiter
{
public:
    Waiter(int descriptor, CodeInput *input) : m_input(input)
    {
        m_isOpen = m_file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    void wait(bool isWanted)
    {
        if (isWanted)
            QTimer::singleShot(0, m_input, &CodeInput::takeBytes);
    }
    qint64 read(char *bytes, qint64) { return m_isOpen ? m_file.read(bytes, 1) : 0; }

private:
    QFile m_file;
    CodeInput *m_input;
    bool m_isOpen = false;
};

#endif

tl::expected<std::unique_ptr<CodeInput>, QString> CodeInput::open(const QString &source)
{
    bool isNumber = source == QLatin1String("-");
    const int descriptor = isNumber ? 0 : source.toInt(&isNumber);
    bool isOpen = isNumber && descriptor >= 0;
#ifdef Q_OS_UNIX
    isOpen = isOpen && ::fcntl(descriptor, F_GETFD) != -1;
#endif
    if (!isOpen)
        return tl::unexpected(
            QStringLiteral("--code-fd: \"%1\" is not an open file descriptor").arg(source));
    return std::unique_ptr<CodeInput>(new CodeInput(descriptor));
}

CodeInput::CodeInput(int descriptor) : m_waiter(std::make_unique<Waiter>(descriptor, this)) {}

CodeInput::~CodeInput() = default;

void CodeInput::readLine()
{
    if (m_isAtEnd || m_buffer.view().contains('\n'))
        QTimer::singleShot(0, this, &CodeInput::deliverLine);
    else
        m_waiter->wait(true);
}

void CodeInput::takeBytes()
{
    std::array<char, kLongestLine> bytes{};
    const qint64 count = m_waiter->read(bytes.data(), kLongestLine);
    m_waiter->wait(false);
    m_isAtEnd = count <= 0 || m_buffer.size() > kLongestLine;
    if (count > 0)
        m_buffer.append(QByteArrayView(bytes.data(), count));
    OPENSSL_cleanse(bytes.data(), bytes.size());
    if (!deliverLine())
        m_waiter->wait(true);
}

bool CodeInput::deliverLine()
{
    const QByteArrayView all = m_buffer.view();
    const qsizetype end = all.indexOf('\n');
    if (end < 0 && !m_isAtEnd)
        return false;
    QByteArrayView text = end < 0 ? all : all.first(end);
    if (text.endsWith('\r'))
        text.chop(1);
    const Secret line(text);
    m_buffer = Secret(end < 0 ? QByteArrayView() : all.sliced(end + 1));
    emit lineRead(line);
    return true;
}

} // namespace lw
