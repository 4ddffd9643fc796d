// SPDX-License-Identifier: GPL-3.0-or-later
#include "tones.h"

#include <algorithm>
#include <cmath>

namespace lw {

namespace {

constexpr double kEnoughContrast = 4.5;

struct ToneColors
{
    QRgb onLight;
    QRgb onDark;
};

constexpr ToneColors kGood{0xff1a6e35, 0xff5fc983};
constexpr ToneColors kCaution{0xff855000, 0xffe5b04c};
constexpr ToneColors kDanger{0xffb3261e, 0xffff8f85};

QColor mixed(const QColor &over, const QColor &under, double share)
{
    const auto part = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1.0 - share)));
    };
    return {part(over.red(), under.red()), part(over.green(), under.green()),
            part(over.blue(), under.blue())};
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

QPalette paletteOf(QRgb window, QRgb base, QRgb text, QRgb button, QRgb highlight)
{
    QPalette palette(QColor::fromRgb(button), QColor::fromRgb(window));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, QColor::fromRgb(text));
    palette.setColor(QPalette::Base, QColor::fromRgb(base));
    palette.setColor(QPalette::AlternateBase, mixed(palette.color(QPalette::Text), base, 0.04));
    palette.setColor(QPalette::ToolTipBase, QColor::fromRgb(base));
    palette.setColor(QPalette::Highlight, QColor::fromRgb(highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    const QColor quiet = mixed(QColor::fromRgb(text), QColor::fromRgb(window), 0.45);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, quiet);
    palette.setColor(QPalette::PlaceholderText,
                     mixed(QColor::fromRgb(text), QColor::fromRgb(base), 0.6));
    palette.setColor(QPalette::Link,
                     isDark(palette) ? QColor(0x7f, 0xb4, 0xff) : QColor(0x1a, 0x5f, 0xb4));
    return palette;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    if (tone == Tone::Neutral)
        return secondaryColor(palette);
    const ToneColors colors = tone == Tone::Good      ? kGood
                              : tone == Tone::Caution ? kCaution
                                                      : kDanger;
    return QColor::fromRgb(isDark(palette) ? colors.onDark : colors.onLight);
}

QColor secondaryColor(const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    for (double share = 0.66; share < 1.0; share += 0.06) {
        const QColor color = mixed(text, ground, share);
        if (contrastRatio(color, ground) >= kEnoughContrast)
            return color;
    }
    return text;
}

QColor hairlineColor(const QPalette &palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.16);
}

QColor tintColor(Tone tone, const QPalette &palette)
{
    return mixed(toneColor(tone, palette), palette.color(QPalette::Window), 0.10);
}

double contrastRatio(const QColor &left, const QColor &right)
{
    const auto [dark, light] = std::minmax({luminance(left), luminance(right)});
    return (light + 0.05) / (dark + 0.05);
}

QPalette darkPalette()
{
    return paletteOf(0xff242629, 0xff1b1d1f, 0xffe8e9ea, 0xff34373b, 0xff2f6fc4);
}

QPalette lightPalette()
{
    return paletteOf(0xfff3f3f4, 0xffffffff, 0xff1c1d1f, 0xffeeeeef, 0xff1f66c2);
}

} // namespace lw
