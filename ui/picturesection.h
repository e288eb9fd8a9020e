// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <QWidget>

class QToolButton;

namespace mooring {

class TopologyView;

// The picture below the facts: folded until it is asked for, and then only made while it is seen.
class PictureSection final : public QWidget
{
    Q_OBJECT
public:
    explicit PictureSection(QWidget* parent = nullptr);

    void setResource(const Topology& topology, const ResourceId& id); // again after each topologyChanged
    bool isOpen() const;

signals:
    void opened(bool open);
    void chosen(const mooring::ResourceId& id);
    void windowRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fold(bool open);
    void retranslate();

    Topology m_topology;
    ResourceId m_id;
    QToolButton* m_disclosure;
    QToolButton* m_window;
    TopologyView* m_view;
};

} // namespace mooring
