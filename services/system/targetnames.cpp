// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetnames.h"

#include <algorithm>

namespace mooring {
namespace {

bool isNameLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.'
        || letter == '-' || letter == ':';
}

// iscsi://HOST/IQN/LUN; QEMU's target=IQN and "target":"IQN".
bool isSaidToBeTarget(const QByteArray& argument, qsizetype at)
{
    QByteArray before = argument.left(at);
    if (before.endsWith('/'))
        return before.contains("iscsi://") || before.contains("iser://");
    before.replace('"', QByteArray()).replace(' ', QByteArray());
    return before.endsWith("target=") || before.endsWith("target:");
}

qsizetype nextName(const QByteArray& argument, qsizetype from)
{
    qsizetype nearest = -1;
    for (const char* type : {"iqn.", "eui.", "naa."}) {
        const qsizetype at = argument.indexOf(type, from);
        if (at >= 0 && (nearest < 0 || at < nearest))
            nearest = at;
    }
    return nearest;
}

void addNames(const QByteArray& argument, QList<NamedTarget>& names)
{
    for (qsizetype at = nextName(argument, 0); at >= 0; at = nextName(argument, at)) {
        qsizetype end = at;
        while (end < argument.size() && isNameLetter(argument[end]))
            ++end;
        const bool isWhole = at == 0 || !isNameLetter(argument[at - 1]) || argument[at - 1] == ':';
        const NamedTarget named {argument.mid(at, end - at), argument, isSaidToBeTarget(argument, at)};
        if (isWhole && named.name.size() > 4 && !names.contains(named))
            names.append(named);
        at = end;
    }
}

} // namespace

QList<NamedTarget> targetsNamedIn(const QByteArray& commandLine)
{
    QList<NamedTarget> names;
    for (QByteArray argument : commandLine.toLower().split('\0')) {
        argument.replace("%3a", ":"); // in a URL
        addNames(argument, names);
    }
    return names;
}

QList<QByteArray> targetsMeant(const QByteArray& commandLine, const QByteArray& portal,
                               const QList<QByteArray>& known)
{
    QList<NamedTarget> named = targetsNamedIn(commandLine);
    named.removeIf([&](const NamedTarget& each) { return !each.isTarget && !known.contains(each.name); });
    const auto isElsewhere = [&](const NamedTarget& each) { return !each.argument.contains(portal); };
    if (!std::all_of(named.cbegin(), named.cend(), isElsewhere))
        named.removeIf(isElsewhere);
    QList<QByteArray> names;
    for (const NamedTarget& each : std::as_const(named))
        if (!names.contains(each.name))
            names.append(each.name);
    return names;
}

} // namespace mooring
