// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring {

// What `mooring-child image-sniff` says of one file (the words are those of imagesniff/findings.h and
// chain.h).
struct SniffedFile
{
    QByteArray path, role, identity, lock, format, subformat, fault;
    QByteArray unwritable; // the kind that it is, of what is only read
    QByteArray parentName; // of the first parent that it names, as it is written there
    qsizetype namedBy = 0;
    quint64 virtualSize = 0;
    unsigned sector = 512;
    QList<QByteArray> states, problems;

    bool is(const char* state) const { return states.contains(state); }
    bool has(const char* problem) const { return problems.contains(problem); }
};

// The image first. Lines that cannot be understood are passed over.
QList<SniffedFile> sniffedChain(const QByteArray& answer);

} // namespace mooring
