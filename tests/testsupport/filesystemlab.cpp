// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesystemlab.h"

#include <thread>

namespace mooring {

FilesystemLab::FilesystemLab()
{
    disk = host.attach(host.ext4Image("a b.img", {{"file", QByteArray(9000, 'x')}}));
    mount = host.mount(disk.device, "m t");
}

Inventory FilesystemLab::look(const LookRequest& request, std::shared_ptr<Child> child) const
{
    FilesystemOptions options;
    options.kernelChild = childProgram;
    if (child)
        options.child = std::move(child);
    FilesystemBody body(options);
    return body.look(request, {});
}

StepResult FilesystemLab::run(const Step& step, int stopAfter) const
{
    FilesystemOptions options;
    options.kernelChild = childProgram;
    FilesystemBody body(options);
    std::stop_source stop;
    std::atomic<bool> ended = false;
    std::thread deadline([&] {
        for (int waited = 0; stopAfter && waited < stopAfter && !ended; waited += 10)
            QTest::qSleep(10);
        if (stopAfter)
            stop.request_stop();
    });
    const StepResult result = body.run(step, stop.get_token(), [](const Progress&) {});
    ended = true;
    deadline.join();
    return result;
}

Step FilesystemLab::stepOf(const Resource& resource)
{
    Step step;
    step.verb = resource.release->verb;
    step.resource = resource.id;
    step.kind = resource.kind;
    step.name = resource.name;
    step.incarnation = resource.incarnation;
    step.keys = resource.keys;
    step.command = resource.release->command;
    step.restore = resource.release->restore;
    return step;
}

Step FilesystemLab::restoring(const StepResult& result, Verb verb)
{
    Step step;
    step.verb = verb;
    step.arguments = result.restore;
    return step;
}

lab::RunningPtr FilesystemLab::start(const QByteArray& mode, const QByteArray& path) const
{
    auto running = std::make_unique<lab::Running>(lab::Argv {Lab::program("lab-blocker"), mode, path});
    if (!readyPid(*running))
        qFatal("blocker %s did not start", mode.constData());
    return running;
}

QByteArray FilesystemLab::mountKeyOf(const QByteArray& target) const
{
    const Inventory found = look({});
    const Resource* shown = find(found.resources, "mount:" + target);
    return shown ? shown->keys.value(0).text : QByteArray();
}

} // namespace mooring
