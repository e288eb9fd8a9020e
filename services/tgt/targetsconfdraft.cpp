// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfdraft.h"

#include "targetsconfstores.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace mooring::tgt {
namespace {

using Unit = TargetsConf::Unit;

QByteArray keyOf(const Unit& unit) { return storeKind(unit.isDirect) + ' ' + unit.path; }

// As the name of a block, where nothing can be escaped.
bool canNameBlock(const QByteArray& path)
{
    const bool isPlain = std::none_of(path.begin(), path.end(), [](char c) {
        return (c >= 0 && c < ' ') || c == '\x7f' || c == '#' || c == '"' || c == '\\' || c == '<'
            || c == '>';
    });
    return isPlain && !path.isEmpty() && path == path.trimmed() && !path.endsWith('/') && !path.contains("/*")
        && !path.contains("*/");
}

QByteArray escaped(const QByteArray& value)
{
    QByteArray result;
    for (const char c : value) {
        if (c == '\\' || c == '#' || c == '"' || c == '$')
            result += '\\';
        result += c;
    }
    return result == result.trimmed() ? result : '"' + result + '"';
}

QByteArray step(const QByteArray& indent) { return indent.startsWith('\t') ? "\t" : "    "; }

QByteArray option(const QByteArray& indent, const QByteArray& name, const QByteArray& value)
{
    return indent + name + ' ' + escaped(value);
}

QByteArray opening(const Unit& unit) { return '<' + storeKind(unit.isDirect) + ' ' + unit.path + '>'; }
QByteArray closing(const Unit& unit) { return "</" + storeKind(unit.isDirect) + '>'; }

qsizetype commentIn(const QByteArray& line)
{
    qsizetype hash = line.indexOf('#');
    while (hash > 0 && line[hash - 1] == '\\')
        hash = line.indexOf('#', hash + 1);
    return hash < 0 ? line.size() : hash;
}

} // namespace

Error savedStays(const QByteArray& file, const QByteArray& why)
{
    Error error = errorOf(ErrorCode::SavedStays, QString::fromLocal8Bit(file));
    error.text = QString::fromUtf8(why);
    return error;
}

ConfDrafting::ConfDrafting(const ConfReading& reading, const TargetsConf::Target& target)
    : m_reading(reading)
    , m_target(target)
{
}

QList<ConfBlock> ConfDrafting::blocks() const
{
    QList<ConfBlock> result;
    for (const ConfBlock& block : m_reading.all.blocks) {
        if (block.kind == "target" && block.name == m_target.name)
            result.append(block);
    }
    return result;
}

QList<ConfDrafting::Part> ConfDrafting::parts() const
{
    QHash<QByteArray, Unit> units;
    for (const Unit& unit : m_target.units)
        units.insert(keyOf(unit), unit);
    QList<Part> result;
    const auto add = [&](const QByteArray& kind, const std::optional<QByteArray>& path, Part part) {
        const auto unit = units.constFind(kind + ' ' + path.value_or(QByteArray()));
        if (unit == units.constEnd())
            return;
        part.unit = *unit;
        result.append(part);
    };
    for (const ConfBlock& block : blocks()) {
        for (const ConfOption& each : block.options)
            add(each.name, each.value, {{}, each.place, each.place, false});
        for (const ConfBlock& each : block.blocks)
            add(each.kind, each.name, {{}, each.opening, each.closing, true});
    }
    return result;
}

Result<ConfDraft> ConfDrafting::without(const Unit& unit, const Units& numbered) const
{
    QList<Part> kept;
    QList<Part> taken;
    for (const Part& part : parts())
        (keyOf(part.unit) == keyOf(unit) ? taken : kept).append(part);
    if (taken.isEmpty())
        return fail(errorOf(ErrorCode::AlreadyGone, QString::fromLocal8Bit(unit.path)));
    const int file = taken.first().opening.file;
    const ConfFile& from = m_reading.files[file];
    ConfText text(from.text);
    for (const Part& part : taken) {
        if (part.opening.file != file)
            return fail(savedStays(from.path, "the unit stands in another file as well"));
        text.remove(part.opening.first, part.closing.last);
    }
    if (auto error = number(text, file, kept, numbered))
        return fail(*error);
    return ConfDraft {from.path, from.text, text.text()};
}

