// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mounttable.h"

#include "procfs.h"

#include <sstream>

namespace mooring::kernelchild {

std::vector<MountLine> readMountTable()
{
    std::vector<MountLine> result;
    std::istringstream lines(readAll(AT_FDCWD, "/proc/self/mountinfo"));
    for (std::string text; std::getline(lines, text);) {
        std::istringstream fields(text);
        MountLine line;
        if (fields >> line.id >> line.parent >> line.device >> line.root >> line.mountPoint) {
            line.root = octalDecoded(line.root);
            line.mountPoint = octalDecoded(line.mountPoint);
            for (std::string word; fields >> word && word != "-";) { }
            fields >> line.type;
            result.push_back(std::move(line));
        }
    }
    return result;
}

std::string pathBelow(const std::string& path, const std::string& folder)
{
    if (folder == "/" || path == folder)
        return folder == "/" ? path : "/";
    if (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/')
        return path.substr(folder.size());
    return {};
}

} // namespace mooring::kernelchild
