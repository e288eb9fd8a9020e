// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers.h"
#include "cardlab.h"
#include "fakehost.h"
#include "services/pcsc/pcscprovider.h"

#include <QTest>

namespace mooring::lab {

inline const QByteArray good = "00000000"; // what a client's call returned
inline const QByteArray wasReset = "80100068";
inline const QByteArray wasRemoved = "80100069";
inline const QByteArray sharingViolation = "8010000B";

inline ResourceId readerId(int slot) { return ResourceId::make(Kind::Reader, CardLab::reader(slot)); }
inline ResourceId cardId(int slot) { return ResourceId::make(Kind::Card, CardLab::reader(slot)); }
inline ResourceId attachmentId(int slot)
{
    return ResourceId::make(Kind::CardAttachment, CardLab::reader(slot));
}

// Host, runner and provider, as a program has them.
struct CardStage
{
    explicit CardStage(const CardLab& lab)
    {
        PcscProvider::Options options;
        options.root = lab.root();
        auto made = std::make_unique<PcscProvider>(options);
        provider = made.get();
        fake.host.add(std::move(made));
    }
    // Another that does the same; `provider` stays null.
    explicit CardStage(std::unique_ptr<Provider> other) { fake.host.add(std::move(other)); }
    static Plan planFor(Verb verb, int slot, const QJsonObject& arguments, Proof proof,
                        std::optional<State> state = {})
    {
        Plan plan = makeAttachPlan(PcscProvider::name(), verb, attachmentId(slot),
                                   QString::fromUtf8(CardLab::reader(slot)), arguments, {"mooringctl"},
                                   Consequence::CardShared);
        plan.goals.first().proof = proof;
        plan.steps.first().expects.first().proof = proof;
        plan.steps.first().expects.first().state = state;
        return plan;
    }
    Operation* begin(Verb verb, int slot, const QJsonObject& arguments = {}, int deadline = 0)
    {
        const bool brings = verb == Verb::AttachToReader;
        const State state = verb == Verb::BeginTransaction ? State::InUse : State::Attached;
        Plan plan = planFor(verb, slot, arguments, brings ? Proof::There : Proof::InState,
                            brings ? std::nullopt : std::optional(state));
        plan.steps.first().deadline = deadline;
        if (verb == Verb::Reconnect || verb == Verb::EndTransaction) // what is there already proves nothing
            plan.steps.first().chosen = QStringLiteral("asked");
        return fake.start(plan);
    }
    Operation* attach(int slot, const char* share = "shared", int deadline = 0)
    {
        return begin(Verb::AttachToReader, slot, {{QStringLiteral("share"), QString::fromLatin1(share)}},
                     deadline);
    }
    // By the planner, as a user's.
    Operation* beginRelease(const ResourceId& goal, const char* disposition = nullptr, int deadline = 0)
    {
        if (!fake.look({{}, {}, true}))
            return nullptr;
        PlanOptions options;
        options.deadline = deadline;
        if (disposition != nullptr)
            options.choices.insert(QStringLiteral("disposition"), QString::fromLatin1(disposition));
        return fake.start(fake.plan(Verb::Release, {goal}, options));
    }
    const Operation* release(int slot, const char* disposition = nullptr)
    {
        return ended(beginRelease(attachmentId(slot), disposition));
    }
    static const Operation* ended(const Operation* operation)
    {
        return operation != nullptr && FakeHost::waitFor(operation) ? operation : nullptr;
    }
    std::optional<Resource> find(const ResourceId& id, bool users = false)
    {
        LookRequest request;
        request.users = users;
        if (!fake.look(request))
            return {};
        const auto node = fake.host.topology().find(id);
        return node ? std::optional(fake.host.topology().at(*node)) : std::nullopt;
    }
    std::optional<State> stateOf(const ResourceId& id)
    {
        const auto found = find(id);
        return found ? std::optional(found->state) : std::nullopt;
    }
    QString whyLost(int slot)
    {
        const auto found = find(attachmentId(slot));
        return found ? found->facts.value(Fact::WhyLost).toString() : QString();
    }
    QList<Resource> users()
    {
        QList<Resource> found;
        if (!fake.look({{}, {}, true}))
            return found;
        const Topology& topology = fake.host.topology();
        for (Topology::Node node = 0; node < topology.size(); ++node) {
            const Kind kind = topology.at(node).kind;
            if (kind == Kind::Process || kind == Kind::Unknown)
                found.append(topology.at(node));
        }
        return found;
    }
    Inventory inventory(const LookRequest& request) const // as the provider itself answers
    {
        Answers<Inventory> answers;
        provider->look(request, {}, answers.reply());
        return QTest::qWaitFor([&] { return answers.count() == 1; }, 20000) ? answers.value().value()
                                                                            : Inventory();
    }
    FakeHost fake;
    PcscProvider* provider = nullptr; // the host's
};

inline const StepRecord& step(const Operation* operation) { return operation->record().steps.constFirst(); }
inline std::optional<ErrorCode> reason(const Operation* operation)
{
    const auto& error = step(operation).error;
    return error ? std::optional(error->code) : std::nullopt;
}

} // namespace mooring::lab

#define VERIFY_OUTCOME(operation, expected)                                                                  \
    do {                                                                                                     \
        const Operation* ended_ = CardStage::ended(operation);                                               \
        QVERIFY(ended_);                                                                                     \
        QCOMPARE(ended_->record().outcome, Outcome::expected);                                               \
    } while (false)
