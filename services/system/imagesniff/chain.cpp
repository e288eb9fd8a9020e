// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain.h"

#include "chainfile.h"
#include "path.h"
#include "sniff.h"

#include <algorithm>

namespace mooring::imagesniff {
namespace {

// What qemu calls a format, as image headers do too.
std::optional<Format> formatCalled(std::string_view name)
{
    if (name == "vpc")
        return Format::Vhd;
    for (const Format format : {Format::Raw, Format::Vhd, Format::Vhdx, Format::Vmdk, Format::Vdi,
                                Format::Qcow, Format::Qcow2, Format::Qed, Format::Parallels, Format::Dmg}) {
        if (name == word(format))
            return format;
    }
    return std::nullopt;
}

class Follower
{
public:
    Follower(const std::string& path, const FollowOptions& options)
        : m_options(options)
        , m_folder(realFolder(path))
    {
        m_links.push_back({.path = path});
    }
    Chain run()
    {
        open(0);
        for (size_t i = 0; i < m_links.size(); ++i)
            followReferences(i);
        return std::move(m_links);
    }

private:
    void followReferences(size_t index);
    void follow(size_t index, const std::vector<Reference>& ways);
    Link chosen(size_t index, const std::vector<Reference>& ways) const;
    void open(size_t index);
    bool mayBeOpened(Link& link, const ChainFile& file) const;
    bool standsOnItself(const Link& link) const;
    void compare(Link& link, const ChainFile& file) const;

