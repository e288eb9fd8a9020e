// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakehost.h"

#include <QTest>

namespace mooring {

namespace {
QByteArray number(qint64 n) { return QByteArray::number(n); }
QByteArray loop(int n) { return "/dev/loop" + number(n); }
Key blockKey(int n) { return {"block:7:" + number(n) + '@' + number(n)}; }

Resource thing(Kind kind, const QByteArray& key, Goes goes)
{
    Resource resource;
    resource.id = ResourceId::make(kind, key);
    resource.kind = kind;
    resource.name = QString::fromUtf8(key);
    resource.goes = goes;
    return resource;
}

Need on(const Key& key, How how = How::StandsOn)
{
    Need need;
    need.on = {key};
    need.how = how;
    return need;
}

Release release(Verb verb, const Resource& resource)
{
    Release release;
    release.verb = verb;
    release.restore
        = {{QStringLiteral("provider"), QStringLiteral("fake")}, {QStringLiteral("id"), resource.id.text}};
    return release;
}
} // namespace

namespace things {
ResourceId id(Kind kind, const QByteArray& key) { return ResourceId::make(kind, key); }

Resource disk(int n)
{
    Resource disk = thing(Kind::VirtualDisk, loop(n), Goes::ByRelease);
    disk.incarnation = QString::number(n);
    disk.keys = {blockKey(n)};
    disk.release = release(Verb::Detach, disk);
    disk.verbs = {Verb::Detach};
    disk.state = State::Attached;
    return disk;
}

Resource partition(int n)
{
    Resource partition = thing(Kind::Partition, loop(n) + "p1", Goes::WithItsBase);
    partition.incarnation = QString::number(n);
    partition.keys = {{"block:259:" + number(n) + '@' + number(n)}};
    partition.needs = {on(blockKey(n))};
    return partition;
}

Resource filesystem(int n)
{
    Resource filesystem = thing(Kind::Filesystem, loop(n), Goes::WithItsLastUser);
    filesystem.keys = {{"fs:7:" + number(n)}};
    filesystem.needs = {on(blockKey(n))};
    return filesystem;
}

Resource mount(int n)
{
    Resource mount = thing(Kind::Mount, "/mnt/" + number(n), Goes::ByRelease);
    mount.incarnation = QStringLiteral("ns/%1").arg(n);
    mount.keys = {{"mount:1/" + number(n)}};
    mount.needs = {on({"fs:7:" + number(n)})};
    mount.release = release(Verb::Unmount, mount);
    mount.verbs = {Verb::Unmount};
    mount.state = State::Mounted;
    return mount;
}

Resource process(qint64 pid, const Resource& uses)
{
    Resource process = thing(Kind::Process, number(pid) + "@1", Goes::ByRelease);
    process.name = QStringLiteral("bash");
    process.incarnation = QStringLiteral("1");
    process.keys = {{"process:" + number(pid) + "@1"}};
    process.needs = {on(uses.keys.constFirst(), How::WorkingDirectory)};
    return process;
}

Resource unexplained(const Resource& uses)
{
    Resource holder = thing(Kind::Unknown, "holder-of-" + uses.id.key(), Goes::ByRelease);
    holder.needs = {on(uses.keys.constFirst(), How::ExclusiveClaim)};
    return holder;
}
} // namespace things

OperationRunner::Settings FakeHost::quick()
{
    OperationRunner::Settings settings;
    settings.grace = 60;
    settings.proofPatience = 200;
    settings.logDeadline = 400;
    settings.host = QStringLiteral("srv");
    settings.user = QStringLiteral("alice");
    return settings;
}

FakeHost::FakeHost(OperationRunner::Settings settings)
{
    host.add(std::make_unique<FakeProvider>(backend));
    runner = std::make_unique<OperationRunner>(host, log, std::move(settings));
}

bool FakeHost::look(const LookRequest& request)
{
    bool came = false;
    host.look(request, [&](const QList<Inventory>&) { came = true; });
    return QTest::qWaitFor([&] { return came; }, 20000);
}

void FakeHost::diskInUse(int n)
{
    backend->put(things::disk(n));
    backend->put(things::filesystem(n));
    backend->put(things::mount(n));
}

Plan FakeHost::plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options) const
{
    return makePlan(host.topology(), verb, goals, options);
}

Operation* FakeHost::start(const Plan& plan)
{
    const Result<Operation*> started = runner->start(plan);
    if (!started)
        qWarning("refused: %s", qPrintable(token(started.error().code)));
    return started.value_or(nullptr);
}

bool FakeHost::waitFor(const Operation* operation)
{
    return operation != nullptr && QTest::qWaitFor([&] { return operation->isFinished(); }, 30000);
}

QString account(const Operation* operation)
{
    const OperationRecord& record = operation->record();
    QStringList steps;
    for (const StepRecord& step : record.steps)
        steps.append(QStringLiteral("%1 %2").arg(step.n).arg(step.outcome ? token(*step.outcome)
                                                                          : QStringLiteral("-")));
    return (record.outcome ? token(*record.outcome) : QStringLiteral("running")) + QStringLiteral(": ")
        + steps.join(QStringLiteral(", "));
}

} // namespace mooring
