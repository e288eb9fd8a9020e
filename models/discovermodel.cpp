// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovermodel.h"

#include "format.h"
#include "wording.h"

namespace mooring {

namespace {

QString listed(const QByteArrayList& portals)
{
    QStringList words;
    for (const QByteArray& portal : portals)
        words.append(Format::bytes(portal));
    return words.join(QStringLiteral(", "));
}

} // namespace

DiscoverModel::DiscoverModel(Engine& engine, QObject* parent)
    : QAbstractItemModel(parent)
    , m_engine(engine)
{
    connect(&engine, &Engine::topologyChanged, this, &DiscoverModel::countSessions);
}

void DiscoverModel::discover(const DiscoveryRequest& request)
{
    m_token.reset();
    if (!m_portals.isEmpty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_portals.size()) - 1);
        m_portals.clear();
        m_targets.clear();
        endRemoveRows();
    }
    if (!request.portals.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(request.portals.size()) - 1);
        for (const QByteArray& portal : request.portals)
            m_portals.append(PortalRow {.portal = portal});
        endInsertRows();
    }
    m_token = m_engine.discover(
        request, this, [this](const PortalAnswer& answer) { take(answer); },
        [this] { end(PortalStage::Answered); });
    emit progressed();
}

void DiscoverModel::stop()
{
    if (isRunning())
        end(PortalStage::Stopped);
}

void DiscoverModel::end(PortalStage unanswered)
{
    m_token.reset();
    for (int i = 0; i < m_portals.size(); ++i) {
        if (m_portals.at(i).stage != PortalStage::Asking)
            continue;
        m_portals[i].stage = unanswered;
        emit dataChanged(portalIndex(i), portalIndex(i, ColumnCount - 1));
    }
    emit progressed();
}

void DiscoverModel::take(const PortalAnswer& answer)
{
    const auto row = std::find_if(m_portals.begin(), m_portals.end(),
                                  [&](const PortalRow& one) { return one.portal == answer.portal; });
    if (row == m_portals.end())
        return;
    const int portal = static_cast<int>(row - m_portals.begin());
    row->error = answer.error;
    row->stage = answer.error ? PortalStage::Failed : PortalStage::Answered;
    for (const DiscoveredTarget& target : answer.targets)
        add(portal, target);
    emit dataChanged(portalIndex(portal), portalIndex(portal, ColumnCount - 1));
    if (!answer.error)
        emit answered(answer.portal);
    emit progressed();
}

void DiscoverModel::add(int portal, const DiscoveredTarget& target)
{
    for (int known = 0; known < m_targets.size(); ++known) {
        if (m_targets.at(known).name != target.name)
            continue;
        if (m_targets.at(known).home != portal)
            ++m_portals[portal].elsewhere;
        return join(known, target.portals);
    }
    PortalRow& home = m_portals[portal];
    const int row = static_cast<int>(home.targets.size());
    beginInsertRows(portalIndex(portal), row, row);
    home.targets.append(static_cast<int>(m_targets.size()));
    m_targets.append({target.name, target.portals, portal, sessionsOf(target.name)});
    endInsertRows();
}

void DiscoverModel::join(int known, const QByteArrayList& portals)
{
    TargetRow& row = m_targets[known];
    for (const QByteArray& portal : portals)
        if (!row.portals.contains(portal))
            row.portals.append(portal);
    emit dataChanged(targetIndex(known), targetIndex(known, ColumnCount - 1));
}

int DiscoverModel::sessionsOf(const QByteArray& target) const
{
    const Topology& topology = m_engine.topology();
    const auto node = topology.find(ResourceId::make(Kind::IscsiTarget, target));
    if (!node)
        return 0;
    const auto users = topology.users(*node);
    return static_cast<int>(std::count_if(users.begin(), users.end(), [&](Topology::Node user) {
        return topology.at(user).kind == Kind::IscsiSession;
    }));
}

void DiscoverModel::countSessions()
{
    for (int i = 0; i < m_targets.size(); ++i) {
        const int sessions = sessionsOf(m_targets.at(i).name);
        if (sessions == m_targets.at(i).sessions)
            continue;
        m_targets[i].sessions = sessions;
        emit dataChanged(targetIndex(i), targetIndex(i, ColumnCount - 1));
    }
}

int DiscoverModel::answeredCount() const
{
    return static_cast<int>(std::count_if(m_portals.begin(), m_portals.end(), [](const PortalRow& row) {
        return row.stage == PortalStage::Answered || row.stage == PortalStage::Failed;
    }));
}

