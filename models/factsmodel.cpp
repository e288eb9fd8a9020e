// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "factsmodel.h"

#include "attachmentdetails.h"
#include "format.h"
#include "rowdiff.h"
#include "sessionname.h"
#include "treespec.h"
#include "wording.h"

#include <array>

namespace mooring {

namespace {

QString useOf(const Resource& user, const Need* need)
{
    const QString name
        = user.kind == Kind::Process ? Wording::who(user.facts, user.name) : Wording::kind(user.kind);
    if (need == nullptr)
        return Wording::use(name, How::StandsOn, {}, user.facts);
    return Wording::use(name, need->how, need->evidence, user.facts);
}

// An image and its disk are told in this order; what else is known follows as fact.h has it.
int rankOf(int fact)
{
    static constexpr std::array order {
        Fact::Device,      Fact::Path,      Fact::Deleted,        Fact::Format,   Fact::Subformat,
        Fact::Condition,   Fact::Size,      Fact::OnDisk,         Fact::Parts,    Fact::ReadOnly,
        Fact::OverlayKind, Fact::Overlay,   Fact::ChecksumBefore, Fact::Checksum, Fact::LockedBy,
        Fact::Autoclear,   Fact::SectorSize};
    const auto at = std::find(order.begin(), order.end(), static_cast<Fact>(fact));
    return at != order.end() ? int(at - order.begin()) : int(order.size()) + fact;
}

} // namespace

FactsModel::FactsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void FactsModel::setResource(const Topology& topology, const ResourceId& id)
{
    m_topology = topology;
    m_id = id;
    const std::optional<Topology::Node> node = topology.find(id);
    const RowSignals tell {
        [this](int first, int last) { beginInsertRows({}, first, last); }, [this] { endInsertRows(); },
        [this](int first, int last) { beginRemoveRows({}, first, last); }, [this] { endRemoveRows(); },
        [this](int first, int last) { emit dataChanged(index(first, 0), index(last, ColumnCount - 1)); }};
    updateRows(
        m_rows, node ? rowsOf(topology, *node) : QList<Row>(), [](const Row& row) { return row.key; }, tell);
}

QList<FactsModel::Row> FactsModel::rowsOf(const Topology& topology, Topology::Node node) const
{
    QList<Row> rows;
    for (const NodeUser& user : usersBelow(topology, node)) {
        const Resource& resource = topology.at(user.node);
        const QString use = useOf(resource, user.need);
        rows.append({QStringLiteral("user ") + resource.id.text, -1, use,
                     Wording::column(tree::Column::InUseBy), use, resource.id});
    }
    const Resource& resource = topology.at(node);
    const qsizetype users = rows.size();
    addFacts(rows, resource, QStringLiteral("own "));
    const std::optional<Topology::Node> base = topology.parent(node);
    if (base && topology.at(*base).kind == Kind::Image)
        addFacts(rows, topology.at(*base), QStringLiteral("image "));
    std::stable_sort(rows.begin() + users, rows.end(), [](const Row& left, const Row& right) {
        return rankOf(left.fact) < rankOf(right.fact);
    });
    for (const ComesBack& back : resource.comesBack) {
        const QString text = Wording::comesBack(back);
        rows.append({QStringLiteral("back ") + back.by, -1, text, Wording::comesBackLabel(), text, {}});
    }
    return rows;
}

// A fact that both know is told once.
void FactsModel::addFacts(QList<Row>& rows, const Resource& resource, const QString& prefix) const
{
    QSet<int> told;
    for (const Row& row : std::as_const(rows))
        told.insert(row.fact);
    for (auto fact = resource.facts.begin(); fact != resource.facts.end(); ++fact) {
        if (told.contains(int(fact.key())))
            continue;
        rows.append({prefix + token(fact.key()),
                     int(fact.key()),
                     fact.value(),
                     Wording::fact(fact.key(), resource.kind),
                     Format::fact(fact.key(), fact.value()),
                     {}});
    }
}

QString FactsModel::title() const
{
    const std::optional<Topology::Node> node = m_topology.find(m_id);
    return node ? shownName(m_topology, *node) : QString();
}

QString FactsModel::stateText() const
{
    const std::optional<Topology::Node> node = m_topology.find(m_id);
    if (!node)
        return {};
    const Resource& resource = m_topology.at(*node);
    const QString why = Format::fact(Fact::WhyLost, resource.facts.value(Fact::WhyLost));
    const QString state = Wording::stateBecause(resource, why);
    const auto protection = m_topology.protection(*node);
    return protection
        ? state + u'\n' + Wording::protectedBy(protection->by, m_topology.at(protection->seed).name)
        : state;
}

QList<Verb> FactsModel::verbs() const
{
    const std::optional<Topology::Node> node = m_topology.find(m_id);
    return node ? m_topology.verbs(*node) : QList<Verb>();
}

QString FactsModel::copyText() const
{
    const std::optional<Topology::Node> node = m_topology.find(m_id);
    if (!node)
        return {};
    QStringList lines {m_topology.at(*node).name, stateText()};
    for (const Row& row : m_rows)
        lines.append(Wording::labelled(row.label, row.value));
    return lines.join(u'\n') + u'\n' + surroundings(m_topology, *node);
}

void FactsModel::retranslate()
{
    setResource(m_topology, m_id);
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int FactsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FactsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FactsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Label ? row.label : row.value;
    case Qt::ToolTipRole:
        return index.column() == Value ? QVariant(row.value) : QVariant();
    case Qt::AccessibleTextRole:
        return Wording::labelled(row.label, row.value);
    case Qt::TextAlignmentRole: // beside a value of several lines its label begins where it does
        return int(Qt::AlignLeft | Qt::AlignTop);
    case FactRole:
        return row.fact;
    case RawRole:
        return row.raw;
    case UserIdRole:
        return row.user.text;
    default:
        return {};
    }
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Label ? tr("What is known") : tr("Value");
}

} // namespace mooring
