// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <QCoreApplication>

namespace mooring {

// What needs what, around one resource: what it needs below it, what stands on it above it, as boxes in
// layers and lines between them, in the language of the moment. A value; the same topology gives the same
// picture.
class TopologyPicture
{
    Q_DECLARE_TR_FUNCTIONS(mooring::TopologyPicture)
public:
    struct Box
    {
        ResourceId id; // empty: stands for `more` others of its layer
        int more = 0;
        Kind kind = Kind::Unknown;
        State state = State::Unknown;
        bool isChosen = false;
        bool isBeside = false; // neither needed nor standing on it: the other members of what it is part of
        QString name; // as shown; whole
        QString caption; // "File system, mounted"
        QString shortCaption; // "mounted"
        int layer = 0; // from the top
        double centre = 0; // in columns from the left edge; a box is one column wide
        bool operator==(const Box&) const = default;
    };
    struct Line
    {
        int from = 0; // box that needs ...
        int to = 0; // ... this one
        int bundle = 0; // lines of one `from` with the same bundle are one need
        int least = 1, count = 1; // "needs 1 of 2"
        QString label; // "working directory"; the same for all of a bundle
        QList<double> passes; // where it passes the layers between the two, from the upper one on
        bool closesRing = false; // leads upward
        bool operator==(const Line&) const = default;
    };
    static constexpr int widestAtFirst = 6;

    // Empty when there is no such resource. A layer shows at most `widest` boxes.
    static TopologyPicture of(const Topology& topology, const ResourceId& chosen, int widest = widestAtFirst);

    bool isEmpty() const { return m_boxes.isEmpty(); }
    const QList<Box>& boxes() const { return m_boxes; } // by layer, each from left to right
    const QList<Line>& lines() const { return m_lines; }
    int layers() const { return m_boxes.isEmpty() ? 0 : m_boxes.constLast().layer + 1; }
    double columns() const { return m_columns; }
    QString description() const; // all of it as sentences, one a line
    QString description(int box) const; // what one box needs and what stands on it
    bool operator==(const TopologyPicture&) const = default;

private:
    struct Making;
    QString sentence(int line) const; // empty for all but the first of a bundle

    QList<Box> m_boxes;
    QList<Line> m_lines;
    double m_columns = 0;
};

} // namespace mooring
