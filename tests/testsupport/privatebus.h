// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace mooring {

// A session bus of its own, taken down with the object. What it may activate is what service() names.
class PrivateBus
{
public:
    PrivateBus() = default;
    ~PrivateBus() { stop(); }
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;

    void service(const QString& name, const QString& command) // before start()
    {
        const QString folder = m_folder.filePath(QStringLiteral("dbus-1/services"));
        QDir().mkpath(folder);
        QFile file(folder + u'/' + name + QStringLiteral(".service"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no service file");
        file.write("[D-BUS Service]\nName=" + name.toUtf8() + "\nExec=" + command.toUtf8() + "\n");
    }
    bool start()
    {
        m_daemon = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder.path());
        environment.insert(QStringLiteral("XDG_DATA_DIRS"), m_folder.path());
        m_daemon->setProcessEnvironment(environment);
        m_daemon->start(QStringLiteral("dbus-daemon"),
                        {QStringLiteral("--session"), QStringLiteral("--nofork"),
                         QStringLiteral("--print-address"), QStringLiteral("--address=") + address()});
        return m_daemon->waitForReadyRead(10000);
    }
    void stop()
    {
        if (!m_daemon)
            return;
        m_daemon->kill();
        m_daemon->waitForFinished();
        m_daemon.reset();
    }
    QString address() const
    {
        return QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("bus"));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_daemon;
};

// One connection to it, closed with the object.
class BusConnection
{
public:
    BusConnection(const PrivateBus& bus, const char* name)
        : m_name(QLatin1String(name))
        , m_connection(QDBusConnection::connectToBus(bus.address(), m_name))
    {
        if (!m_connection.isConnected())
            qFatal("no connection to the test's bus");
    }
    ~BusConnection() { QDBusConnection::disconnectFromBus(m_name); }
    BusConnection(const BusConnection&) = delete;
    BusConnection& operator=(const BusConnection&) = delete;
    QDBusConnection* operator->() { return &m_connection; }
    QDBusConnection& operator*() { return m_connection; }
    QDBusMessage call(const char* method, const QVariantList& arguments = {})
    {
        QDBusMessage message = QDBusMessage::createMethodCall(
            QStringLiteral("org.mooring.Mooring1"), QStringLiteral("/org/mooring/Mooring1"),
            QStringLiteral("org.mooring.Mooring1"), QLatin1String(method));
        message.setArguments(arguments);
        message.setAutoStartService(false);
        return m_connection.call(message, QDBus::Block, 20000);
    }

private:
    QString m_name;
    QDBusConnection m_connection;
};

} // namespace mooring
