// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alike.h"

#include <algorithm>
#include <array>

namespace mooring {

namespace {

// The nearer to the front, the more a state says.
State livelier(State first, State other)
{
    constexpr std::array order {State::LoggedIn, State::Reconnecting, State::Failed, State::Idle,
                                State::Absent};
    const auto rank = [&order](State state) { return std::find(order.begin(), order.end(), state); };
    return rank(other) < rank(first) ? other : first;
}

QString stronger(const QString& first, const QString& other) // of node.startup
{
    for (const char* startup : {"onboot", "automatic"}) {
        if (first == QLatin1String(startup) || other == QLatin1String(startup))
            return QLatin1String(startup);
    }
    return first;
}

QString joined(const QString& first, const QString& other, const QString& by)
{
    QStringList words = first.split(by, Qt::SkipEmptyParts) + other.split(by, Qt::SkipEmptyParts);
    words.removeDuplicates();
    return words.join(by);
}

QVariant mergedFact(Kind kind, Fact fact, const QVariant& first, const QVariant& other)
{
    if (fact == Fact::Portals)
        return joined(first.toString(), other.toString(), QStringLiteral(", "));
    if (fact == Fact::Startup)
        return stronger(first.toString(), other.toString());
    if (fact == Fact::Command && kind == Kind::IscsiTarget)
        return joined(first.toString(), other.toString(), QString(u'\n'));
    return first;
}

template <class T> void addMissing(QList<T>& all, const QList<T>& others)
{
    for (const T& other : others) {
        if (!all.contains(other))
            all.append(other);
    }
}

} // namespace

bool isToldByMany(Kind kind)
{
    return kind == Kind::IscsiTarget || kind == Kind::Portal || kind == Kind::Process;
}

Resource merged(Resource first, const Resource& other)
{
    if (first.state == State::Absent && other.state != State::Absent)
        return merged(other, first);
    for (auto fact = other.facts.cbegin(); fact != other.facts.cend(); ++fact) {
        const auto known = first.facts.find(fact.key());
        if (known == first.facts.end())
            first.facts.insert(fact.key(), fact.value());
        else
            *known = mergedFact(first.kind, fact.key(), *known, fact.value());
    }
    if (other.state == State::Absent && first.state != State::Absent) // only remembered by that one
        return first;
    first.state = livelier(first.state, other.state);
    addMissing(first.keys, other.keys);
    addMissing(first.needs, other.needs);
    addMissing(first.verbs, other.verbs);
    addMissing(first.comesBack, other.comesBack);
    addMissing(first.members, other.members);
    if (!other.release) // then it goes with what stands on it
        first.release.reset();
    if (!first.protectedBy)
        first.protectedBy = other.protectedBy;
    return first;
}

} // namespace mooring
