// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processvisit.h"
#include "procfs.h"
#include "scanformat.h"
#include "verbs.h"

#include <cerrno>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::kernelchild {

namespace {

int writeOut(const std::string& text)
{
    for (size_t at = 0; at < text.size();) {
        const ssize_t count = write(STDOUT_FILENO, text.data() + at, text.size() - at);
        if (count < 0 && errno != EINTR)
            return errno;
        at += count > 0 ? static_cast<size_t>(count) : 0;
    }
    return 0;
}

void describe(std::string& out, const ProcessVisit& visit)
{
    using namespace scanformat;
    append(out, Process, visit.identity());
    for (const FoundUse& use : visit.uses())
        append(out, Use,
               {std::string(1, use.way), std::to_string(use.mountId), deviceText(use.device),
                deviceText(use.node), use.path});
}

} // namespace

int scanProcesses(Arguments arguments)
{
    const pid_t caller = arguments.empty() ? 0 : atoi(arguments[0]);
    const ScanTargets targets(readAll(STDIN_FILENO));
    const Descriptor proc(open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!proc)
        return errno;
    const auto sockets = targets.boundSockets();
    std::map<uid_t, int> unseen;
    std::string out;
    numberedEntries(proc.get(), [&](const char* name) {
        const pid_t pid = atoi(name);
        if (pid == getpid() || pid == caller)
            return;
        ProcessVisit visit(proc.get(), name, targets, sockets);
        if (visit.look() == ProcessVisit::Seen::Refused)
            ++unseen[visit.uid()];
        if (!visit.uses().empty() && visit.identify())
            describe(out, visit);
    });
    for (const auto& [uid, count] : unseen)
        scanformat::append(out, scanformat::Unseen, {std::to_string(uid), std::to_string(count)});
    scanformat::append(out, scanformat::End, {});
    return writeOut(out);
}

} // namespace mooring::kernelchild
