// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopbinding.h"

#include "answer.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/ioctl.h>
#include <thread>

namespace mooring::kernelchild {
namespace {

// Others take free devices at the same time, and each round one of us wins; but whoever has a free device
// open with O_EXCL, if only to look, makes every round fail until it is done.
constexpr int kQuickTries = 100, kTries = 2000;
constexpr std::chrono::milliseconds kPause {1};

uint32_t parseFlags(std::string_view words)
{
    uint32_t flags = 0;
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find(','));
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        if (word == "ro")
            flags |= LO_FLAGS_READ_ONLY;
        else if (word == "autoclear")
            flags |= LO_FLAGS_AUTOCLEAR;
        else if (word == "dio")
            flags |= LO_FLAGS_DIRECT_IO;
        else if (word == "partscan")
            flags |= LO_FLAGS_PARTSCAN;
    }
    return flags;
}

std::string orNothing(const char* text) { return std::string_view(text) == "-" ? std::string() : text; }

int configure(const AttachRequest& request, int image, const std::string& device, Binding& binding)
{
    const int mode = (request.flags & LO_FLAGS_READ_ONLY) != 0 ? O_RDONLY : O_RDWR;
    Descriptor loop(open(device.c_str(), mode | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!loop)
        return errno;
    loop_config config {};
    config.fd = static_cast<uint32_t>(image);
    config.block_size = request.blockSize;
    config.info.lo_flags = request.flags;
    config.info.lo_offset = request.offset;
    config.info.lo_sizelimit = request.sizeLimit;
    std::memcpy(config.info.lo_file_name, request.path.data(),
                std::min<size_t>(request.path.size(), LO_NAME_SIZE - 1));
    if (ioctl(loop.get(), LOOP_CONFIGURE, &config) != 0)
        return errno;
    binding = {std::move(loop), device};
    return 0;
}

int bindPreferred(const AttachRequest& request, int image, int control, Binding& binding)
{
    const std::string_view number = std::string_view(request.preferred).substr(sizeof("/dev/loop") - 1);
    ioctl(control, LOOP_CTL_ADD, std::atoi(std::string(number).c_str())); // there already: just as well
    return configure(request, image, request.preferred, binding);
}

} // namespace

std::optional<AttachRequest> AttachRequest::parse(Arguments arguments)
{
    AttachRequest request;
    request.path = arguments[0];
    request.identity = orNothing(arguments[1]);
    request.mark = orNothing(arguments[2]);
    request.flags = parseFlags(arguments[3]);
    request.offset = std::strtoull(arguments[4], nullptr, 10);
    request.sizeLimit = std::strtoull(arguments[5], nullptr, 10);
    request.probesBlockSize = std::string_view(arguments[6]) == "probe";
    request.blockSize = static_cast<unsigned>(std::strtoul(arguments[6], nullptr, 10));
    request.preferred = orNothing(arguments[7]);
    request.table = arguments[8];
    request.surfaces = arguments.size() > 9 ? arguments[9] : "";
    if (!request.preferred.empty() && !request.preferred.starts_with("/dev/loop"))
        return {};
    return request;
}

int bindImage(const AttachRequest& request, int image, int control, Binding& binding)
{
    if (!request.preferred.empty() && bindPreferred(request, image, control, binding) == 0)
        return 0;
    int error = EBUSY;
    for (int i = 0; i < kTries && error == EBUSY; ++i) {
        if (i >= kQuickTries)
            std::this_thread::sleep_for(kPause);
        const int number = ioctl(control, LOOP_CTL_GET_FREE);
        if (number < 0)
            return refuse("no-loop-device", errno);
        error = configure(request, image, "/dev/loop" + std::to_string(number), binding);
        if (error == ENOENT || error == ENXIO)
            return refuse("no-loop-device", error); // numbered by the kernel, no node in this /dev
    }
    return error == EBUSY ? refuse("no-loop-device", error) : error;
}

} // namespace mooring::kernelchild
