// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "childanswer.h"
#include "services/core/imagereport.h"

namespace mooring {

// The "host" lines of `image-probe`: what is special about the folder that holds the image, as a fact and
// as warnings.
void addHostFolder(const ChildAnswer& probe, const QByteArray& path, ImageReport& report);

// Why a file cannot be opened to be written to, by the errno of trying. One that is immutable or append-only
// is closed to everybody, which is no matter of who asks (WrongState with EPERM).
Error notWritableError(int number, const QByteArray& path);

} // namespace mooring