Result<ConfDraft> ConfDrafting::with(const Unit& unit, bool asLine, const Units& numbered) const
{
    const QList<ConfBlock> all = blocks();
    ConfBlock into = all.last();
    for (const ConfBlock& block : all) {
        if (m_reading.files[block.closing.file].path == unit.file)
            into = block;
    }
    const ConfFile& from = m_reading.files[into.closing.file];
    if (!asLine && !canNameBlock(unit.path))
        return fail(savedStays(from.path, "its path cannot be written there"));
    ConfText text(from.text);
    const QByteArray outer = text.indent(into.closing.first);
    const QByteArray indent = outer + step(outer);
    QList<QByteArray> written;
    if (asLine)
        written.append(option(indent, storeKind(unit.isDirect), unit.path));
    else
        for (const QByteArray& line : lines(unit))
            written.append(indent + line);
    text.insertBefore(into.closing.first, written);
    if (auto error = number(text, into.closing.file, parts(), numbered))
        return fail(*error);
    return ConfDraft {from.path, from.text, text.text()};
}

// What the target says for all of its units is not said again.
QList<QByteArray> ConfDrafting::lines(const Unit& unit) const
{
    ConfJoined target;
    for (const ConfBlock& block : blocks())
        target.join(block);
    const QByteArray inner = step({});
    QList<QByteArray> result {opening(unit), inner + "lun " + QByteArray::number(unit.lun)};
    const QList<TargetsConf::Option> fields {{"scsi_id", unit.scsiId},
                                             {"scsi_sn", unit.scsiSn},
                                             {"device-type", unit.deviceType},
                                             {"bs-type", unit.bsType}};
    for (const TargetsConf::Option& field : fields) {
        if (!field.value.isEmpty() && field.value != target.value(field.name.constData()))
            result.append(option(inner, field.name, field.value));
    }
    if (unit.readOnly != (target.value("readonly").toInt() != 0))
        result.append(option(inner, "readonly", unit.readOnly ? "1" : "0"));
    for (const TargetsConf::Option& other : unit.others)
        result.append(option(inner, other.name, other.value));
    result.append(closing(unit));
    return result;
}

// Lines and blocks of one kind do not go together: Config::General refuses that, or tgt-admin does.
std::optional<Error> ConfDrafting::number(ConfText& text, int file, const QList<Part>& parts,
                                          const Units& numbered) const
{
    QSet<QByteArray> keys;
    for (const Unit& unit : numbered)
        keys.insert(keyOf(unit));
    std::array<bool, 2> areLinesIn {false, false};
    for (const Part& part : parts)
        areLinesIn.at(part.unit.isDirect ? 1 : 0) |= !part.isBlock && keys.contains(keyOf(part.unit));
    for (const Part& part : parts) {
        if (part.isBlock ? !keys.contains(keyOf(part.unit)) : !areLinesIn.at(part.unit.isDirect ? 1 : 0))
            continue;
        if (part.opening.file != file)
            return savedStays(m_reading.files[file].path, "units in another file would get other numbers");
        if (auto error = number(text, part))
            return error;
    }
    return {};
}

std::optional<Error> ConfDrafting::number(ConfText& text, const Part& part) const
{
    const int at = part.opening.last;
    const QByteArray indent = text.indent(part.opening.first);
    const QByteArray numberLine = indent + step(indent) + "lun " + QByteArray::number(part.unit.lun);
    if (part.isBlock && part.closing.first > at) {
        text.insertAfter(at, {numberLine});
        return {};
    }
    const QByteArray line = text.line(at);
    const QByteArray said = line.left(commentIn(line));
    if (part.isBlock || part.opening.first != at || said.contains("/*") || said.contains("*/")
        || !canNameBlock(part.unit.path))
        return savedStays(m_reading.files[part.opening.file].path,
                          "line " + QByteArray::number(at) + ": its number cannot be written down");
    const QByteArray behind = line.mid(indent.size() + said.trimmed().size());
    text.replace(at, {indent + opening(part.unit) + behind, numberLine, indent + closing(part.unit)});
    return {};
}

} // namespace mooring::tgt
