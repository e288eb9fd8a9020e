// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topologycanvas.h"

#include "topologybox.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace mooring {
namespace {

constexpr int margin = 10;

// Where lines leave the lower edge of a box: one place for each need.
struct Port
{
    QList<int> lines;
    double heading = 0; // where to, in columns
    bool hasLabel = false;
};

int upperOf(const TopologyPicture::Line& line) { return line.closesRing ? line.to : line.from; }
int lowerOf(const TopologyPicture::Line& line) { return line.closesRing ? line.from : line.to; }

QList<Port> portsOf(const TopologyPicture& picture, int box)
{
    QList<Port> ports;
    const QList<TopologyPicture::Line>& lines = picture.lines();
    for (int i = 0; i < lines.size(); ++i) {
        if (upperOf(lines[i]) != box)
            continue;
        auto port = std::find_if(ports.begin(), ports.end(), [&](const Port& known) {
            const TopologyPicture::Line& first = lines[known.lines.constFirst()];
            return first.from == lines[i].from && first.bundle == lines[i].bundle;
        });
        if (port == ports.end())
            port = ports.insert(ports.end(), Port {.hasLabel = !lines[i].label.isEmpty()});
        const double next = lines[i].passes.value(0, picture.boxes()[lowerOf(lines[i])].centre);
        port->heading = (port->heading * double(port->lines.size()) + next) / double(port->lines.size() + 1);
        port->lines.append(i);
    }
    std::stable_sort(ports.begin(), ports.end(),
                     [](const Port& left, const Port& right) { return left.heading < right.heading; });
    return ports;
}

} // namespace

TopologyCanvas::TopologyCanvas(QWidget* parent)
    : QWidget(parent)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

TopologyBox* TopologyCanvas::boxOf(const ResourceId& id) const
{
    const auto found = std::find_if(m_boxes.begin(), m_boxes.end(), [&id](const TopologyBox* box) {
        return box->box().more == 0 && box->box().id == id;
    });
    return found == m_boxes.end() ? nullptr : *found;
}

TopologyBox* TopologyCanvas::newBox()
{
    auto* box = new TopologyBox(this);
    connect(box, &TopologyBox::clicked, this, [this, box] { emit boxClicked(box); });
    connect(box, &TopologyBox::focused, this, [this, box] { emit boxFocused(box); });
    connect(box, &TopologyBox::moveRequested, this,
            [this, box](Qt::Key direction) { emit moveRequested(box, direction); });
    return box;
}

// A resource keeps its box, and with it the keyboard's focus.
void TopologyCanvas::setPicture(const TopologyPicture& picture)
{
    QList<TopologyBox*> spare = m_boxes, next;
    for (const TopologyPicture::Box& box : picture.boxes()) {
        const auto known = std::find_if(spare.begin(), spare.end(), [&box](const TopologyBox* old) {
            return old->box().id == box.id && (box.more == 0 || old->box().layer == box.layer);
        });
        next.append(known == spare.end() ? nullptr : *known);
        if (known != spare.end())
            spare.erase(known);
    }
    m_picture = picture;
    m_boxes.clear();
    for (qsizetype i = 0; i < next.size(); ++i) {
        m_boxes.append(next[i] != nullptr ? next[i] : newBox());
        m_boxes[i]->show(picture.boxes()[i], picture.description(int(i)));
    }
    for (TopologyBox* gone : std::as_const(spare)) {
        gone->hide();
        gone->deleteLater(); // it may be the one whose click led here
    }
    arrange();
}

int TopologyCanvas::across(double centre) const { return margin + qRound(centre * m_pitch); }

void TopologyCanvas::arrange()
{
    m_box = {};
    for (const TopologyBox* box : std::as_const(m_boxes))
        m_box = m_box.expandedTo({box->wantedWidth(), box->wantedHeight()});
    m_pitch = m_box.width() + 2 * fontMetrics().averageCharWidth();
    QList<int> rows(m_picture.layers(), 0); // of labels below each layer
    for (int box = 0; box < m_boxes.size(); ++box) {
        const QList<Port> ports = portsOf(m_picture, box);
        int& most = rows[m_picture.boxes()[box].layer];
        most = qMax(most,
                    int(std::count_if(ports.begin(), ports.end(), [](const Port& p) { return p.hasLabel; })));
    }
    m_tops.clear();
    int top = margin;
    for (const int labels : std::as_const(rows)) {
        m_tops.append(top);
        top += m_box.height() + fontMetrics().lineSpacing() * (labels + 1) + 6;
    }
    m_size = m_boxes.isEmpty()
        ? QSize()
        : QSize(across(m_picture.columns()) + margin, m_tops.constLast() + m_box.height() + margin);
    placeBoxes();
    addLines();
    resize(m_size);
    update();
}

