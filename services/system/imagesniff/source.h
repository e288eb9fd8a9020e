// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mooring::imagesniff {

// Where the bytes of an image come from.
class Source
{
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;

    virtual uint64_t size() const = 0;
    // Up to `length` bytes from `offset` on, fewer only at the end; empty optional: they cannot be read.
    virtual std::optional<std::string> read(uint64_t offset, size_t length) const = 0;
};

// A regular file, of the size it had in the beginning. Does not own the descriptor, nor move its position.
class FileSource final : public Source
{
public:
    explicit FileSource(int fd);
    uint64_t size() const override { return m_size; }
    std::optional<std::string> read(uint64_t offset, size_t length) const override;

private:
    int m_fd;
    uint64_t m_size = 0;
};

// Bytes that somebody else keeps: for tests and fuzzing.
class MemorySource final : public Source
{
public:
    explicit MemorySource(std::string_view content)
        : m_content(content)
    {
    }
    uint64_t size() const override { return m_content.size(); }
    std::optional<std::string> read(uint64_t offset, size_t length) const override;

private:
    std::string_view m_content;
};

} // namespace mooring::imagesniff
