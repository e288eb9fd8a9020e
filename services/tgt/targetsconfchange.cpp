// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfchange.h"

#include "targetsconfwriting.h"

namespace mooring::tgt {
namespace {

using Unit = TargetsConf::Unit;

// The place is of no account, nor whether its number is written down or follows. What was not asked for may
// be as the target says it for all.
bool isAsAsked(Unit found, const Unit& asked)
{
    for (const auto field : {&Unit::scsiId, &Unit::scsiSn, &Unit::deviceType, &Unit::bsType}) {
        if ((asked.*field).isEmpty())
            (found.*field).clear();
    }
    found.file = asked.file;
    found.firstLine = asked.firstLine;
    found.lastLine = asked.lastLine;
    found.hasOwnNumber = asked.hasOwnNumber;
    return found == asked;
}

bool isPlain(const Unit& unit) { return isAsAsked(Unit {unit.lun, {}, unit.path, unit.isDirect}, unit); }

QList<Unit> withoutNumbers(const QList<Unit>& units)
{
    QList<Unit> result;
    for (const Unit& unit : units) {
        if (!unit.hasOwnNumber)
            result.append(unit);
    }
    return result;
}

} // namespace

ConfChange::ConfChange(QByteArray root, QByteArray main, QByteArray target)
    : m_root(std::move(root))
    , m_main(std::move(main))
    , m_target(std::move(target))
    , m_before(ConfReading::of(m_root, m_main))
{
}

std::optional<Error> ConfChange::begin(const QByteArray& subject, ErrorCode withoutTarget) const
{
    if (!m_before.errors.isEmpty()) {
        Error error = m_before.errors.first();
        error.code = ErrorCode::SavedStays;
        return error;
    }
    if (m_before.target(m_target) == nullptr)
        return errorOf(withoutTarget, QString::fromLocal8Bit(subject));
    return {};
}

ConfReading ConfChange::readingWith(const ConfDraft& draft) const
{
    return ConfReading::of(m_root, m_main, {{draft.path, draft.after}});
}

std::optional<Error> ConfChange::remove(quint64 lun, const QByteArray& path)
{
    if (auto error = begin(path, ErrorCode::AlreadyGone))
        return error;
    const TargetsConf::Target& target = *m_before.target(m_target);
    std::optional<Unit> unit;
    for (const Unit& each : target.units) {
        if (each.path == path && (!unit || each.lun == lun))
            unit = each;
    }
    if (!unit)
        return errorOf(ErrorCode::AlreadyGone, QString::fromLocal8Bit(path));
    const QByteArray line = "line " + QByteArray::number(unit->firstLine);
    if (unit->lun != lun)
        return savedStays(unit->file, line + ": it has the number " + QByteArray::number(unit->lun));
    const ConfProof proof(m_before, m_target, *unit);
    const ConfDrafting drafting(m_before, target);
    auto draft = drafting.without(*unit, {});
    if (!draft)
        return draft.error();
    ConfReading after = readingWith(*draft);
    if (proof.without(after) == Is::Renumbered) {
        draft = drafting.without(*unit, proof.renumbered(after));
        if (!draft)
            return draft.error();
        after = readingWith(*draft);
    }
    if (proof.without(after) != Is::Right)
        return savedStays(unit->file, line + ": cannot be taken out without changing more");
    return write(*draft, [&proof](const ConfReading& now) { return proof.without(now); });
}

ConfChange::Is ConfChange::isWithAdded(const ConfReading& after, const Unit& unit) const
{
    const TargetsConf::Target* target = after.target(m_target);
    for (const Unit& each : target != nullptr ? target->units : QList<Unit>()) {
        if (isAsAsked(each, unit))
            return ConfProof(after, m_target, unit).without(m_before);
    }
    return Is::Wrong;
}

// As a block; as a line beside lines, if all is said by that; as a block beside what has been made blocks.
std::optional<Error> ConfChange::add(const Unit& unit)
{
    if (auto error = begin(m_target, ErrorCode::NoSuchResource))
        return error;
    const TargetsConf::Target& target = *m_before.target(m_target);
    for (const Unit& each : target.units) {
        if (isAsAsked(each, unit))
            return {};
        if (each.lun == unit.lun)
            return errorOf(ErrorCode::LunNumberTaken, QString::number(unit.lun));
    }
    const ConfDrafting drafting(m_before, target);
    Error error = savedStays(target.file, "cannot be put in without changing more");
    for (const int way : {0, 1, 2}) {
        if (way == 1 && !isPlain(unit))
            continue;
        const auto draft
            = drafting.with(unit, way == 1, way == 2 ? withoutNumbers(target.units) : QList<Unit>());
        if (!draft)
            error = draft.error();
        else if (isWithAdded(readingWith(*draft), unit) == Is::Right)
            return write(*draft, [&](const ConfReading& now) { return isWithAdded(now, unit); });
    }
    return error;
}

std::optional<Error> ConfChange::write(const ConfDraft& draft, const Proof& proof) const
{
    const ConfWriting file(m_root + draft.path, draft.path);
    if (auto error = file.backUp(draft.before))
        return error;
    // "include FOLDER" or "include FOLDER/*" would take the old text as well
    if (!saysTheSame(m_before, ConfReading::of(m_root, m_main))) {
        file.dropBackup();
        return savedStays(draft.path, "it has been changed just now, or its backup would count as well");
    }
    auto error = file.replace(draft.before, draft.after);
    if (!error && proof(ConfReading::of(m_root, m_main)) != Is::Right)
        error = savedStays(draft.path, "what was written did not say what it should");
    if (error)
        file.replace(draft.after, draft.before); // does nothing to what we did not write
    return error;
}

} // namespace mooring::tgt
