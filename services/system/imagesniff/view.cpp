// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "view.h"

namespace mooring::imagesniff {

View::View(const Source& source)
    : m_source(source)
    , m_size(source.size())
    , m_head(fetch(0, kHead))
{
}

Bytes View::tail(size_t length) { return length <= m_size ? at(m_size - length, length) : Bytes(); }

Bytes View::at(uint64_t offset, size_t length)
{
    if (offset + length <= m_head.size() && offset + length >= offset)
        return Bytes(std::string(m_head.part(static_cast<size_t>(offset), length)));
    return fetch(offset, length);
}

Bytes View::fetch(uint64_t offset, size_t length)
{
    if (length > m_left) {
        m_spent = true;
        return {};
    }
    m_left -= length;
    std::optional<std::string> content = m_source.read(offset, length);
    if (!content) {
        m_failed = true;
        return {};
    }
    return Bytes(std::move(*content));
}

} // namespace mooring::imagesniff
