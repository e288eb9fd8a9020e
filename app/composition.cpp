// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "models/wording.h"
#include "services/filesystem/filesystemprovider.h"
#include "services/loop/loopprovider.h"
#include "services/openiscsi/openiscsiprovider.h"
#include "services/qemustorage/qemustorageprovider.h"
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

using Inspector = std::function<void(const ImageRequest&, LocalEngine::Inspected)>;

template <class Provider> Inspector inspectorOf(Provider& provider)
{
    return [&provider](const ImageRequest& request, const LocalEngine::Inspected& done) {
        const QByteArray path = request.path;
        provider.inspect(request, Reply<ImageReport>([path, done](std::optional<ImageReport> report) {
                             ImageReport unanswered;
                             unanswered.error = errorOf(ErrorCode::NeverAnswered, encodeBytes(path));
                             done(report.value_or(unanswered));
                         }));
    };
}

// What the kernel attaches by itself goes to loop; every other format, and what is to have an overlay, is
// served by a daemon.
Inspector inspectorOf(LoopProvider& loop, QemuStorageProvider& served)
{
    return [byLoop = inspectorOf<>(loop), byDaemon = inspectorOf<>(served)](
               const ImageRequest& request, const LocalEngine::Inspected& done) {
        byLoop(request, [byDaemon, request, done](const ImageReport& plain) {
            if (plain.error && plain.error->code == ErrorCode::ImageFormatNoProvider)
                return byDaemon(request, done);
            ImageReport report = plain;
            if (report.facts.value(Fact::Format) == QStringLiteral("raw"))
                report.overlayProvider = QemuStorageProvider::name();
            done(report);
        });
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
    auto served = std::make_unique<QemuStorageProvider>();
    const auto inspect = inspectorOf(*loop, *served);
    m_host.add(std::move(loop));
    m_host.add(std::move(served));
    m_host.add(std::make_unique<OpenIscsiProvider>());
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
