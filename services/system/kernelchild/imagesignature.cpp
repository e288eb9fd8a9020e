// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagesignature.h"

#include <algorithm>
#include <array>
#include <sys/types.h>
#include <unistd.h>

namespace mooring::kernelchild {
namespace {

using namespace std::string_view_literals;

struct Signature
{
    std::string_view format;
    size_t at;
    std::string_view bytes;
};

constexpr std::array kHead {
    Signature {"vhdx", 0, "vhdxfile"},
    Signature {"vhd", 0, "conectix"}, // copy of the footer: dynamic and differencing disks
    Signature {"vmdk", 0, "KDMV"},
    Signature {"vmdk", 0, "COWD"},
    Signature {"vmdk", 0, "\xbe\xba\xfe\xca\0\0\0\0"sv}, // an extent of a seSparse disk
    Signature {"vmdk", 0, "# Disk DescriptorFile"},
    Signature {"vdi", 64, "\x7f\x10\xda\xbe"},
    Signature {"qcow", 0, "QFI\xfb\0\0\0\1"sv},
    Signature {"qcow2", 0, "QFI\xfb"},
    Signature {"qed", 0, "QED\0"sv},
    Signature {"parallels", 0, "WithoutFreeSpace"},
    Signature {"parallels", 0, "WithouFreSpacExt"},
};
// The footer is at the end; 511 bytes long in files of its first maker.
constexpr std::array kTail {
    Signature {"vhd", 512, "conectix"},
    Signature {"vhd", 511, "conectix"},
    Signature {"dmg", 512, "koly"},
};

template <size_t Size> std::string_view readAt(int fd, off_t offset, std::array<char, Size>& buffer)
{
    const ssize_t count = pread(fd, buffer.data(), Size, offset);
    return {buffer.data(), static_cast<size_t>(std::max<ssize_t>(count, 0))};
}

bool holds(std::string_view text, size_t at, std::string_view bytes)
{
    return text.size() >= at + bytes.size() && text.substr(at, bytes.size()) == bytes;
}

} // namespace

std::string_view containerFormat(int fd, uint64_t size)
{
    std::array<char, 512> buffer {};
    const std::string_view head = readAt(fd, 0, buffer);
    for (const Signature& signature : kHead) {
        if (holds(head, signature.at, signature.bytes))
            return signature.format;
    }
    for (const Signature& signature : kTail) {
        if (size < signature.at)
            continue;
        const std::string_view tail = readAt(fd, static_cast<off_t>(size - signature.at), buffer);
        if (holds(tail, 0, signature.bytes))
            return signature.format;
    }
    return {};
}

bool namesParent(int fd, uint64_t size, std::string_view container)
{
    constexpr char kDifferencing
        = 4; // big endian at byte 60 of the footer, "Disk Type" of the VHD specification
    constexpr size_t kTypeEnd = 63;
    constexpr size_t kBackingAt = 8; // backing_file_offset of the qcow2 header
    std::array<char, 512> buffer {};
    const std::string_view head = readAt(fd, 0, buffer);
    if (container == "qcow2")
        return head.substr(std::min(kBackingAt, head.size()), 8).find_first_not_of('\0')
            != std::string_view::npos;
    const auto isDifferencing = [](std::string_view footer) {
        return holds(footer, 0, "conectix") && footer.size() > kTypeEnd && footer[kTypeEnd] == kDifferencing;
    };
    if (container != "vhd" || isDifferencing(head))
        return container == "vhd";
    for (const size_t length : {512U, 511U}) {
        if (size >= length && isDifferencing(readAt(fd, static_cast<off_t>(size - length), buffer)))
            return true;
    }
    return false;
}

bool isOpticalImage(int fd)
{
    constexpr off_t kFirst = 32768;
    constexpr off_t kDescriptor = 2048;
    constexpr int kMost = 16;
    constexpr std::array kNames {"CD001"sv, "BEA01"sv, "NSR02"sv, "NSR03"sv, "TEA01"sv};
    std::array<char, 8> buffer {};
    for (int i = 0; i < kMost; ++i) {
        const std::string_view text = readAt(fd, kFirst + i * kDescriptor, buffer);
        const auto named = [text](std::string_view name) { return holds(text, 1, name); };
        if (std::any_of(kNames.begin(), kNames.end(), named))
            return true;
    }
    return false;
}

} // namespace mooring::kernelchild
