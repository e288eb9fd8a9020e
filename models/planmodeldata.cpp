// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "planmodel.h"
#include "wording.h"

namespace mooring {

namespace {
bool warns(CollateralReason reason)
{
    return reason == CollateralReason::LosesLastRedundancy || reason == CollateralReason::ContentLost
        || reason == CollateralReason::ReturnsInDemoMode;
}
} // namespace

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto* parent = static_cast<const Section*>(index.internalPointer());
    const Section& section = parent ? *parent : *m_sections[size_t(index.row())];
    if (role == SectionRole)
        return int(section.kind);
    if (role == IsSectionRole)
        return parent == nullptr;
    if (parent)
        return lineData(section, section.lines.at(index.row()), index.column(), role);
    if (index.column() == Text && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole))
        return section.goal.isEmpty() ? Wording::section(section.kind)
                                      : Wording::labelled(Wording::section(section.kind), section.goal);
    return {};
}

QString PlanModel::text(const Section& section, const Line& line)
{
    const Plan& plan = *line.plan;
    const int item = line.item;
    switch (section.kind) {
    case PlanSection::Refused: {
        const Goal& goal = plan.goals.at(item);
        return Wording::labelled(goal.name, Wording::error(goal.refused.value_or(Error {})).sentence());
    }
    case PlanSection::InTheWay:
        return Wording::blocker(plan.blockers.at(item));
    case PlanSection::AlsoAffected:
        return Wording::collateral(plan.collateral.at(item));
    case PlanSection::Steps:
        return Wording::numbered(plan.steps.at(item).n, Wording::step(plan.steps.at(item)));
    }
    return {};
}

QString PlanModel::consequence(const Step& step)
{
    QString sentence = Wording::stepConsequence(step);
    if (step.reversible)
        return sentence;
    return sentence.isEmpty() ? Wording::irreversible() : sentence + u' ' + Wording::irreversible();
}

QString PlanModel::cell(const Section& section, const Line& line, int column)
{
    if (column == Text)
        return text(section, line);
    if (section.kind != PlanSection::Steps)
        return {};
    const Step& step = line.plan->steps.at(line.item);
    return column == Consequence ? consequence(step) : Format::command(step.command);
}

ResourceId PlanModel::resourceOf(const Section& section, const Line& line)
{
    const Plan& plan = *line.plan;
    const int item = line.item;
    switch (section.kind) {
    case PlanSection::Refused:
        return plan.goals.at(item).resource;
    case PlanSection::InTheWay:
        return plan.blockers.at(item).resource;
    case PlanSection::AlsoAffected:
        return plan.collateral.at(item).resource;
    case PlanSection::Steps:
        return plan.steps.at(item).resource;
    }
    return {};
}

QVariant PlanModel::lineData(const Section& section, const Line& line, int column, int role) const
{
    const Plan& plan = *line.plan;
    const bool isStep = section.kind == PlanSection::Steps;
    const bool isBlocker = section.kind == PlanSection::InTheWay;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return cell(section, line, column);
    case Qt::CheckStateRole:
        if (section.kind == PlanSection::AlsoAffected && column == Text
            && plan.collateral.at(line.item).mustAccept)
            return m_accepted.contains(line.key) ? Qt::Checked : Qt::Unchecked;
        return {};
    case ResourceIdRole:
        return resourceOf(section, line).text;
    case AnswersRole:
        return QVariant::fromValue(isBlocker ? plan.blockers.at(line.item).answers : QList<Verb>());
    case OwnSessionRole:
        return isBlocker && plan.blockers.at(line.item).facts.value(Fact::OwnSession).toBool();
    case StepRole:
        return isStep ? plan.steps.at(line.item).n : 0;
    case CommandRole:
        return isStep ? Format::command(plan.steps.at(line.item).command) : QString();
    case ReversibleRole:
        return !isStep || plan.steps.at(line.item).reversible;
    case WarningRole:
        return section.kind == PlanSection::AlsoAffected && warns(plan.collateral.at(line.item).reason);
    case SearchRole:
        return QString(cell(section, line, Text) + u'\n' + cell(section, line, Command)).toCaseFolded();
    default:
        return {};
    }
}

bool PlanModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    const auto* section = static_cast<const Section*>(index.internalPointer());
    const QString key = section->lines.at(index.row()).key;
    if (value.toInt() == Qt::Checked)
        m_accepted.insert(key);
    else
        m_accepted.remove(key);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit acceptanceChanged();
    return true;
}

Qt::ItemFlags PlanModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.data(Qt::CheckStateRole).isValid())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Text:
        return tr("Step");
    case Consequence:
        return tr("What it means");
    case Command:
        return tr("Command");
    default:
        return {};
    }
}

} // namespace mooring
