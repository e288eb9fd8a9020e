// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace mooring {

namespace {
bool byId(const Resource& a, const Resource& b) { return a.id < b.id; }

QList<Resource> sorted(QList<Resource> resources)
{
    if (!std::is_sorted(resources.cbegin(), resources.cend(), byId))
        std::stable_sort(resources.begin(), resources.end(), byId);
    return resources;
}

Resource inState(Resource resource, State state)
{
    resource.state = state;
    return resource;
}

// Which old nodes an answer speaks about.
class Scope
{
public:
    explicit Scope(const LookRequest& request)
        : m_full(request.isFull())
        , m_only(request.only.cbegin(), request.only.cend())
        , m_standingOn(request.standingOn.cbegin(), request.standingOn.cend())
    {
    }
    bool covers(const Resource& resource) const
    {
        return m_full || m_only.contains(resource.id) || standsOnOne(resource);
    }
    bool standsOnOne(const Resource& resource) const
    {
        return !m_standingOn.isEmpty()
            && std::any_of(resource.needs.cbegin(), resource.needs.cend(), [this](const Need& need) {
                   return std::any_of(need.on.cbegin(), need.on.cend(),
                                      [this](const Key& key) { return m_standingOn.contains(key); });
               });
    }

private:
    bool m_full;
    QSet<ResourceId> m_only;
    QSet<Key> m_standingOn;
};

// In a list that is sorted.
const Resource* find(const QList<Resource>& resources, const ResourceId& id)
{
    const auto at
        = std::lower_bound(resources.cbegin(), resources.cend(), id,
                           [](const Resource& each, const ResourceId& key) { return each.id < key; });
    return at != resources.cend() && at->id == id ? &*at : nullptr;
}

// The usual end of a targeted look, told without going through ten thousand others; `came` is sorted.
bool saysNothingNew(const QList<Resource>& old, const QList<Resource>& came, const LookRequest& request)
{
    const auto isKnown = [&old](const Resource& each) {
        const Resource* known = find(old, each.id);
        return known != nullptr && *known == each;
    };
    const auto isSettled = [&](const ResourceId& id) { return !find(old, id) || find(came, id); };
    const Scope scope(request);
    const auto isMissed
        = [&](const Resource& each) { return scope.standsOnOne(each) && !find(came, each.id); };
    return !request.isFull() && std::all_of(came.cbegin(), came.cend(), isKnown)
        && std::all_of(request.only.cbegin(), request.only.cend(), isSettled)
        && (request.standingOn.isEmpty() || std::none_of(old.cbegin(), old.cend(), isMissed));
}

// `old` with what `answer` says of it; `came` is sorted.
QList<Resource> merged(const QList<Resource>& old, const QList<Resource>& came, const Inventory& answer)
{
    const Scope scope(answer.request);
    QList<Resource> next;
    next.reserve(qMax(old.size(), came.size()));
    auto fresh = came.cbegin();
    for (const Resource& known : old) {
        for (; fresh != came.cend() && fresh->id < known.id; ++fresh)
            next.append(*fresh);
        if (fresh != came.cend() && fresh->id == known.id)
            continue;
        if (!scope.covers(known))
            next.append(known);
        else if (!answer.isComplete(known.kind))
            next.append(inState(known, State::Unknown));
    }
    std::copy(fresh, came.cend(), std::back_inserter(next));
    return next;
}

// A targeted look may have seen only some of what a process uses, so it adds and changes no user; but one it
// asked for and did not find is gone.
QList<Resource> withoutGone(const QList<Resource>& users, const Inventory& answer)
{
    const QSet<ResourceId> asked(answer.request.only.cbegin(), answer.request.only.cend());
    QSet<ResourceId> seen;
    for (const Resource& user : answer.users)
        seen.insert(user.id);
    QList<Resource> next;
    std::copy_if(users.cbegin(), users.cend(), std::back_inserter(next), [&](const Resource& user) {
        return !asked.contains(user.id) || seen.contains(user.id) || !answer.isComplete(user.kind);
    });
    return next;
}

QList<Resource> nextUsers(const QList<Resource>& old, const Inventory& answer)
{
    if (!answer.request.users)
        return old;
    return answer.request.isFull() ? merged(old, sorted(answer.users), answer) : withoutGone(old, answer);
}

QList<SourceError> nextErrors(const QList<SourceError>& old, const Inventory& answer)
{
    if (answer.request.isFull())
        return answer.errors;
    QList<SourceError> next = old;
    for (const SourceError& error : answer.errors) {
        if (!next.contains(error))
            next.append(error);
    }
    return next;
}

template <class T> bool replace(T& value, T next)
{
    if (value == next)
        return false;
    value = std::move(next);
    return true;
}

bool setStates(QList<Resource>& resources, State state)
{
    bool changed = false;
    for (Resource& resource : resources) {
        changed = changed || resource.state != state;
        resource.state = state;
    }
    return changed;
}
} // namespace

void Ledger::add(const QString& provider)
{
    Inventory page;
    page.provider = provider;
    m_pages.push_back(std::move(page));
}

Inventory* Ledger::page(const QString& provider)
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(),
                                    [&](const Inventory& page) { return page.provider == provider; });
    return found == m_pages.end() ? nullptr : &*found;
}

bool Ledger::accept(const Inventory& answer)
{
    Inventory* known = page(answer.provider);
    if (known == nullptr)
        return false;
    known->look = answer.look;
    const QList<Resource> came = sorted(answer.resources);
    bool changed = !saysNothingNew(known->resources, came, answer.request)
        && replace(known->resources, merged(known->resources, came, answer));
    changed |= replace(known->users, nextUsers(known->users, answer));
    changed |= replace(known->errors, nextErrors(known->errors, answer));
    return changed;
}

bool Ledger::unanswered(const QString& provider, const LookRequest& request)
{
    Inventory nothing;
    nothing.provider = provider;
    nothing.request = request;
    nothing.errors = {SourceError {errorOf(ErrorCode::NeverAnswered, provider), {}}};
    return accept(nothing);
}

bool Ledger::setLooking(const QString& provider)
{
    Inventory* known = page(provider);
    if (known == nullptr)
        return false;
    const bool users = setStates(known->users, State::Looking);
    return setStates(known->resources, State::Looking) || users;
}

bool Ledger::doubt(const QString& provider, const ResourceId& resource)
{
    Inventory* known = page(provider);
    if (known == nullptr)
        return false;
    for (Resource& each : known->resources) {
        if (each.id == resource && each.state != State::Unknown) {
            each.state = State::Unknown;
            return true;
        }
    }
    return false;
}

bool Ledger::dropUsers()
{
    bool changed = false;
    for (Inventory& page : m_pages) {
        changed = changed || !page.users.isEmpty();
        page.users.clear();
    }
    return changed;
}

QList<Inventory> Ledger::inventories() const { return {m_pages.cbegin(), m_pages.cend()}; }

} // namespace mooring
