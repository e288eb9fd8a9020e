// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "models/wording.h"
#include "services/filesystem/filesystemprovider.h"
#include "services/loop/loopprovider.h"
#include "services/system/processnames.h"

#include <QSysInfo>

#include <unistd.h>

namespace mooring {

namespace {

QByteArray logPath()
{
    const QByteArray state = qgetenv("XDG_STATE_HOME");
    return state.startsWith('/') ? state + "/mooring/activity.db" : ActivityLog::defaultPath();
}

OperationRunner::Settings settings()
{
    OperationRunner::Settings settings;
    settings.host = QSysInfo::machineHostName();
    settings.user = ProcessNames("/", getpid()).user(geteuid());
    return settings;
}

std::function<void(const QByteArray&, LocalEngine::Inspected)> inspectorOf(LoopProvider& loop)
{
    return [&loop](const QByteArray& path, const LocalEngine::Inspected& done) {
        loop.inspect(path, Reply<ImageReport>([path, done](std::optional<ImageReport> report) {
                         ImageReport unanswered;
                         unanswered.error = errorOf(ErrorCode::NeverAnswered, encodeBytes(path));
                         done(report.value_or(unanswered));
                     }));
    };
}

} // namespace

Composition::Composition()
    : m_log(logPath())
    , m_runner(m_host, m_log, settings())
    , m_settling(m_host, m_log)
{
    addProviders();
    keepAwake();
    connect(&m_settling, &Settling::settled, m_engine.get(), &Engine::settled);
}

Composition::~Composition() = default;

void Composition::addProviders()
{
    FilesystemOptions options;
    options.activityLog = m_log.path();
    m_host.add(std::make_unique<FilesystemProvider>(options));
    auto loop = std::make_unique<LoopProvider>();
    const auto inspect = inspectorOf(*loop);
    m_host.add(std::move(loop));
    const OperationRunner::Settings names = settings();
    m_engine = std::make_unique<LocalEngine>(
        LocalEngine::Parts {m_host, m_runner, m_log, names.host, names.user, inspect});
}

void Composition::keepAwake()
{
    connect(&m_runner, &OperationRunner::started, this,
            [this](Operation* operation) { m_inhibitor.hold(Wording::inhibitReason(operation->record())); });
    connect(&m_runner, &OperationRunner::finished, this, [this] {
        if (!m_runner.isBusy())
            m_inhibitor.letGo();
    });
}

} // namespace mooring
