// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"
#include "oracle.h"
#include "services/loop/loopprovider.h"

#include <QFile>
#include <QJsonObject>

#include <future>

namespace mooring::testsupport {

// LoopProvider with answers waited for, in a lab that takes down what it attached.
class LoopHarness
{
public:
    explicit LoopHarness(const LoopProvider::Options& options = {})
        : provider(options)
    {
    }

    Inventory look(const LookRequest& request = {})
    {
        return wait<Inventory>([&](Reply<Inventory> reply) { provider.look(request, {}, std::move(reply)); });
    }
    Inventory lookWithUsers()
    {
        LookRequest request;
        request.users = true;
        return look(request);
    }
    StepResult run(const Step& step, std::stop_token stop = {})
    {
        StepResult result
            = wait<StepResult>([&](Reply<StepResult> reply) { provider.run(step, stop, std::move(reply)); });
        for (const ResourceId& id : result.created) {
            if (id.kind() == Kind::VirtualDisk)
                lab.remember(id.key());
        }
        return result;
    }
    ImageReport inspect(const QByteArray& path, const QString& format = {})
    {
        return wait<ImageReport>([&](Reply<ImageReport> reply) {
            provider.inspect({path, format, false}, std::move(reply));
        });
    }

    static Step attachStep(const QByteArray& path, const QJsonObject& options = {})
    {
        Step step;
        step.provider = QStringLiteral("loop");
        step.verb = Verb::Attach;
        step.resource = ResourceId::make(Kind::Image, path);
        step.arguments = options;
        step.arguments.insert(QStringLiteral("path"), encodeBytes(path));
        return step;
    }
    StepResult attach(const QByteArray& path, const QJsonObject& options = {})
    {
        return run(attachStep(path, options));
    }

    // The node of a device or image, as a fresh look has it.
    std::optional<Resource> find(const ResourceId& id, bool users = true)
    {
        const Inventory inventory = users ? lookWithUsers() : look();
        for (const Resource& resource : inventory.resources) {
            if (resource.id == id)
                return resource;
        }
        return {};
    }
    std::optional<Resource> disk(const QByteArray& device, bool users = true)
    {
        return find(ResourceId::make(Kind::VirtualDisk, device), users);
    }
    // This attachment, not one that others made of the same number since. Read here, not by the product.
    static bool isStillThere(const Resource& disk)
    {
        QFile sequence(QStringLiteral("/sys/block/%1/diskseq").arg(QString::fromUtf8(disk.id.key().mid(5))));
        return lab::Oracle::isBound(disk.id.key()) && sequence.open(QIODevice::ReadOnly)
            && sequence.readAll().trimmed() == disk.incarnation.toLatin1();
    }
    static Step detachStep(const Resource& disk)
    {
        Step step;
        step.provider = QStringLiteral("loop");
        step.verb = Verb::Detach;
        step.resource = disk.id;
        step.incarnation = disk.incarnation;
        step.restore = disk.release->restore;
        return step;
    }
    static Step putBackStep(const QJsonObject& recipe)
    {
        Step step;
        step.provider = QStringLiteral("loop");
        step.verb = Verb::Attach;
        step.resource = ResourceId {recipe.value(QStringLiteral("id")).toString()};
        step.arguments = recipe.value(QStringLiteral("data")).toObject();
        return step;
    }

    lab::Lab lab;
    LoopProvider provider;

private:
    template <class T> static T wait(const std::function<void(Reply<T>)>& ask)
    {
        auto promise = std::make_shared<std::promise<std::optional<T>>>();
        auto future = promise->get_future();
        ask(Reply<T>([promise](std::optional<T> answer) { promise->set_value(std::move(answer)); }));
        if (future.wait_for(std::chrono::seconds(60)) != std::future_status::ready)
            qFatal("no answer");
        const std::optional<T> answer = future.get();
        if (!answer)
            qFatal("an answer that is none");
        return *answer;
    }
};

} // namespace mooring::testsupport
