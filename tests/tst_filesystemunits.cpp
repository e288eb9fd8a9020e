// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/filesystem/filesystembody.h"
#include "services/filesystem/mountnodes.h"
#include "testsupport/fixtureroot.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusObjectPath>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace mooring;

// As much of systemd as is asked for, on a private bus. A unit takes a while to stop.
class FakeSystemd : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.systemd1.Manager")
public slots:
    QDBusObjectPath GetUnit(const QString& unit)
    {
        if (!states.contains(unit))
            sendErrorReply(QStringLiteral("org.freedesktop.systemd1.NoSuchUnit"), unit);
        current = unit;
        return QDBusObjectPath(QStringLiteral("/org/freedesktop/systemd1/unit/x"));
    }
    QDBusObjectPath StopUnit(const QString& unit, const QString& mode)
    {
        calls += QStringLiteral("stop %1 %2").arg(unit, mode);
        if (unit.startsWith(QLatin1String("refused")))
            sendErrorReply(QStringLiteral("org.freedesktop.DBus.Error.AccessDenied"), unit);
        states[unit] = QStringLiteral("deactivating");
        if (!unit.startsWith(QLatin1String("slow")))
            QTimer::singleShot(120, this, [this, unit] { states[unit] = QStringLiteral("inactive"); });
        return QDBusObjectPath(QStringLiteral("/org/freedesktop/systemd1/job/1"));
    }
    QDBusObjectPath StartUnit(const QString& unit, const QString& mode)
    {
        calls += QStringLiteral("start %1 %2").arg(unit, mode);
        states[unit] = QStringLiteral("active");
        return QDBusObjectPath(QStringLiteral("/org/freedesktop/systemd1/job/2"));
    }

public:
    QMap<QString, QString> states;
    QStringList calls;
    QString current;
};

class FakeUnit : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.systemd1.Unit")
    Q_PROPERTY(QString ActiveState READ activeState)
public:
    explicit FakeUnit(FakeSystemd& manager)
        : m_manager(manager)
    {
    }
    QString activeState() const { return m_manager.states.value(m_manager.current); }

private:
    FakeSystemd& m_manager;
};

class TstFilesystemUnits : public QObject
{
    Q_OBJECT
private slots:
    void escapesUnitNames();
    void initTestCase();
    void cleanupTestCase();
    void holdsAndEndsTheHold();
    void tellsThatItWasRefused();
    void stopsWaitingWhenToldTo();
    void stopsOnlyTheServiceThatWasShown();
    void tellsThatThereIsNoSystemd();

private:
    static Step step(Verb verb, const QString& unit);
    StepResult run(const Step& step, std::stop_token stop = {}) const;
    QProcess m_daemon;
    FakeSystemd m_manager;
    FakeUnit m_unit {m_manager};
    FixtureRoot m_root;
};

void TstFilesystemUnits::initTestCase()
{
    m_daemon.start(
        QStringLiteral("dbus-daemon"),
        {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QVERIFY(m_daemon.waitForStarted());
    m_root.mountinfo("20 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
    QVERIFY(m_daemon.waitForReadyRead(10000));
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_daemon.readLine().trimmed());
    auto bus = QDBusConnection::connectToBus(QDBusConnection::SystemBus, QStringLiteral("fake"));
    QVERIFY(bus.isConnected());
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/systemd1"), &m_manager,
                               QDBusConnection::ExportAllSlots));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/systemd1/unit/x"), &m_unit,
                               QDBusConnection::ExportAllProperties));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.systemd1")));
}

void TstFilesystemUnits::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("fake"));
    m_daemon.kill();
    m_daemon.waitForFinished();
}

Step TstFilesystemUnits::step(Verb verb, const QString& unit)
{
    const QJsonObject recipe {{QStringLiteral("data"), QJsonObject {{QStringLiteral("unit"), unit}}}};
    Step step;
    step.verb = verb;
    step.name = QStringLiteral("/media/x");
    (verb == Verb::Hold ? step.restore : step.arguments) = recipe;
    return step;
}

