// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtlisting.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace mooring::tgt {
namespace {

using Text = std::string_view;

constexpr Text kHeading = "Target ";

Text viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<size_t>(bytes.size())}; }

QByteArray bytesOf(Text text) { return QByteArray(text.data(), static_cast<qsizetype>(text.size())); }

template <class Number> Number numberIn(Text text)
{
    Number number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() ? number : Number(0);
}

// Takes the next line off `rest`, without its end.
Text takeLine(Text& rest)
{
    const size_t end = rest.find('\n');
    const Text line = rest.substr(0, end);
    rest = end == Text::npos ? Text() : rest.substr(end + 1);
    return line;
}

Text takeWord(Text& rest)
{
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const Text word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    return word;
}

enum class Section
{
    System,
    Nexuses,
    Units,
    Accounts,
    Allowed,
    Other
};

Section sectionCalled(Text name)
{
    if (name == "System information:")
        return Section::System;
    if (name == "I_T nexus information:")
        return Section::Nexuses;
    if (name == "LUN information:")
        return Section::Units;
    if (name == "Account information:")
        return Section::Accounts;
    return name == "ACL information:" ? Section::Allowed : Section::Other;
}

bool isYes(Text value) { return value == "Yes"; }

void takeSize(Unit& unit, Text value) // "67 MB, Block size: 512"
{
    constexpr quint64 million = 1000000;
    constexpr Text block = "Block size: ";
    unit.size = numberIn<quint64>(value) * million;
    if (const size_t at = value.find(block); at != Text::npos)
        unit.blockSize = numberIn<quint32>(value.substr(at + block.size()));
}

void takeUnitLine(Unit& unit, Text key, Text value)
{
    if (key == "Type")
        unit.type = bytesOf(value);
    else if (key == "SCSI ID")
        unit.scsiId = bytesOf(value);
    else if (key == "SCSI SN")
        unit.scsiSerial = bytesOf(value);
    else if (key == "Size")
        takeSize(unit, value);
    else if (key == "Online")
        unit.isOnline = isYes(value);
    else if (key == "Removable media")
        unit.isRemovable = isYes(value);
    else if (key == "Prevent removal")
        unit.preventsRemoval = isYes(value);
    else if (key == "Readonly")
        unit.isReadOnly = isYes(value);
    else if (key == "Thin-provisioning")
        unit.isThin = isYes(value);
    else if (key == "Backing store type")
        unit.storeType = bytesOf(value);
    else if (key == "Backing store path")
        unit.storePath = value == "None" ? QByteArray() : bytesOf(value);
    else if (key == "Backing store flags")
        unit.storeFlags = bytesOf(value);
}

void takeNexusLine(QList<Nexus>& nexuses, Text key, Text value)
{
    if (key == "I_T nexus")
        nexuses.append(Nexus {numberIn<quint64>(value), {}, {}});
    else if (nexuses.isEmpty())
        return;
    else if (key == "Initiator")
        nexuses.last().initiator = bytesOf(value.substr(0, value.find(" alias: ")));
    else if (key == "Connection")
        nexuses.last().connections.append(Connection {numberIn<quint32>(value), {}});
    else if (key == "IP Address" && !nexuses.last().connections.isEmpty())
        nexuses.last().connections.last().address = bytesOf(value);
}

std::optional<NamedTarget> namedIn(Text line) // "Target 1: iqn.2026-11.lab:t1"
{
    const size_t colon = line.find(": ");
    if (line.substr(0, kHeading.size()) != kHeading || colon == Text::npos)
        return {};
    return NamedTarget {numberIn<qint32>(line.substr(kHeading.size())), bytesOf(line.substr(colon + 2))};
}

// Reads one target after the other, each a heading with indented sections below.
class Reader
{
public:
    QList<Target> read(Text rest)
    {
        while (!rest.empty())
            take(takeLine(rest));
        return std::move(m_targets);
    }

private:
    void take(Text line)
    {
        const size_t indent = line.find_first_not_of(' ');
        if (indent == Text::npos)
            return;
        const Text words = line.substr(indent);
        if (indent == 0 && namedIn(words))
            beginTarget(words);
        else if (indent == 0)
            continuePath(words);
        else if (indent == 4)
            m_section = sectionCalled(words);
        else if (!m_targets.isEmpty())
            takeEntry(m_targets.last(), words);
    }

    void beginTarget(Text words)
    {
        m_section = Section::Other;
        const auto named = namedIn(words);
        Target target;
        target.id = named->id;
        target.name = named->name;
        m_targets.append(target);
    }

