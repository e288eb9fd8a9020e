// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topologyview.h"

#include "topologybox.h"
#include "topologycanvas.h"

#include <QEvent>
#include <QScrollBar>

namespace mooring {

TopologyView::TopologyView(QWidget* parent)
    : QScrollArea(parent)
    , m_canvas(new TopologyCanvas(this))
{
    setFocusPolicy(Qt::NoFocus); // its boxes have it
    setWidget(m_canvas);
    setAlignment(Qt::AlignCenter);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(m_canvas, &TopologyCanvas::boxClicked, this, &TopologyView::activate);
    connect(m_canvas, &TopologyCanvas::boxFocused, this, [this](TopologyBox* box) {
        makeCurrent(box);
        ensureWidgetVisible(box, 12, 12);
    });
    connect(m_canvas, &TopologyCanvas::moveRequested, this, &TopologyView::move);
    describe();
}

const TopologyPicture& TopologyView::picture() const { return m_canvas->picture(); }

QSize TopologyView::sizeHint() const { return m_canvas->sizeHint() + QSize(2, 2) * frameWidth(); }

QSize TopologyView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 6};
}

void TopologyView::setResource(const Topology& topology, const ResourceId& id)
{
    if (id != m_id)
        m_widest = TopologyPicture::widestAtFirst;
    m_topology = topology;
    m_id = id;
    draw();
}

void TopologyView::clear() { setResource({}, {}); }

// What must not move on the screen: the box with the focus, else the chosen one.
ResourceId TopologyView::anchor() const
{
    if (m_current && m_current->hasFocus() && m_current->box().more == 0)
        return m_current->box().id;
    if (m_canvas->boxOf(m_id) != nullptr)
        return m_id;
    return m_current ? m_current->box().id : m_id;
}

void TopologyView::draw()
{
    const TopologyPicture next = TopologyPicture::of(m_topology, m_id, m_widest);
    if (next == picture())
        return;
    const ResourceId kept = anchor();
    const TopologyBox* before = m_canvas->boxOf(kept);
    const QPoint place = before != nullptr ? before->mapTo(viewport(), QPoint()) : QPoint();
    const bool wasThere = before != nullptr;
    const bool hadFocus = m_current && m_current->hasFocus();
    m_canvas->setPicture(next);
    TopologyBox* chosen = m_canvas->boxOf(m_id);
    TopologyBox* after = m_canvas->boxOf(kept);
    if (wasThere && after != nullptr) {
        const QPoint moved = after->mapTo(viewport(), QPoint()) - place;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() + moved.y());
    } else if (chosen != nullptr) {
        ensureWidgetVisible(chosen, viewport()->width() / 2, viewport()->height() / 2);
    }
    makeCurrent(after != nullptr ? after : chosen);
    if (hadFocus && m_current && !m_current->hasFocus())
        m_current->setFocus(Qt::OtherFocusReason);
    describe();
}

void TopologyView::makeCurrent(TopologyBox* box)
{
    for (TopologyBox* other : m_canvas->boxes())
        other->setFocusPolicy(other == box ? Qt::StrongFocus : Qt::ClickFocus);
    m_current = box;
    setFocusProxy(box);
}

void TopologyView::activate(TopologyBox* box)
{
    if (box->box().more == 0) {
        emit chosen(box->box().id);
        return;
    }
    m_widest *= 4;
    draw();
}

void TopologyView::move(TopologyBox* from, Qt::Key direction)
{
    const auto at = int(m_canvas->boxes().indexOf(from));
    TopologyBox* to = nullptr;
    if (direction == Qt::Key_Home)
        to = m_canvas->boxOf(m_id);
    else if (direction == Qt::Key_Left || direction == Qt::Key_Right)
        to = inLayer(at, direction == Qt::Key_Left ? -1 : 1);
    else
        to = across(at, direction == Qt::Key_Up ? -1 : 1);
    if (to != nullptr)
        to->setFocus(Qt::OtherFocusReason);
}

TopologyBox* TopologyView::inLayer(int from, int step) const
{
    const QList<TopologyPicture::Box>& boxes = picture().boxes();
    const int to = from + step;
    const bool isThere = to >= 0 && to < boxes.size() && boxes[to].layer == boxes[from].layer;
    return isThere ? m_canvas->boxes()[to] : nullptr;
}

// Along a line where there is one, else to what is nearest in the next layer.
TopologyBox* TopologyView::across(int from, int step) const
{
    const QList<TopologyPicture::Box>& boxes = picture().boxes();
    const auto hasLine = [&](int to) {
        return std::any_of(picture().lines().begin(), picture().lines().end(), [&](const auto& line) {
            return (line.from == from && line.to == to) || (line.from == to && line.to == from);
        });
    };
    int best = -1;
    double least = 0;
    for (int to = 0; to < boxes.size(); ++to) {
        const int layers = (boxes[to].layer - boxes[from].layer) * step;
        if (layers < 1 || (layers > 1 && !hasLine(to)))
            continue;
        const double distance
            = qAbs(boxes[to].centre - boxes[from].centre) + 10 * layers + (hasLine(to) ? 0 : 1000);
        if (best < 0 || distance < least) {
            best = to;
            least = distance;
        }
    }
    return best < 0 ? nullptr : m_canvas->boxes()[best];
}

void TopologyView::describe()
{
    const TopologyBox* chosen = m_canvas->boxOf(m_id);
    setAccessibleName(chosen == nullptr ? tr("What needs what")
                                        : tr("What needs what, around %1").arg(chosen->box().name));
    setAccessibleDescription(picture().description());
}

void TopologyView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        draw();
        describe();
    }
    QScrollArea::changeEvent(event);
}

void TopologyView::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    if (TopologyBox* chosen = m_canvas->boxOf(m_id))
        ensureWidgetVisible(chosen, viewport()->width() / 2, viewport()->height() / 2);
}

} // namespace mooring
