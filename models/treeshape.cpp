// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/imagereport.h"
#include "treespec.h"

#include <algorithm>

namespace mooring {

namespace {

using Node = Topology::Node;

bool isPseudo(const Resource& resource)
{
    static const QSet<QString> types {
        QStringLiteral("autofs"),     QStringLiteral("binfmt_misc"), QStringLiteral("bpf"),
        QStringLiteral("cgroup"),     QStringLiteral("cgroup2"),     QStringLiteral("configfs"),
        QStringLiteral("debugfs"),    QStringLiteral("devpts"),      QStringLiteral("devtmpfs"),
        QStringLiteral("efivarfs"),   QStringLiteral("fusectl"),     QStringLiteral("hugetlbfs"),
        QStringLiteral("mqueue"),     QStringLiteral("nsfs"),        QStringLiteral("proc"),
        QStringLiteral("pstore"),     QStringLiteral("ramfs"),       QStringLiteral("rootfs"),
        QStringLiteral("rpc_pipefs"), QStringLiteral("securityfs"),  QStringLiteral("selinuxfs"),
        QStringLiteral("sysfs"),      QStringLiteral("tmpfs"),       QStringLiteral("tracefs")};
    return resource.kind == Kind::Filesystem
        && types.contains(resource.facts.value(Fact::FilesystemType).toString());
}

// Lays a topology out as the rows of one view.
class Layout
{
public:
    Layout(View view, const TreeInput& input)
        : m_view(view)
        , m_topology(input.topology)
        , m_parent(size_t(m_topology.size()), unset)
    {
    }

    TreeShape make()
    {
        std::vector<Node> ordinary, system, images;
        collectRoots(ordinary, system, images);
        for (const Node root : ordinary)
            addBranch(root, -1);
        addGroup(RowGroup::SystemImages, images);
        addGroup(RowGroup::System, system);
        return std::move(m_shape);
    }

private:
    static constexpr Node unset = -2, none = -1;

    // Rows of their own: what a person can see or release. Images are told in their virtual disk's row when
    // they have one, users in a column.
    bool isHidden(Node node) const
    {
        const Resource& resource = m_topology.at(node);
        if (resource.kind == Kind::Image)
            return !isOnlyOpen(resource);
        if (resource.kind == Kind::ExportLun && resource.verbs.isEmpty()) // tgt's controller
            return true;
        return resource.kind == Kind::Process || resource.kind == Kind::Unknown;
    }

    Node upward(Node node) const
    {
        std::optional<Node> above = m_topology.parent(node);
        for (int steps = 0; above && isHidden(*above) && steps < m_topology.size(); ++steps)
            above = m_topology.parent(*above);
        return above && !isHidden(*above) ? *above : none;
    }

    bool liesInVirtualDisk(Node node) const
    {
        for (int steps = 0; node != none && steps < m_topology.size(); ++steps) {
            if (m_topology.at(node).kind == Kind::VirtualDisk)
                return true;
            node = upward(node);
        }
        return false;
    }

    Node shownParent(Node node) const
    {
        const Node above = upward(node);
        if (above == none || m_topology.at(node).kind != Kind::VirtualDisk)
            return above;
        return liesInVirtualDisk(above) ? above : none;
    }

    // Whether following parents from here comes back here: then the branch hangs from its lowest node.
    bool closesRing(Node node) const
    {
        Node lowest = node;
        Node each = m_parent[size_t(node)];
        for (int steps = 0; each != none && each != node && steps < m_topology.size(); ++steps) {
            lowest = std::min(lowest, each);
            each = m_parent[size_t(each)];
        }
        return each == node && lowest == node;
    }

    bool isSystemImage(Node node) const { return m_topology.at(node).facts.contains(Fact::SystemImage); }

    void collectRoots(std::vector<Node>& ordinary, std::vector<Node>& system, std::vector<Node>& images)
    {
        const Node count = m_topology.size();
        m_children.resize(size_t(count));
        for (Node node = 0; node < count; ++node)
            m_parent[size_t(node)] = isHidden(node) ? none : shownParent(node);
        for (Node node = 0; node < count; ++node) {
            if (isHidden(node))
                continue;
            if (m_parent[size_t(node)] != none && closesRing(node))
                m_parent[size_t(node)] = none;
            if (m_parent[size_t(node)] != none)
                m_children[size_t(m_parent[size_t(node)])].push_back(node);
            else if (isShownRoot(node))
                (isSystemImage(node)               ? images
                     : m_topology.protection(node) ? system
                                                   : ordinary)
                    .push_back(node);
        }
    }

    bool isShownRoot(Node node) const
    {
        const Resource& resource = m_topology.at(node);
        if (m_view == View::IscsiTargets)
            return resource.kind == Kind::IscsiTarget || resource.kind == Kind::Portal;
        if (m_view == View::ExportedLuns)
            return resource.kind == Kind::Export;
        if (m_view == View::SmartCards)
            return resource.kind == Kind::Reader;
        if (m_view == View::VirtualDisks)
            return resource.kind == Kind::VirtualDisk || resource.kind == Kind::Image;
        return !isPseudo(resource);
    }

