// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processnames.h"
#include "services/core/resource.h"

#include <QSet>

namespace mooring {

// One program of QEMU's that has one image open.
struct ImageOpener
{
    ProcessEntry process;
    QByteArray program; // name of its file
    QByteArray path, identity; // of the image, as the kernel has them
    bool isDeleted = false; // the image has no name left
    bool writes = false;
    QString name() const; // "VM web01", "qemu-nbd (4711)"
};

// What is no stranger's.
struct OwnImages
{
    QSet<QByteArray> identities;
    QSet<qint64> processes; // that have them open
};

// Which programs have which images open, by the locks they hold. Reads procfs below `root` and nothing else,
// and of procfs no process while all such locks are our own. What an ordinary user may not look into is
// missing.
QList<ImageOpener> imageOpeners(const QByteArray& root, QList<Error>& errors, const OwnImages& own = {});

// Tells in an ImageInUse who has the image open, where that can be seen. `identity` may be empty.
void nameOpeners(Error& error, const QByteArray& identity, const QByteArray& root);

// What is told of an image by who has it open: LockedBy, User, VmName, Command with Pid. Several of a kind
// are told one a line, and then without Pid.
Facts openerFacts(const QList<ImageOpener>& openers, const ProcessNames& names);

} // namespace mooring
