// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "childanswer.h"
#include "services/core/imagereport.h"

namespace mooring {

// The "host" lines of `image-probe`: what is special about the folder that holds the image, as a fact and
// as warnings.
void addHostFolder(const ChildAnswer& probe, const QByteArray& path, ImageReport& report);

} // namespace mooring
