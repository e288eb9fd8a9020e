// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/iscsirequests.h"
#include "services/core/result.h"

namespace mooring {

// A name on the command line, and the file that holds its secret ("-": standard input): a secret itself is
// never an argument, since everybody can read those.
struct ChapOptions
{
    QByteArray user, secretFile;
    bool isGiven() const { return !user.isEmpty() || !secretFile.isEmpty(); }
};

// Descriptors of this process that are named as a file (/dev/fd/N): a shell hands a secret over that way.
QList<int> descriptorsOf(const ChapOptions& options);

// What a name alone means: the secret is missing, or in the keyring, and comes back empty.
enum class NameAlone
{
    IsRefused,
    MeansKeyring
};

// The first line of each file (of standard input the next one), without its newline; empty where nothing was
// given. Blocks while it reads. NothingGiven: one of the two is missing; InvalidArgument: no secret in it;
// otherwise why it cannot be read.
Result<std::optional<ChapAccess>> readChapAccess(const ChapOptions& options, const QByteArray& optionName,
                                                 NameAlone nameAlone = NameAlone::IsRefused);

} // namespace mooring
