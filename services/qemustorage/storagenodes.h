// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagesight.h"

#include <QJsonObject>

namespace mooring {

// The arguments of `blockdev-add` (qapi/block-core.json of QEMU) for an image and all that it stands on:
// every driver and every other file is said, so that nothing is taken from what the image says of itself.
class StorageNodes
{
public:
    // Without `direct` through the host's cache, for file systems that know no O_DIRECT.
    StorageNodes(const QList<SeenFile>& files, bool readOnly, bool direct);

    QJsonObject image(const QString& nodeName) const;
    // A file of its own that takes the writes, and the disk that reads through it.
    QJsonObject overlayFile(const QString& nodeName, const QByteArray& path) const;
    QJsonObject overlay(const QString& nodeName, const QString& fileNode, const QString& backingNode) const;

    static bool isText(const QByteArray& path); // JSON is text: a name that is none cannot be told

private:
    QJsonObject formatNode(qsizetype index, bool readOnly) const;
    QJsonObject fileNode(const QByteArray& path) const;
    qsizetype partOf(qsizetype index, const char* role) const; // -1: none

    const QList<SeenFile>& m_files;
    bool m_readOnly;
    QJsonObject m_cache;
};

} // namespace mooring
