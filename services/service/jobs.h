// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets.h"
#include "servedprovider.h"
#include "services/core/postbox.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <map>
#include <mutex>
#include <vector>

namespace mooring {

// How much one client, and all of them together, may ask of the service.
struct ServiceLimits
{
    qsizetype text = 16 << 20; // characters of one message
    qsizetype answer = 64 << 20; // libdbus refuses messages over 128 MiB (DBUS_MAXIMUM_MESSAGE_LENGTH)
    int clients = 256;
    int looks = 64; // of one client, at the same time
    int steps = 512; // the same
    int allSteps = 4096; // those of clients that left included
    int operations = 256; // of one client, not ended
    qint64 operationText = 256 << 20; // characters of all records
    int endedOperations = 64; // kept for those who ask late
};

using ServedProviders = std::vector<std::unique_ptr<ServedProvider>>;

// The looks and steps that providers carry out for clients. Providers answer from any thread; what they
// answer becomes text there, and goes out from here.
class Jobs : public QObject
{
    Q_OBJECT
public:
    Jobs(QDBusConnection bus, const ServedProviders& providers, const ServiceLimits& limits);
    ~Jobs() override;

    void look(const QDBusMessage& call);
    void stopLooks(const QString& client, const QString& provider);
    void run(const QDBusMessage& call, const SecretDescriptors& secrets);
    bool stop(const QString& client, quint64 job); // false: not one of his
    void clientLeft(const QString& client); // looks end, steps go on without anyone who waits
    void stopAll();
    bool isBusy() const { return !m_steps.empty(); }

signals:
    void ended(); // isBusy() may have changed

private:
    struct Look
    {
        QDBusMessage call;
        QString provider;
        std::stop_source stop;
    };
    struct Latest; // progress that has not gone out yet
    struct StepJob
    {
        QString client; // empty: it left
        std::stop_source stop;
    };
    ServedProvider* provider(const QDBusMessage& call) const; // null: refused
    int looksOf(const QString& client) const;
    int stepsOf(const QString& client) const;
    Reply<StepResult> replyOf(quint64 job, const Secrets& secrets);
    void lookEnded(quint64 look, const QString& text);
    void progressed(quint64 job, const QString& text);
    void stepEnded(quint64 job, const QString& text);

    QDBusConnection m_bus;
    const ServedProviders& m_providers;
    const ServiceLimits& m_limits;
    std::shared_ptr<Postbox> m_postbox;
    std::map<quint64, Look> m_looks;
    std::map<quint64, StepJob> m_steps;
    quint64 m_last = 0;
};

} // namespace mooring
