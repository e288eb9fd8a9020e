// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topologybox.h"

#include "icons.h"
#include "models/wording.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTextDocument>

namespace mooring {
namespace {

constexpr int edge = 6; // between frame and content
constexpr int narrowest = 14, mostLetters = 28;

// Names come from outside: a tool tip must not read them as HTML.
QString plain(const QString& text)
{
    return Qt::mightBeRichText(text)
        ? QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text.toHtmlEscaped())
        : text;
}

} // namespace

QColor blend(const QColor& first, const QColor& second, double share)
{
    const auto mix = [share](int one, int other) { return qRound(one * share + other * (1 - share)); };
    return {mix(first.red(), second.red()), mix(first.green(), second.green()),
            mix(first.blue(), second.blue())};
}

TopologyBox::TopologyBox(QWidget* parent)
    : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::ClickFocus);
}

void TopologyBox::show(const TopologyPicture::Box& box, const QString& description)
{
    m_box = box;
    const QString name = box.caption.isEmpty() ? box.name : Wording::labelled(box.name, box.caption);
    setAccessibleName(name);
    setAccessibleDescription(description);
    setToolTip(plain(description.isEmpty() ? name : name + QLatin1Char('\n') + description));
    update();
}

int TopologyBox::iconSide() const { return style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this); }

int TopologyBox::frame() const { return iconSide() + 3 * edge + 2; }

int TopologyBox::widthWith(const QString& caption) const
{
    const int state = m_box.kind == Kind::Process ? 0 : iconSide() + edge;
    return fontMetrics().horizontalAdvance(caption) + state + frame();
}

QString TopologyBox::caption() const
{
    return widthWith(m_box.caption) <= widest() ? m_box.caption : m_box.shortCaption;
}

int TopologyBox::wantedWidth() const
{
    const int letter = fontMetrics().averageCharWidth();
    const int name = fontMetrics().horizontalAdvance(m_box.name) + frame();
    return qBound(narrowest * letter + frame(), qMax(name, widthWith(caption())), widest());
}

int TopologyBox::widest() const { return mostLetters * fontMetrics().averageCharWidth() + frame(); }

int TopologyBox::wantedHeight() const { return 2 * fontMetrics().lineSpacing() + 2 * edge; }

void TopologyBox::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
        emit moveRequested(static_cast<Qt::Key>(event->key()));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void TopologyBox::focusInEvent(QFocusEvent* event)
{
    QAbstractButton::focusInEvent(event);
    emit focused();
}

void TopologyBox::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    paintFrame(painter);
    paintTexts(painter);
    if (!hasFocus())
        return;
    painter.setPen(QPen(palette().color(QPalette::Text), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(3, 3, -4, -4));
}

void TopologyBox::paintFrame(QPainter& painter) const
{
    const QColor base = palette().color(QPalette::Base);
    const QColor text = palette().color(QPalette::Text);
    const QColor highlight = palette().color(QPalette::Highlight);
    QPen pen(blend(text, base, underMouse() || hasFocus() ? 0.7 : 0.35), 1);
    QColor fill = blend(text, base, underMouse() ? 0.09 : 0.05);
    if (m_box.isChosen) {
        pen = QPen(highlight, 2);
        fill = blend(highlight, base, 0.18);
    } else if (m_box.more > 0 || m_box.isBeside) {
        pen.setStyle(Qt::DashLine);
        fill = underMouse() ? fill : base;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill);
    const double inset = pen.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TopologyBox::paintTexts(QPainter& painter) const
{
    const QColor text = palette().color(QPalette::Text);
    const QColor soft = blend(text, palette().color(QPalette::Base), 0.72);
    QRect room = rect().adjusted(edge, edge, -edge, -edge);
    if (m_box.more > 0) {
        painter.setPen(soft);
        painter.drawText(room, Qt::AlignCenter,
                         fontMetrics().elidedText(m_box.name, Qt::ElideRight, room.width()));
        return;
    }
    const int side = iconSide();
    const int line = fontMetrics().lineSpacing();
    const QRect icon(room.left(), room.top() + (line - side) / 2, side, side);
    iconOf(m_box.kind).paint(&painter, icon);
    room.setLeft(icon.right() + 1 + edge);
    painter.setPen(m_box.isBeside ? soft : text);
    painter.drawText(QRect(room.left(), room.top(), room.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_box.name, Qt::ElideMiddle, room.width()));
    QRect below(room.left(), room.top() + line, room.width(), line);
    if (m_box.kind != Kind::Process) {
        const QRect state(below.right() + 1 - side, below.top() + (line - side) / 2, side, side);
        iconOf(m_box.state).paint(&painter, state);
        below.setRight(state.left() - edge);
    }
    painter.setPen(soft);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(caption(), Qt::ElideRight, below.width()));
}

} // namespace mooring
