// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"

namespace mooring::imagesniff {

// Whether qemu takes a name for "PROTOCOL:..." ("json:", "nbd:", "http:") and not for a file: a colon before
// the first slash (qemu block.c, path_has_protocol()).
bool hasProtocol(std::string_view name);

// The folder's part of a path, with its last slash; empty for a name alone.
std::string_view folderOf(std::string_view path);

// Where the file is that the image at `path` names, by the rules of its format; empty when the name means
// nothing on this system.
std::optional<std::string> resolved(std::string_view path, const Reference& reference);

} // namespace mooring::imagesniff
