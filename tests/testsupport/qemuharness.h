// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"
#include "oracle.h"
#include "servedimages.h"
#include "services/qemustorage/qemustorageprovider.h"

#include <QDir>
#include <QJsonObject>

#include <future>

namespace mooring::testsupport {

// QemuStorageProvider with answers waited for, in a lab that takes down what it attached.
class QemuHarness
{
public:
    QemuHarness()
        : provider(optionsFor(base(lab)))
    {
    }
    static QemuStorageProvider::Options optionsFor(const QByteArray& base)
    {
        QemuStorageProvider::Options options;
        options.surfaces = SurfaceFolders(base);
        return options;
    }

    Inventory look(const LookRequest& request = {})
    {
        return wait<Inventory>([&](Reply<Inventory> reply) { provider.look(request, {}, std::move(reply)); });
    }
    std::future<std::optional<StepResult>> start(const Step& step, std::stop_token stop = {})
    {
        return ask<StepResult>([&](Reply<StepResult> reply) { provider.run(step, stop, std::move(reply)); });
    }
    StepResult run(const Step& step, std::stop_token stop = {}) { return answerOf(start(step, stop)); }
    StepResult attach(const QByteArray& path, const QJsonObject& options = {})
    {
        return run(attachStep(path, options));
    }

    static Step attachStep(const QByteArray& path, const QJsonObject& options = {})
    {
        Step step;
        step.provider = QStringLiteral("qemustorage");
        step.verb = Verb::Attach;
        step.resource = ResourceId::make(Kind::Image, path);
        step.arguments = options;
        step.arguments.insert(QStringLiteral("path"), encodeBytes(path));
        return step;
    }
    static Step releaseStep(const Resource& disk)
    {
        Step step;
        step.provider = QStringLiteral("qemustorage");
        step.verb = disk.release->verb;
        step.resource = disk.id;
        step.incarnation = disk.incarnation;
        step.restore = disk.release->restore;
        return step;
    }
    // With what the user chose for the overlay.
    static Step releaseStep(const Resource& disk, const QString& word)
    {
        Step step = releaseStep(disk);
        for (const ReleaseChoice& choice : disk.release->choices) {
            if (choice.word != word)
                continue;
            step.arguments = choice.arguments;
            step.restore = choice.restore;
            step.chosen = word;
            return step;
        }
        qFatal("there is no such choice: %s", qPrintable(word));
    }
    static Step putBackStep(const QJsonObject& recipe)
    {
        Step step;
        step.provider = QStringLiteral("qemustorage");
        step.verb = Verb::Attach;
        step.resource = ResourceId {recipe.value(QStringLiteral("id")).toString()};
        step.arguments = recipe.value(QStringLiteral("data")).toObject();
        return step;
    }

    // The only attachment there is, as a fresh look has it.
    std::optional<Resource> disk()
    {
        std::optional<Resource> found;
        const Inventory inventory = look();
        for (const Resource& resource : inventory.resources) {
            if (resource.kind == Kind::VirtualDisk)
                found = resource;
        }
        return found;
    }

    QByteArray leftBehind() const { return lab::servedBelow(base(lab)); } // empty: nothing
    static QByteArray base(const lab::Lab& lab) { return lab.path("images"); }

    QByteArray made(const QByteArray& name = "disk.vhdx") const // an empty image
    {
        lab::Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", lab.path(name), "64M"});
        return lab.path(name);
    }
    QByteArray onlyFolder() const // of the only attachment
    {
        const QDir folders(QFile::decodeName(base(lab)));
        const QStringList names = folders.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return base(lab) + '/' + QFile::encodeName(names.value(0));
    }
    pid_t daemon(const QByteArray& name) const
    {
        QFile file(QFile::decodeName(onlyFolder() + '/' + name + ".pid"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toInt() : 0;
    }
    static QString unavailable()
    {
        for (const char* program : {"qemu-storage-daemon", "nbdfuse", "qemu-img", "fio", "mkfs.ext4"}) {
            if (!lab::run({"sh", "-c", QByteArray("command -v ") + program}).ok())
                return QString::fromLatin1(program) + QStringLiteral(" is missing");
        }
        return lab::Lab::unavailable();
    }
    static QByteArray deviceOf(const StepResult& result)
    {
        return result.created.isEmpty() ? QByteArray() : result.created.first().key();
    }
    static std::optional<ErrorCode> codeOf(const StepResult& result)
    {
        return result.error ? std::optional(result.error->code) : std::nullopt;
    }
    static QByteArray told(const StepResult& result) // empty: done
    {
        if (!result.error)
            return {};
        return (token(result.error->code) + u' ' + result.error->subject + u' ' + result.error->text)
            .toUtf8();
    }

    template <class T> static T answerOf(std::future<std::optional<T>> future)
    {
        if (future.wait_for(std::chrono::seconds(60)) != std::future_status::ready)
            qFatal("no answer");
        const std::optional<T> answer = future.get();
        if (!answer)
            qFatal("an answer that is none");
        return *answer;
    }

    lab::Lab lab;
    QemuStorageProvider provider;

private:
    template <class T> static std::future<std::optional<T>> ask(const std::function<void(Reply<T>)>& asking)
    {
        auto promise = std::make_shared<std::promise<std::optional<T>>>();
        auto future = promise->get_future();
        asking(Reply<T>([promise](std::optional<T> answer) { promise->set_value(std::move(answer)); }));
        return future;
    }
    template <class T> static T wait(const std::function<void(Reply<T>)>& asking)
    {
        return answerOf(ask<T>(asking));
    }
};

} // namespace mooring::testsupport
