// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginmodel.h"

#include "firsterror.h"
#include "format.h"
#include "wording.h"

#include <numeric>

namespace mooring {

namespace {

QByteArray iconName(LoginStage stage)
{
    switch (stage) {
    case LoginStage::Ready:
        return {};
    case LoginStage::Running:
        return "mooring-state-looking";
    case LoginStage::Done:
        return "mooring-state-attached";
    case LoginStage::Failed:
        return "dialog-error";
    }
    return {};
}

} // namespace

QList<LoginTarget> loginTargets(const Topology& topology, const QList<ResourceId>& ids)
{
    QList<LoginTarget> targets;
    for (const ResourceId& id : ids) {
        const auto node = topology.find(id);
        const QString portals = node ? topology.at(*node).facts.value(Fact::Portals).toString() : QString();
        LoginTarget target {id.key(), {}};
        for (const QString& portal : portals.split(QStringLiteral(", "), Qt::SkipEmptyParts))
            target.portals.append(decodeBytes(portal));
        if (id.kind() == Kind::IscsiTarget && !target.portals.isEmpty())
            targets.append(target);
    }
    return targets;
}

LoginModel::LoginModel(Engine& engine, const QList<LoginTarget>& targets, QObject* parent)
    : QAbstractTableModel(parent)
    , m_engine(engine)
{
    for (const LoginTarget& target : targets)
        m_rows.append(Row {.target = target, .portal = target.portals.value(0)});
}

void LoginModel::setPortal(int row, const QByteArray& portal)
{
    m_rows[row].portal = portal;
    tell(row);
}

void LoginModel::start(const LoginRequest& how)
{
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows.at(row).stage == LoginStage::Ready || m_rows.at(row).stage == LoginStage::Failed)
            begin(row, how);
    emit progressed();
    if (!isRunning())
        emit ended();
}

void LoginModel::begin(int row, LoginRequest how)
{
    Row& one = m_rows[row];
    one.error.reset();
    one.operation.clear();
    one.wanted = how.sessions;
    one.before = static_cast<int>(one.created.size());
    if (one.before >= one.wanted) {
        one.stage = LoginStage::Done;
        return tell(row);
    }
    how.target = one.target.name;
    how.portal = one.portal;
    how.sessions -= one.before;
    const Result<Operation*> started = m_engine.start(m_engine.loginPlan(how), false);
    if (!started) {
        one.stage = LoginStage::Failed;
        one.error = started.error();
        return tell(row);
    }
    one.stage = LoginStage::Running;
    one.operation = *started;
    connect(one.operation, &Operation::changed, this, &LoginModel::progressed);
    connect(one.operation, &Operation::finished, this, [this, row] { finish(row); });
    tell(row);
}

void LoginModel::finish(int row)
{
    Row& one = m_rows[row];
    if (one.stage != LoginStage::Running || !one.operation)
        return;
    const OperationRecord& record = one.operation->record();
    for (const StepRecord& step : record.steps)
        if (step.outcome == Outcome::Done)
            one.created += step.created;
    const bool isDone = record.outcome == Outcome::Done;
    one.stage = isDone ? LoginStage::Done : LoginStage::Failed;
    if (!isDone)
        one.error = mooring::firstError(record).value_or(
            errorOf(ErrorCode::LoginRefused, Format::bytes(one.target.name)));
    tell(row);
    emit progressed();
    if (!isRunning())
        emit ended();
}

StopAnswer LoginModel::stop()
{
    StopAnswer answer = StopAnswer::AlreadyEnded;
    for (const Row& row : std::as_const(m_rows)) {
        if (!row.operation || row.operation->isFinished())
            continue;
        const StopAnswer one = row.operation->stop();
        if (answer != StopAnswer::Stopping)
            answer = one;
    }
    return answer;
}

bool LoginModel::isRunning() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const Row& row) { return row.stage == LoginStage::Running; });
}

bool LoginModel::isDone() const
{
    return std::all_of(m_rows.begin(), m_rows.end(),
                       [](const Row& row) { return row.stage == LoginStage::Done; });
}

int LoginModel::wantedCount() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), 0,
                           [](int sum, const Row& row) { return sum + row.wanted; });
}

int LoginModel::endedCount() const
{
    int count = 0;
    for (const Row& row : m_rows) {
        const QList<StepRecord> steps = row.operation ? row.operation->record().steps : QList<StepRecord>();
        count += row.before;
        count += static_cast<int>(std::count_if(steps.begin(), steps.end(), [](const StepRecord& step) {
            return step.phase == StepPhase::Ended;
        }));
    }
    return count;
}

int LoginModel::firstFailed() const
{
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows.at(row).stage == LoginStage::Failed)
            return row;
    return -1;
}

QList<ResourceId> LoginModel::created() const
{
    QList<ResourceId> created;
    for (const Row& row : m_rows)
        created += row.created;
    return created;
}

void LoginModel::tell(int row) { emit dataChanged(index(row, 0), index(row, ColumnCount - 1)); }

QString LoginModel::condition(const Row& row) const
{
    if (row.stage == LoginStage::Failed && row.error)
        return Wording::error(*row.error).what;
    return Wording::login(row.stage, static_cast<int>(row.created.size()));
}

int LoginModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LoginModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant LoginModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (index.column() == Condition)
            return condition(row);
        return Format::bytes(index.column() == Target ? row.target.name : row.portal);
    case Qt::AccessibleTextRole:
        if (index.column() == Target && row.stage != LoginStage::Ready)
            return Wording::labelled(Format::bytes(row.target.name), condition(row));
        return {};
    case IconNameRole:
        return index.column() == Condition ? iconName(row.stage) : QByteArray();
    default:
        return {};
    }
}

QVariant LoginModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Target:
        return Wording::kind(Kind::IscsiTarget);
    case Portal:
        return Wording::column(mooring::Column::Portal);
    default:
        return Wording::column(mooring::Column::State);
    }
}

void LoginModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace mooring
