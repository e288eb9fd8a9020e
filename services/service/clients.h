// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QHash>

#include <functional>
#include <sys/types.h>
#include <vector>

namespace mooring {

// Who talks to the service: unique names on the bus, each asked once for its user and watched until it
// leaves.
class Clients : public QObject
{
    Q_OBJECT
public:
    Clients(QDBusConnection bus, uid_t user, int most);

    enum class Verdict
    {
        Welcome,
        NotThisUser,
        TooMany,
        Gone
    };
    void admit(const QString& name, std::function<void(Verdict)> then); // at once where it is known
    bool isHere(const QString& name) const;
    int count() const;

signals:
    void came();
    void gone(const QString& name);

private:
    struct Client
    {
        bool known = false;
        std::vector<std::function<void(Verdict)>> waiting;
    };
    void ask(const QString& name);
    void settle(const QString& name, Verdict verdict);
    void left(const QString& name);

    QDBusConnection m_bus;
    uid_t m_user;
    int m_most;
    QHash<QString, Client> m_clients;
    QDBusServiceWatcher m_watcher;
};

} // namespace mooring
