// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/imagereport.h"
#include "services/system/childanswer.h"

namespace mooring {

// What a file is, as mooring-child found it, and what follows from that for attaching it.
struct ImageInspection
{
    ImageReport report;
    QByteArray identity; // MAJ:MIN:INO
    QString format; // token: raw or iso when it can be attached
    unsigned sectorSize = 0; // 0: the usual one
    bool optical = false; // can only be attached read-only
    std::optional<Error> notWritable; // why it can only be read

    // `format` as in an attach step: empty (as recognised), "raw" (whatever it holds), "iso".
    static ImageInspection of(const ChildAnswer& probe, const QByteArray& path, const QString& format);
};

} // namespace mooring
