// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What `mooring-child scan` reads and writes: records of a tag and byte strings, each with its length, so
// that any name passes. Numbers are decimal text, devices "MAJ:MIN".
namespace mooring::scanformat {

enum Tag : char
{
    // asked
    Superblock = 'd', // device: files of this superblock
    Mount = 'm', // mount id, device, mount point: files seen through this mount
    BlockNode = 'b', // device: openers of this block device
                     // answered
    Process = 'P', // pid, start ticks, parent, session, uid, state letter, comm, cmdline, cgroup
    Use = 'U', // of the last process: way, mount id, device, block device, path
    Unseen = 'N', // uid, how many processes of it could not be looked into; may come again
    End = 'E', // the scan is whole
};

enum Way : char
{
    OpenFile = 'f',
    DeletedFile = 'x',
    OpenDevice = 'b',
    WorkingDirectory = 'c',
    RootDirectory = 'r',
    Executable = 'e',
    MappedFile = 'm',
};

struct Record
{
    char tag = 0;
    std::vector<std::string_view> fields;
    std::string_view at(size_t index) const
    {
        return index < fields.size() ? fields[index] : std::string_view();
    }
};

inline void append(std::string& out, Tag tag, const std::vector<std::string>& fields)
{
    const auto number = [&out](size_t value) {
        const auto word = static_cast<uint32_t>(value);
        out.append(reinterpret_cast<const char*>(&word), sizeof word);
    };
    out += static_cast<char>(tag);
    number(fields.size());
    for (const std::string& field : fields) {
        number(field.size());
        out += field;
    }
}

// The next record of `in`, which is cut by what was read; empty at the end and on damage.
inline std::optional<Record> take(std::string_view& in)
{
    size_t at = 1;
    const auto number = [&in, &at]() -> std::optional<uint32_t> {
        uint32_t word = 0;
        if (in.size() < at + sizeof word)
            return {};
        std::memcpy(&word, in.data() + at, sizeof word);
        at += sizeof word;
        return word;
    };
    Record record;
    const auto count = number();
    if (!count || *count > 64)
        return {};
    record.tag = in.front();
    for (uint32_t i = 0; i < *count; ++i) {
        const auto length = number();
        if (!length || in.size() - at < *length)
            return {};
        record.fields.push_back(in.substr(at, *length));
        at += *length;
    }
    in.remove_prefix(at);
    return record;
}

} // namespace mooring::scanformat