// The body blocks, and the fake answers on this thread.
StepResult TstFilesystemUnits::run(const Step& step, std::stop_token stop) const
{
    FilesystemOptions options;
    options.root = m_root.path();
    FilesystemBody body(options);
    StepResult result;
    std::atomic<bool> ended = false;
    std::thread thread([&] {
        result = body.run(step, stop, [](const Progress&) {});
        ended = true;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(ended, 20000); }();
    thread.join();
    return result;
}

void TstFilesystemUnits::holdsAndEndsTheHold()
{
    const QString unit = QStringLiteral("media-x.automount");
    m_manager.states[unit] = QStringLiteral("active");
    QVERIFY(!run(step(Verb::Hold, unit)).error);
    QCOMPARE(m_manager.states[unit], QStringLiteral("inactive")); // not merely queued
    QVERIFY(!run(step(Verb::EndHold, unit)).error);
    QCOMPARE(m_manager.states[unit], QStringLiteral("active"));
    QCOMPARE(m_manager.calls,
             (QStringList {QStringLiteral("stop media-x.automount replace"),
                           QStringLiteral("start media-x.automount replace")}));
}

void TstFilesystemUnits::tellsThatItWasRefused()
{
    const StepResult result = run(step(Verb::Hold, QStringLiteral("refused.automount")));
    QVERIFY(result.error.has_value());
    QCOMPARE(result.error->code, ErrorCode::PermissionDenied);
    QCOMPARE(result.error->domain, ErrorDomain::Dbus);
    QCOMPARE(run(step(Verb::Hold, {})).error->code, ErrorCode::InvalidArgument);
}

void TstFilesystemUnits::stopsWaitingWhenToldTo()
{
    std::stop_source source;
    QTimer::singleShot(200, this, [&source] { source.request_stop(); });
    const StepResult result = run(step(Verb::Hold, QStringLiteral("slow.automount")), source.get_token());
    QCOMPARE(result.error->code, ErrorCode::DeadlinePassed);
}

void TstFilesystemUnits::stopsOnlyTheServiceThatWasShown()
{
    m_manager.calls.clear();
    m_manager.states[QStringLiteral("web.service")] = QStringLiteral("active");
    m_root.process(999999, 1, {}, "0::/system.slice/web.service\n"); // no such pid can live here
    Step ask;
    ask.verb = Verb::AskToQuit;
    ask.resource = ResourceId {QStringLiteral("process:999999@4711")};
    ask.command = {"systemctl", "stop", "db.service"};
    QCOMPARE(run(ask).error->code, ErrorCode::IdentityChanged);
    ask.resource = ResourceId {QStringLiteral("process:999999@4712")};
    QCOMPARE(run(ask).error->code, ErrorCode::AlreadyGone);
    QVERIFY(m_manager.calls.isEmpty());
    ask.resource = ResourceId {QStringLiteral("process:999999@4711")};
    ask.command = {"systemctl", "stop", "web.service"};
    QVERIFY(!run(ask).error);
    QCOMPARE(m_manager.calls, QStringList {QStringLiteral("stop web.service replace")});
}

void TstFilesystemUnits::tellsThatThereIsNoSystemd()
{
    QDBusConnection bus(QStringLiteral("fake"));
    QVERIFY(bus.unregisterService(QStringLiteral("org.freedesktop.systemd1")));
    const StepResult result = run(step(Verb::Hold, QStringLiteral("x.automount")));
    QVERIFY(result.error.has_value());
    QCOMPARE(result.error->code, ErrorCode::ServiceNotRunning);
}

void TstFilesystemUnits::escapesUnitNames()
{
    const auto name = [](const char* path) { return unitOfPath(path, QStringLiteral(".automount")); };
    QCOMPARE(name("/media/usb"), QStringLiteral("media-usb.automount"));
    QCOMPARE(name("/a-b/c d"), QStringLiteral("a\\x2db-c\\x20d.automount"));
    QCOMPARE(name("/.x/.y"), QStringLiteral("\\x2ex-.y.automount"));
    QCOMPARE(name("/"), QStringLiteral("-.automount"));
}

QTEST_GUILESS_MAIN(TstFilesystemUnits)
#include "tst_filesystemunits.moc"
