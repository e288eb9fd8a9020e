// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <optional>

class QMimeData;
class QUrl;

namespace mooring {

// Of files on this host, byte by byte as they are named; nothing for other places.
std::optional<QByteArray> localPath(const QUrl& url);
QList<QByteArray> localPaths(const QMimeData* data); // what is dropped or pasted

} // namespace mooring
