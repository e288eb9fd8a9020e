// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace mooring {
namespace {

constexpr char accent[] = "#3b7dd8"; // as in the drawings

QString resourcePath(const QString& name)
{
    return QStringLiteral(":/icons/") + name + QStringLiteral(".svg");
}

// Paints one of our drawings; "currentColor" in it becomes the palette's text colour at the moment of
// painting.
class PaletteIconEngine final : public QIconEngine
{
public:
    explicit PaletteIconEngine(QByteArray drawing)
        : m_drawing(std::move(drawing))
    {
    }
    QIconEngine* clone() const override { return new PaletteIconEngine(m_drawing); }
    bool isNull() override { return m_drawing.isEmpty(); }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        Q_UNUSED(state)
        const QColor color = colorFor(mode);
        const QString cached = QStringLiteral("mooring-%1-%2x%3-%4")
                                   .arg(qHash(m_drawing), 0, 16)
                                   .arg(size.width())
                                   .arg(size.height())
                                   .arg(color.name(QColor::HexArgb) + QString::number(mode));
        QPixmap pixmap;
        if (QPixmapCache::find(cached, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        draw(painter, QRect(QPoint(), size), mode);
        QPixmapCache::insert(cached, pixmap);
        Q_UNUSED(scale)
        return pixmap;
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

private:
    static QColor colorFor(QIcon::Mode mode)
    {
        const QPalette palette = QApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::Text);
        case QIcon::Selected:
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::Active, QPalette::Text);
    }
    void draw(QPainter& painter, const QRect& rect, QIcon::Mode mode) const
    {
        QByteArray drawing = m_drawing;
        drawing.replace("currentColor", colorFor(mode).name().toLatin1());
        if (mode == QIcon::Selected) // our blue is the highlight's on most desktops
            drawing.replace(accent, colorFor(mode).name().toLatin1());
        QSvgRenderer renderer(drawing);
        if (mode == QIcon::Disabled)
            painter.setOpacity(0.5);
        const int side = qMin(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        renderer.render(&painter, square);
    }

    QByteArray m_drawing;
};

QIcon ownIcon(const QString& name)
{
    static QHash<QString, QIcon> icons;
    const auto known = icons.constFind(name);
    if (known != icons.constEnd())
        return *known;
    QIcon result;
    if (QFile file(resourcePath(name)); file.open(QIODevice::ReadOnly))
        result = QIcon(new PaletteIconEngine(file.readAll()));
    icons.insert(name, result);
    return result;
}

QString nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Disk:
    case Kind::IscsiLun:
    case Kind::LogicalVolume:
    case Kind::ExportLun:
    case Kind::MappedLun:
        return QStringLiteral("mooring-disk");
    case Kind::VirtualDisk:
        return QStringLiteral("mooring-virtual-disk");
    case Kind::Partition:
    case Kind::Luks:
        return QStringLiteral("mooring-partition");
    case Kind::Image:
        return QStringLiteral("mooring-image");
    case Kind::Filesystem:
    case Kind::VolumeGroup:
    case Kind::ThinPool:
    case Kind::MdArray:
    case Kind::MdMember:
    case Kind::Multipath:
    case Kind::MultipathPath:
        return QStringLiteral("mooring-filesystem");
    case Kind::Mount:
        return QStringLiteral("mooring-mount");
    case Kind::Swap:
        return QStringLiteral("mooring-swap");
    case Kind::Process:
        return QStringLiteral("mooring-process");
    case Kind::Portal:
    case Kind::IscsiTarget:
    case Kind::IscsiSession:
    case Kind::Export:
    case Kind::Initiator:
        return QStringLiteral("mooring-target");
    case Kind::Reader:
    case Kind::Card:
    case Kind::CardAttachment:
        return QStringLiteral("mooring-card");
    case Kind::Unknown:
        break;
    }
    return QStringLiteral("mooring-unknown");
}

QString nameOf(State state)
{
    switch (state) {
    case State::Attached:
    case State::LoggedIn:
    case State::Present:
        return QStringLiteral("mooring-state-attached");
    case State::Idle:
        return QStringLiteral("mooring-state-idle");
    case State::InUse:
    case State::Shared:
    case State::Exclusive:
        return QStringLiteral("mooring-state-in-use");
    case State::Mounted:
        return QStringLiteral("mooring-state-mounted");
    case State::Failed:
    case State::Mute:
    case State::Refused:
    case State::Disabled:
        return QStringLiteral("mooring-state-failed");
    case State::Degraded:
        return QStringLiteral("mooring-state-degraded");
    case State::Deferred:
    case State::Reconnecting:
        return QStringLiteral("mooring-state-deferred");
    case State::Orphaned:
        return QStringLiteral("mooring-state-orphaned");
    case State::Absent:
    case State::Unpowered:
        return QStringLiteral("mooring-state-absent");
    case State::Looking:
        return QStringLiteral("mooring-state-looking");
    case State::Unknown:
        break;
    }
    return QStringLiteral("mooring-state-unknown");
}

} // namespace

QIcon icon(const QString& name)
{
    const QIcon own = ownIcon(name);
    if (name.startsWith(QLatin1String("mooring-")))
        return own;
    return QIcon::fromTheme(name, own);
}

QIcon iconOf(Kind kind) { return ownIcon(nameOf(kind)); }

QIcon iconOf(State state) { return ownIcon(nameOf(state)); }

QIcon iconOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Done:
    case Outcome::NothingToDo:
        return ownIcon(QStringLiteral("mooring-done"));
    case Outcome::Partial:
    case Outcome::Stopped:
    case Outcome::TooLateToStop:
        return ownIcon(QStringLiteral("mooring-partial"));
    case Outcome::Deferred:
        return ownIcon(QStringLiteral("mooring-state-deferred"));
    case Outcome::Unknown:
        return ownIcon(QStringLiteral("mooring-unknown"));
    case Outcome::Busy:
    case Outcome::NotAssociated:
    case Outcome::NotFound:
    case Outcome::TimedOut:
    case Outcome::Denied:
    case Outcome::AuthDismissed:
    case Outcome::InvalidRequest:
    case Outcome::Unsupported:
    case Outcome::NoProvider:
    case Outcome::BadImage:
    case Outcome::OutOfMemory:
    case Outcome::ServiceUnavailable:
    case Outcome::Failed:
        break;
    }
    return icon(QStringLiteral("dialog-error"));
}

} // namespace mooring
