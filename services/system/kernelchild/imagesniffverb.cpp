// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "loopdevice.h"
#include "services/system/imagesniff/chain.h"
#include "verbs.h"

namespace mooring::kernelchild {
namespace {

using namespace imagesniff;

std::string escaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte > ' ' && byte != '%' && byte != 0x7f) {
            result += letter;
            continue;
        }
        result += '%';
        result += digits[byte >> 4];
        result += digits[byte & 15];
    }
    return result;
}

void tellText(std::string_view key, std::string_view text)
{
    if (!text.empty())
        tell(key, escaped(text));
}

void tellReference(const Reference& reference)
{
    if (reference.role == Role::Extent) {
        tell("extent",
             escaped(reference.access) + ' ' + escaped(reference.type) + ' '
                 + std::to_string(reference.sectors) + ' ' + std::to_string(reference.offset) + ' '
                 + escaped(reference.name));
        return;
    }
    const std::string format = reference.format.empty() ? "-" : escaped(reference.format);
    tell("reference", std::string(word(reference.role)) + ' ' + format + ' ' + escaped(reference.name));
}

void tellStates(const Findings& findings)
{
    if (findings.differencing)
        tell("state", "differencing");
    if (findings.unclean)
        tell("state", "unclean");
    if (findings.corrupt)
        tell("state", "corrupt");
    if (findings.encrypted)
        tell("state", "encrypted");
}

void tellFindings(const Findings& findings)
{
    tellText("format", word(findings.format));
    tellText("subformat", findings.subformat);
    if (findings.virtualSize)
        tell("virtual-size", *findings.virtualSize);
    tell("sector", findings.sectorSize);
    tellText("identifier", findings.identifier);
    tellText("parent-identifier", findings.parentIdentifier);
    tellText("change-mark", findings.changeMark);
    for (const std::string& mark : findings.parentChangeMarks)
        tellText("parent-change-mark", mark);
    if (findings.parentTime)
        tell("parent-time", *findings.parentTime);
    tellStates(findings);
    tellText("unwritable", findings.unwritable);
    if (findings.fault != Fault::None)
        tellText("fault", word(findings.fault));
    for (const Reference& reference : findings.references)
        tellReference(reference);
}

void tellLink(const Link& link)
{
    tellText("file", link.path);
    tell("depth", link.depth);
    if (link.depth > 0) {
        tell("named-by", link.namedBy);
        tellText("role", word(link.reference.role));
    }
    if (link.identity)
        tell("identity", FileIdentity {link.identity->device, link.identity->inode}.text());
    if (link.findings) {
        tellText("lock", word(link.lock));
        tellFindings(*link.findings);
    }
    for (const Problem problem : link.problems)
        tellText("problem", word(problem));
}

} // namespace

int imageSniff(Arguments arguments)
{
    FollowOptions options;
    options.outsideFolder = arguments.size() > 1 && std::string_view(arguments[1]) == "outside";
    for (const Link& link : follow(arguments[0], options))
        tellLink(link);
    return 0;
}

} // namespace mooring::kernelchild
