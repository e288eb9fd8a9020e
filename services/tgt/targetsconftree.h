// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconflines.h"

#include <tl/expected.hpp>

namespace mooring::tgt {

struct ConfPlace
{
    int file = 0;
    int first = 0, last = 0; // lines
};

struct ConfOption
{
    QByteArray name;
    std::optional<QByteArray> value;
    ConfPlace place;
    int order = 0; // among all options and blocks
};

// <kind name> ... </kind>, as it is written: blocks of one name are not joined yet.
struct ConfBlock
{
    QByteArray kind;
    std::optional<QByteArray> name;
    ConfPlace opening, closing; // its tags
    QList<ConfOption> options;
    QList<ConfBlock> blocks;
    int order = 0;
};

template <class T> using ConfResult = tl::expected<T, ConfFault>;

// From entries to blocks: Config::General 2.65, _parse(). The result stands for the whole configuration.
// Stricter than that: a file must close what it opens and nothing else, and blocks lie 16 deep at most.
ConfResult<ConfBlock> confTree(const QList<ConfEntry>& entries);

} // namespace mooring::tgt
