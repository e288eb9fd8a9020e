// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libiscsiprovider.h"

#include "iscsiname.h"

#include <QFile>
#include <QSysInfo>

#include <future>
#include <unistd.h>

namespace mooring {

namespace {
constexpr int processesAtOnce = 8;
} // namespace

LibIscsiProvider::LibIscsiProvider()
    : LibIscsiProvider(Options())
{
}

LibIscsiProvider::LibIscsiProvider(const Options& options)
    : m_procfs(Lane::make(1))
    , m_processes(Lane::make(processesAtOnce))
    , m_others(std::make_shared<OtherSessions>(options.others))
    , m_readsAnew(!options.opensAfter)
{
    m_loop.post([this, options] {
        iscsi::HeldSessions::Settings settings;
        settings.initiator = options.initiator;
        settings.pid = options.pid;
        settings.keepAlive = options.keepAlive;
        settings.pingLimit = options.pingLimit;
        settings.keepsSecret
            = [this](const QByteArray& target) { return m_automatic && m_automatic->hasSecret(target); };
        const auto changed = [this] {
            if (m_changed)
                m_changed();
        };
        m_sessions = std::make_unique<iscsi::HeldSessions>(m_loop, settings, changed);
        m_automatic = std::make_unique<iscsi::AutomaticSessions>(m_loop, *m_sessions, options.savedLogins,
                                                                 options.keyring, changed);
        if (options.opensAfter)
            m_automatic->openAll(*options.opensAfter);
    });
}

LibIscsiProvider::~LibIscsiProvider()
{
    m_procfs->close();
    m_processes->close();
    const auto gone = std::make_shared<std::promise<void>>();
    m_loop.post([this, gone] {
        m_changed = nullptr;
        m_automatic.reset();
        m_sessions.reset();
        m_loop.later([gone] { gone->set_value(); }); // behind what that left to be destroyed
    });
    gone->get_future().wait();
}

// /etc/iscsi/initiatorname.iscsi is open-iscsi's; ordinary users may not read it.
QByteArray LibIscsiProvider::defaultInitiator()
{
    QFile file(QStringLiteral("/etc/iscsi/initiatorname.iscsi"));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.read(4096).split('\n')) {
            const QByteArray prefix = "InitiatorName=";
            if (!line.startsWith(prefix))
                continue;
            if (const auto name = iscsi::parseIscsiName(line.mid(prefix.size()).trimmed()))
                return *name;
        }
    }
    QByteArray host = QSysInfo::machineHostName().toLower().toUtf8();
    for (char& letter : host) {
        if ((letter < 'a' || letter > 'z') && (letter < '0' || letter > '9') && letter != '.')
            letter = '-';
    }
    return "iqn.2026-11.org.mooring:" + host;
}

qint64 LibIscsiProvider::ownPid() { return ::getpid(); }

ProviderInfo LibIscsiProvider::info() const
{
    ProviderInfo info;
    info.name = name();
    info.kinds = kinds();
    return info;
}

void LibIscsiProvider::look(LookRequest request, std::stop_token /*stop*/, Reply<Inventory> reply)
{
    m_loop.post(
        [this, request = std::move(request), answer = std::make_shared<Reply<Inventory>>(std::move(reply))] {
            if (m_readsAnew)
                m_automatic->readAgain();
            Inventory inventory = m_sessions->inventory(request);
            m_automatic->amend(inventory);
            const QList<KnownPortal> known = m_sessions->portals() + m_automatic->portals();
            m_procfs->post([others = m_others, known, inventory, answer] {
                Inventory seen = inventory;
                others->addTo(seen, known);
                answer->answer(std::move(seen));
            });
        });
}

void LibIscsiProvider::run(Step step, std::stop_token stop, Reply<StepResult> reply)
{
    if (ProcessSteps::takes(step)) {
        m_processes->post([step = std::move(step), stop = std::move(stop),
                           answer = std::make_shared<Reply<StepResult>>(std::move(reply))] {
            const ProcessSteps processes({}, stop,
                                         [answer](Progress progress) { answer->progress(progress); });
            answer->answer(processes.run(step));
        });
        return;
    }
    m_loop.post([this, step = std::move(step), stop = std::move(stop),
                 answer = std::make_shared<Reply<StepResult>>(std::move(reply))] {
        if (step.verb == Verb::LogIn)
            return m_automatic->logIn(step, stop, std::move(*answer));
        if (step.verb == Verb::LogOut)
            return m_automatic->logOut(step, stop, std::move(*answer));
        if (step.verb == Verb::Reconnect)
            return m_sessions->reconnect(step, stop, std::move(*answer));
        if (step.verb == Verb::Forget)
            return m_automatic->forget(step, std::move(*answer));
        if (step.verb == Verb::PutBack)
            return m_automatic->putBack(step, std::move(*answer));
        StepResult refused;
        refused.error = errorOf(ErrorCode::VerbNotOffered, step.name);
        answer->answer(refused);
    });
}

void LibIscsiProvider::watch(std::function<void()> changed)
{
    m_loop.post([this, changed = std::move(changed)] { m_changed = changed; });
}

void LibIscsiProvider::logOutOfAll(std::function<void()> done)
{
    m_loop.post([this, done = std::move(done)] { m_sessions->logOutOfAll(done); });
}

} // namespace mooring
