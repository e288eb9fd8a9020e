// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fake/fakeprovider.h"
#include "services/service/servicelife.h"

#include <QCoreApplication>

using namespace mooring;

// The user's service with a made-up provider, as a process that can be killed: one session that goes at once,
// one whose step waits for ever. With FAKE_SERVICE_DIES set it ends before it takes its name.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("FAKE_SERVICE_DIES"))
        return 3;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return 11;
    auto backend = std::make_shared<FakeBackend>();
    for (const char* name : {"quick", "waits"}) {
        Resource session;
        session.id = ResourceId::make(Kind::IscsiSession, name);
        session.kind = Kind::IscsiSession;
        session.name = QString::number(QCoreApplication::applicationPid()); // so that a test can end it
        backend->put(session);
    }
    backend->script(ResourceId::make(Kind::IscsiSession, "waits"), {.waits = true});
    ServedProviders providers;
    providers.push_back(std::make_unique<ServedProvider>(std::make_unique<FakeProvider>(backend)));
    ServiceHost host(bus, std::move(providers));
    if (!host.takeName())
        return 0;
    QObject::connect(&host, &ServiceHost::busLost, &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
