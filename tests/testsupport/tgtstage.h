// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers.h"
#include "fixtureroot.h"
#include "scriptedtgtd.h"
#include "services/core/planner.h"
#include "services/core/rung.h"
#include "services/tgt/tgtprovider.h"

#include <QTest>

namespace mooring::testsupport {

inline QByteArray recorded(const char* name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/tgt/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", name);
    return file.readAll();
}

inline Inventory lookAt(TgtProvider& provider, const LookRequest& request = {})
{
    Answers<Inventory> answers;
    provider.look(request, {}, answers.reply());
    if (!QTest::qWaitFor([&answers] { return answers.count() == 1; }, 20000))
        qFatal("no look");
    return answers.value().value_or(Inventory());
}

inline StepResult carriedOut(TgtProvider& provider, const Step& step)
{
    Answers<StepResult> answers;
    provider.run(step, {}, answers.reply());
    if (!QTest::qWaitFor([&answers] { return answers.count() == 1; }, 20000))
        qFatal("no answer");
    return answers.value().value_or(StepResult());
}

// What the recorded tgtd says; `changes` are answered otherwise, by mode and operation.
struct Script
{
    QMap<std::pair<quint32, quint32>, QList<QByteArray>> changes; // the last stays
    QByteArray operator()(const QByteArray& request)
    {
        const std::pair asked {ScriptedTgtd::mode(request), ScriptedTgtd::op(request)};
        if (auto change = changes.find(asked); change != changes.end())
            return change->size() > 1 ? change->takeFirst() : change->constFirst();
        static const QMap<std::pair<quint32, quint32>, const char*> files {{{1, 2}, "target.txt"},
                                                                           {{0, 6}, "stat.txt"},
                                                                           {{3, 2}, "portal.txt"},
                                                                           {{4, 2}, "lld.txt"},
                                                                           {{6, 2}, "conn.txt"}};
        const char* file = files.value(asked);
        return file == nullptr ? ScriptedTgtd::answer(0) : ScriptedTgtd::answer(0, recorded(file));
    }
};

struct Stage
{
    explicit Stage(Script made = {})
        : script(std::move(made))
        , tgtd([this](const QByteArray& request) { return script(request); })
    {
        root.mountinfo("20 1 8:1 / / rw - ext4 /dev/sda1 rw\n21 20 8:2 / /srv rw - ext4 /dev/sda2 rw\n");
        root.process(::getpid(), 2, {}); // who listens
        options.root = root.path();
        options.socketPath = tgtd.prefix();
        options.patience = 1000;
        provider = std::make_unique<TgtProvider>(options);
    }
    Inventory look(const LookRequest& request = {}) const { return lookAt(*provider, request); }
    StepResult run(const Step& step) const { return carriedOut(*provider, step); }

    Script script;
    ScriptedTgtd tgtd;
    FixtureRoot root;
    TgtProvider::Options options;
    std::unique_ptr<TgtProvider> provider;
};

inline const Resource* find(const Inventory& inventory, const char* id)
{
    for (const Resource& resource : inventory.resources)
        if (resource.id.text == QLatin1String(id))
            return &resource;
    return nullptr;
}

constexpr const char* firstTarget = "export:tgt@5/iqn.2026-11.lab:t1";
constexpr const char* unitOne = "export-lun:tgt@5/iqn.2026-11.lab:t1/1";
constexpr const char* nexusOne = "initiator:tgt@5/iqn.2026-11.lab:t1/1";

inline Step stepOf(const Inventory& inventory, const char* id)
{
    const Resource* resource = find(inventory, id);
    Step step;
    step.provider = TgtProvider::name();
    step.resource = resource->id;
    step.kind = resource->kind;
    step.name = resource->name;
    step.verb = resource->release->verb;
    step.incarnation = resource->incarnation;
    step.deadline = 2000;
    return step;
}

} // namespace mooring::testsupport
