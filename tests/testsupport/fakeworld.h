// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operationlog.h"
#include "services/core/provider.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace mooring {

// A little world of resources that a test feeds and moves; steps change it the way the kernel would. Answers
// come from the event loop of the test's thread.
class FakeWorld final : public QObject
{
public:
    QList<Resource> resources, users;
    QList<SourceError> errors; // of looks for users
    QHash<ResourceId, Resource> gone; // what steps took away, for putting back

    QSet<ResourceId> held; // a step on it waits until let()
    QHash<ResourceId, Error> failing; // a step on it answers this
    QSet<ResourceId> stubborn; // a step on it answers "done" and changes nothing
    bool hangs = false; // looks are not answered
    int looks = 0;

    void remove(const ResourceId& id); // and what goes with it
    void let(const ResourceId& id); // ends the held step
    void progress(const ResourceId& id, const Progress& progress) const;
    void moved(); // tells the host that something changed
    QList<Step> ran; // in order

    Inventory look(const LookRequest& request) const;
    void run(const Step& step, Reply<StepResult> reply);
    std::function<void()> changed;

private:
    StepResult apply(const Step& step);
    void dropDependants();
    struct Waiting
    {
        Step step;
        std::shared_ptr<Reply<StepResult>> reply;
    };
    QHash<ResourceId, Waiting> m_waiting;
};

class FakeWorldProvider final : public Provider
{
public:
    explicit FakeWorldProvider(FakeWorld& world)
        : m_world(world)
    {
    }
    ProviderInfo info() const override;
    void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) override;
    void run(Step step, std::stop_token stop, Reply<StepResult> reply) override;
    void watch(std::function<void()> changed) override { m_world.changed = std::move(changed); }

private:
    FakeWorld& m_world;
    std::vector<Reply<Inventory>> m_unanswered;
};

class MemoryLog final : public QObject, public OperationLog
{
public:
    QList<OperationRecord> records; // newest first
    void operationBegins(OperationRecord record, Begun begun) override;
    void stepBegins(qint64 operation, int step, QDateTime at, Written written) override;
    void stepEnded(qint64 operation, StepRecord record) override;
    void operationEnded(OperationRecord record, Written written) override;
    void settled(qint64 operation, ResourceId resource, QDateTime at) override;
};

// The worlds the tests use.
namespace worlds {
// disk.img on /dev/loop0, one partition, ext4 "data", mounted on /mnt/data; bash and a service in it
void diskInUse(FakeWorld& world);
// two free disks: a.img on /dev/loop1, b.img on /dev/loop2
void twoFreeDisks(FakeWorld& world);
// web.vhdx on /dev/loop3, written to through an overlay
void diskWithOverlay(FakeWorld& world);
// iqn.2026-11.example.san:archive with two of the kernel's sessions, a LUN on /dev/sdb, mounted on
// /srv/archive
void kernelSessions(FakeWorld& world);
// Two targets: of tgt, seen by an initiator, and of LIO, in demo mode with an access control list
void exports(FakeWorld& world);
void attach(FakeWorld& world, int n, const QByteArray& path);
// iqn.2026-11.example.san:backup with two of Mooring's own sessions, one with a LUN, one that was lost
void ownSessions(FakeWorld& world);
void deadTarget(FakeWorld& world); // of a mounted unit
void savedTarget(FakeWorld& world); // iqn.2026-11.example.san:mail, without a session
// Three readers: one with a card that Mooring is attached to, one with a card that scdaemon holds, one empty
void cards(FakeWorld& world);
// one of Mooring's own sessions, with its target where it is the first
ResourceId session(FakeWorld& world, const QByteArray& iqn, const QByteArray& portal, int number);
ResourceId logIn(FakeWorld& world, const Step& step);
ResourceId id(Kind kind, const char* key);
} // namespace worlds

} // namespace mooring