    // A path may have a line break: tgtd lists it as it is.
    void continuePath(Text words)
    {
        const bool isInUnit
            = m_section == Section::Units && !m_targets.isEmpty() && !m_targets.last().units.isEmpty();
        if (isInUnit)
            m_targets.last().units.last().storePath.append('\n').append(bytesOf(words));
    }

    void takeEntry(Target& target, Text words)
    {
        if (m_section == Section::Accounts || m_section == Section::Allowed) {
            auto& list = m_section == Section::Accounts ? target.accounts : target.allowed;
            list.append(bytesOf(words));
            return;
        }
        const size_t colon = words.find(": ");
        const Text key = words.substr(0, colon);
        const Text value = colon == Text::npos ? Text() : words.substr(colon + 2);
        if (m_section == Section::Units && key == "LUN")
            target.units.append(Unit {.number = numberIn<quint64>(value)});
        else if (m_section == Section::Units && !target.units.isEmpty())
            takeUnitLine(target.units.last(), key, value);
        else if (m_section == Section::Nexuses)
            takeNexusLine(target.nexuses, key, value);
        else if (m_section == Section::System && key == "Driver")
            target.driver = bytesOf(value);
        else if (m_section == Section::System && key == "State")
            target.state = bytesOf(value);
    }

    QList<Target> m_targets;
    Section m_section = Section::Other;
};

} // namespace

QList<Target> parsedTargets(const QByteArray& listing) { return Reader().read(viewOf(listing)); }

QList<TargetText> targetTexts(const QByteArray& listing)
{
    constexpr Text next = "\nTarget ";
    QList<TargetText> texts;
    Text rest = viewOf(listing);
    while (!rest.empty()) {
        const size_t end = rest.find(next);
        const Text text = rest.substr(0, end == Text::npos ? end : end + 1);
        rest.remove_prefix(text.size());
        Text lines = text;
        if (const auto named = namedIn(takeLine(lines)))
            texts.append({named->id, named->name, text});
    }
    return texts;
}

Target parsedTarget(const TargetText& text)
{
    const QList<Target> targets = Reader().read(text.text);
    return targets.isEmpty() ? Target() : targets.constFirst();
}

QList<NamedTarget> parsedNames(const QByteArray& listing)
{
    QList<NamedTarget> names;
    Text rest = viewOf(listing);
    while (!rest.empty()) {
        Text line = takeLine(rest);
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        if (const auto named = namedIn(line))
            names.append(*named);
    }
    return names;
}

QList<Nexus> parsedConnections(const QByteArray& listing)
{
    QList<Nexus> nexuses;
    Text rest = viewOf(listing);
    while (!rest.empty()) {
        Text line = takeLine(rest);
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        const size_t colon = line.find(": ");
        const Text key = line.substr(0, colon);
        const Text value = colon == Text::npos ? Text() : line.substr(colon + 2);
        const bool isSession = key == "Session";
        if (!isSession || nexuses.isEmpty() || nexuses.last().id != numberIn<quint64>(value))
            takeNexusLine(nexuses, isSession ? Text("I_T nexus") : key, value);
    }
    return nexuses;
}

QList<Traffic> parsedTraffic(const QByteArray& listing)
{
    QList<Traffic> result;
    Text rest = viewOf(listing);
    while (!rest.empty()) {
        Text line = takeLine(rest);
        Traffic traffic;
        traffic.target = numberIn<qint32>(takeWord(line));
        traffic.lun = numberIn<quint64>(takeWord(line));
        traffic.nexus = numberIn<quint64>(takeWord(line));
        if (traffic.nexus == 0) // the heading
            continue;
        for (int column = 0; column < 4; ++column) { // submitted and done, of reads and of writes
            const auto bytes = numberIn<quint64>(takeWord(line));
            const auto commands = numberIn<quint64>(takeWord(line));
            if (column % 2 == 0)
                continue;
            traffic.bytes += bytes;
            traffic.commands += commands;
        }
        result.append(traffic);
    }
    return result;
}

QList<QByteArray> parsedPortals(const QByteArray& listing)
{
    QList<QByteArray> portals;
    constexpr Text heading = "Portal: ";
    Text rest = viewOf(listing);
    while (!rest.empty()) {
        const Text line = takeLine(rest);
        if (line.substr(0, heading.size()) == heading) // "Portal: 127.0.0.1:3260,1"
            portals.append(bytesOf(line.substr(heading.size(), line.rfind(',') - heading.size())));
    }
    return portals;
}

} // namespace mooring::tgt
