// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalmemory.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <unistd.h>

namespace mooring {
namespace {

constexpr qint64 kMostBytes = 1 << 16;
constexpr qsizetype kLongestName = 223; // RFC 7143, 4.2.7.1

} // namespace

QByteArray PortalMemory::defaultPath()
{
    const QByteArray own = qgetenv("XDG_RUNTIME_DIR");
    if (own.startsWith('/'))
        return own + "/mooring/portals";
    return ::geteuid() == 0 ? QByteArray("/run/mooring/portals") : QByteArray();
}

// One "TARGET ADDRESS:PORT" a line; a name has no space (RFC 7143, 4.2.7.2).
QList<KnownPortal> PortalMemory::read() const
{
    QList<KnownPortal> portals;
    QFile file(QFile::decodeName(m_path));
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return portals;
    for (const QByteArray& line : file.read(kMostBytes).split('\n')) {
        const qsizetype space = line.indexOf(' ');
        const KnownPortal known {line.left(std::max<qsizetype>(space, 0)),
                                 TcpEnd::parse(line.mid(space + 1))};
        const bool isWhole = !known.target.isEmpty() && known.target.size() <= kLongestName
            && !known.portal.address.isEmpty() && known.portal.port != 0;
        if (isWhole && !portals.contains(known))
            portals.append(known);
    }
    return portals;
}

void PortalMemory::write(const QList<KnownPortal>& portals) const
{
    if (m_path.isEmpty())
        return;
    const QString path = QFile::decodeName(m_path);
    if (portals.isEmpty()) {
        QFile::remove(path);
        return;
    }
    QByteArray text;
    for (const KnownPortal& known : portals)
        text += known.target + ' ' + known.portal.text() + '\n';
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size())
        file.commit();
}

} // namespace mooring
