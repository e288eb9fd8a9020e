// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/topologypicture.h"

#include <QPointer>
#include <QScrollArea>

namespace mooring {

class TopologyBox;
class TopologyCanvas;

// The picture of what needs what around one resource. Arrow keys go from box to box, Enter or a click
// chooses; what was looked at stays where it is while the world moves.
class TopologyView final : public QScrollArea
{
    Q_OBJECT
public:
    explicit TopologyView(QWidget* parent = nullptr);

    void setResource(const Topology& topology, const ResourceId& id); // again after each topologyChanged
    void clear(); // forgets the topology
    const TopologyPicture& picture() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const mooring::ResourceId& id);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void draw();
    void describe();
    void activate(TopologyBox* box);
    void move(TopologyBox* from, Qt::Key direction);
    TopologyBox* inLayer(int from, int step) const;
    TopologyBox* across(int from, int step) const;
    void makeCurrent(TopologyBox* box);
    ResourceId anchor() const;

    Topology m_topology;
    ResourceId m_id;
    int m_widest = TopologyPicture::widestAtFirst;
    TopologyCanvas* m_canvas;
    QPointer<TopologyBox> m_current; // the one that the Tab key leads to
};

} // namespace mooring