    void addGroup(RowGroup group, const std::vector<Node>& members)
    {
        if (members.empty())
            return;
        const int row = int(m_shape.rows.size());
        m_shape.rows.push_back({none, -1, group, {}, -1});
        for (const Node member : members)
            addBranch(member, row);
    }

    void addBranch(Node root, int parent)
    {
        const int row = int(m_shape.rows.size());
        m_shape.rows.push_back({root, parent, RowGroup::None, {}, -1});
        for (const Node child : m_children[size_t(root)])
            addBranch(child, row);
    }

    View m_view;
    const Topology& m_topology;
    std::vector<Node> m_parent;
    std::vector<std::vector<Node>> m_children;
    TreeShape m_shape;
};

std::optional<AttentionReason> reasonOf(const Resource& resource)
{
    if (resource.state == State::Failed)
        return AttentionReason::Failed;
    if (resource.kind == Kind::VirtualDisk && resource.state == State::Reconnecting)
        return AttentionReason::Waiting;
    if (resource.state == State::Deferred)
        return AttentionReason::Deferred;
    if (resource.kind == Kind::VirtualDisk && resource.facts.value(Fact::Deleted).toBool())
        return AttentionReason::ImageDeleted;
    if (resource.kind == Kind::Image && resource.facts.value(Fact::Deleted).toBool())
        return {}; // told with its disk
    if (resource.state == State::Orphaned)
        return AttentionReason::Orphaned;
    const QString saved = resource.facts.value(Fact::Saved).toString();
    if (saved == QLatin1String("different") || saved == QLatin1String("unreadable"))
        return AttentionReason::DiffersFromSaved;
    return {};
}

// A session that failed is told with why; its target, its portal and its logical units failed with it.
bool isToldWithItsSession(const Topology& topology, Node node)
{
    const Kind kind = topology.at(node).kind;
    const auto isFailedSession = [&](Node one) {
        return topology.at(one).kind == Kind::IscsiSession && topology.at(one).state == State::Failed;
    };
    if (kind == Kind::IscsiTarget || kind == Kind::Portal) {
        const auto users = topology.users(node);
        return std::any_of(users.begin(), users.end(), isFailedSession);
    }
    const auto base = topology.parent(node);
    return kind == Kind::IscsiLun && base && isFailedSession(*base);
}

// The same UUID on two file systems; those of one superblock seen twice share their keys and are one node.
void addDuplicates(const Topology& topology, QList<Attention>& found)
{
    QHash<QString, QList<Node>> byUuid;
    for (Node node = 0; node < topology.size(); ++node) {
        const Resource& resource = topology.at(node);
        if (resource.kind != Kind::Filesystem && resource.kind != Kind::Partition)
            continue;
        const QString uuid = resource.facts.value(Fact::Uuid).toString();
        if (!uuid.isEmpty())
            byUuid[token(resource.kind) + u' ' + uuid].append(node);
    }
    QList<Node> twice;
    for (const QList<Node>& nodes : std::as_const(byUuid)) {
        if (nodes.size() > 1)
            twice.append(nodes);
    }
    std::sort(twice.begin(), twice.end());
    for (const Node node : std::as_const(twice))
        found.append({AttentionReason::DuplicateUuid, node, -1});
}

} // namespace

QList<Attention> attentionOf(const TreeInput& input)
{
    QList<Attention> found;
    for (Node node = 0; node < input.topology.size(); ++node) {
        const auto reason = reasonOf(input.topology.at(node));
        if (reason && !isToldWithItsSession(input.topology, node))
            found.append({*reason, node, -1});
    }
    addDuplicates(input.topology, found);
    for (int i = 0; i < input.interrupted.size(); ++i)
        found.append({AttentionReason::Interrupted, -1, i});
    for (int i = 0; i < input.providers.size(); ++i) {
        if (input.providers.at(i).availability == Availability::Hung)
            found.append({AttentionReason::ProviderHung, -1, i});
    }
    std::stable_sort(found.begin(), found.end(), [](const Attention& left, const Attention& right) {
        return left.reason < right.reason;
    });
    return found;
}

TreeShape shapeOf(View view, const TreeInput& input)
{
    if (view != View::NeedsAttention && view != View::Activity)
        return Layout(view, input).make();
    TreeShape shape;
    if (view == View::NeedsAttention) {
        for (const Attention& each : attentionOf(input))
            shape.rows.push_back({each.node, -1, RowGroup::None, each.reason, each.extra});
    }
    return shape;
}

QList<OperationRecord> interruptedIn(const QList<OperationRecord>& newestFirst)
{
    QList<OperationRecord> found;
    QSet<ResourceId> later;
    for (const OperationRecord& record : newestFirst) {
        QList<ResourceId> goals;
        for (const Goal& goal : record.plan.goals)
            goals.append(goal.resource);
        const bool madeUpFor = std::any_of(goals.begin(), goals.end(),
                                           [&](const ResourceId& id) { return later.contains(id); });
        if (record.error && record.error->code == ErrorCode::Interrupted && !madeUpFor)
            found.append(record);
        later.unite(QSet<ResourceId>(goals.begin(), goals.end()));
    }
    return found;
}

} // namespace mooring
