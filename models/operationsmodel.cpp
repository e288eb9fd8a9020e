// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationsmodel.h"

#include "engine.h"
#include "wording.h"

namespace mooring {

namespace {

// Unknown figures count as nothing, an ended step as whole.
int percentOf(const StepRecord& step)
{
    return step.phase == StepPhase::Ended ? 100 : step.progress.percent.value_or(0);
}

// What its steps found out is said of the one thing that was wanted; of many, the details tell it.
QString resultOf(const OperationRecord& record)
{
    QStringList sentences {Wording::operationResult(record)};
    for (const StepRecord& step : record.steps) {
        if (record.plan.goals.size() == 1)
            sentences.append(Wording::stepFacts(record, step));
    }
    return sentences.join(u' ');
}

QString detailsOf(const OperationRecord& record)
{
    QStringList blocks;
    if (record.error)
        blocks.append(Wording::errorDetails(*record.error));
    for (const GoalRecord& goal : record.goals) {
        if (goal.code.domain != ErrorDomain::None)
            blocks.append(Wording::labelled(goal.name, Wording::contractCode(goal.code)));
    }
    for (const StepRecord& step : record.steps) {
        if (step.error)
            blocks.append(Wording::numbered(step.n, Wording::stepResult(step)) + u'\n'
                          + Wording::errorDetails(*step.error));
        for (const QString& sentence : Wording::stepFacts(record, step))
            blocks.append(Wording::numbered(step.n, sentence));
    }
    return blocks.join(u'\n');
}

} // namespace

OperationsModel::OperationsModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void OperationsModel::follow(Engine* engine)
{
    m_engine = engine;
    for (Operation* operation : engine->operations())
        add(operation);
    connect(engine, &Engine::operationStarted, this, &OperationsModel::add);
    connect(engine, &Engine::operationFinished, this, [this](Operation* operation) {
        changed(operation);
        emit ended(operation, Wording::operationResult(operation->record()));
    });
}

void OperationsModel::add(Operation* operation)
{
    if (m_operations.contains(operation))
        return;
    const int row = int(m_operations.size());
    beginInsertRows({}, row, row);
    m_operations.append(operation);
    endInsertRows();
    connect(operation, &Operation::changed, this, [this, operation] { changed(operation); });
    connect(operation, &QObject::destroyed, this, &OperationsModel::removeLost);
}

void OperationsModel::changed(Operation* operation)
{
    const qsizetype row = m_operations.indexOf(operation);
    if (row < 0)
        return;
    int& shown = m_percent[operation];
    shown = qMax(shown, percent(operation->record()));
    emit dataChanged(index(int(row)), index(int(row)));
}

void OperationsModel::removeLost()
{
    for (int row = int(m_operations.size()) - 1; row >= 0; --row) {
        if (!m_operations.at(row))
            removeRow(row);
    }
}

void OperationsModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_operations.removeAt(row);
    endRemoveRows();
}

Operation* OperationsModel::operationAt(const QModelIndex& index) const
{
    return index.isValid() ? m_operations.value(index.row()).data() : nullptr;
}

int OperationsModel::runningCount() const { return int(running().size()); }

QList<OperationRecord> OperationsModel::running() const
{
    QList<OperationRecord> records;
    for (const QPointer<Operation>& operation : m_operations) {
        if (operation && !operation->isFinished())
            records.append(operation->record());
    }
    return records;
}

void OperationsModel::dismiss(const QModelIndex& index)
{
    Operation* operation = operationAt(index);
    if (!operation || !operation->isFinished())
        return;
    disconnect(operation, nullptr, this, nullptr);
    m_percent.remove(operation);
    removeRow(index.row());
    m_engine->forget(operation);
}

QString OperationsModel::stop(const QModelIndex& index)
{
    Operation* operation = operationAt(index);
    return Wording::stopAnswer(operation ? operation->stop() : StopAnswer::AlreadyEnded);
}

void OperationsModel::retranslate()
{
    if (!m_operations.isEmpty())
        emit dataChanged(index(0), index(int(m_operations.size()) - 1));
}

int OperationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_operations.size());
}

QVariant OperationsModel::data(const QModelIndex& index, int role) const
{
    Operation* operation = operationAt(index);
    if (!operation)
        return {};
    const OperationRecord& record = operation->record();
    const bool finished = operation->isFinished();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return finished ? resultOf(record)
                        : Wording::labelled(Wording::operationTitle(record),
                                            Wording::operationProgress(record, operation->currentStep()));
    case TitleRole:
        return Wording::operationTitle(record);
    case ProgressTextRole:
        return finished ? QString() : Wording::operationProgress(record, operation->currentStep());
    case PercentRole:
        return finished ? 100 : m_percent.value(operation, percent(record));
    case FinishedRole:
        return finished;
    case StoppableRole:
        return !finished;
    case ResultRole:
        return finished ? resultOf(record) : QString();
    case OutcomeRole:
        return finished ? int(*record.outcome) : -1;
    case CanPutBackRole:
        return finished && canPutBack(record);
    case NumberRole:
        return record.number;
    case OperationRole:
        return QVariant::fromValue(operation);
    case DetailsRole:
        return detailsOf(record);
    default:
        return {};
    }
}

QHash<int, QByteArray> OperationsModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    const QMetaEnum roles = QMetaEnum::fromType<Role>();
    for (int i = 0; i < roles.keyCount(); ++i)
        names.insert(roles.value(i), roles.key(i));
    return names;
}

bool OperationsModel::canPutBack(const OperationRecord& record)
{
    if (record.plan.verb == Verb::Attach)
        return false;
    return mayPutBack(record);
}

int OperationsModel::percent(const OperationRecord& record)
{
    if (record.steps.isEmpty())
        return -1;
    int sum = 0;
    for (const StepRecord& step : record.steps)
        sum += percentOf(step);
    const int percent = sum / int(record.steps.size());
    return record.outcome ? 100 : qMin(percent, 99);
}

} // namespace mooring
