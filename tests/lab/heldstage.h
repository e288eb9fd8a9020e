// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakehost.h"
#include "scriptedtarget.h"
#include "services/libiscsi/libiscsiprovider.h"

namespace mooring::lab {

inline const QByteArray first = "iqn.2026-11.lab:s1";

inline Script answering(quint8 response)
{
    Script script;
    script.logout.response = response;
    return script;
}

inline Script silentLogout()
{
    Script script;
    script.misdeeds[Stage::Logout] = Misdeed {};
    return script;
}

// Host, runner and provider, as a program has them.
struct Initiator
{
    Initiator()
    {
        LibIscsiProvider::Options options;
        options.initiator = "iqn.2026-11.org.mooring:test";
        options.pid = 4711;
        options.keepAlive = std::chrono::milliseconds(50);
        options.pingLimit = std::chrono::milliseconds(500);
        fake.host.add(std::make_unique<LibIscsiProvider>(options));
    }
    const Operation* logIn(const QByteArray& target, const QByteArray& portal, QJsonObject more = {})
    {
        more.insert(QStringLiteral("target"), encodeBytes(target));
        more.insert(QStringLiteral("portal"), encodeBytes(portal));
        const Plan plan = makeAttachPlan(LibIscsiProvider::name(), Verb::LogIn,
                                         ResourceId::make(Kind::IscsiSession, target), encodeBytes(target),
                                         more, {"mooringctl", "login", target}, Consequence::SessionOpens);
        const Operation* operation = fake.start(plan);
        return FakeHost::waitFor(operation) ? operation : nullptr;
    }
    bool logInTimes(int times, const QByteArray& target, const QByteArray& portal)
    {
        for (int i = 0; i < times; ++i) {
            const Operation* operation = logIn(target, portal);
            if (operation == nullptr || operation->record().outcome != Outcome::Done)
                return false;
        }
        return true;
    }
    const Operation* logOut(const QByteArray& target, int deadline = 0)
    {
        if (!fake.look())
            return nullptr;
        Plan plan = fake.plan(Verb::LogOut, {ResourceId::make(Kind::IscsiTarget, target)});
        for (Step& step : plan.steps)
            step.deadline = deadline;
        const Operation* operation = fake.start(plan);
        return FakeHost::waitFor(operation) ? operation : nullptr;
    }
    QList<Resource> all(Kind kind)
    {
        QList<Resource> found;
        if (!fake.look())
            return found;
        const Topology& topology = fake.host.topology();
        for (Topology::Node node = 0; node < topology.size(); ++node)
            if (topology.at(node).kind == kind)
                found.append(topology.at(node));
        return found;
    }
    FakeHost fake;
};

inline GoalRecord goal(const Operation* operation, int index)
{
    return operation->record().goals.value(index);
}

} // namespace mooring::lab
