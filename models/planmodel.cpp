// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planmodel.h"

#include "format.h"
#include "rowdiff.h"
#include "services/core/rung.h"

namespace mooring {

namespace {

constexpr int longPlan = 8; // steps; beyond that those of several goals are told goal by goal

// Which goal each step serves: the first that needs it.
QHash<int, int> goalOfStep(const Plan& plan)
{
    QHash<int, int> goalOf;
    for (int goal = 0; goal < plan.goals.size(); ++goal) {
        QList<int> waiting;
        for (const Step& step : plan.steps) {
            if (step.resource == plan.goals.at(goal).resource)
                waiting.append(step.n);
        }
        while (!waiting.isEmpty()) {
            const int n = waiting.takeLast();
            if (goalOf.contains(n) || n < 1 || n > plan.steps.size())
                continue;
            goalOf.insert(n, goal);
            waiting.append(plan.steps.at(n - 1).after);
        }
    }
    return goalOf;
}

} // namespace

PlanModel::PlanModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

QList<PlanModel::Section> PlanModel::sectionsOf(const std::shared_ptr<const Plan>& made) const
{
    const Plan& plan = *made;
    Section refused {QStringLiteral("refused"), PlanSection::Refused, {}, {}};
    for (int i = 0; i < plan.goals.size(); ++i) {
        if (plan.goals.at(i).refused)
            refused.lines.append({plan.goals.at(i).resource.text, i, made});
    }
    Section blockers {QStringLiteral("blockers"), PlanSection::InTheWay, {}, {}};
    for (int i = 0; i < plan.blockers.size(); ++i) {
        const Blocker& blocker = plan.blockers.at(i);
        blockers.lines.append({blocker.resource.text + u'>' + blocker.usedResource.text, i, made});
    }
    Section collateral {QStringLiteral("collateral"), PlanSection::AlsoAffected, {}, {}};
    for (int i = 0; i < plan.collateral.size(); ++i) {
        const Collateral& item = plan.collateral.at(i);
        collateral.lines.append({item.resource.text + u'>' + token(item.reason), i, made});
    }
    QList<Section> sections {refused, blockers, collateral};
    sections.append(stepSections(made));
    sections.removeIf([](const Section& section) { return section.lines.isEmpty(); });
    return sections;
}

QList<PlanModel::Section> PlanModel::stepSections(const std::shared_ptr<const Plan>& made) const
{
    const Plan& plan = *made;
    const auto keyOf = [](const Step& step) { return token(step.verb) + u' ' + step.resource.text; };
    Section all {QStringLiteral("steps"), PlanSection::Steps, {}, {}};
    for (int i = 0; i < plan.steps.size(); ++i)
        all.lines.append({keyOf(plan.steps.at(i)), i, made});
    if (plan.goals.size() < 2 || plan.steps.size() <= longPlan)
        return {all};
    QList<Section> sections;
    for (const Goal& goal : plan.goals)
        sections.append({QStringLiteral("steps ") + goal.resource.text, PlanSection::Steps, goal.name, {}});
    all.lines.clear();
    const QHash<int, int> goalOf = goalOfStep(plan);
    for (int i = 0; i < plan.steps.size(); ++i) {
        const int goal = goalOf.value(plan.steps.at(i).n, -1);
        (goal < 0 ? all : sections[goal]).lines.append({keyOf(plan.steps.at(i)), i, made});
    }
    sections.append(all);
    return sections;
}

void PlanModel::setPlan(const Plan& plan)
{
    const QList<Section> next = sectionsOf(std::make_shared<const Plan>(plan));
    QStringList before, after;
    for (const auto& section : m_sections)
        before.append(section->key);
    for (const Section& section : next)
        after.append(section.key);
    m_plan = plan;
    if (before != after)
        replaceSections(next);
    else
        for (int i = 0; i < next.size(); ++i)
            replaceLines(i, next.at(i).lines);
    QSet<QString> present;
    for (const Collateral& item : plan.collateral)
        present.insert(item.resource.text + u'>' + token(item.reason));
    m_accepted.intersect(present);
    emit acceptanceChanged();
}

void PlanModel::replaceSections(const QList<Section>& next)
{
    if (!m_sections.empty()) {
        beginRemoveRows({}, 0, int(m_sections.size()) - 1);
        m_sections.clear();
        endRemoveRows();
    }
    if (next.isEmpty())
        return;
    beginInsertRows({}, 0, int(next.size()) - 1);
    for (const Section& section : next)
        m_sections.push_back(std::make_unique<Section>(section));
    endInsertRows();
}

void PlanModel::replaceLines(int row, const QList<Line>& next)
{
    const QModelIndex parent = index(row, 0);
    const RowSignals tell {[&](int first, int last) { beginInsertRows(parent, first, last); },
                           [&] { endInsertRows(); },
                           [&](int first, int last) { beginRemoveRows(parent, first, last); },
                           [&] { endRemoveRows(); }, [](int, int) {}};
    QList<Line>& lines = m_sections[size_t(row)]->lines;
    updateRows(
        lines, next, [](const Line& line) { return line.key; }, tell);
    emit dataChanged(parent, index(row, ColumnCount - 1));
    if (!lines.isEmpty())
        emit dataChanged(index(0, 0, parent), index(int(lines.size()) - 1, ColumnCount - 1, parent));
}

bool PlanModel::shows(const Plan& plan) const
{
    const auto same = [](const Blocker& one, const Blocker& other) {
        return one.resource == other.resource && one.usedResource == other.usedResource
            && one.reason == other.reason && one.how == other.how && one.path == other.path;
    };
    return m_plan.fingerprint == plan.fingerprint && m_plan.steps == plan.steps && m_plan.goals == plan.goals
        && m_plan.collateral == plan.collateral && m_plan.closure == plan.closure
        && std::equal(m_plan.blockers.begin(), m_plan.blockers.end(), plan.blockers.begin(),
                      plan.blockers.end(), same);
}

bool PlanModel::allAccepted() const
{
    return std::all_of(m_plan.collateral.begin(), m_plan.collateral.end(), [this](const Collateral& item) {
        return !item.mustAccept || m_accepted.contains(item.resource.text + u'>' + token(item.reason));
    });
}

bool PlanModel::canConfirm() const
{
    return !m_plan.isBlocked() && !m_plan.steps.isEmpty() && allAccepted()
        && std::any_of(m_plan.goals.begin(), m_plan.goals.end(),
                       [](const Goal& goal) { return !goal.refused && !goal.leftOut; });
}

bool PlanModel::losesData() const
{
    return std::any_of(m_plan.steps.begin(), m_plan.steps.end(),
                       [](const Step& step) { return !step.reversible || rungOf(step); });
}

QString PlanModel::commands() const
{
    QStringList lines;
    for (const Step& step : m_plan.steps) {
        if (!step.command.isEmpty())
            lines.append(Format::command(step.command));
    }
    return lines.join(u'\n');
}

void PlanModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    setPlan(Plan(m_plan));
}

QModelIndex PlanModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_sections[size_t(parent.row())].get() : nullptr);
}

QModelIndex PlanModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || !child.internalPointer())
        return {};
    for (size_t row = 0; row < m_sections.size(); ++row) {
        if (m_sections[row].get() == child.internalPointer())
            return createIndex(int(row), 0, nullptr);
    }
    return {};
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_sections.size());
    if (parent.internalPointer() || parent.column() > 0)
        return 0;
    return int(m_sections[size_t(parent.row())]->lines.size());
}

int PlanModel::columnCount(const QModelIndex&) const { return ColumnCount; }

} // namespace mooring
