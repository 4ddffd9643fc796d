// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretoutput.h"

#include <QFile>
#include <QImage>
#include <QSaveFile>

namespace lw {

namespace {

constexpr int kPixelsOfModule = 8;
constexpr int kStandardOutput = 1;

bool isDark(const QrMatrix &matrix, int column, int row)
{
    return matrix.isDark(column - QrMatrix::kQuietZone, row - QrMatrix::kQuietZone);
}

int sizeWithQuietZone(const QrMatrix &matrix)
{
    return matrix.size() + 2 * QrMatrix::kQuietZone;
}

} // namespace

std::optional<QString> writeSecretLine(const QString &target, const Secret &line)
{
    bool isNumber = target == QLatin1String("-");
    const int descriptor = isNumber ? kStandardOutput : target.toInt(&isNumber);
    QFile file;
    if (!isNumber || descriptor < 0 ||
        !file.open(descriptor, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return QStringLiteral("\"%1\" is not an open file descriptor").arg(target);
    Secret text = line.clone();
    text.append("\n");
    if (file.write(text.view().data(), text.size()) != text.size())
        return file.errorString();
    return std::nullopt;
}

std::optional<QString> saveQr(const QrMatrix &matrix, const QString &file)
{
    const int modules = sizeWithQuietZone(matrix);
    QImage image(modules, modules, QImage::Format_Grayscale8);
    for (int y = 0; y < modules; ++y) {
        uchar *line = image.scanLine(y);
        for (int x = 0; x < modules; ++x)
            line[x] = isDark(matrix, x, y) ? 0 : 255;
    }
    QSaveFile output(file);
    const bool isSaved =
        output.open(QIODevice::WriteOnly) &&
        output.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        image.scaled(modules * kPixelsOfModule, modules * kPixelsOfModule).save(&output, "PNG") &&
        output.commit();
    if (!isSaved)
        return QStringLiteral("%1: %2").arg(file, output.errorString());
    return std::nullopt;
}

Secret halfBlocks(const QrMatrix &matrix)
{
    // Black on white out of the fixed part of the palette, which themes do not change.
    static constexpr QByteArrayView kInk = "\x1b[38;5;16;48;5;231m";
    static constexpr QByteArrayView kPlain = "\x1b[0m\n";
    const int modules = sizeWithQuietZone(matrix);
    Secret text;
    for (int y = 0; y < modules; y += 2) {
        text.append(kInk);
        for (int x = 0; x < modules; ++x) {
            const bool isUpper = isDark(matrix, x, y);
            const bool isLower = isDark(matrix, x, y + 1);
            text.append(isUpper ? (isLower ? "\u2588" : "\u2580") : (isLower ? "\u2584" : " "));
        }
        text.append(kPlain);
    }
    return text;
}

} // namespace lw
