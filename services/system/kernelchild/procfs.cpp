// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "procfs.h"

#include <climits>

namespace mooring::kernelchild {

std::string readAll(int at, const char* name)
{
    const Descriptor file(openat(at, name, O_RDONLY | O_CLOEXEC));
    return file ? readAll(file.get()) : std::string();
}

std::string readAll(int file)
{
    std::string result;
    size_t used = 0;
    for (;;) {
        result.resize(used + 16384);
        const ssize_t count = read(file, result.data() + used, result.size() - used);
        if (count <= 0)
            break;
        used += static_cast<size_t>(count);
    }
    result.resize(used);
    return result;
}

std::string linkTarget(int at, const char* name)
{
    std::string result(PATH_MAX, '\0');
    const ssize_t count = readlinkat(at, name, result.data(), result.size());
    result.resize(count > 0 ? static_cast<size_t>(count) : 0);
    return result;
}

std::vector<std::string_view> statFields(std::string_view stat)
{
    std::vector<std::string_view> fields;
    const size_t bracket = stat.rfind(')'); // the command may hold spaces and brackets itself
    if (bracket == std::string_view::npos)
        return fields;
    for (size_t at = bracket + 2; at < stat.size();) {
        const size_t end = std::min(stat.find(' ', at), stat.size());
        fields.push_back(stat.substr(at, end - at));
        at = end + 1;
    }
    return fields;
}

uint64_t startTicks(std::string_view stat)
{
    const auto fields = statFields(stat);
    return fields.size() > 19 ? strtoull(std::string(fields[19]).c_str(), nullptr, 10) : 0;
}

std::string octalDecoded(std::string_view text)
{
    std::string result;
    for (size_t i = 0; i < text.size(); ++i) {
        const auto digit = [&](size_t offset) { return static_cast<unsigned>(text[i + offset] - '0'); };
        if (text[i] == '\\' && i + 3 < text.size() && digit(1) < 4 && digit(2) < 8 && digit(3) < 8) {
            result += static_cast<char>(digit(1) * 64 + digit(2) * 8 + digit(3));
            i += 3;
        } else {
            result += text[i];
        }
    }
    return result;
}

} // namespace mooring::kernelchild
