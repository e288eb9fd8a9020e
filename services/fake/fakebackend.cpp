// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackend.h"

#include <QSet>

#include <algorithm>
#include <chrono>

namespace mooring {

namespace {
bool needsOneOf(const Resource& resource, const QList<Key>& keys)
{
    return std::any_of(resource.needs.cbegin(), resource.needs.cend(), [&](const Need& need) {
        return std::any_of(need.on.cbegin(), need.on.cend(),
                           [&](const Key& key) { return keys.contains(key); });
    });
}

QList<Resource> askedFor(const std::map<ResourceId, Resource>& all, const LookRequest& request)
{
    QList<Resource> seen;
    const QSet<ResourceId> only(request.only.cbegin(), request.only.cend());
    for (const auto& [id, resource] : all) {
        if (request.isFull() || only.contains(id) || needsOneOf(resource, request.standingOn))
            seen.append(resource);
    }
    return seen;
}
} // namespace

void FakeBackend::put(const Resource& resource)
{
    const std::lock_guard guard(m_mutex);
    m_resources[resource.id] = resource;
}

void FakeBackend::putUser(const Resource& user)
{
    const std::lock_guard guard(m_mutex);
    m_users[user.id] = user;
}

void FakeBackend::remove(const ResourceId& id)
{
    const std::lock_guard guard(m_mutex);
    removeLocked(id);
}

// What stands on it and goes with its base goes too, and so does a base that lost its last user.
void FakeBackend::removeLocked(const ResourceId& id)
{
    m_users.erase(id);
    const auto found = m_resources.find(id);
    if (found == m_resources.end())
        return;
    const Resource gone = found->second;
    m_resources.erase(found);
    QList<ResourceId> others;
    for (const auto& entry : m_resources) {
        const Resource& other = entry.second;
        const bool goesAlong = other.goes == Goes::WithItsBase && needsOneOf(other, gone.keys);
        const bool isUnused = other.goes == Goes::WithItsLastUser && needsOneOf(gone, other.keys)
            && std::none_of(m_resources.cbegin(), m_resources.cend(),
                            [&](const auto& user) { return needsOneOf(user.second, other.keys); });
        if (goesAlong || isUnused)
            others.append(entry.first);
    }
    for (const ResourceId& other : std::as_const(others))
        removeLocked(other);
}

void FakeBackend::change(const ResourceId& id, const std::function<void(Resource&)>& change)
{
    const std::lock_guard guard(m_mutex);
    if (const auto found = m_resources.find(id); found != m_resources.end())
        change(found->second);
}

bool FakeBackend::has(const ResourceId& id) const
{
    const std::lock_guard guard(m_mutex);
    return m_resources.count(id) > 0;
}

void FakeBackend::watch(std::function<void()> changed)
{
    const std::lock_guard guard(m_mutex);
    m_changed = std::move(changed);
}

void FakeBackend::moved()
{
    const std::lock_guard guard(m_mutex);
    if (m_changed)
        m_changed();
}

void FakeBackend::script(const ResourceId& id, FakeStep step)
{
    const std::lock_guard guard(m_mutex);
    m_scripts[id] = std::move(step);
}

void FakeBackend::setLookErrors(QList<SourceError> errors)
{
    const std::lock_guard guard(m_mutex);
    m_lookErrors = std::move(errors);
}

void FakeBackend::setLooksDropped(bool dropped)
{
    const std::lock_guard guard(m_mutex);
    m_dropLooks = dropped;
}

void FakeBackend::holdLooks()
{
    const std::lock_guard guard(m_mutex);
    m_holdLooks = true;
}

void FakeBackend::letLooks()
{
    std::vector<HeldLook> held;
    {
        const std::lock_guard guard(m_mutex);
        m_holdLooks = false;
        held.swap(m_heldLooks);
        m_looking -= static_cast<int>(held.size());
    }
    for (HeldLook& look : held)
        look.reply.answer(std::move(look.inventory));
}

int FakeBackend::heldLooks() const
{
    const std::lock_guard guard(m_mutex);
    return static_cast<int>(m_heldLooks.size());
}

bool FakeBackend::isWaiting(const ResourceId& id) const
{
    const std::lock_guard guard(m_mutex);
    return m_waiting.count(id) > 0;
}

QList<FakeCall> FakeBackend::calls() const
{
    const std::lock_guard guard(m_mutex);
    return m_calls;
}

QList<LookRequest> FakeBackend::looks() const
{
    QList<LookRequest> requests;
    for (const FakeCall& call : calls()) {
        if (!call.step)
            requests.append(call.request);
    }
    return requests;
}

QStringList FakeBackend::ran() const
{
    QStringList ran;
    for (const FakeCall& call : calls()) {
        if (call.step)
            ran.append(token(call.step->verb) + QLatin1Char(' ') + call.step->resource.text);
    }
    return ran;
}

int FakeBackend::mostLooksAtOnce() const
{
    const std::lock_guard guard(m_mutex);
    return m_mostLooks;
}

Inventory FakeBackend::see(const LookRequest& request) const
{
    Inventory inventory;
    inventory.request = request;
    inventory.resources = askedFor(m_resources, request);
    if (request.users)
        inventory.users = askedFor(m_users, request);
    inventory.errors = m_lookErrors;
    return inventory;
}

void FakeBackend::beginLook(const LookRequest& request, Reply<Inventory> reply)
{
    Inventory inventory;
    {
        const std::lock_guard guard(m_mutex);
        m_calls.append({{}, request, std::this_thread::get_id()});
        m_mostLooks = std::max(m_mostLooks, ++m_looking);
        inventory = see(request);
        if (m_holdLooks) {
            m_heldLooks.push_back({std::move(inventory), std::move(reply)});
            return;
        }
        --m_looking;
        if (m_dropLooks)
            return;
    }
    reply.answer(std::move(inventory));
}

void FakeBackend::beginStep(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    FakeStep script;
    {
        const std::lock_guard guard(m_mutex);
        m_calls.append({step, {}, std::this_thread::get_id()});
        script = m_scripts.value(step.resource);
    }
    for (const Progress& progress : std::as_const(script.progress)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(script.pause));
        reply.progress(progress);
    }
    if (!script.waits) {
        finish(step, script, std::move(reply));
        return;
    }
    {
        const std::lock_guard guard(m_mutex);
        m_waiting[step.resource] = Waiting {step, script, std::move(reply), {}};
    }
    if (!script.heedsStop)
        return;
    auto stopped = std::make_unique<std::stop_callback<std::function<void()>>>(
        stop, [weak = weak_from_this(), id = step.resource] {
            if (const auto self = weak.lock())
                self->goOn(id, true);
        });
    const std::lock_guard guard(m_mutex);
    if (const auto waiting = m_waiting.find(step.resource); waiting != m_waiting.end())
        waiting->second.stopped = std::move(stopped);
}

