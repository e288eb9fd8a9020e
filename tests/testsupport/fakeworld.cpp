// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeworld.h"

#include <QTimer>

namespace mooring {
namespace {

bool isIn(const LookRequest& request, const Resource& resource)
{
    if (request.isFull() || request.only.contains(resource.id))
        return true;
    return std::any_of(resource.needs.begin(), resource.needs.end(), [&](const Need& need) {
        return std::any_of(need.on.begin(), need.on.end(),
                           [&](const Key& key) { return request.standingOn.contains(key); });
    });
}

bool stands(const Need& need, const QSet<Key>& keys)
{
    return std::count_if(need.on.begin(), need.on.end(), [&](const Key& key) { return keys.contains(key); })
        >= need.atLeast;
}

} // namespace

void FakeWorld::remove(const ResourceId& id)
{
    const auto isIt = [&](const Resource& resource) { return resource.id == id; };
    for (QList<Resource>* list : {&resources, &users}) {
        const auto found = std::find_if(list->begin(), list->end(), isIt);
        if (found != list->end()) {
            gone.insert(id, *found);
            list->erase(found);
        }
    }
    dropDependants();
}

// What lost its base goes, and what had its last user goes with it.
void FakeWorld::dropDependants()
{
    QSet<Key> offered, needed;
    for (const Resource& resource : std::as_const(resources))
        offered.unite(QSet<Key>(resource.keys.begin(), resource.keys.end()));
    for (const Resource& resource : resources + users)
        for (const Need& need : resource.needs)
            needed.unite(QSet<Key>(need.on.begin(), need.on.end()));
    for (const Resource& resource : resources + users) {
        const bool baseless
            = std::any_of(resource.needs.begin(), resource.needs.end(), [&](const Need& need) {
                  return need.how != How::BackingFile && !stands(need, offered);
              });
        const bool unused = resource.goes == Goes::WithItsLastUser
            && std::none_of(resource.keys.begin(), resource.keys.end(),
                            [&](const Key& key) { return needed.contains(key); });
        if (baseless || unused)
            return remove(resource.id);
    }
}

void FakeWorld::let(const ResourceId& id)
{
    held.remove(id);
    if (!m_waiting.contains(id))
        return;
    const Waiting waiting = m_waiting.take(id);
    waiting.reply->answer(apply(waiting.step));
}

void FakeWorld::progress(const ResourceId& id, const Progress& progress) const
{
    if (m_waiting.contains(id))
        m_waiting[id].reply->progress(progress);
}

void FakeWorld::moved()
{
    if (changed)
        changed();
}

Inventory FakeWorld::look(const LookRequest& request) const
{
    Inventory inventory {.provider = QStringLiteral("loop"), .request = request};
    for (const Resource& resource : resources)
        if (isIn(request, resource))
            inventory.resources.append(resource);
    if (request.users)
        inventory.errors = errors;
    if (request.users)
        for (const Resource& resource : users)
            if (isIn(request, resource))
                inventory.users.append(resource);
    return inventory;
}

void FakeWorld::run(const Step& step, Reply<StepResult> reply)
{
    ran.append(step);
    auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    if (held.contains(step.resource)) {
        m_waiting.insert(step.resource, {step, shared});
        return;
    }
    QTimer::singleShot(0, this, [this, step, shared] { shared->answer(apply(step)); });
}

StepResult FakeWorld::apply(const Step& step)
{
    if (failing.contains(step.resource))
        return {.error = failing.value(step.resource)};
    if (stubborn.contains(step.resource))
        return {};
    if (gone.contains(step.resource) && (step.verb == Verb::Attach || step.verb == Verb::Mount)) {
        resources.append(gone.take(step.resource));
        return {.created = {step.resource}};
    }
    if (step.verb == Verb::Attach) {
        worlds::attach(*this, 5, decodeBytes(step.arguments.value(QStringLiteral("path")).toString()));
        return {.created = {worlds::id(Kind::VirtualDisk, "/dev/loop5")}};
    }
    if (step.verb == Verb::LogIn) {
        const ResourceId session = worlds::logIn(*this, step);
        moved(); // as the real one tells: its target is new as well
        return {.created = {session}};
    }
    remove(step.resource);
    return {};
}

ProviderInfo FakeWorldProvider::info() const
{
    return {.name = QStringLiteral("loop"),
            .kinds
            = {Kind::VirtualDisk, Kind::Image, Kind::Partition, Kind::Filesystem, Kind::Mount, Kind::Swap,
               Kind::Process, Kind::IscsiTarget, Kind::IscsiSession, Kind::IscsiLun, Kind::Disk}};
}

void FakeWorldProvider::look(LookRequest request, std::stop_token stop, Reply<Inventory> reply)
{
    Q_UNUSED(stop)
    ++m_world.looks;
    if (m_world.hangs) {
        m_unanswered.push_back(std::move(reply));
        return;
    }
    auto shared = std::make_shared<Reply<Inventory>>(std::move(reply));
    QTimer::singleShot(0, &m_world, [this, request, shared] { shared->answer(m_world.look(request)); });
}

void FakeWorldProvider::run(Step step, std::stop_token stop, Reply<StepResult> reply)
{
    Q_UNUSED(stop)
    m_world.run(step, std::move(reply));
}

void MemoryLog::operationBegins(OperationRecord record, Begun begun)
{
    record.number = records.size() + 1;
    records.prepend(record);
    QTimer::singleShot(0, this, [number = record.number, begun] { begun(number); });
}

void MemoryLog::stepBegins(qint64 operation, int step, QDateTime at, Written written)
{
    Q_UNUSED(operation)
    Q_UNUSED(step)
    Q_UNUSED(at)
    QTimer::singleShot(0, this, [written] { written({}); });
}

void MemoryLog::stepEnded(qint64 operation, StepRecord record)
{
    Q_UNUSED(operation)
    Q_UNUSED(record)
}

void MemoryLog::operationEnded(OperationRecord record, Written written)
{
    for (OperationRecord& known : records)
        if (known.number == record.number)
            known = record;
    QTimer::singleShot(0, this, [written] { written({}); });
}

void MemoryLog::settled(qint64 operation, ResourceId resource, QDateTime at)
{
    Q_UNUSED(operation)
    Q_UNUSED(resource)
    Q_UNUSED(at)
}

} // namespace mooring
