// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/inhibitor.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusError>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace mooring;

namespace {

// logind as far as an inhibitor needs it. The lock it gives is a pipe: when every copy of its writing end is
// closed, the lock is gone.
class FakeLogind : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    QStringList asked;
    bool refuseBlock = false;

    ~FakeLogind() override { forget(); }
    bool lockIsGone() const
    {
        pollfd watched {m_reading, POLLIN, 0};
        return m_reading >= 0 && poll(&watched, 1, 0) == 1 && (watched.revents & POLLHUP) != 0;
    }
    void forget()
    {
        if (m_reading >= 0)
            close(m_reading);
        m_reading = -1;
        asked.clear();
        refuseBlock = false;
    }

public slots:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why,
                                    const QString& mode)
    {
        asked << (QStringList {what, who, why, mode}).join(u'|');
        if (refuseBlock && mode == u"block") {
            sendErrorReply(QDBusError::AccessDenied);
            return {};
        }
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            qFatal("no pipe");
        m_reading = ends[0];
        QDBusUnixFileDescriptor lock;
        lock.giveFileDescriptor(ends[1]);
        return lock;
    }

private:
    int m_reading = -1;
};

} // namespace

class tst_Inhibitor : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_logind.forget(); }
    void cleanupTestCase();
    void blocksUntilLetGo();
    void asksOnceWhileHeld();
    void delaysWhereBlockingIsRefused();
    void letGoBeforeTheAnswerHoldsNothing();
    void goesWithItsObject();
    void withoutBusNothingHappens();

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    FakeLogind m_logind;
};

void tst_Inhibitor::initTestCase()
{
    const QString address = QStringLiteral("unix:path=%1/bus").arg(m_folder.path());
    QFile config(m_folder.filePath(QStringLiteral("bus.conf")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("<busconfig><type>system</type><auth>EXTERNAL</auth><listen>" + address.toUtf8()
                 + "</listen><policy context=\"default\"><allow own=\"*\"/><allow send_destination=\"*\"/>"
                   "<allow receive_sender=\"*\"/></policy></busconfig>");
    config.close();
    m_bus.start(QStringLiteral("dbus-daemon"),
                {QStringLiteral("--nofork"), QStringLiteral("--config-file"), config.fileName(),
                 QStringLiteral("--print-address=1")});
    QVERIFY2(m_bus.waitForReadyRead(10000), "dbus-daemon did not start");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toUtf8());
    QDBusConnection bus = QDBusConnection::connectToBus(address, QStringLiteral("logind"));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.login1")));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/login1"), &m_logind,
                               QDBusConnection::ExportAllSlots));
}

void tst_Inhibitor::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("logind"));
    m_bus.terminate();
    QVERIFY(m_bus.waitForFinished());
}

void tst_Inhibitor::blocksUntilLetGo()
{
    Inhibitor inhibitor;
    inhibitor.hold(QStringLiteral("detaching disk.img"));
    QTRY_VERIFY(inhibitor.isHeld());
    QCOMPARE(m_logind.asked, QStringList {QStringLiteral("shutdown:sleep|Mooring|detaching disk.img|block")});
    QVERIFY(!m_logind.lockIsGone());
    inhibitor.letGo();
    QVERIFY(!inhibitor.isHeld());
    QTRY_VERIFY(m_logind.lockIsGone());
}

void tst_Inhibitor::asksOnceWhileHeld()
{
    Inhibitor inhibitor;
    inhibitor.hold(QStringLiteral("one"));
    inhibitor.hold(QStringLiteral("two"));
    QTRY_VERIFY(inhibitor.isHeld());
    inhibitor.hold(QStringLiteral("three"));
    QCOMPARE(m_logind.asked.size(), 1);
}

void tst_Inhibitor::delaysWhereBlockingIsRefused()
{
    m_logind.refuseBlock = true;
    Inhibitor inhibitor;
    inhibitor.hold(QStringLiteral("x"));
    QTRY_VERIFY(inhibitor.isHeld());
    QCOMPARE(m_logind.asked.size(), 2);
    QVERIFY(m_logind.asked.constLast().endsWith(u"|delay"));
}

void tst_Inhibitor::letGoBeforeTheAnswerHoldsNothing()
{
    Inhibitor inhibitor;
    inhibitor.hold(QStringLiteral("x"));
    inhibitor.letGo();
    QTRY_VERIFY(m_logind.lockIsGone());
    QVERIFY(!inhibitor.isHeld());
}

void tst_Inhibitor::goesWithItsObject()
{
    {
        Inhibitor inhibitor;
        inhibitor.hold(QStringLiteral("x"));
        QTRY_VERIFY(inhibitor.isHeld());
    }
    QTRY_VERIFY(m_logind.lockIsGone());
}

void tst_Inhibitor::withoutBusNothingHappens()
{
    const QByteArray address = qgetenv("DBUS_SYSTEM_BUS_ADDRESS");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    Inhibitor inhibitor;
    inhibitor.hold(QStringLiteral("x"));
    inhibitor.letGo();
    QVERIFY(!inhibitor.isHeld());
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
    inhibitor.hold(QStringLiteral("again"));
    QTRY_VERIFY(inhibitor.isHeld());
}

QTEST_GUILESS_MAIN(tst_Inhibitor)
#include "tst_inhibitor.moc"
