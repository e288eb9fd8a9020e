// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serviceproviders.h"
#include "app/standaside.h"
#include "app/terminal.h"
#include "services/service/servicelife.h"
#include "services/system/openfilelimit.h"

#include <QCoreApplication>

#include <cstdio>

using namespace mooring;

namespace {

// The exit codes that the command line has for the same.
constexpr int invalidRequest = 2;
constexpr int serviceUnavailable = 11;
constexpr int lastWords = 100; // ms, for what has been sent to leave

constexpr char usage[]
    = "Usage: mooringd --user [--idle SECONDS]\n"
      "       mooringd --help | --version\n"
      "\n"
      "Holds what outlives Mooring's window: this user's iSCSI sessions and attachments to\n"
      "smart cards. The window and mooringctl start it when they need it; it ends when it\n"
      "holds nothing and nobody has been connected for 30 seconds. SIGTERM lets go of\n"
      "everything and ends it.\n";

int refuse(const char* why)
{
    std::fprintf(stderr, "mooringd: %s\n", why);
    return invalidRequest;
}

int serve(ServicePatience patience)
{
    raiseOpenFileLimit(); // each session is a socket
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        std::fprintf(stderr, "mooringd: no session bus: %s\n", qPrintable(bus.lastError().message()));
        return serviceUnavailable;
    }
    ServiceHost host(bus, makeServedProviders());
    if (!host.takeName())
        return 0; // another one is there, and serves as well
    ServiceLife life(host, patience);
    Interrupts interrupts;
    QObject::connect(&interrupts, &Interrupts::interrupted, &life, &ServiceLife::end);
    QObject::connect(&host, &ServiceHost::busLost, &life, &ServiceLife::end);
    QObject::connect(&life, &ServiceLife::left, &life, [] {
        QTimer::singleShot(lastWords, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
    });
    const int code = QCoreApplication::exec();
    leave(code); // a provider's thread may still wait for the kernel
}

} // namespace

int main(int argc, char** argv)
{
    standAside();
    const QList<QByteArray> arguments(argv + std::min(argc, 1), argv + argc);
    if (arguments == QList<QByteArray> {"--help"})
        return std::fputs(usage, stdout) < 0 ? 1 : 0;
    if (arguments == QList<QByteArray> {"--version"})
        return std::puts("mooringd " MOORING_VERSION) < 0 ? 1 : 0;
    if (!arguments.contains("--user"))
        return refuse(arguments.isEmpty()
                          ? "the service of the whole system is not in this version; see --help"
                          : "what is given is not known; see --help");
    ServicePatience patience;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        bool isNumber = arguments.at(i) == "--user";
        if (arguments.at(i) == "--idle" && i + 1 < arguments.size())
            patience.idle = static_cast<int>(arguments.at(++i).toUShort(&isNumber)) * 1000;
        if (!isNumber)
            return refuse("what is given is not known; see --help");
    }
    int noArguments = 1; // Qt's own options are none of ours
    const QCoreApplication application(noArguments, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
    QCoreApplication::setApplicationName(QStringLiteral("mooring"));
    return serve(patience);
}
