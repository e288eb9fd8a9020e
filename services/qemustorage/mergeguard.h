// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lettinggo.h"

namespace mooring {

// Why the overlay of an attachment must not be merged now; empty: nothing speaks against it. The image has to
// be the file that it was, with nothing written to it since, and nobody else may have it open: QEMU opens it
// again by its name to write to it, and whoever reads it would see it change.
std::optional<Error> mergeRefusal(const QemuTools& tools, const Attachment& attachment);

// Why the overlay of an attachment cannot be kept: its file has been deleted, or another one has its name.
std::optional<Error> keepRefusal(const QemuTools& tools, const Attachment& attachment);

} // namespace mooring