std::optional<Error> DiscoverModel::errorAt(const QModelIndex& index) const
{
    return index.isValid() && !targetAt(index) ? m_portals.at(index.row()).error : std::nullopt;
}

std::optional<Error> DiscoverModel::firstError() const
{
    const auto failed = std::find_if(m_portals.begin(), m_portals.end(),
                                     [](const PortalRow& row) { return row.error.has_value(); });
    return failed != m_portals.end() ? failed->error : std::nullopt;
}

// A target's index carries the number of its portal, from 1.
QModelIndex DiscoverModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex DiscoverModel::parent(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() > 0 ? portalIndex(static_cast<int>(index.internalId()) - 1)
                                                     : QModelIndex();
}

QModelIndex DiscoverModel::portalIndex(int portal, int column) const
{
    return createIndex(portal, column, quintptr(0));
}

QModelIndex DiscoverModel::targetIndex(int target, int column) const
{
    const int home = m_targets.at(target).home;
    const auto row = m_portals.at(home).targets.indexOf(target);
    return createIndex(static_cast<int>(row), column, quintptr(home) + 1);
}

const DiscoverModel::TargetRow* DiscoverModel::targetAt(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    const PortalRow& home = m_portals.at(static_cast<qsizetype>(index.internalId()) - 1);
    return &m_targets.at(home.targets.at(index.row()));
}

int DiscoverModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return askedCount();
    const bool hasRows = parent.internalId() == 0 && parent.column() == 0;
    return hasRows ? static_cast<int>(m_portals.at(parent.row()).targets.size()) : 0;
}

int DiscoverModel::columnCount(const QModelIndex& parent) const
{
    Q_UNUSED(parent)
    return ColumnCount;
}

QVariant DiscoverModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (const TargetRow* target = targetAt(index))
        return targetData(*target, index.column(), role);
    return portalData(m_portals.at(index.row()), index.column(), role);
}

QVariant DiscoverModel::portalData(const PortalRow& row, int column, int role) const
{
    const QString condition = row.error
        ? Wording::error(*row.error).what
        : Wording::askedPortal(row.stage, static_cast<int>(row.targets.size()) + row.elsewhere,
                               row.elsewhere);
    switch (role) {
    case Qt::DisplayRole:
        return column == Name ? Format::bytes(row.portal) : column == Condition ? condition : QString();
    case Qt::ToolTipRole:
        return column == Condition && row.error ? Wording::error(*row.error).sentence() : QVariant();
    case Qt::AccessibleTextRole:
        return column == Name ? Wording::labelled(Format::bytes(row.portal), condition) : QVariant();
    case TargetRole:
        return QByteArray();
    case SearchRole:
        return Format::bytes(row.portal);
    case IconNameRole:
        if (column == Name)
            return QByteArray("computer");
        return column == Condition && row.error ? QByteArray("dialog-error") : QByteArray();
    default:
        return {};
    }
}

QVariant DiscoverModel::targetData(const TargetRow& row, int column, int role) const
{
    const QString sessions = row.sessions > 0 ? Wording::openSessions(row.sessions) : QString();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return column == Name ? Format::bytes(row.name) : column == Portals ? listed(row.portals) : sessions;
    case Qt::AccessibleTextRole:
        return column == Name && row.sessions > 0 ? Wording::labelled(Format::bytes(row.name), sessions)
                                                  : QVariant();
    case TargetRole:
        return row.name;
    case PortalsRole:
        return QVariant::fromValue(row.portals);
    case SessionsRole:
        return row.sessions;
    case SearchRole:
        return Format::bytes(row.name) + u'\n' + listed(row.portals);
    case IconNameRole:
        if (column == Name)
            return QByteArray("mooring-target");
        return column == Condition && row.sessions > 0 ? QByteArray("mooring-state-attached") : QByteArray();
    default:
        return {};
    }
}

QVariant DiscoverModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Portal and its targets");
    case Portals:
        return tr("Reached through");
    default:
        return Wording::column(mooring::Column::State);
    }
}

void DiscoverModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_portals.isEmpty())
        return;
    emit dataChanged(portalIndex(0), portalIndex(askedCount() - 1, ColumnCount - 1));
    for (int i = 0; i < m_targets.size(); ++i)
        emit dataChanged(targetIndex(i), targetIndex(i, ColumnCount - 1));
}

} // namespace mooring
