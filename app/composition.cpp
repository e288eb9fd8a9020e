// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "models/wording.h"
#include "services/filesystem/filesystemprovider.h"
#include "services/keyring/userkeyring.h"
#include "services/libiscsi/discovery.h"
#include "services/libiscsi/libiscsiprovider.h"
#include "services/lio/lioprovider.h"
#include "services/loop/loopprovider.h"
#include "services/openiscsi/openiscsiprovider.h"
#include "services/pcsc/pcscprovider.h"
#include "services/qemustorage/qemustorageprovider.h"
#include "services/service/serviceprovider.h"
#include "services/service/servicestart.h"
#include "services/system/portalmemory.h"
#include "services/system/processnames.h"
#include "services/tgt/tgtprovider.h"

#include <QSysInfo>

#include <future>
#include <unistd.h>

namespace mooring {

namespace {

// What is over sooner nobody can find, wait for or stop: no service is started for it.
constexpr int tellsAfter = 500; // ms
constexpr auto keyringPatience = std::chrono::minutes(2); // of a dialog that goes on meanwhile
constexpr auto lastLogouts = std::chrono::seconds(20); // 15 s is each one's own deadline

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

// Of what this process sees of sessions and saved logins; only the service opens those.
LibIscsiProvider::Options sessionOptions()
{
    LibIscsiProvider::Options options;
    options.savedLogins = iscsi::SavedLogins::defaultPath();
    options.opensAfter = {};
    options.others.memory = PortalMemory::defaultPath();
    return options;
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
    : m_link(hasSessionBus() ? ServiceLink::make({{}, programBeside("mooringd")}) : nullptr)
    , m_log(logPath())
    , m_runner(m_host, m_log, settings())
    , m_settling(m_host, m_log)
{
    addProviders();
    keepAwake();
    connect(&m_settling, &Settling::settled, m_engine.get(), &Engine::settled);
}

// Ending the process that holds sessions logs out of them.
Composition::~Composition()
{
    if (m_sessions == nullptr)
        return;
    const auto done = std::make_shared<std::promise<void>>();
    m_sessions->logOutOfAll([done] { done->set_value(); });
    done->get_future().wait_for(lastLogouts);
}

void Composition::addProviders()
{
    if (m_link)
        m_keyring = std::make_unique<UserKeyring>(keyringPatience);
    FilesystemOptions options;
    options.activityLog = m_log.path();
    m_host.add(std::make_unique<FilesystemProvider>(options));
    auto loop = std::make_unique<LoopProvider>();
    QemuStorageProvider::Options serving;
    serving.keyring = m_keyring.get();
    auto served = std::make_unique<QemuStorageProvider>(serving);
    const auto inspect = inspectorOf(*loop, *served);
    m_host.add(std::move(loop));
    m_host.add(std::move(served));
    m_host.add(std::make_unique<OpenIscsiProvider>());
    m_host.add(std::make_unique<TgtProvider>());
    m_host.add(std::make_unique<LioProvider>());
    addHeld();
    m_discovery = std::make_unique<iscsi::Discovery>(LibIscsiProvider::defaultInitiator());
    const auto discover = [this](const DiscoveryRequest& request, std::function<void(PortalAnswer)> found,
                                 std::function<void()> done) {
        return m_discovery->ask(request, std::move(found), std::move(done));
    };
    const OperationRunner::Settings names = settings();
    m_engine = std::make_unique<LocalEngine>(
        LocalEngine::Parts {m_host, m_runner, m_log, names.host, names.user, inspect, discover,
                            LibIscsiProvider::name(), LibIscsiProvider::defaultInitiator(), m_keyring.get()});
}

// The user's service holds them, so that they outlive this program and all programs share them.
void Composition::addHeld()
{
    if (m_link) {
        // in its place while it does not run: what it would open, and what other programs have open
        m_host.add(
            std::make_unique<ServiceProvider>(m_link, std::make_shared<LibIscsiProvider>(sessionOptions())));
        m_host.add(std::make_unique<ServiceProvider>(m_link, std::make_shared<PcscProvider>()));
        m_operations = std::make_unique<OperationRegistry>(m_link);
        connect(&m_runner, &OperationRunner::started, this, &Composition::tellOthers);
        return;
    }
    auto sessions = std::make_unique<LibIscsiProvider>(sessionOptions());
    m_sessions = sessions.get();
    m_host.add(std::move(sessions));
    m_host.add(std::make_unique<PcscProvider>());
}

void Composition::tellOthers(Operation* operation)
{
    const QList<Step>& steps = operation->record().plan.steps;
    const bool usesService = std::any_of(steps.cbegin(), steps.cend(), [](const Step& step) {
        return step.provider == LibIscsiProvider::name() || step.provider == PcscProvider::name();
    });
    if (usesService)
        return m_operations->follow(operation);
    QTimer::singleShot(tellsAfter, operation, [this, operation] {
        if (!operation->record().outcome)
            m_operations->follow(operation);
    });
}

void Composition::settle(std::function<void()> done)
{
    m_settling.check([this, done = std::move(done)] {
        if (m_operations)
            m_operations->settle(done);
        else
            done();
    });
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
