// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scsiinquiry.h"

#include <algorithm>

// Which of a unit's many names is the one to know it by.
namespace mooring::iscsi {

namespace {

constexpr int kNoName = 0;

// NAA 6 has 16 bytes, 2, 3 and 5 have 8: SPC-4, 7.8.6.6.
int rankOfNaa(const QByteArray& value)
{
    switch (BigEndian(value).u8(0) >> 4) {
    case 6:
        return value.size() == 16 ? 90 : kNoName;
    case 5:
        return value.size() == 8 ? 80 : kNoName;
    case 3:
        return value.size() == 8 ? 70 : kNoName;
    case 2:
        return value.size() == 8 ? 60 : kNoName;
    default:
        return kNoName;
    }
}

int rankOf(const Designator& each)
{
    if (each.association != Association::LogicalUnit || each.value.isEmpty())
        return kNoName;
    switch (each.type) {
    case DesignatorType::Naa:
        return rankOfNaa(each.value);
    case DesignatorType::Eui64: // SPC-4, 7.8.6.5: 8, 12 or 16 bytes
        return each.value.size() == 16 ? 52
            : each.value.size() == 12  ? 51
            : each.value.size() == 8   ? 50
                                       : kNoName;
    case DesignatorType::T10:
        return 40;
    case DesignatorType::ScsiName:
        return 30;
    default:
        return kNoName;
    }
}

std::optional<quint16> numberOf(const QList<Designator>& designators, DesignatorType type)
{
    const auto found = std::find_if(designators.begin(), designators.end(), [&](const Designator& each) {
        return each.type == type && each.association == Association::TargetPort && each.value.size() == 4;
    });
    return found == designators.end() ? std::nullopt : std::optional<quint16>(BigEndian(found->value).u16(2));
}

} // namespace

QString bestName(const QList<Designator>& designators)
{
    const auto best = std::max_element(designators.begin(), designators.end(),
                                       [](const auto& a, const auto& b) { return rankOf(a) < rankOf(b); });
    if (best == designators.end() || rankOf(*best) == kNoName)
        return {};
    switch (best->type) {
    case DesignatorType::Naa:
        return QStringLiteral("naa.") + QString::fromLatin1(best->value.toHex());
    case DesignatorType::Eui64:
        return QStringLiteral("eui.") + QString::fromLatin1(best->value.toHex());
    case DesignatorType::T10:
        return QStringLiteral("t10.") + safeText(best->value);
    default:
        return safeText(best->value);
    }
}

std::optional<quint16> relativeTargetPort(const QList<Designator>& designators)
{
    return numberOf(designators, DesignatorType::RelativeTargetPort);
}

std::optional<quint16> targetPortGroup(const QList<Designator>& designators)
{
    return numberOf(designators, DesignatorType::TargetPortGroup);
}

} // namespace mooring::iscsi
