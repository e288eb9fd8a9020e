// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"
#include "vmdk.h"

#include <algorithm>
#include <charconv>

namespace mooring::imagesniff::vmdk {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string_view firstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string_view withoutFirstLine(std::string_view text)
{
    const size_t end = text.find('\n');
    return end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string_view unquoted(std::string_view text)
{
    const bool quoted = text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

struct Entry
{
    std::string_view key, value;
};

// `key = value` and `key="value"`; comments and extents have no key.
Entry entryOf(std::string_view line)
{
    const size_t equals = line.find('=');
    const std::string_view key = trimmed(line.substr(0, equals));
    const bool isKey = equals != std::string_view::npos && !key.empty() && !key.starts_with('#')
        && key.find_first_of(" \t\""sv) == std::string_view::npos;
    return isKey ? Entry {key, unquoted(trimmed(line.substr(equals + 1)))} : Entry {};
}

// A content identifier, eight hexadecimal digits or fewer.
std::optional<uint32_t> contentId(std::string_view text)
{
    uint32_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(id) : std::nullopt;
}

std::optional<std::string> markOf(std::string_view value)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const std::optional<uint32_t> id = contentId(value);
    if (!id)
        return std::nullopt;
    std::string mark;
    for (int shift = 28; shift >= 0; shift -= 4)
        mark += digits[*id >> shift & 15];
    return mark;
}

// VMDK 5.0, "The Header" and "The Disk Database"; encryption as VMware Workstation writes it.
Fault take(const Entry& entry, Descriptor& descriptor)
{
    constexpr size_t mostOfText = 128;
    constexpr unsigned highestVersion = 4;
    const auto once = [](std::optional<std::string>& field, std::optional<std::string> value) {
        const bool twice = field.has_value();
        field = std::move(value);
        return twice || !field ? Fault::Contradictory : Fault::None;
    };
    if (sameLetters(entry.key, "version")) {
        unsigned version = 0;
        std::from_chars(entry.value.data(), entry.value.data() + entry.value.size(), version);
        return version >= 1 && version <= highestVersion ? Fault::None : Fault::UnknownVersion;
    }
    if (sameLetters(entry.key, "CID"))
        return once(descriptor.changeMark, markOf(entry.value));
    if (sameLetters(entry.key, "parentCID"))
        return once(descriptor.parentChangeMark, markOf(entry.value));
    if (sameLetters(entry.key, kParentHint))
        return once(descriptor.parent, std::string(entry.value));
    if (sameLetters(entry.key, "createType"))
        descriptor.createType = entry.value.substr(0, mostOfText);
    if (sameLetters(entry.key, "ddb.uuid.image"))
        descriptor.uuid = entry.value.substr(0, mostOfText);
    if (sameLetters(entry.key, "encryption.keySafe") || sameLetters(entry.key, "encryption.data"))
        descriptor.encrypted = true;
    return Fault::None;
}

// qemu takes the first place where the word stands, in a comment too, and what is between the quotation marks
// that it expects right behind it (vmdk_parent_open()).
bool parentIsPlain(std::string_view text, const Descriptor& descriptor)
{
    const size_t at = text.find(kParentHint);
    if (at == std::string_view::npos)
        return !descriptor.parent;
    const bool beginsLine = at == 0 || text[at - 1] == '\n';
    const std::string line = std::string(kParentHint) + "=\"" + descriptor.parent.value_or("") + '"';
    const bool once = text.find(kParentHint, at + 1) == std::string_view::npos;
    return descriptor.parent && beginsLine && once && text.substr(at).starts_with(line)
        && descriptor.parent->find('"') == std::string::npos && at + line.size() < kEmbeddedSize;
}

constexpr std::string_view kNoParent = "ffffffff"; // VMDK 5.0, "The Header"

Fault checkParent(std::string_view text, const Descriptor& descriptor)
{
    if (!parentIsPlain(text, descriptor))
        return Fault::Contradictory;
    const bool hasParent = descriptor.parentChangeMark.value_or(std::string(kNoParent)) != kNoParent;
    return descriptor.parent && !hasParent ? Fault::Contradictory : Fault::None;
}

} // namespace

bool sameLetters(std::string_view one, std::string_view other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

bool isDescriptor(std::string_view text)
{
    constexpr std::string_view title = "# Disk DescriptorFile";
    if (sameLetters(text.substr(0, title.size()), title))
        return true;
    const bool isVmdk = text.find("createType") != std::string_view::npos;
    while (isVmdk && !text.empty()) {
        const std::string_view line = trimmed(firstLine(text));
        if (!line.empty() && !line.starts_with('#'))
            return sameLetters(entryOf(line).key, "version");
        text = withoutFirstLine(text);
    }
    return false;
}

Descriptor readDescriptor(std::string_view text)
{
    text = text.substr(0, text.find('\0'));
    Descriptor descriptor;
    for (std::string_view rest = text; !rest.empty(); rest = withoutFirstLine(rest)) {
        const Fault fault = take(entryOf(trimmed(firstLine(rest))), descriptor);
        if (descriptor.fault == Fault::None)
            descriptor.fault = fault;
    }
    descriptor.extentFault = readExtents(text, descriptor);
    const Fault complete
        = descriptor.changeMark && !descriptor.createType.empty() ? Fault::None : Fault::Truncated;
    for (const Fault fault : {checkParent(text, descriptor), complete}) {
        if (descriptor.fault == Fault::None)
            descriptor.fault = fault;
    }
    return descriptor;
}

void takeOver(const Descriptor& descriptor, Findings& findings)
{
    findings.subformat = descriptor.createType;
    findings.identifier = descriptor.uuid;
    findings.changeMark = descriptor.changeMark.value_or("");
    findings.encrypted = descriptor.encrypted;
    if (sameLetters(descriptor.createType, kSeSparse))
        findings.unwritable = kSeSparse;
    findings.fault = descriptor.fault;
    if (descriptor.parentChangeMark && *descriptor.parentChangeMark != kNoParent) {
        findings.differencing = true;
        findings.parentChangeMarks = {*descriptor.parentChangeMark};
    }
    if (!descriptor.parent)
        return;
    findings.differencing = true;
    const Fault fault
        = addReference(findings, {.role = Role::Parent, .name = *descriptor.parent, .format = "vmdk"});
    findings.fault = findings.fault == Fault::None ? fault : findings.fault;
}

void takeExtents(Descriptor descriptor, Findings& findings)
{
    if (descriptor.extentFault == Fault::None)
        findings.virtualSize = descriptor.sectors * kSector;
    for (Reference& extent : descriptor.extents) {
        const Fault fault = addReference(findings, std::move(extent));
        findings.fault = findings.fault == Fault::None ? fault : findings.fault;
    }
    if (findings.fault == Fault::None)
        findings.fault = descriptor.extentFault;
    if (findings.fault == Fault::None && descriptor.sectors == 0)
        findings.fault = Fault::ImpossibleSize;
}

} // namespace mooring::imagesniff::vmdk
