// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recordinglog.h"
#include "services/core/host.h"
#include "services/core/operationrunner.h"
#include "services/core/planner.h"
#include "services/fake/fakeprovider.h"

namespace mooring {

// Things of a made-up host. Disk n has the block key "block:7:n@n"; what stands on it names that key.
namespace things {
Resource disk(int n); // virtual-disk:/dev/loopN, in incarnation "N"
Resource partition(int n); // of disk n; goes with it
Resource filesystem(int n); // on disk n; goes with its last user
Resource mount(int n); // of file system n, mount:/mnt/N
Resource process(qint64 pid, const Resource& uses);
Resource unexplained(const Resource& uses); // busy, cause not found
ResourceId id(Kind kind, const QByteArray& key);
} // namespace things

// A host that sees only what a test puts there, with its runner and its log.
class FakeHost
{
public:
    explicit FakeHost(OperationRunner::Settings settings = quick());
    static OperationRunner::Settings quick(); // short grace and patience

    std::shared_ptr<FakeBackend> backend = std::make_shared<FakeBackend>();
    RecordingLog log;
    Host host;
    std::unique_ptr<OperationRunner> runner;

    bool look(const LookRequest& request = {}); // waits for it and for the topology
    void diskInUse(int n); // disk n with its file system, mounted
    Plan plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options = {}) const;
    Plan detach(int n) const { return plan(Verb::Detach, {things::disk(n).id}); }
    Operation* start(const Plan& plan); // must be accepted
    static bool waitFor(const Operation* operation);
};

QString account(const Operation* operation); // "partial: 1 done, 2 busy, 3 -"

} // namespace mooring
