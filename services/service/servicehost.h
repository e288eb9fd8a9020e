// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clients.h"
#include "operationtable.h"

#include <QDBusVirtualObject>

#include <unistd.h>

namespace mooring {

// The service's end of org.mooring.Mooring1 (see org.mooring.Mooring1.xml): other processes look and run
// steps through its providers and tell each other of their operations. Lives on one thread and never blocks
// it.
class ServiceHost final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    ServiceHost(QDBusConnection bus, ServedProviders providers, ServiceLimits limits = {},
                uid_t user = geteuid());
    ~ServiceHost() override;

    bool takeName(); // false: another one has it, or there is no bus
    void dropName();
    const ServedProviders& providers() const { return m_providers; }
    bool isQuiet() const; // nobody is connected, nothing runs

    // From now on nothing is begun; what runs is asked to stop.
    void close();

signals:
    void stirred(); // isQuiet() may have changed
    void busLost(); // nobody can reach this service any more

private:
    struct Method;
    static const Method* method(const QString& name);
    QString introspect(const QString& path) const override;
    bool handleMessage(const QDBusMessage& call, const QDBusConnection& bus) override;
    void carryOut(const Method& method, const QDBusMessage& call);
    void watch(Provider& provider);

    void tellVersion(const QDBusMessage& call);
    void tellProviders(const QDBusMessage& call);
    void look(const QDBusMessage& call);
    void stopLooks(const QDBusMessage& call);
    void run(const QDBusMessage& call);
    void stopJob(const QDBusMessage& call);
    void listOperations(const QDBusMessage& call) { m_operations.list(call); }
    void enroll(const QDBusMessage& call) { m_operations.enroll(call); }
    void update(const QDBusMessage& call) { m_operations.update(call); }
    void stopOperation(const QDBusMessage& call) { m_operations.stop(call); }
    void answerStop(const QDBusMessage& call) { m_operations.answerStop(call); }

    QDBusConnection m_bus;
    const ServedProviders m_providers;
    const ServiceLimits m_limits;
    std::shared_ptr<Postbox> m_postbox;
    Clients m_clients;
    Jobs m_jobs;
    OperationTable m_operations;
    bool m_closed = false;
};

} // namespace mooring