void TopologyCanvas::placeBoxes()
{
    QWidget* previous = nullptr;
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        const TopologyPicture::Box& box = m_picture.boxes()[i];
        m_boxes[i]->setGeometry(across(box.centre) - m_box.width() / 2, m_tops[box.layer], m_box.width(),
                                m_box.height());
        m_boxes[i]->setVisible(true);
        if (previous != nullptr)
            setTabOrder(previous, m_boxes[i]);
        previous = m_boxes[i];
    }
}

void TopologyCanvas::addLines()
{
    m_ribbons.clear();
    m_labels.clear();
    for (int box = 0; box < m_boxes.size(); ++box) {
        const QList<Port> ports = portsOf(m_picture, box);
        const auto labels
            = int(std::count_if(ports.begin(), ports.end(), [](const Port& port) { return port.hasLabel; }));
        const int gaps = qMax(1, int(ports.size()) - 1);
        const int step = labels > 0 ? qMin(m_box.width() / 2, m_box.width() * 8 / 10 / gaps)
                                    : qMin(40, m_box.width() * 6 / 10 / gaps); // a label hides no other line
        int at = across(m_picture.boxes()[box].centre) - step * int(ports.size() - 1) / 2;
        int row = 0;
        for (const Port& port : ports) {
            for (const int line : port.lines)
                m_ribbons.append({pathOf(m_picture.lines()[line], at, labels * fontMetrics().lineSpacing()),
                                  m_picture.lines()[line].closesRing});
            if (port.hasLabel)
                addLabel(m_picture.lines()[port.lines.constFirst()], at, row++);
            at += step;
        }
    }
}

// Down from its port past the labels, then in curves from layer to layer.
QPainterPath TopologyCanvas::pathOf(const TopologyPicture::Line& line, int port, int straight) const
{
    const TopologyPicture::Box& upper = m_picture.boxes()[upperOf(line)];
    const TopologyPicture::Box& lower = m_picture.boxes()[lowerOf(line)];
    QPointF at(port + 0.5, m_tops[upper.layer] + m_box.height());
    QPainterPath path(at);
    if (straight > 0)
        path.lineTo(at += QPointF(0, straight + 2));
    const auto curveTo = [&](int x, int y) {
        const QPointF end(x + 0.5, y);
        const double half = (end.y() - at.y()) * 0.55;
        path.cubicTo(at + QPointF(0, half), end - QPointF(0, half), end);
        at = end;
    };
    int layer = upper.layer;
    for (const double pass : line.passes) {
        ++layer;
        curveTo(across(pass), m_tops[layer]);
        path.lineTo(at += QPointF(0, m_box.height()));
    }
    curveTo(across(lower.centre), m_tops[lower.layer]);
    return path;
}

// On its line, within the column of its box.
void TopologyCanvas::addLabel(const TopologyPicture::Line& line, int port, int row)
{
    const TopologyPicture::Box& upper = m_picture.boxes()[upperOf(line)];
    const int line1 = fontMetrics().lineSpacing();
    const QString text = fontMetrics().elidedText(line.label, Qt::ElideRight, m_pitch - 8);
    QRect place(0, m_tops[upper.layer] + m_box.height() + 2 + row * line1,
                fontMetrics().horizontalAdvance(text) + 6, line1);
    const int centre = across(upper.centre);
    const int left = centre - m_pitch / 2 + 1;
    place.moveLeft(
        qBound(left, port - place.width() / 2, qMax(left, centre + m_pitch / 2 - 1 - place.width())));
    m_labels.append({place, text, text == line.label ? QString() : line.label});
}

void TopologyCanvas::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const QColor base = palette().color(QPalette::Base);
    const QColor text = palette().color(QPalette::Text);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Ribbon& ribbon : std::as_const(m_ribbons)) {
        painter.setPen(QPen(blend(text, base, ribbon.closesRing ? 0.8 : 0.45), ribbon.closesRing ? 1.6 : 1.2,
                            ribbon.closesRing ? Qt::DashLine : Qt::SolidLine));
        painter.drawPath(ribbon.path);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(blend(text, base, 0.8));
    for (const Label& label : std::as_const(m_labels)) {
        painter.fillRect(label.place, base);
        painter.drawText(label.place, Qt::AlignCenter, label.text);
    }
}

void TopologyCanvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
    QWidget::changeEvent(event);
}

bool TopologyCanvas::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto label = std::find_if(m_labels.begin(), m_labels.end(),
                                    [help](const Label& one) { return one.place.contains(help->pos()); });
    QToolTip::showText(help->globalPos(), label == m_labels.end() ? QString() : label->whole, this);
    return true;
}

} // namespace mooring
