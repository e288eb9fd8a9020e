// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitymodel.h"

#include "engine.h"
#include "format.h"
#include "operationsmodel.h"
#include "rowdiff.h"
#include "wording.h"

namespace mooring {

namespace {

QString objectOf(const OperationRecord& record)
{
    QStringList names;
    for (const Goal& goal : record.plan.goals)
        names.append(goal.name);
    return Format::list(names);
}

QString resultOf(const OperationRecord& record)
{
    if (record.outcome)
        return Wording::result(record);
    return record.error ? Wording::error(*record.error).what : Wording::state(State::Looking);
}

QString durationOf(const QDateTime& from, const QDateTime& to)
{
    return from.isValid() && to.isValid() ? Format::duration(from.msecsTo(to)) : QString();
}

const Step* planned(const OperationRecord& record, int n)
{
    for (const Step& step : record.plan.steps) {
        if (step.n == n)
            return &step;
    }
    return nullptr;
}

QString stepDetails(const OperationRecord& record, const StepRecord& step)
{
    const Step* plan = planned(record, step.n);
    QStringList lines {
        Wording::numbered(step.n, plan ? Wording::step(*plan) : QString()),
        Wording::labelled(Wording::column(Column::Result), Wording::stepResult(step)),
    };
    lines.append(Wording::stepFacts(record, step));
    if (step.startedAt.isValid())
        lines.append(Wording::labelled(Wording::column(Column::Started), Format::dateTime(step.startedAt)));
    if (plan && !plan->command.isEmpty())
        lines.append(QStringLiteral("$ ") + Format::command(plan->command));
    if (step.error)
        lines.append(Wording::errorDetails(*step.error));
    return lines.join(u'\n');
}

QString operationDetails(const OperationRecord& record)
{
    QStringList blocks {Wording::operationResult(record)};
    for (const StepRecord& step : record.steps)
        blocks.append(stepDetails(record, step));
    return blocks.join(QStringLiteral("\n\n"));
}

} // namespace

ActivityModel::ActivityModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_columns(mooring::columns(View::Activity))
{
}

void ActivityModel::follow(Engine* engine, int limit)
{
    const auto reread = [this, engine, limit] {
        engine->activity(limit, this, [this](const Result<QList<OperationRecord>>& records) {
            if (records)
                setRecords(*records);
            else
                emit failed(records.error());
        });
    };
    connect(engine, &Engine::activityChanged, this, reread);
    reread();
}

// An operation whose steps grew is taken out and put in again: it has just begun to be told.
void ActivityModel::setRecords(const QList<OperationRecord>& newestFirst)
{
    const RowSignals tell {
        [this](int first, int last) { beginInsertRows({}, first, last); }, [this] { endInsertRows(); },
        [this](int first, int last) { beginRemoveRows({}, first, last); }, [this] { endRemoveRows(); },
        [this](int first, int last) { announce(first, last); }};
    updateRows(
        m_records, newestFirst,
        [](const OperationRecord& record) { return std::pair(record.number, record.steps.size()); }, tell);
    emit recordsChanged();
}

void ActivityModel::announce(int first, int last)
{
    const int lastColumn = int(m_columns.size()) - 1;
    emit dataChanged(index(first, 0), index(last, lastColumn));
    for (int row = first; row <= last; ++row) {
        const QModelIndex parent = index(row, 0);
        const int steps = rowCount(parent);
        if (steps > 0)
            emit dataChanged(index(0, 0, parent), index(steps - 1, lastColumn, parent));
    }
}

std::optional<OperationRecord> ActivityModel::recordAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const qsizetype row = index.parent().isValid() ? index.parent().row() : index.row();
    return row < m_records.size() ? std::optional(m_records.at(row)) : std::nullopt;
}

void ActivityModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, int(m_columns.size()) - 1);
    if (!m_records.isEmpty())
        announce(0, int(m_records.size()) - 1);
}

// A step's index holds its operation's number in the log, plus one: rows above may come and go.
QModelIndex ActivityModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(m_records.at(parent.row()).number) + 1 : 0);
}

QModelIndex ActivityModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    for (int row = 0; row < m_records.size(); ++row) {
        if (quintptr(m_records.at(row).number) + 1 == child.internalId())
            return createIndex(row, 0, quintptr(0));
    }
    return {};
}

int ActivityModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_records.size());
    return parent.internalId() == 0 && parent.column() == 0 ? int(m_records.at(parent.row()).steps.size())
                                                            : 0;
}

int ActivityModel::columnCount(const QModelIndex&) const { return int(m_columns.size()); }

QVariant ActivityModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ColumnSpec& spec = m_columns.at(index.column());
    if (role == Qt::TextAlignmentRole)
        return int((spec.alignRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QModelIndex above = index.parent();
    if (above.isValid())
        return stepData(m_records.at(above.row()), index.row(), spec.column, role);
    return operationData(m_records.at(index.row()), spec.column, role);
}

QString ActivityModel::operationText(const OperationRecord& record, Column column) const
{
    if (column == Column::Started)
        return Format::dateTime(record.startedAt);
    if (column == Column::Action)
        return Wording::verb(record.plan.verb);
    if (column == Column::Object)
        return objectOf(record);
    if (column == Column::Result)
        return resultOf(record);
    if (column == Column::Duration)
        return durationOf(record.startedAt, record.endedAt);
    return column == Column::By ? record.user : record.host;
}

QVariant ActivityModel::operationData(const OperationRecord& record, Column column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return operationText(record, column);
    case Qt::ToolTipRole:
    case ResultTextRole:
        return Wording::operationResult(record);
    case SortRole:
        if (column == Column::Started)
            return record.startedAt;
        if (column == Column::Duration)
            return record.startedAt.msecsTo(record.endedAt);
        return operationText(record, column);
    case NumberRole:
        return record.number;
    case OutcomeRole:
        return record.outcome ? int(*record.outcome) : -1;
    case CanPutBackRole:
        return OperationsModel::canPutBack(record);
    case PutBackWhyNotRole:
        return OperationsModel::canPutBack(record) ? QString() : Wording::putBackWhyNot(record);
    case DetailsRole:
        return operationDetails(record);
    default:
        return {};
    }
}

QVariant ActivityModel::stepData(const OperationRecord& record, int row, Column column, int role) const
{
    const StepRecord& step = record.steps.at(row);
    const Step* plan = planned(record, step.n);
    if (role == NumberRole)
        return record.number;
    if (role == OutcomeRole)
        return step.outcome ? int(*step.outcome) : -1;
    if (role == DetailsRole || role == Qt::ToolTipRole)
        return stepDetails(record, step);
    if (role == SortRole && column == Column::Started)
        return step.n;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != SortRole)
        return {};
    if (column == Column::Started)
        return step.startedAt.isValid() ? Format::dateTime(step.startedAt) : QString();
    if (column == Column::Action)
        return plan ? Wording::verb(plan->verb) : QString();
    if (column == Column::Object)
        return plan ? plan->name : QString();
    if (column == Column::Result)
        return Wording::stepResult(step);
    return column == Column::Duration ? durationOf(step.startedAt, step.endedAt) : QString();
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0
        || section >= m_columns.size())
        return {};
    return Wording::column(m_columns.at(section).column);
}

} // namespace mooring
