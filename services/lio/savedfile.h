// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "savedconfig.h"
#include "savededit.h"

#include <QElapsedTimer>

#include <functional>
#include <mutex>

namespace mooring::lio {

// rtslib's saveconfig.json, from which the target is restored when the system starts. Thread-safe.
class SavedFile
{
public:
    struct View
    {
        QByteArray path; // empty: nothing was ever saved
        SavedConfig config;
        std::optional<Error> fault; // what is in it is no configuration
    };
    explicit SavedFile(const QByteArray& root);

    View view(); // read again only when it has changed
    // Takes one thing out of it, keeps everything else byte for byte and the file as it was beside it. A file
    // that cannot be understood is not touched.
    std::optional<Error> remove(const LioId& gone, QList<SavedPiece>& taken);
    // What remove() has taken, in its lists again.
    std::optional<Error> add(const GroupId& group, const QList<SavedPiece>& pieces);

    static constexpr const char* backupSuffix = ".mooring-backup";

private:
    QByteArray path() const;
    std::optional<Error> change(const std::function<Result<QByteArray>(const QByteArray& text)>& edit);
    std::optional<Error> replace(const QByteArray& path, const QByteArray& before, const QByteArray& after);
    bool isOneEdit(const QByteArray& before) const;

    QByteArray m_root;
    std::mutex m_mutex;
    QByteArray m_stamp; // of what `m_view` was made from
    View m_view;
    QByteArray m_written; // by us, last
    QElapsedTimer m_sinceWritten;
};

} // namespace mooring::lio
