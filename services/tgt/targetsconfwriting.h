// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QByteArray>

#include <optional>

namespace mooring::tgt {

// Replaces the text of a file at once, keeping its owner, mode and extended attributes (access lists among
// them: there are secrets in it). Of a symbolic link, what it leads to.
class ConfWriting
{
public:
    // shown: what the file is called in errors, all of which are SavedStays with an errno.
    ConfWriting(const QByteArray& file, QByteArray shown);
    std::optional<Error> backUp(const QByteArray& text) const; // to FILE.mooring-backup
    void dropBackup() const;
    // Only if it still is what it was.
    std::optional<Error> replace(const QByteArray& before, const QByteArray& after) const;

private:
    std::optional<Error> put(const QByteArray& path, const QByteArray& text) const;
    Error error() const;
    QByteArray m_path; // without links
    QByteArray m_shown;
};

} // namespace mooring::tgt
