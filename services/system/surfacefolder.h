// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSet>

namespace mooring {

// Where the disks of images surface that daemons serve: one folder an attachment, named by the identity of
// its image, MAJ:MIN:INO. Loop devices and FUSE mounts in there are parts of an attachment, not things of
// their own: providers other than the one that made them leave them out.
class SurfaceFolders
{
public:
    SurfaceFolders();
    explicit SurfaceFolders(QByteArray base);
    static QByteArray ownBase(); // in /run as root, else in the user's runtime folder

    const QByteArray& base() const { return m_base; }
    QByteArray folder(const QByteArray& identity) const { return m_base + '/' + identity; }
    bool holds(const QByteArray& path) const; // it lies in the folder of an attachment
    // It is where any Mooring, also another user's, lets a disk surface.
    static bool isAnybodys(const QByteArray& path);
    // Sequence numbers of the disks that are bound to surfaces, as their records have it. For those of which
    // the kernel tells no path: the surface is mounted in another namespace, or no more.
    QSet<quint64> diskSequences() const;

private:
    QByteArray m_base;
};

} // namespace mooring
