// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scantargets.h"
#include "services/system/descriptor.h"

#include <sys/stat.h>

namespace mooring::kernelchild {

// One process, looked at through one open /proc/PID: when it ends meanwhile everything read later fails, so
// that a reused number is never taken for it.
class ProcessVisit
{
public:
    enum class Seen
    {
        Whole,
        Gone,
        Refused
    };
    using Sockets = std::unordered_map<uint64_t, std::string>;
    ProcessVisit(int proc, const char* name, const ScanTargets& targets, const Sockets& sockets);

    Seen look();
    bool identify(); // false: it is gone
    const std::vector<FoundUse>& uses() const { return m_uses; }
    const std::vector<std::string>& identity() const { return m_identity; }
    uid_t uid() const;

private:
    Seen refusedOrGone() const;
    bool lookAtLink(const std::string& name, char way);
    bool lookAtFiles(const std::string& folder);
    void lookAtFile(int folder, const std::string& prefix, const char* number);
    void lookAtMaps(const std::string& base);
    void lookAtMapping(std::string_view line);
    void lookAtThreads(pid_t first);
    void add(FoundUse use);

    pid_t m_pid;
    Descriptor m_folder;
    const ScanTargets& m_targets;
    const Sockets& m_sockets;
    std::vector<FoundUse> m_uses;
    std::vector<std::string> m_identity;
};

} // namespace mooring::kernelchild
