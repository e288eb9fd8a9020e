// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oracle.h"
#include "privatebus.h"
#include "product.h"
#include "servedimages.h"
#include "tgtdaemon.h"

#include <QDBusConnectionInterface>

#include <csignal>
#include <unistd.h>

namespace mooring::lab {

// mooringctl with a session bus of its own, on which it finds or starts mooringd, and finds no keyring.
class CommandStage
{
public:
    CommandStage()
        : product(lab)
    {
        // else the bus would start one that outlives it; a KeyringDaemon takes the name itself
        bus.service(QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/bin/false"));
        if (!bus.start())
            qFatal("lab: no dbus-daemon");
        product.setBus(bus.address().toUtf8());
        if (!Oracle::boundDevices().isEmpty() || !servedBelow(productImages).isEmpty())
            m_others = resources("virtual-disk");
    }
    ~CommandStage()
    {
        for (const QJsonValue& disk : disks()) // of a test that failed
            product.run({disk[u"verbs"][0].toString().toUtf8(), "--yes", disk[u"id"].toString().toUtf8()});
        endService();
    }
    CommandStage(const CommandStage&) = delete;
    CommandStage& operator=(const CommandStage&) = delete;

    qint64 servicePid() const // 0: it does not run
    {
        BusConnection client(bus, "pid");
        const QDBusReply<uint> pid = client->interface()->servicePid(QStringLiteral("org.mooring.Mooring1"));
        return pid.isValid() ? qint64(pid.value()) : 0;
    }
    bool endService() const // in order, as the end of the user's session does
    {
        const qint64 pid = servicePid();
        if (pid == 0)
            return true;
        ::kill(pid_t(pid), SIGTERM);
        for (int turn = 0; turn < 2500 && ::kill(pid_t(pid), 0) == 0; ++turn)
            ::usleep(10000);
        return ::kill(pid_t(pid), 0) != 0;
    }
    Ran logIn(const QByteArray& target, const QByteArray& portal, const Argv& options = {},
              const RunOptions& run = {}) const
    {
        return product.run(Argv {"--json", "login", "--portal", portal} + options + Argv {target}, run);
    }
    QJsonArray resources(const char* kind) const
    {
        return product.run({"--json", "list", kind}).json()[u"resources"].toArray();
    }
    // Attached since the stage was set up: what else this host has is not ours to touch.
    QJsonArray disks() const
    {
        QJsonArray ours;
        for (const QJsonValue& disk : resources("virtual-disk"))
            if (!stringsOf(m_others, "id").contains(disk[u"id"].toString().toUtf8()))
                ours.append(disk);
        return ours;
    }

    Lab lab;
    PrivateBus bus;
    Product product;

private:
    QJsonArray m_others; // a disk without a device is one as well
};

inline QString codeOf(const Ran& ran) // of what finished, or was refused
{
    const QJsonObject finished = finishedEvent(ran);
    for (const QJsonValue& error :
         QJsonArray {finished[u"error"], finished[u"goals"][0][u"error"], ran.json()[u"error"]})
        if (error.isObject())
            return error[u"code"].toString();
    return {};
}

} // namespace mooring::lab