void FakeBackend::let(const ResourceId& id) { goOn(id, false); }

void FakeBackend::goOn(const ResourceId& id, bool stop)
{
    std::map<ResourceId, Waiting>::node_type node;
    {
        const std::lock_guard guard(m_mutex);
        node = m_waiting.extract(id);
    }
    if (node.empty())
        return;
    Waiting& waiting = node.mapped();
    if (stop) {
        waiting.script.works = false;
        waiting.script.error = errorOf(ErrorCode::StoppedByUser, waiting.step.name);
    }
    finish(waiting.step, waiting.script, std::move(waiting.reply));
}

void FakeBackend::finish(const Step& step, const FakeStep& script, Reply<StepResult> reply)
{
    if (script.meanwhile)
        script.meanwhile();
    StepResult result = apply(step, script);
    if (!script.drops)
        reply.answer(std::move(result));
}

StepResult FakeBackend::apply(const Step& step, const FakeStep& script)
{
    StepResult result;
    result.error = script.error;
    result.restore = script.restore;
    if (!script.works)
        return result;
    const std::lock_guard guard(m_mutex);
    for (const Resource& resource : script.brings) {
        m_resources[resource.id] = resource;
        result.created.append(resource.id);
    }
    if (script.leaves) {
        if (const auto found = m_resources.find(step.resource); found != m_resources.end())
            found->second.state = *script.leaves;
    } else if (script.brings.isEmpty()) {
        removeLocked(step.resource);
    }
    return result;
}

} // namespace mooring
