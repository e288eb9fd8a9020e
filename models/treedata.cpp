// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "treedata.h"

#include "format.h"
#include "resourcemodel.h"
#include "sessionname.h"
#include "wording.h"

namespace mooring {

namespace {

using Node = Topology::Node;

// A fact of the node, or of the image file that is told in its row.
QVariant factOf(const Topology& topology, Node node, Fact fact)
{
    const Facts& facts = topology.at(node).facts;
    const auto own = facts.find(fact);
    if (own != facts.end())
        return *own;
    const std::optional<Node> base = topology.parent(node);
    if (base && topology.at(*base).kind == Kind::Image)
        return topology.at(*base).facts.value(fact);
    return {};
}

QString factText(const Topology& topology, Node node, Fact fact)
{
    return Format::fact(fact, factOf(topology, node, fact));
}

QString sizeText(const Topology& topology, Node node, Fact fact)
{
    const QVariant value = factOf(topology, node, fact);
    return value.isValid() ? Format::size(value.toULongLong()) : QString();
}

QString mountedOn(const Topology& topology, Node node)
{
    const QString one = factText(topology, node, Fact::MountPoint);
    return one.isEmpty() ? factText(topology, node, Fact::MountPoints).replace(u'\n', QStringLiteral(", "))
                         : one;
}

QString accessText(const Topology& topology, Node node)
{
    const QVariant readOnly = factOf(topology, node, Fact::ReadOnly);
    return readOnly.isValid() ? Wording::access(readOnly.toBool()) : QString();
}

// Whose sessions can see it, by their names; those of a target are its own.
QString initiatorsOf(const Topology& topology, Node node)
{
    QStringList names;
    QList<Node> users(topology.users(node).begin(), topology.users(node).end());
    for (qsizetype i = 0; i < users.size(); ++i) {
        const Resource& initiator = topology.at(users[i]);
        if (initiator.kind == Kind::MappedLun) // seen through it
            users.append(QList<Node>(topology.users(users[i]).begin(), topology.users(users[i]).end()));
        if (initiator.kind != Kind::Initiator || initiator.state != State::LoggedIn)
            continue;
        const QString name = initiator.facts.value(Fact::InitiatorName, initiator.name).toString();
        if (!names.contains(name))
            names.append(name);
    }
    return names.join(QStringLiteral(", "));
}

QString sinceText(const QDateTime& time) { return time.isValid() ? Format::since(time) : QString(); }

QString nameOf(const TreeState& state, const TreeShape::Row& row)
{
    if (row.node >= 0)
        return state.input.topology.at(row.node).name;
    if (row.reason == AttentionReason::ProviderHung)
        return state.input.providers.at(row.extra).name;
    return row.reason ? Wording::operationTitle(state.input.interrupted.at(row.extra)) : QString();
}

QDateTime sinceOf(const TreeState& state, const TreeShape::Row& row)
{
    if (row.node >= 0)
        return factOf(state.input.topology, row.node, Fact::Since).toDateTime();
    if (row.reason == AttentionReason::Interrupted)
        return state.input.interrupted.at(row.extra).startedAt;
    return {};
}

// clang-format off
QString nodeText(const Topology& topology, Node node, Column column)
{
    const Resource& resource = topology.at(node);
    switch (column) {
    case Column::Name: return shownName(topology, node);
    case Column::State: return Wording::stateBecause(resource, factText(topology, node, Fact::WhyLost));
    case Column::InUseBy: return inUseBy(topology, node);
    case Column::Size: return sizeText(topology, node, Fact::Size);
    case Column::MountedOn: return mountedOn(topology, node);
    case Column::Device: return factText(topology, node, Fact::Device);
    case Column::Kind: return Wording::kind(resource.kind);
    case Column::Filesystem: return factText(topology, node, Fact::FilesystemType);
    case Column::Serial: return resource.facts.contains(Fact::Serial) ? factText(topology, node, Fact::Serial) : factText(topology, node, Fact::Wwn);
    case Column::Backend: return topology.provider(node);
    case Column::OnDisk: return sizeText(topology, node, Fact::OnDisk);
    case Column::Format: return factText(topology, node, Fact::Format);
    case Column::Access: return accessText(topology, node);
    case Column::StaysAttached: return factText(topology, node, Fact::StaysAttached);
    case Column::AttachedBy: return factText(topology, node, Fact::AttachedBy);
    case Column::Since: return sinceText(factOf(topology, node, Fact::Since).toDateTime());
    case Column::Path: return factText(topology, node, Fact::Path);
    case Column::Lun: return factText(topology, node, Fact::LunNumber);
    case Column::Portal: return factText(topology, node, resource.facts.contains(Fact::Portal) ? Fact::Portal : Fact::Portals);
    case Column::HeldBy: return factText(topology, node, Fact::HeldBy);
    case Column::AutomaticLogin: return factText(topology, node, Fact::Startup);
    case Column::SessionNumber: return factText(topology, node, Fact::SessionNumber);
    case Column::RoundTrip: return factText(topology, node, Fact::RoundTrip);
    case Column::Wwn: return factText(topology, node, Fact::Wwn);
    case Column::Reservation: return factText(topology, node, Fact::Reservation);
    case Column::PossibleCard: return factText(topology, node, Fact::PossibleCards).section(u'\n', 0, 0);
    case Column::ShareMode: return factText(topology, node, Fact::ShareMode);
    case Column::Atr: return factText(topology, node, Fact::Atr);
    case Column::CardProtocol: return factText(topology, node, Fact::CardProtocol);
    case Column::Usb: return factText(topology, node, Fact::UsbAddress);
    case Column::Initiators: return initiatorsOf(topology, node);
    case Column::LastIo: return sinceText(factOf(topology, node, Fact::LastIo).toDateTime());
    case Column::BackingStore: return factText(topology, node, resource.facts.contains(Fact::Backing) ? Fact::Backing : Fact::BackingStore);
    case Column::Saved: return factText(topology, node, Fact::Saved);
    case Column::DeviceIdentifier: return factText(topology, node, Fact::ScsiId);
    case Column::Address: return factText(topology, node, Fact::Address);
    case Column::What: case Column::Consequence: case Column::NextStep:
    case Column::Started: case Column::Action: case Column::Object: case Column::Result:
    case Column::Duration: case Column::By: case Column::Host:
        return {};
    }
    return {};
}
// clang-format on

// What is attached no longer, or not as a whole: there is nothing left to detach.
bool isLeftover(const TreeState& state, const TreeShape::Row& row)
{
    return row.node >= 0 && state.input.topology.verbs(row.node).contains(Verb::CleanUp);
}

QString attentionText(const TreeState& state, const TreeShape::Row& row, Column column)
{
    if (column == Column::What)
        return nameOf(state, row);
    if (column == Column::Since)
        return sinceText(sinceOf(state, row));
    const Kind kind = row.node < 0 ? Kind::Unknown : state.input.topology.at(row.node).kind;
    if (column == Column::Consequence)
        return Wording::attention(*row.reason, nameOf(state, row), isLeftover(state, row), kind);
    return column == Column::NextStep ? Wording::nextStep(*row.reason, isLeftover(state, row), kind)
                                      : QString();
}

QString cellText(const TreeState& state, const TreeShape::Row& row, int childCount, Column column)
{
    if (row.group != RowGroup::None)
        return column == Column::Name ? Wording::group(row.group, childCount) : QString();
    if (row.reason)
        return attentionText(state, row, column);
    return nodeText(state.input.topology, row.node, column);
}

QVariant sortValue(const TreeState& state, const TreeShape::Row& row, int childCount, Column column)
{
    if (column == Column::Since)
        return sinceOf(state, row);
    if (row.node >= 0 && (column == Column::Size || column == Column::OnDisk))
        return factOf(state.input.topology, row.node, column == Column::Size ? Fact::Size : Fact::OnDisk);
    return cellText(state, row, childCount, column);
}

QString searchText(const TreeState& state, const TreeShape::Row& row, int childCount)
{
    QStringList words {cellText(state, row, childCount, row.reason ? Column::What : Column::Name)};
    if (row.node >= 0) {
        const Topology& topology = state.input.topology;
        words.append(topology.at(row.node).name);
        for (const Fact fact : {Fact::Device, Fact::Path, Fact::MountPoint, Fact::MountPoints, Fact::Label,
                                Fact::Uuid, Fact::FilesystemType, Fact::VmName, Fact::Portal, Fact::Portals})
            words.append(factText(topology, row.node, fact));
        for (const NodeUser& user : usersBelow(topology, row.node)) {
            const Facts& facts = topology.at(user.node).facts;
            words.append({topology.at(user.node).name, facts.value(Fact::User).toString(),
                          facts.value(Fact::Pid).toString()});
        }
    }
    return words.join(u'\n').toCaseFolded();
}

QByteArray iconName(const TreeState& state, const TreeShape::Row& row, Column column)
{
    if (row.group != RowGroup::None)
        return column == Column::Name ? QByteArray(row.group == RowGroup::System ? "computer" : "folder")
                                      : QByteArray();
    if (column == Column::What)
        return row.reason == AttentionReason::Failed ? "dialog-error" : "dialog-warning";
    if (row.node < 0)
        return {};
    const Resource& resource = state.input.topology.at(row.node);
    if (column == Column::Name)
        return kindIcon(resource.kind);
    return column == Column::State ? stateIcon(resource.state) : QByteArray();
}

QString toolTip(const TreeState& state, const TreeShape::Row& row, const QString& text)
{
    if (row.node < 0)
        return text;
    const auto protection = state.input.topology.protection(row.node);
    if (!protection)
        return text;
    return text + u'\n'
        + Wording::protectedBy(protection->by, state.input.topology.at(protection->seed).name);
}

QString accessibleText(const TreeState& state, const TreeShape::Row& row, int childCount, Column column)
{
    if ((column != Column::Name) || row.node < 0)
        return cellText(state, row, childCount, column);
    const Resource& resource = state.input.topology.at(row.node);
    const Topology& topology = state.input.topology;
    return Wording::accessible(nodeText(topology, row.node, Column::Name), Wording::kind(resource.kind),
                               nodeText(topology, row.node, Column::State), inUseBy(topology, row.node));
}

QVariant nodeRole(const TreeState& state, const TreeShape::Row& row, int role)
{
    const Topology& topology = state.input.topology;
    const bool isNode = row.node >= 0;
    switch (role) {
    case ResourceModel::ResourceIdRole:
        return isNode ? topology.at(row.node).id.text : QString();
    case ResourceModel::KindRole:
        return isNode ? int(topology.at(row.node).kind) : -1;
    case ResourceModel::StateRole:
        return isNode ? int(topology.at(row.node).state) : -1;
    case ResourceModel::VerbsRole:
        return QVariant::fromValue(isNode ? topology.verbs(row.node) : QList<Verb>());
    case ResourceModel::InUseRole:
        return isNode && !inUseBy(topology, row.node).isEmpty();
    case ResourceModel::SystemImageRole:
        return row.group == RowGroup::SystemImages
            || (isNode && topology.at(row.node).facts.contains(Fact::SystemImage));
    case ResourceModel::ProviderRole:
        return isNode ? topology.provider(row.node)
                      : (row.reason == AttentionReason::ProviderHung ? nameOf(state, row) : QString());
    case ResourceModel::PathRole: {
        const QByteArray mount
            = isNode ? factOf(topology, row.node, Fact::MountPoint).toByteArray() : QByteArray();
        return mount.isEmpty() && isNode ? factOf(topology, row.node, Fact::Path).toByteArray() : mount;
    }
    default:
        return {};
    }
}

} // namespace

QVariant treeData(const TreeState& state, const TreeShape::Row& row, int childCount, Column column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return cellText(state, row, childCount, column);
    case Qt::ToolTipRole:
        return toolTip(state, row, cellText(state, row, childCount, column));
    case Qt::AccessibleTextRole:
        return accessibleText(state, row, childCount, column);
    case ResourceModel::SortRole:
        return sortValue(state, row, childCount, column);
    case ResourceModel::SearchRole:
        return searchText(state, row, childCount);
    case ResourceModel::IconNameRole:
        return iconName(state, row, column);
    case ResourceModel::GroupRole:
        return int(row.group);
    case ResourceModel::ReasonRole:
        return row.reason ? int(*row.reason) : -1;
    case ResourceModel::OperationNumberRole:
        return row.reason == AttentionReason::Interrupted ? state.input.interrupted.at(row.extra).number
                                                          : qint64(0);
    default:
        return nodeRole(state, row, role);
    }
}

} // namespace mooring
