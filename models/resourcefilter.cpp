// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourcefilter.h"

#include "resourcemodel.h"

namespace mooring {

namespace {

// The plain C locale knows no numbers inside words.
QLocale sortingLocale() { return QLocale() == QLocale::c() ? QLocale(QLocale::English) : QLocale(); }

bool isGroup(const QModelIndex& index) { return index.data(ResourceModel::GroupRole).toInt() != 0; }

// The row that stands for its whole branch: the topmost that is no group.
QModelIndex branchOf(QModelIndex index)
{
    while (index.parent().isValid() && !isGroup(index.parent()))
        index = index.parent();
    return index;
}

bool matches(Chip chip, const QModelIndex& branch)
{
    const bool isSystemImage = branch.data(ResourceModel::SystemImageRole).toBool();
    const auto state = static_cast<State>(branch.data(ResourceModel::StateRole).toInt());
    switch (chip) {
    case Chip::InUse:
        return !isSystemImage && branch.data(ResourceModel::InUseRole).toBool();
    case Chip::Free:
        return !isSystemImage && !branch.data(ResourceModel::InUseRole).toBool();
    case Chip::Orphaned:
        return state == State::Orphaned;
    case Chip::Failed:
        return state == State::Failed;
    case Chip::SystemImages:
        return isSystemImage;
    }
    return false;
}

} // namespace

ResourceFilter::ResourceFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_collator(sortingLocale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
    setSortRole(ResourceModel::SortRole);
    setDynamicSortFilter(true);
}

QList<Chip> ResourceFilter::chips()
{
    return {Chip::InUse, Chip::Free, Chip::Orphaned, Chip::Failed, Chip::SystemImages};
}

void ResourceFilter::setText(const QString& text)
{
    const QString folded = text.trimmed().toCaseFolded();
    if (folded == m_text)
        return;
    m_text = folded;
    invalidateFilter();
}

void ResourceFilter::setChip(Chip chip, bool on)
{
    if (on == m_chips.contains(chip))
        return;
    if (on)
        m_chips.insert(chip);
    else
        m_chips.remove(chip);
    invalidateFilter();
}

void ResourceFilter::retranslate()
{
    m_collator.setLocale(sortingLocale());
    invalidate();
}

bool ResourceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_text.isEmpty() && m_chips.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (isGroup(index))
        return false; // stays while something in it does
    if (!m_chips.isEmpty()) {
        const QModelIndex branch = branchOf(index);
        if (std::none_of(m_chips.begin(), m_chips.end(), [&](Chip chip) { return matches(chip, branch); }))
            return false;
    }
    for (QModelIndex each = index; each.isValid() && !isGroup(each); each = each.parent()) {
        if (m_text.isEmpty() || each.data(ResourceModel::SearchRole).toString().contains(m_text))
            return true;
    }
    return false;
}

bool ResourceFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const int leftGroup = left.data(ResourceModel::GroupRole).toInt();
    const int rightGroup = right.data(ResourceModel::GroupRole).toInt();
    if (leftGroup != rightGroup)
        return (leftGroup < rightGroup) == (sortOrder() == Qt::AscendingOrder);
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    if (a.typeId() == QMetaType::QString && b.typeId() == QMetaType::QString)
        return m_collator.compare(a.toString(), b.toString()) < 0;
    if (a.typeId() == QMetaType::QDateTime && b.typeId() == QMetaType::QDateTime)
        return a.toDateTime() < b.toDateTime();
    return a.toULongLong() < b.toULongLong();
}

} // namespace mooring
