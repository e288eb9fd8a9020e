// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookcontext.h"

#include <algorithm>

namespace mooring::lio {

LookContext::LookContext(const TargetTree& tree, QByteArray root, SavedFile::View saved, IoHistory& history)
    : m_tree(tree)
    , m_root(std::move(root))
    , m_saved(std::move(saved))
    , m_history(history)
    , m_now(QDateTime::currentDateTimeUtc())
{
}

const Backstore& LookContext::backstore(const QByteArray& name)
{
    const auto known = m_stores.constFind(name);
    if (known != m_stores.constEnd())
        return *known;
    if (!m_core)
        m_core.emplace(m_tree.path() + "core");
    return *m_stores.insert(name, Backstore::read(*m_core, name));
}

const ExportBacking::Found& LookContext::backing(const QByteArray& path)
{
    const auto known = m_found.constFind(path);
    if (known != m_found.constEnd())
        return *known;
    if (!m_backing)
        m_backing.emplace(m_root, m_errors);
    return *m_found.insert(path, m_backing->of(path));
}

std::optional<QDateTime> LookContext::lastIo(const ResourceId& id, quint64 inode, quint64 counter)
{
    return m_history.grown(id.text.toUtf8() + '@' + QByteArray::number(inode), counter, m_now);
}

QList<Resource> LookContext::images() const
{
    QList<Resource> images;
    for (const ExportBacking::Found& each : m_found) {
        if (each.image)
            images.append(*each.image);
    }
    std::sort(images.begin(), images.end(),
              [](const Resource& a, const Resource& b) { return a.id.text < b.id.text; });
    return images;
}

} // namespace mooring::lio
