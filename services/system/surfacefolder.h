// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

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

private:
    QByteArray m_base;
};

} // namespace mooring
