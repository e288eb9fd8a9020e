// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagepaths.h"

#include <QMimeData>
#include <QUrl>

namespace mooring {

std::optional<QByteArray> localPath(const QUrl& url)
{
    const QString host = url.host();
    if (!url.isLocalFile() || (!host.isEmpty() && host != QLatin1String("localhost")))
        return {};
    // encoded, so that names that are no UTF-8 survive
    return QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1());
}

QList<QByteArray> localPaths(const QMimeData* data)
{
    QList<QByteArray> paths;
    for (const QUrl& url : data->urls())
        if (const auto path = localPath(url))
            paths.append(*path);
    return paths;
}

} // namespace mooring
