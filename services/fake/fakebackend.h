// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"

#include <QHash>

#include <map>
#include <mutex>
#include <thread>

namespace mooring {

// What a step on one resource does.
struct FakeStep
{
    bool works = true; // the resource goes (or, for what brings something in, comes)
    std::optional<Error> error; // answered, whether it works or not
    std::optional<State> leaves; // it stays, in this state
    bool waits = false; // until FakeBackend::let()
    bool heedsStop = true; // a stop ends the waiting; otherwise it hangs
    bool drops = false; // its Reply is destroyed unanswered
    QList<Progress> progress; // reported at the start ...
    int pause = 0; // ... with so many ms before each
    QList<Resource> brings; // appear, and are answered as created
    QJsonObject restore;
    std::function<void()> meanwhile; // what else happens in the world just then
};

// One call of a provider, as it came.
struct FakeCall
{
    std::optional<Step> step; // empty: a look
    LookRequest request;
    std::thread::id thread;
};

// The made-up host behind a FakeProvider: what it sees, where it fails, where it waits. Safe from any thread.
class FakeBackend : public std::enable_shared_from_this<FakeBackend>
{
public:
    void put(const Resource& resource); // new, or in place of the one with its id
    void putUser(const Resource& user);
    void remove(const ResourceId& id); // with what goes with it
    void change(const ResourceId& id, const std::function<void(Resource&)>& change);
    bool has(const ResourceId& id) const;
    void moved(); // tells whoever watches

    void script(const ResourceId& id, FakeStep step); // for every step on it from now on
    void setLookErrors(QList<SourceError> errors); // of every look from now on
    void setLooksDropped(bool dropped); // their Replies are destroyed unanswered
    void holdLooks(); // looks see what is there when they begin, and answer only after letLooks()
    void letLooks();
    void let(const ResourceId& id); // the waiting step on it goes on
    bool isWaiting(const ResourceId& id) const;
    int heldLooks() const;

    QList<FakeCall> calls() const;
    QList<LookRequest> looks() const;
    QStringList ran() const; // "verb id" of each step, in order
    int mostLooksAtOnce() const;

private:
    friend class FakeProvider;
    struct Waiting
    {
        Step step;
        FakeStep script;
        Reply<StepResult> reply;
        std::unique_ptr<std::stop_callback<std::function<void()>>> stopped;
    };
    struct HeldLook
    {
        Inventory inventory;
        Reply<Inventory> reply;
    };
    void beginLook(const LookRequest& request, Reply<Inventory> reply);
    void beginStep(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    void goOn(const ResourceId& id, bool stop);
    void finish(const Step& step, const FakeStep& script, Reply<StepResult> reply);
    StepResult apply(const Step& step, const FakeStep& script);
    Inventory see(const LookRequest& request) const;
    void removeLocked(const ResourceId& id);
    void watch(std::function<void()> changed);

    mutable std::mutex m_mutex;
    std::map<ResourceId, Resource> m_resources, m_users;
    QHash<ResourceId, FakeStep> m_scripts;
    QList<SourceError> m_lookErrors;
    bool m_dropLooks = false, m_holdLooks = false;
    std::vector<HeldLook> m_heldLooks;
    std::map<ResourceId, Waiting> m_waiting;
    QList<FakeCall> m_calls;
    int m_looking = 0, m_mostLooks = 0;
    std::function<void()> m_changed;
};

} // namespace mooring
