// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/topologypicture.h"

#include <QAbstractButton>

namespace mooring {

// One box of the picture: icon, name, kind and state. A button, so that keyboard and screen readers know it.
class TopologyBox final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit TopologyBox(QWidget* parent);

    void show(const TopologyPicture::Box& box, const QString& description);
    const TopologyPicture::Box& box() const { return m_box; }
    int wantedWidth() const;
    int wantedHeight() const;
    QSize sizeHint() const override { return size(); }

signals:
    void moveRequested(Qt::Key direction);
    void focused();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void paintFrame(QPainter& painter) const;
    void paintTexts(QPainter& painter) const;
    QString caption() const; // the state alone where kind and state are too long
    int widthWith(const QString& caption) const;
    int iconSide() const;
    int widest() const;
    int frame() const; // what a box is wider than its texts

    TopologyPicture::Box m_box;
};

// `share` of the first colour, the rest of the second.
QColor blend(const QColor& first, const QColor& second, double share);

} // namespace mooring
