// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "path.h"

#include <algorithm>

namespace mooring::imagesniff {
namespace {

std::string lastPart(std::string_view windowsPath)
{
    const size_t end = windowsPath.find_last_of("\\/:");
    return std::string(end == std::string_view::npos ? windowsPath : windowsPath.substr(end + 1));
}

// A path that starts at the root of a drive is no relative one, whatever it is recorded as.
std::string localPath(std::string_view name, Place place)
{
    std::string local(name);
    std::replace(local.begin(), local.end(), '\\', '/');
    const bool relative = place == Place::WindowsRelative && !local.starts_with('/') && !hasProtocol(local);
    return relative ? local : lastPart(name);
}

} // namespace

bool hasProtocol(std::string_view name)
{
    const size_t at = name.find_first_of(":/");
    return at != std::string_view::npos && name[at] == ':';
}

std::string_view folderOf(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

std::optional<std::string> resolved(std::string_view path, const Reference& reference)
{
    if (reference.place == Place::Plain && reference.name.starts_with('/'))
        return reference.name;
    const std::string name
        = reference.place == Place::Plain ? reference.name : localPath(reference.name, reference.place);
    if (name.empty() || name == "." || name == "..")
        return std::nullopt;
    return std::string(folderOf(path)) + name;
}

} // namespace mooring::imagesniff
