// SPDX-License-Identifier: GPL-3.0-or-later
#include "qrview.h"

#include "support/qrimage.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lw {

namespace {

// In device-independent pixels.
constexpr int kModule = 5;
constexpr int kLargeModule = 10;
constexpr int kSmallestModule = 4; //!< less is hard to scan
constexpr int kWidest = 530;       //!< leaves room beside it in a page's column
constexpr int kUsualModules = 53;  //!< version 7 with its quiet zone: most keys fit

} // namespace

QrView::QrView(QWidget *parent) : QWidget(parent), m_modules(kUsualModules)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedSize(sizeHint());
    setAccessibleName(tr("QR code"));
    setToolTip(tr("Click to see it larger or smaller"));
}

void QrView::setMatrix(QrMatrix matrix)
{
    forgetImage();
    m_modules = modulesAcross(matrix);
    m_matrix = std::move(matrix);
    setFixedSize(sizeHint()); // a layout in need of room must not make the modules smaller
    update();
}

void QrView::clear()
{
    forgetImage();
    m_matrix.reset();
    update();
}

void QrView::setZoom(Zoom zoom)
{
    if (m_zoom == zoom)
        return;
    m_zoom = zoom;
    forgetImage();
    setFixedSize(sizeHint());
    update();
    emit zoomChanged();
}

QSize QrView::sizeHint() const
{
    const int wanted = m_zoom == Zoom::Large ? kLargeModule : kModule;
    const int module = std::max(kSmallestModule, std::min(wanted, kWidest / m_modules));
    return {m_modules * module, m_modules * module};
}

void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.fillRect(rect(), Qt::white);
    if (!m_matrix)
        return;
    // Of the device that is painted on: with fractions, a logical pixel is no whole device pixel.
    const QTransform toDevice = painter.deviceTransform();
    const double scale = toDevice.m11();
    const int pixels = std::max(
        1, static_cast<int>(std::floor(std::min(width(), height()) * scale / m_modules + 0.001)));
    if (m_image.isNull() || m_pixels != pixels) {
        forgetImage();
        m_image = qrImage(*m_matrix, pixels);
        m_pixels = pixels;
    }
    m_image.setDevicePixelRatio(scale);
    const QPointF margin(
        QPointF(width() * scale - m_image.width(), height() * scale - m_image.height()) / 2.0);
    const QPointF device = toDevice.map(QPointF(0, 0)) + margin;
    const QPointF whole(std::round(device.x()), std::round(device.y()));
    painter.drawImage(toDevice.inverted().map(whole), m_image);
}

void QrView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        toggleZoom();
}

void QrView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        toggleZoom();
    else
        QWidget::keyPressEvent(event);
}

void QrView::toggleZoom()
{
    setZoom(m_zoom == Zoom::Normal ? Zoom::Large : Zoom::Normal);
}

//! Whoever has the picture has the key: it is painted over before its memory is given back.
void QrView::forgetImage()
{
    if (!m_image.isNull())
        m_image.fill(Qt::white);
    m_image = QImage();
    m_pixels = 0;
}

} // namespace lw