    const FollowOptions& m_options;
    std::string m_folder;
    Chain m_links; // in order of depth
};

void Follower::followReferences(size_t index)
{
    if (!m_links[index].findings)
        return;
    const Findings findings = *m_links[index].findings;
    std::vector<Reference> parents;
    std::vector<std::vector<Reference>> all;
    for (const Reference& reference : findings.references) {
        if (reference.role == Role::Parent)
            parents.push_back(reference);
        else
            all.push_back({reference});
    }
    if (!parents.empty())
        all.insert(all.begin(), parents);
    const bool named
        = std::any_of(findings.references.begin(), findings.references.end(), [](const auto& each) {
              return each.role == Role::Parent || each.role == Role::Backing;
          });
    if (findings.differencing && !named)
        m_links[index].problems.push_back(Problem::ParentUnnamed);
    for (const std::vector<Reference>& ways : all) {
        if (m_links.size() >= m_options.mostFiles) {
            m_links[index].problems.push_back(Problem::TooMany);
            return;
        }
        follow(index, ways);
    }
}

void Follower::follow(size_t index, const std::vector<Reference>& ways)
{
    Link link = chosen(index, ways);
    if (link.reference.place == Place::Plain && hasProtocol(link.reference.name)) {
        link.path = link.reference.name;
        link.problems = {Problem::Protocol};
    } else if (link.path.empty()) {
        link.problems = {Problem::Missing};
    } else if (link.depth > m_options.mostDeep) {
        link.problems = {Problem::TooDeep};
    }
    const bool opens = link.problems.empty();
    m_links.push_back(std::move(link));
    if (opens)
        open(m_links.size() - 1);
}

// The first way that leads to something; if none does, the first.
Link Follower::chosen(size_t index, const std::vector<Reference>& ways) const
{
    const Link& from = m_links[index];
    std::optional<Link> first;
    for (const Reference& way : ways) {
        const std::optional<std::string> path = resolved(from.path, way);
        if (!path)
            continue;
        Link link {.path = *path, .depth = from.depth + 1, .namedBy = index, .reference = way};
        if (ways.size() == 1 || ChainFile(*path).exists())
            return link;
        if (!first)
            first = std::move(link);
    }
    return first.value_or(Link {.depth = from.depth + 1, .namedBy = index, .reference = ways.front()});
}

void Follower::open(size_t index)
{
    Link& link = m_links[index];
    ChainFile file(link.path);
    if (!file.exists()) {
        link.problems.push_back(file.isMissing() ? Problem::Missing : Problem::Unreadable);
        return;
    }
    link.identity = file.identity();
    if (!mayBeOpened(link, file))
        return;
    if (!file.open()) {
        link.problems.push_back(Problem::Unreadable);
        return;
    }
    link.fileSize = file.size();
    link.lock = lockedElsewhere(file.fd());
    if (formatCalled(link.reference.format) == Format::Raw)
        link.findings = Findings {.virtualSize = file.size()}; // whatever its content looks like
    else
        link.findings = sniff(FileSource(file.fd()));
    if (index != 0)
        compare(link, file);
}

bool Follower::mayBeOpened(Link& link, const ChainFile& file) const
{
    if (!file.isRegular())
        link.problems.push_back(Problem::NotAFile);
    if (link.depth > 0 && !file.isBelow(m_folder))
        link.problems.push_back(Problem::OutsideFolder);
    if (standsOnItself(link))
        link.problems.push_back(Problem::Cyclic);
    return std::all_of(link.problems.begin(), link.problems.end(), [this](Problem problem) {
        return problem == Problem::OutsideFolder && m_options.outsideFolder;
    });
}

bool Follower::standsOnItself(const Link& link) const
{
    for (const Link* above = &link; above->depth > 0;) {
        above = &m_links[above->namedBy];
        if (above->identity == link.identity)
            return true;
    }
    return false;
}

bool sizeDiffers(const Link& extent)
{
    const Reference& reference = extent.reference;
    const uint64_t size = extent.findings->virtualSize.value_or(0) / 512;
    if (extent.findings->format == Format::Raw)
        return reference.offset > size || reference.sectors > size - reference.offset;
    return reference.sectors != size;
}

// VHD 1.0, "Parent Time Stamp"; FAT keeps times by two seconds.
bool timeDiffers(uint32_t recorded, int64_t written)
{
    constexpr int64_t year2000 = 946684800, fatSeconds = 2;
    const int64_t difference = written - year2000 - recorded;
    return difference < -fatSeconds || difference > fatSeconds;
}

void Follower::compare(Link& link, const ChainFile& file) const
{
    const Reference& reference = link.reference;
    const Findings& parent = *link.findings;
    const Findings& child = *m_links[link.namedBy].findings;
    const bool nested = reference.role == Role::Extent && !parent.references.empty();
    if (nested || (!reference.format.empty() && formatCalled(reference.format) != parent.format))
        link.problems.push_back(Problem::FormatDiffers);
    if (nested)
        link.findings->references.clear(); // a tree of descriptors could name files without end
    if (reference.role == Role::Extent && sizeDiffers(link))
        link.problems.push_back(Problem::SizeDiffers);
    if (reference.role != Role::Parent)
        return;
    if (!child.parentIdentifier.empty() && child.parentIdentifier != parent.identifier)
        link.problems.push_back(Problem::ParentDiffers);
    const auto& marks = child.parentChangeMarks;
    if (!marks.empty() && std::find(marks.begin(), marks.end(), parent.changeMark) == marks.end())
        link.problems.push_back(Problem::ParentChanged);
    if (child.parentTime && timeDiffers(*child.parentTime, file.writtenAt()))
        link.problems.push_back(Problem::ParentTimeDiffers);
}

} // namespace

Chain follow(const std::string& path, const FollowOptions& options) { return Follower(path, options).run(); }

std::string_view word(Problem problem)
{
    switch (problem) {
    case Problem::Missing:
        return "missing";
    case Problem::Unreadable:
        return "unreadable";
    case Problem::NotAFile:
        return "not-a-file";
    case Problem::OutsideFolder:
        return "outside-folder";
    case Problem::Protocol:
        return "protocol";
    case Problem::Cyclic:
        return "cyclic";
    case Problem::TooDeep:
        return "too-deep";
    case Problem::TooMany:
        return "too-many";
    case Problem::FormatDiffers:
        return "format-differs";
    case Problem::SizeDiffers:
        return "size-differs";
    case Problem::ParentUnnamed:
        return "parent-unnamed";
    case Problem::ParentDiffers:
        return "parent-differs";
    case Problem::ParentChanged:
        return "parent-changed";
    case Problem::ParentTimeDiffers:
        return "parent-time-differs";
    }
    return {};
}

} // namespace mooring::imagesniff
