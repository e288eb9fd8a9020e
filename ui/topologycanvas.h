// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/topologypicture.h"

#include <QPainterPath>
#include <QWidget>

namespace mooring {

class TopologyBox;

// The sheet of the picture: puts the boxes in their places and draws the lines between them.
class TopologyCanvas final : public QWidget
{
    Q_OBJECT
public:
    explicit TopologyCanvas(QWidget* parent = nullptr);

    void setPicture(const TopologyPicture& picture);
    const TopologyPicture& picture() const { return m_picture; }
    const QList<TopologyBox*>& boxes() const { return m_boxes; } // as in the picture
    TopologyBox* boxOf(const ResourceId& id) const; // null: not in the picture
    QSize sizeHint() const override { return m_size; }

signals:
    void boxClicked(mooring::TopologyBox* box);
    void boxFocused(mooring::TopologyBox* box);
    void moveRequested(mooring::TopologyBox* from, Qt::Key direction);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Label
    {
        QRect place;
        QString text;
        QString whole; // when it is elided
    };
    struct Ribbon
    {
        QPainterPath path;
        bool closesRing = false;
    };
    TopologyBox* newBox();
    void arrange();
    void placeBoxes();
    void addLines();
    QPainterPath pathOf(const TopologyPicture::Line& line, int port, int straight) const;
    void addLabel(const TopologyPicture::Line& line, int port, int row);
    int across(double centre) const;

    TopologyPicture m_picture;
    QList<TopologyBox*> m_boxes;
    QList<Ribbon> m_ribbons;
    QList<Label> m_labels;
    QList<int> m_tops; // of the layers
    QSize m_box, m_size;
    int m_pitch = 0; // from column to column
};

} // namespace mooring
