// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"
#include "targetsconflines.h"

#include <QHash>
#include <QSet>

struct stat;

namespace mooring::tgt {

struct ConfFile
{
    QByteArray path; // below the root
    QByteArray text;
};

// Reads a file of the saved configuration and all that it includes, in the order in which their lines count,
// as Config::General 2.65 does, _open(): each path once, so that includes in a ring end.
class ConfFiles
{
public:
    using Texts = QHash<QByteArray, QByteArray>; // by path
    // rejected: files that count as empty; instead: texts to take for what is in a file.
    ConfFiles(QByteArray root, QSet<QByteArray> rejected, Texts instead);
    std::optional<ConfFault> read(const QByteArray& main);

    QList<ConfFile> files;
    QList<ConfEntry> entries;
    QList<Error> errors; // files that we may not read; they count as empty

private:
    std::optional<ConfFault> include(const ConfInclude& include);
    std::optional<ConfFault> includeOne(const ConfInclude& include);
    std::optional<ConfFault> load(const QByteArray& path, const ConfInclude& by);
    std::optional<ConfFault> loadAll(const QList<QByteArray>& paths, const ConfInclude& by);
    std::optional<ConfFault> takeText(const QByteArray& path, const ConfInclude& by);
    QList<QByteArray> matches(const QByteArray& pattern) const;
    QList<QByteArray> filesIn(const QByteArray& folder);
    QByteArray inRoot(const QByteArray& path) const;
    bool isThere(const QByteArray& path, struct stat& info);

    const QByteArray m_root;
    const QSet<QByteArray> m_rejected;
    const Texts m_instead;
    QByteArray m_mainFolder;
    QSet<QByteArray> m_loaded;
    qsizetype m_total = 0;
};

} // namespace mooring::tgt
