// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/qrmatrix.h>

#include <QImage>
#include <QWidget>

#include <optional>

namespace lw {

/*!
 * Draws a QR symbol on the grid of the device's pixels, so that every module is sharp at any scale.
 * A click or Space shows it larger and back. It forgets its picture when the symbol goes; when that
 * is due is for others to say.
 */
class QrView final : public QWidget
{
    Q_OBJECT
public:
    enum class Zoom { Normal, Large };

    explicit QrView(QWidget *parent = nullptr);

    void setMatrix(QrMatrix matrix);
    //! No symbol: a white square of the same size stays.
    void clear();
    [[nodiscard]] bool isEmpty() const { return !m_matrix; }

    void setZoom(Zoom zoom);
    [[nodiscard]] Zoom zoom() const { return m_zoom; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void toggleZoom();
    void forgetImage();

    std::optional<QrMatrix> m_matrix;
    QImage m_image; //!< of m_pixels a module; null until it is painted
    int m_pixels = 0;
    int m_modules; //!< across, of the symbol that is or was shown last
    Zoom m_zoom = Zoom::Normal;
};

} // namespace lw
