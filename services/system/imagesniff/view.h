// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytes.h"
#include "source.h"

#include <algorithm>

namespace mooring::imagesniff {

constexpr uint64_t kSector = 512;

// A table of offsets in an image.
struct Table
{
    uint64_t offset = 0, count = 0;
    unsigned width = 4; // bytes of an entry: 4 or 8
    bool bigEndian = false;
    uint64_t size() const noexcept { return count * width; }
};

// What a format's reader sees of a file: no more than kMost bytes in all, whatever the file says.
class View
{
public:
    static constexpr size_t kMost = 1 << 20;
    static constexpr size_t kHead = 4096;

    explicit View(const Source& source);

    uint64_t size() const noexcept { return m_size; }
    const Bytes& head() const noexcept { return m_head; }
    // The last `length` bytes; none when the file is shorter.
    Bytes tail(size_t length);
    Bytes at(uint64_t offset, size_t length);
    bool contains(uint64_t offset, uint64_t length) const noexcept
    {
        return offset <= m_size && length <= m_size - offset;
    }
    // Whether `wrong(index, entry)` holds for an entry of `table`; a table of more than kMostOfTable bytes is
    // judged by its beginning.
    template <class Wrong> bool anyEntry(const Table& table, Wrong wrong)
    {
        const uint64_t size = std::min<uint64_t>(table.count, kMostOfTable / table.width) * table.width;
        for (uint64_t done = 0; done < size; done += kChunk) {
            const Bytes chunk = at(table.offset + done, static_cast<size_t>(std::min(kChunk, size - done)));
            for (size_t place = 0; place + table.width <= chunk.size(); place += table.width) {
                if (wrong((done + place) / table.width, entry(chunk, place, table)))
                    return true;
            }
        }
        return false;
    }

    bool failed() const noexcept { return m_failed; } // something could not be read
    bool spent() const noexcept { return m_spent; } // more was asked for than kMost

private:
    static constexpr uint64_t kMostOfTable = 512UL * 1024;
    static constexpr uint64_t kChunk = 64UL * 1024;
    static uint64_t entry(const Bytes& chunk, size_t place, const Table& table)
    {
        if (table.width == 8)
            return table.bigEndian ? chunk.be64(place) : chunk.le64(place);
        return table.bigEndian ? chunk.be32(place) : chunk.le32(place);
    }
    Bytes fetch(uint64_t offset, size_t length);

    const Source& m_source;
    uint64_t m_size;
    size_t m_left = kMost;
    bool m_failed = false, m_spent = false;
    Bytes m_head;
};

} // namespace mooring::imagesniff
