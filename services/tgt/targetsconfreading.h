// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconffiles.h"
#include "targetsconfunits.h"

namespace mooring::tgt {

// One reading of the whole saved configuration. Holds what is in the files, secrets as well: for the moment
// of an answer or of a change only.
struct ConfReading
{
    QList<ConfFile> files;
    ConfBlock all;
    QList<TargetsConf::Target> targets;
    QList<Error> errors;

    // instead: texts to take for what is in files. A file that is broken is left out, and the rest read anew.
    static ConfReading of(const QByteArray& root, const QByteArray& main,
                          const ConfFiles::Texts& instead = {});
    const TargetsConf::Target* target(const QByteArray& name) const;
};

} // namespace mooring::tgt
