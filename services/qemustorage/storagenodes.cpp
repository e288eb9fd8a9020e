// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storagenodes.h"

namespace mooring {
namespace {

QString text(const char* word) { return QString::fromLatin1(word); }

} // namespace

StorageNodes::StorageNodes(const QList<SeenFile>& files, bool readOnly, bool direct)
    : m_files(files)
    , m_readOnly(readOnly)
    , m_cache({{text("direct"), direct}})
{
}

bool StorageNodes::isText(const QByteArray& path) { return QString::fromUtf8(path).toUtf8() == path; }

// Read-only or not as the node above it: merging an overlay makes both writable.
QJsonObject StorageNodes::fileNode(const QByteArray& path) const
{
    return {{text("driver"), text("file")},
            {text("filename"), QString::fromUtf8(path)},
            {text("locking"), text("on")},
            {text("discard"), text("unmap")},
            {text("cache"), m_cache}};
}

qsizetype StorageNodes::partOf(qsizetype index, const char* role) const
{
    for (qsizetype at = 1; at < m_files.size(); ++at) {
        if (m_files[at].namedBy == index && m_files[at].role == role)
            return at;
    }
    return -1;
}

QJsonObject StorageNodes::formatNode(qsizetype index, bool readOnly) const
{
    const SeenFile& file = m_files[index];
    QJsonObject node {{text("driver"), file.driver},
                      {text("discard"), text("unmap")},
                      {text("read-only"), readOnly},
                      {text("cache"), m_cache},
                      {text("file"), fileNode(file.path)}};
    const qsizetype backing = partOf(index, "backing"), data = partOf(index, "data-file");
    if (backing > 0)
        node.insert(text("backing"), formatNode(backing, true));
    else if (file.driver == QLatin1String("qcow2") || file.driver == QLatin1String("vmdk"))
        node.insert(text("backing"), QJsonValue::Null);
    if (data > 0)
        node.insert(text("data-file"), fileNode(m_files[data].path));
    return node;
}

QJsonObject StorageNodes::image(const QString& nodeName) const
{
    QJsonObject node = formatNode(0, m_readOnly);
    node.insert(text("node-name"), nodeName);
    return node;
}

QJsonObject StorageNodes::overlayFile(const QString& nodeName, const QByteArray& path) const
{
    QJsonObject node = fileNode(path);
    node.insert(text("node-name"), nodeName);
    return node;
}

QJsonObject StorageNodes::overlay(const QString& nodeName, const QString& fileNode,
                                  const QString& backingNode) const
{
    return {{text("driver"), text("qcow2")}, {text("node-name"), nodeName}, {text("discard"), text("unmap")},
            {text("cache"), m_cache},        {text("file"), fileNode},      {text("backing"), backingNode}};
}

} // namespace mooring
