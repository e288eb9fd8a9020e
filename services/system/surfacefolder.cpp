// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "surfacefolder.h"

#include <QtGlobal>

#include <unistd.h>

namespace mooring {

SurfaceFolders::SurfaceFolders()
    : SurfaceFolders(ownBase())
{
}

SurfaceFolders::SurfaceFolders(QByteArray base)
    : m_base(std::move(base))
{
}

QByteArray SurfaceFolders::ownBase()
{
    const QByteArray tail = "/mooring/images";
    if (geteuid() == 0)
        return "/run" + tail;
    const QByteArray own = qgetenv("XDG_RUNTIME_DIR");
    return (own.startsWith('/') ? own : "/run/user/" + QByteArray::number(geteuid())) + tail;
}

bool SurfaceFolders::holds(const QByteArray& path) const
{
    const qsizetype start = m_base.size() + 1;
    return path.startsWith(m_base + '/') && path.indexOf('/', start) > start;
}

} // namespace mooring
