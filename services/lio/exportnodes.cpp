// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportnodes.h"

#include "liorecipes.h"

#include <algorithm>

namespace mooring::lio {

namespace {

constexpr int kPatience = 30000; // ms: unlink waits for commands that are under way

void addText(Facts& facts, Fact fact, const QString& text)
{
    if (!text.isEmpty())
        facts.insert(fact, text);
}

QString listOf(const QList<QByteArray>& texts)
{
    QStringList list;
    for (const QByteArray& each : texts)
        list.append(encodeBytes(each));
    return list.join(QStringLiteral(", "));
}

bool isInFile(SavedState state) { return state == SavedState::Saved || state == SavedState::Different; }

} // namespace

ExportNodes::ExportNodes(const PortalGroup& group, LookContext& context)
    : m_group(group)
    , m_context(context)
    , m_numbersSeen(group.numbersSeenByUnit())
    , m_portals(context.own().reachable(group.portals))
{
    for (const NodeAcl& acl : group.acls) {
        const QString before = encodeBytes(acl.initiator) + QStringLiteral(": ");
        for (const MappedUnit& mapped : acl.mapped) {
            if (!mapped.unit || !mapped.isWhole)
                continue;
            Seen& seen = m_seen[*mapped.unit];
            seen.as.append(before + QString::number(mapped.number));
            seen.inSession |= acl.session.has_value();
        }
    }
}

Facts ExportNodes::groupFacts() const
{
    QList<QByteArray> initiators;
    for (const NodeAcl& acl : m_group.acls)
        initiators.append(acl.initiator);
    Facts facts {{Fact::Engine, QStringLiteral("LIO")},
                 {Fact::TargetName, encodeBytes(m_group.id.target)},
                 {Fact::PortalGroup, static_cast<qint64>(m_group.id.tag)},
                 {Fact::DemoMode, m_group.isInDemoMode}};
    addText(facts, Fact::Portals, listOf(m_group.portals));
    addText(facts, Fact::AllowedInitiators, listOf(initiators));
    addText(facts, Fact::Authentication, m_group.authentication);
    facts.insert(Fact::Saved, token(m_context.saved().config.of(m_group)));
    if (!m_context.saved().path.isEmpty())
        facts.insert(Fact::SavedIn, m_context.saved().path);
    return facts;
}

Resource ExportNodes::group() const
{
    Resource node;
    node.kind = Kind::Export;
    node.id = m_group.id.id();
    node.name = encodeBytes(m_group.id.name());
    node.incarnation = QString::number(m_group.inode);
    node.keys = {keyOf(node.id)};
    const bool isEnabled = m_group.isEnabled.value_or(true);
    node.state = isEnabled ? State::Attached : State::Disabled;
    if (!m_group.isEnabled)
        node.state = State::Unknown;
    node.facts = groupFacts();
    for (const quint64 number : m_group.numbers)
        node.members.append(keyOf(LioId::unit(m_group.id, number)));
    if (!node.members.isEmpty())
        node.verbs.append(Verb::Detach);
    if (isEnabled)
        node.verbs.append(Verb::DisablePortalGroup);
    if (!isEnabled)
        return node;
    Release release;
    release.verb = Verb::DisablePortalGroup;
    release.command = {"targetcli", recipes::shellPath(m_group.id), "disable"};
    release.consequence = Consequence::NobodyMayLogIn;
    release.restore = recipes::ofDisabled(m_group.id);
    node.release = release;
    return node;
}

QList<Resource> ExportNodes::units() const
{
    QList<Resource> nodes;
    for (const TargetUnit& each : m_group.units)
        nodes.append(unit(each));
    return nodes;
}

// Under a number of this host's own session only what that session really has there: an initiator may see
// any unit under any number.
QList<Key> ExportNodes::exportedBy(const TargetUnit& unit) const
{
    QList<Key> keys;
    QList<quint64> numbers = m_numbersSeen.value(unit.number);
    std::sort(numbers.begin(), numbers.end());
    for (const quint64 number : std::as_const(numbers))
        keys += exportedKeys(m_group.id.target, number, m_portals);
    return keys;
}

void ExportNodes::addStore(const TargetUnit& unit, Resource& node) const
{
    const Backstore& store = m_context.backstore(unit.backstore);
    addText(node.facts, Fact::BackingStore, store.kind());
    addText(node.facts, Fact::ScsiSerial, QString::fromUtf8(store.serial));
    addText(node.facts, Fact::ScsiId, QString::fromLatin1(store.scsiId()));
    addText(node.facts, Fact::Reservation, store.reservation);
    addText(node.facts, Fact::ReservationKeys, store.reservationKeys.join(QStringLiteral(", ")));
    if (store.isReadOnly)
        node.facts.insert(Fact::ReadOnly, *store.isReadOnly);
    std::optional<quint64> size = store.size;
    if (!store.path.isEmpty()) {
        node.facts.insert(Fact::Backing, store.path);
        const ExportBacking::Found& found = m_context.backing(store.path);
        if (found.need)
            node.needs.append(*found.need);
        size = found.size ? found.size : size;
    }
    if (size)
        node.facts.insert(Fact::Size, *size);
    const SavedState saved = m_context.saved().config.of(m_group.id, unit, store);
    node.facts.insert(Fact::Saved, token(saved));
    if (!m_context.saved().path.isEmpty())
        node.facts.insert(Fact::SavedIn, m_context.saved().path);
    if (isInFile(saved))
        node.comesBack = {{ComesBackWhen::AtBoot, QStringLiteral("saveconfig.json"), {}}};
}

void ExportNodes::addCounters(const TargetUnit& unit, Resource& node) const
{
    if (!unit.commands)
        return;
    node.facts.insert(Fact::Commands, static_cast<qint64>(*unit.commands));
    const quint64 sum = *unit.commands + unit.read.value_or(0) + unit.written.value_or(0);
    if (const auto time = m_context.lastIo(node.id, unit.inode, sum))
        node.facts.insert(Fact::LastIo, *time);
}

Release ExportNodes::releaseOf(const TargetUnit& unit, const Resource& node) const
{
    Release release;
    release.verb = Verb::Detach;
    release.command = {"targetcli", recipes::shellPath(m_group.id) + "/luns", "delete",
                       "lun=" + QByteArray::number(unit.number)};
    release.consequence = Consequence::MappingRemovedDeviceKept;
    release.deadline = kPatience;
    release.reversible = !unit.backstore.isEmpty(); // else only what was left half-way goes
    if (release.reversible)
        release.restore = recipes::ofUnit(m_group.id, unit);
    if (!node.comesBack.isEmpty())
        recipes::offerSaved(release, node.id, Consequence::MappingRemovedSavedRemoved);
    recipes::offerUnderInitiator(release, node.keys.constFirst().text);
    return release;
}

Resource ExportNodes::unit(const TargetUnit& unit) const
{
    Resource node;
    node.kind = Kind::ExportLun;
    node.id = LioId::unit(m_group.id, unit.number);
    node.name = encodeBytes(m_group.id.name() + '/' + QByteArray::number(unit.number));
    node.incarnation = QString::number(unit.inode);
    node.keys = QList<Key> {keyOf(node.id)} + exportedBy(unit);
    node.needs = {Need {{keyOf(m_group.id.id())}, 1, How::StandsOn, {}}};
    node.facts.insert(Fact::LunNumber, static_cast<qint64>(unit.number));
    const Seen seen = m_seen.value(unit.number);
    addText(node.facts, Fact::MappedNumbers, seen.as.join(QStringLiteral(", ")));
    addStore(unit, node);
    addCounters(unit, node);
    const bool isInUse = seen.inSession || !m_group.dynamicSessions.isEmpty();
    node.state = isInUse ? State::InUse : State::Idle;
    if (unit.link.isEmpty()) // made, and nothing put behind it; or taken away, and not to its end
        node.state = State::Orphaned;
    node.verbs = {Verb::Detach};
    node.release = releaseOf(unit, node);
    return node;
}

} // namespace mooring::lio
