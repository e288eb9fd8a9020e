// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "imagefile.h"
#include "services/system/imagesniff/bytes.h"
#include "services/system/imagesniff/crc32c.h"
#include "verbs.h"

#include <array>
#include <fcntl.h>

namespace mooring::kernelchild {
namespace {

using imagesniff::Bytes;

// [MS-VHDX] 2.2.2, a header
constexpr std::array<off_t, 2> kHeaders {64L << 10, 128L << 10};
constexpr size_t kHeaderSize = 4096;
constexpr size_t kChecksumAt = 4, kSequenceAt = 8, kLogGuidAt = 48, kGuidSize = 16;

void put(std::string& bytes, size_t at, uint64_t value, size_t width)
{
    for (size_t i = 0; i < width; ++i)
        bytes[at + i] = static_cast<char>(value >> 8 * i);
}

void sign(std::string& header)
{
    put(header, kChecksumAt, 0, 4);
    put(header, kChecksumAt, imagesniff::crc32c(header), 4);
}

// Empty when it is none.
Bytes headerAt(int file, off_t offset)
{
    std::string bytes(kHeaderSize, '\0');
    if (pread(file, bytes.data(), bytes.size(), offset) != static_cast<ssize_t>(bytes.size()))
        return {};
    std::string again = bytes;
    sign(again);
    return bytes.starts_with("head") && again == bytes ? Bytes(std::move(bytes)) : Bytes();
}

// As any update of the header: the older one is written over, and then it is the newer one.
int writeWithoutLog(int file, const Bytes& current, off_t older)
{
    std::string header(current.text());
    put(header, kSequenceAt, current.le64(kSequenceAt) + 1, 8);
    header.replace(kLogGuidAt, kGuidSize, kGuidSize, '\0');
    sign(header);
    if (pwrite(file, header.data(), header.size(), older) != static_cast<ssize_t>(header.size()))
        return errno != 0 ? errno : EIO;
    return fsync(file) == 0 ? 0 : errno;
}

} // namespace

int vhdxLogClose(Arguments arguments)
{
    ImageFile image;
    if (const int error = findImage(arguments[0], arguments[1], image))
        return error;
    const Descriptor file = image.reopened(O_RDWR);
    if (!file)
        return errno;
    const std::array<Bytes, 2> headers {headerAt(file.get(), kHeaders[0]), headerAt(file.get(), kHeaders[1])};
    const bool isFirst = headers[0].size() != 0
        && (headers[1].size() == 0 || headers[0].le64(kSequenceAt) >= headers[1].le64(kSequenceAt));
    const Bytes& current = headers[isFirst ? 0 : 1];
    if (current.size() == 0)
        return refuse("image-changed", ESTALE);
    const bool isClosed = current.part(kLogGuidAt, kGuidSize) == std::string(kGuidSize, '\0');
    return isClosed ? 0 : writeWithoutLog(file.get(), current, kHeaders[isFirst ? 1 : 0]);
}

} // namespace mooring::kernelchild
