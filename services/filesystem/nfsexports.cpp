// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nfsexports.h"

#include "services/system/mounts.h"
#include "services/system/wholefile.h"

#include <algorithm>

namespace mooring {

namespace {

// "/srv/x<TAB>10.0.0.0/8(rw,sync,...)", paths with octal escapes.
void addLine(QList<NfsExport>& exports, const QByteArray& line)
{
    const QList<QByteArray> fields = line.simplified().split(' ');
    if (fields.size() < 2 || !fields[0].startsWith('/'))
        return;
    const QByteArray path = octalDecoded(fields[0]);
    auto found = std::find_if(exports.begin(), exports.end(),
                              [&path](const NfsExport& known) { return known.path == path; });
    if (found == exports.end())
        found = exports.insert(exports.end(), NfsExport {path, {}});
    for (const QByteArray& field : fields.mid(1)) {
        const QByteArray client = octalDecoded(field.left(field.indexOf('(')));
        if (!found->clients.contains(client))
            found->clients += client;
    }
}

} // namespace

QList<NfsExport> readNfsExports(const QByteArray& root)
{
    QList<NfsExport> exports;
    for (const char* table : {"/var/lib/nfs/etab", "/proc/fs/nfsd/exports"}) {
        const auto lines = wholeFile(root + table).value_or(QByteArray()).split('\n');
        for (const QByteArray& line : lines)
            addLine(exports, line);
    }
    return exports;
}

} // namespace mooring
