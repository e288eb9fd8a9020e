// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace mooring::testsupport::forge {

// A seSparse extent that holds `disk` (of whole grains of 4 KiB), made after what qemu reads (block/vmdk.c):
// grains and tables in no order, and what is zero told in each of the three ways there are.
QByteArray seSparse(const QByteArray& disk);
constexpr qsizetype seSparseState = 512, seSparseDirectory = 1024; // where these begin

// The descriptor of a disk of this one extent.
QByteArray seSparseText(qsizetype diskSize, const QByteArray& extentName);

} // namespace mooring::testsupport::forge
