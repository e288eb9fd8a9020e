// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pcsc/servicegate.h"
#include "testsupport/fixtureroot.h"

#include <QTest>

using namespace mooring;
using namespace mooring::pcsc;

// When pcscd may be asked. With systemd's socket each question starts it.
class TestServiceGate : public QObject
{
    Q_OBJECT
private slots:
    void isNotAskedWhereThereIsNoSocket();
    void isAskedOnceUntilSomethingChanges();
    void mayTakeAMomentToListen();
    void whatHasGoneIsOnlyAskedWhenAnotherRunIsThere();
    void whoWasRefusedAsksAgainLater();
};

namespace {
ServiceGate::Settings settings(const FixtureRoot& root, int settling = 0)
{
    ServiceGate::Settings settings;
    settings.socket = root.path() + "comm";
    settings.pidFile = root.path() + "pid";
    settings.settling = settling;
    settings.refusedPause = 1;
    return settings;
}

void again(const FixtureRoot& root, const QByteArray& name)
{
    root.write(name + ".new", {}); // another one while the first is there: it cannot have its inode
    QVERIFY(
        QFile::rename(QString::fromUtf8(root.path() + name), QString::fromUtf8(root.path() + name + ".old")));
    QVERIFY(
        QFile::rename(QString::fromUtf8(root.path() + name + ".new"), QString::fromUtf8(root.path() + name)));
}
} // namespace

void TestServiceGate::isNotAskedWhereThereIsNoSocket()
{
    const FixtureRoot root;
    ServiceGate gate(settings(root));
    QVERIFY(!gate.mayAsk());
    root.write("comm", {});
    QVERIFY(gate.mayAsk());
}

void TestServiceGate::isAskedOnceUntilSomethingChanges()
{
    const FixtureRoot root;
    root.write("comm", {});
    ServiceGate gate(settings(root));
    gate.asked(noService);
    QVERIFY(!gate.mayAsk());
    QCOMPARE(gate.last(), noService);
    again(root, "comm");
    QVERIFY(gate.mayAsk());
    gate.asked(noService);
    QVERIFY(!gate.mayAsk());
    root.write("pid", "1"); // it was started by somebody
    QVERIFY(gate.mayAsk());
    gate.asked(success);
    QVERIFY(gate.mayAsk());
}

void TestServiceGate::mayTakeAMomentToListen()
{
    const FixtureRoot root;
    root.write("comm", {});
    ServiceGate gate(settings(root, 60000));
    gate.asked(noService);
    QVERIFY(gate.mayAsk());
}

void TestServiceGate::whatHasGoneIsOnlyAskedWhenAnotherRunIsThere()
{
    const FixtureRoot root;
    root.write("comm", {});
    root.write("pid", "1");
    ServiceGate gate(settings(root, 60000));
    gate.asked(success);
    gate.lost();
    QVERIFY(!gate.mayAsk());
    QVERIFY(
        QFile::rename(QString::fromUtf8(root.path() + "pid"), QString::fromUtf8(root.path() + "pid.old")));
    QVERIFY(!gate.mayAsk()); // it ends: the socket is systemd's, and asking would start it
    root.write("pid", "2");
    QVERIFY(gate.mayAsk());
}

void TestServiceGate::whoWasRefusedAsksAgainLater()
{
    const FixtureRoot root;
    root.write("comm", {});
    ServiceGate gate(settings(root));
    gate.asked(refused);
    QCOMPARE(gate.last(), refused);
    QTRY_VERIFY(gate.mayAsk());
}

QTEST_GUILESS_MAIN(TestServiceGate)
#include "tst_servicegate.moc"
