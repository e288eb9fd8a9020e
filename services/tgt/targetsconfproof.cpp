// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfproof.h"

#include "targetsconfstores.h"

namespace mooring::tgt {
namespace {

using Unit = TargetsConf::Unit;

bool isSame(const Unit& one, const Unit& other)
{
    return one.isDirect == other.isDirect && one.path == other.path;
}

// Where it stands does not matter, nor whether its number is written down or follows.
Unit bare(Unit unit, bool isNumbered)
{
    unit.hasOwnNumber = false;
    unit.firstLine = unit.lastLine = 0;
    unit.file.clear();
    unit.lun = isNumbered ? unit.lun : 0;
    return unit;
}

QList<TargetsConf::Target> bareTargets(const ConfReading& reading, const QByteArray& name, const Unit& left,
                                       bool isNumbered)
{
    QList<TargetsConf::Target> result = reading.targets;
    for (TargetsConf::Target& target : result) {
        target.line = 0;
        QList<Unit> units;
        for (const Unit& unit : std::as_const(target.units)) {
            if (target.name != name || !isSame(unit, left))
                units.append(bare(unit, isNumbered || target.name != name));
        }
        target.units = units;
    }
    return result;
}

// Stores look alike as lines and as blocks, whose numbers are compared as such.
void collect(QSet<QByteArray>& into, const ConfBlock& block, const QByteArray& at, bool isStore)
{
    for (const ConfOption& option : block.options) {
        if (!isStore || option.name != "lun")
            into.insert(at + '\0' + option.name + '\0' + option.value.value_or("\1"));
    }
    for (const ConfBlock& inner : block.blocks) {
        const QByteArray key = at + '\0' + inner.kind + '\0' + inner.name.value_or("\1");
        into.insert(key);
        collect(into, inner, key, inner.kind == storeKind(false) || inner.kind == storeKind(true));
    }
}

} // namespace

ConfProof::ConfProof(const ConfReading& full, QByteArray target, Unit unit)
    : m_full(full)
    , m_target(std::move(target))
    , m_unit(std::move(unit))
{
}

QSet<QByteArray> ConfProof::said(const ConfReading& reading) const
{
    QSet<QByteArray> all;
    collect(all, reading.all, {}, false);
    const QByteArray unit = QByteArray(1, '\0') + "target" + '\0' + m_target + '\0'
        + storeKind(m_unit.isDirect) + '\0' + m_unit.path;
    QSet<QByteArray> result;
    for (const QByteArray& each : std::as_const(all)) {
        if (each != unit && !each.startsWith(unit + '\0'))
            result.insert(each);
    }
    return result;
}

ConfProof::Is ConfProof::without(const ConfReading& less) const
{
    if (!less.errors.isEmpty() || said(m_full) != said(less))
        return Is::Wrong;
    const TargetsConf::Target* target = less.target(m_target);
    for (const Unit& unit : target != nullptr ? target->units : QList<Unit>()) {
        if (isSame(unit, m_unit))
            return Is::Wrong;
    }
    const auto targets = [&](const ConfReading& reading, bool isNumbered) {
        return bareTargets(reading, m_target, m_unit, isNumbered);
    };
    if (targets(m_full, true) == targets(less, true))
        return Is::Right;
    return targets(m_full, false) == targets(less, false) ? Is::Renumbered : Is::Wrong;
}

QList<Unit> ConfProof::renumbered(const ConfReading& less) const
{
    QList<Unit> result;
    const TargetsConf::Target* before = m_full.target(m_target);
    const TargetsConf::Target* after = less.target(m_target);
    if (before == nullptr || after == nullptr)
        return result;
    QHash<QByteArray, quint64> numbers;
    for (const Unit& unit : after->units)
        numbers.insert(storeKind(unit.isDirect) + ' ' + unit.path, unit.lun);
    for (const Unit& unit : before->units) {
        if (!isSame(unit, m_unit) && numbers.value(storeKind(unit.isDirect) + ' ' + unit.path) != unit.lun)
            result.append(unit);
    }
    return result;
}

bool saysTheSame(const ConfReading& one, const ConfReading& other)
{
    QSet<QByteArray> first, second;
    collect(first, one.all, {}, false);
    collect(second, other.all, {}, false);
    return one.targets == other.targets && one.errors == other.errors && first == second;
}

} // namespace mooring::tgt
