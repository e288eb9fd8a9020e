// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "loopbinding.h"
#include "services/system/sysfs.h"
#include "verbs.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

namespace mooring::kernelchild {
namespace {

constexpr int kLookAgain = 2000; // ms; a mount in another mount namespace announces itself to nobody here
constexpr int kPatience = 2000; // ms for a keeper to end

std::vector<std::string> deviceNumbers(const std::string& name)
{
    std::vector<std::string> result;
    const SysFolder disk(("/sys/block/" + name).c_str());
    if (!disk)
        return result;
    std::array<char, 32> buffer {};
    result.emplace_back(disk.read("dev", buffer));
    disk.list([&](std::string_view entry, unsigned char) {
        if (entry.starts_with(name))
            result.emplace_back(SysFolder(std::string(entry).c_str(), disk.fd()).read("dev", buffer));
    });
    return result;
}

bool hasHolder(const std::string& name)
{
    bool found = false;
    const SysFolder disk(("/sys/block/" + name).c_str());
    const auto count = [&found](std::string_view, unsigned char) { found = true; };
    if (const SysFolder holders("holders", disk.fd()); disk && holders)
        holders.list(count);
    if (!disk)
        return found;
    disk.list([&](std::string_view entry, unsigned char) {
        if (!entry.starts_with(name))
            return;
        const SysFolder holders((std::string(entry) + "/holders").c_str(), disk.fd());
        if (holders)
            holders.list(count);
    });
    return found;
}

bool hasSuperblock(const std::string& name)
{
    bool found = false;
    const SysFolder types("/sys/fs");
    if (!types)
        return false;
    types.list([&](std::string_view type, unsigned char) {
        const SysFolder superblocks(std::string(type).c_str(), types.fd());
        if (superblocks)
            superblocks.list([&](std::string_view device, unsigned char) {
                found = found || device == name || device.starts_with(name + 'p');
            });
    });
    return found;
}

bool isMounted(const std::string& name)
{
    const auto numbers = deviceNumbers(name);
    std::ifstream table("/proc/self/mountinfo");
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line);
        std::string id;
        std::string parent;
        std::string device;
        fields >> id >> parent >> device;
        if (std::find(numbers.begin(), numbers.end(), device) != numbers.end())
            return true;
    }
    return false;
}

bool isSwap(const std::string& name)
{
    std::ifstream table("/proc/swaps");
    for (std::string line; std::getline(table, line);) {
        const std::string path = line.substr(0, line.find_first_of(" \t"));
        if (path == "/dev/" + name || path.starts_with("/dev/" + name + 'p'))
            return true;
    }
    return false;
}

// Never by an exclusive open: that could make somebody's mount fail at just that moment.
bool isUsed(const std::string& name)
{
    return isMounted(name) || isSwap(name) || hasHolder(name) || hasSuperblock(name);
}

std::string readAll(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Process numbers of the keepers of this attachment: our own program, told so in its arguments.
std::vector<pid_t> keepers(const std::string& device, uint64_t sequence)
{
    std::vector<pid_t> result;
    const std::string zero(1, '\0');
    const std::string tail
        = zero + "loop-keep" + zero + "3" + zero + device + zero + std::to_string(sequence);
    const SysFolder processes("/proc");
    struct stat own
    {
    };
    if (!processes || stat("/proc/self/exe", &own) != 0)
        return result;
    processes.list([&](std::string_view entry, unsigned char) {
        const auto pid = static_cast<pid_t>(leadingNumber(entry));
        const std::string folder = "/proc/" + std::string(entry);
        if (pid == 0 || !readAll(folder + "/cmdline").ends_with(tail + zero))
            return;
        struct stat program
        {
        };
        if (stat((folder + "/exe").c_str(), &program) == 0 && identityOf(program) == identityOf(own))
            result.push_back(pid);
    });
    return result;
}

[[noreturn]] void becomeKeeper(const Binding& binding, const std::string& sequence, int begun)
{
    setsid();
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    const int kept = fcntl(binding.loop.get(), F_DUPFD_CLOEXEC, 10);
    const int told = fcntl(begun, F_DUPFD_CLOEXEC, 10);
    for (int standard = 0; standard <= 2; ++standard)
        dup2(nothing, standard);
    dup2(kept, 3);
    dup3(told, 4, O_CLOEXEC);
    close_range(5, ~0U, 0);
    execl("/proc/self/exe", "mooring-child", "loop-keep", "3", binding.device.c_str(), sequence.c_str(),
          nullptr);
    const char failed = 1;
    _exit(write(4, &failed, 1) == 1 ? 126 : 127);
}

} // namespace

// `loop-keep 3 DEVICE DISKSEQ`: descriptor 3 holds the device open.
int loopKeep(Arguments arguments)
{
    const std::string name = kernelName(arguments[1]);
    const Descriptor device(static_cast<int>(std::strtol(arguments[0], nullptr, 10)));
    if (!loopInfo(device.get()))
        return errno;
    const Descriptor mounts(open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
    const Descriptor swaps(open("/proc/swaps", O_RDONLY | O_CLOEXEC));
    while (isBound(name) && !isUsed(name)) {
        std::array<pollfd, 2> polled {{{mounts.get(), POLLPRI, 0}, {swaps.get(), POLLPRI, 0}}};
        poll(polled.data(), polled.size(), kLookAgain);
    }
    return 0;
}

int startKeeper(const Binding& binding)
{
    const std::string sequence = std::to_string(diskSequence(binding.loop.get()));
    std::array<int, 2> begun {-1, -1}; // closed by the exec: from then on it is known by its arguments
    if (pipe2(begun.data(), O_CLOEXEC) != 0)
        return errno;
    const Descriptor readEnd(begun[0]);
    Descriptor writeEnd(begun[1]);
    const pid_t pid = fork();
    if (pid < 0)
        return errno;
    if (pid > 0) {
        writeEnd.reset();
        char failed = 0;
        return read(readEnd.get(), &failed, 1) == 0 ? 0 : ECHILD;
    }
    becomeKeeper(binding, sequence, writeEnd.get());
}

void tellKeeper(const std::string& device, uint64_t sequence)
{
    for (const pid_t pid : keepers(device, sequence)) {
        const std::string stat = readAll("/proc/" + std::to_string(pid) + "/stat");
        std::istringstream fields(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
        std::string start;
        for (int field = 3; field <= 22; ++field)
            fields >> start;
        std::string answer(device);
        answer.append(" ").append(std::to_string(pid)).append(" ").append(start);
        tell("keeper", answer);
    }
}

void endKeeper(const std::string& device, uint64_t sequence)
{
    for (const pid_t pid : keepers(device, sequence)) {
        const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
        const auto still = keepers(device, sequence);
        if (!process || std::find(still.begin(), still.end(), pid) == still.end())
            continue;
        syscall(SYS_pidfd_send_signal, process.get(), SIGTERM, nullptr, 0);
        pollfd ended {process.get(), POLLIN, 0};
        poll(&ended, 1, kPatience);
    }
}

} // namespace mooring::kernelchild
