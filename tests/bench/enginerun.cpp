// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginerun.h"

#include "bench.h"

#include <QEventLoop>
#include <QTimer>

namespace mooring::bench {

void EngineRun::waitFor(const std::function<bool()>& there) const
{
    QEventLoop loop;
    QTimer again;
    QObject::connect(&again, &QTimer::timeout, [&] {
        if (there())
            loop.quit();
    });
    again.start(1);
    loop.exec();
}

void EngineRun::look() const
{
    QEventLoop looked;
    m_engine.lookForUsers(&looked, [&] { looked.quit(); });
    looked.exec();
}

ImageReport EngineRun::inspect(const QByteArray& path) const
{
    QEventLoop loop;
    ImageReport report;
    m_engine.inspectImage({path, {}, false}, &loop, [&](const ImageReport& found) {
        report = found;
        loop.quit();
    });
    loop.exec();
    return report;
}

Plan EngineRun::attachPlan(const QByteArray& path) const
{
    const ImageReport report = inspect(path);
    if (report.error)
        qFatal("bench: %s: %s", path.constData(), qPrintable(token(report.error->code)));
    return m_engine.attachPlan(report, {});
}

Plan EngineRun::detachPlan(const QByteArray& device) const
{
    const ResourceId id = ResourceId::make(Kind::VirtualDisk, device);
    look();
    waitFor([&] { return m_engine.topology().find(id).has_value(); });
    const Plan plan = m_engine.plan(Verb::Detach, {id}, {});
    if (plan.isBlocked()) {
        for (const Blocker& blocker : plan.blockers)
            qWarning("bench: in the way: %s", qPrintable(token(blocker.reason) + u' ' + blocker.name));
        qFatal("bench: the plan is blocked");
    }
    return plan;
}

double EngineRun::run(const Plan& plan)
{
    Operation* operation = nullptr;
    const double time = milliseconds([&] {
        const Result<Operation*> started = m_engine.start(plan, true);
        if (!started)
            qFatal("bench: not started: %s", qPrintable(token(started.error().code)));
        operation = *started;
        QEventLoop loop;
        QObject::connect(operation, &Operation::finished, &loop, &QEventLoop::quit);
        loop.exec();
    });
    if (operation->record().outcome != Outcome::Done)
        qFatal("bench: ended %s", qPrintable(token(*operation->record().outcome)));
    m_device = operation->record().goals.constFirst().resource.key();
    m_engine.forget(operation);
    return time;
}

} // namespace mooring::bench
