// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"
#include "vmdk.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mooring::imagesniff::vmdk {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSpace = " \t\n\v\f\r";

// Takes an extent's line apart as sscanf() with "%10s %lld %10s \"%511[^\n\r\"]\" %lld" does in qemu's
// vmdk_parse_extents(): each piece may come after any white space, line ends too.
class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {
    }
    std::string_view word()
    {
        constexpr size_t most = 10;
        skipSpace();
        return take(std::min({m_text.find_first_of(kSpace), m_text.size(), most}));
    }
    std::optional<uint64_t> number()
    {
        skipSpace();
        if (m_text.starts_with('+') || m_text.starts_with('-')) // sscanf() takes them, no extent has them
            return UINT64_MAX;
        uint64_t value = 0;
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
        if (error == std::errc::invalid_argument)
            return std::nullopt;
        take(static_cast<size_t>(end - m_text.data()));
        return error == std::errc() ? value : UINT64_MAX;
    }
    std::optional<std::string_view> quoted()
    {
        constexpr size_t most = 511;
        skipSpace();
        if (!m_text.starts_with('"'))
            return std::nullopt;
        take(1);
        const size_t length = m_text.find_first_of("\n\r\""sv);
        if (length == std::string_view::npos || length == 0 || length > most || m_text[length] != '"')
            return std::nullopt;
        const std::string_view name = take(length);
        take(1);
        return name;
    }
    bool leftLine() const noexcept { return m_leftLine; }

private:
    void skipSpace()
    {
        const std::string_view space = take(std::min(m_text.find_first_not_of(kSpace), m_text.size()));
        m_leftLine = m_leftLine || space.find('\n') != std::string_view::npos;
    }
    std::string_view take(size_t length)
    {
        const std::string_view taken = m_text.substr(0, length);
        m_text.remove_prefix(length);
        return taken;
    }
    std::string_view m_text;
    bool m_leftLine = false;
};

struct Type // VMDK 5.0, "The Extent Description"; what is not here needs a device or has no file
{
    std::string_view name, format;
    bool hasOffset;
};
constexpr std::array kTypes {
    Type {"FLAT", "raw", true},         Type {"SPARSE", "vmdk", false},   Type {"VMFS", "raw", false},
    Type {"VMFSSPARSE", "vmdk", false}, Type {"SESPARSE", "vmdk", false},
};

bool isAccess(std::string_view word)
{
    return sameLetters(word, "RW") || sameLetters(word, "RDONLY") || sameLetters(word, "NOACCESS");
}

Fault add(Reference extent, Descriptor& descriptor)
{
    constexpr size_t mostExtents = 4096;
    if (extent.sectors == 0 || extent.sectors > kMostSectors || extent.offset > kMostSectors)
        return Fault::ImpossibleSize;
    if (descriptor.extents.size() == mostExtents)
        return Fault::TooLarge;
    descriptor.sectors += extent.sectors;
    descriptor.extents.push_back(std::move(extent));
    return Fault::None;
}

// The extent that begins at the beginning of `text`, if one does. qemu leaves out what cannot be written to,
// and the disk gets shorter: not understood here.
Fault readExtent(std::string_view text, Descriptor& descriptor)
{
    Scanner scanner(text);
    const std::string_view access = scanner.word();
    if (!isAccess(access))
        return Fault::None;
    const std::optional<uint64_t> sectors = scanner.number();
    if (!sectors)
        return Fault::None;
    const std::string_view name = scanner.word();
    const auto* const type
        = std::find_if(kTypes.begin(), kTypes.end(), [name](const Type& each) { return each.name == name; });
    if (access != "RW" || type == kTypes.end())
        return Fault::UnknownFeature;
    const std::optional<std::string_view> file = scanner.quoted();
    if (!file)
        return Fault::BadName;
    const bool splitBefore = scanner.leftLine();
    const std::optional<uint64_t> offset = scanner.number();
    if (splitBefore || (offset && scanner.leftLine()))
        return Fault::Contradictory;
    if (offset.has_value() != type->hasOffset)
        return Fault::ImpossibleTables;
    return add({.role = Role::Extent,
                .name = std::string(*file),
                .format = std::string(type->format),
                .access = std::string(access),
                .type = std::string(name),
                .sectors = *sectors,
                .offset = offset.value_or(0)},
               descriptor);
}

} // namespace

// From an empty line qemu goes on to the next that is not, and so takes an extent there twice. Here empty
// lines are not read on from: there may be very many.
Fault readExtents(std::string_view text, Descriptor& descriptor)
{
    bool emptyBefore = false;
    while (!text.empty()) {
        const size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
        const size_t known = descriptor.extents.size();
        const bool empty = text.substr(0, length).find_first_not_of(kSpace) == std::string_view::npos;
        const Fault fault = empty ? Fault::None : readExtent(text, descriptor);
        if (fault != Fault::None)
            return fault;
        if (emptyBefore && descriptor.extents.size() > known)
            return Fault::Contradictory;
        emptyBefore = empty;
        text.remove_prefix(length);
    }
    return Fault::None;
}

} // namespace mooring::imagesniff::vmdk
