// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "istgtdaemon.h"
#include "lab.h"
#include "loopback.h"
#include "rawinitiator.h"
#include "relay.h"
#include "scriptedtarget.h"
#include "tgtdaemon.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>

using namespace mooring::lab;
using namespace std::chrono_literals;

namespace {

const Argv noAccounts {"LIBISCSI_CHAP_USERNAME=", "LIBISCSI_CHAP_PASSWORD="};

// A stock initiator holds a session while this lives.
RunningPtr heldSession(const QByteArray& url)
{
    auto reader = std::make_unique<Running>(Argv {"iscsi-perf", "-t", "600", "-m", "1", url});
    reader->readLine();
    return reader;
}

QByteArray withAccount(QByteArray url, const QByteArray& account, const QByteArray& query = {})
{
    return url.replace("iscsi://", "iscsi://" + account + '@') + query;
}

} // namespace

// The real targets and the relay, against stock initiators.
class TestLabTargets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tgtdIsPrivateAndGoesWithItsOwner();
    void tgtdTellsItsLunsAndSessions();
    void tgtdLosesAConnectionOnDemand();
    void tgtdAsksForAccounts();
    void tgtdMakesAHundredTargets();
    void tgtdGoesWithAKilledTest();
    void istgtServes();
    void istgtCounts();
    void relayDelaysWithoutSerialising();
    void relayCuts_data();
    void relayCuts();
    void relayStallsAndGoesOn();
};

void TestLabTargets::initTestCase()
{
    if (!TgtDaemon::unavailable().isEmpty())
        QSKIP(qPrintable(TgtDaemon::unavailable()));
}

void TestLabTargets::tgtdIsPrivateAndGoesWithItsOwner()
{
    Lab lab;
    qint64 pid = 0;
    quint16 port = 0;
    {
        TgtDaemon first({.folder = lab.folder(), .name = "a"}), second({.folder = lab.folder(), .name = "b"});
        pid = first.pid();
        port = first.port();
        QVERIFY(first.port() != second.port());
        QVERIFY(listensOn(first.pid(), first.port()) && !listensOn(first.pid(), second.port()));
        QVERIFY(!listensOn(first.pid(), 3260));
        QVERIFY(Lab::must({"iscsi-ls", "iscsi://" + first.portal()}).contains("iqn.2026-11.lab:a1"));
        QVERIFY(!Lab::must({"iscsi-ls", "iscsi://" + first.portal()}).contains("iqn.2026-11.lab:b1"));
        QVERIFY(Lab::must({"/usr/sbin/tgtadm", "-C", "1", "--lld", "iscsi", "-m", "target", "-o", "show"},
                          {.environment = {second.environment()}})
                    .contains("iqn.2026-11.lab:b1"));
        QVERIFY(second.stop());
    }
    QVERIFY(kill(pid_t(pid), 0) != 0);
    QCOMPARE(connectTo(port), -1);
}

void TestLabTargets::tgtdTellsItsLunsAndSessions()
{
    Lab lab;
    TgtDaemon tgtd({.folder = lab.folder(), .targets = 2, .luns = 2});
    tgtd.addLun(2, 3, 0);
    const QList<TgtLun> luns = tgtd.luns(2);
    QCOMPARE(luns.size(), 3);
    QCOMPARE(luns[1].number, quint64(2));
    QCOMPARE(luns[1].serial, "t-2-2");
    QCOMPARE(luns[1].bytes, qint64(64) << 20);
    QVERIFY(luns[2].bytes > qint64(1) << 39);
    QVERIFY(Lab::must({"iscsi-readcapacity16", tgtd.url(2, 2)}).contains("Total size:67108864"));
    QVERIFY(Lab::must({"iscsi-inq", "-e", "1", "-c", "128", tgtd.url(2, 2)}).contains("t-2-2"));
    QVERIFY(tgtd.sessions().isEmpty());

    const RunningPtr one = heldSession(tgtd.url(2, 1)), two = heldSession(tgtd.url(2, 2));
    QTRY_COMPARE(tgtd.sessions(2).size(), 2);
    QVERIFY(tgtd.sessions(1).isEmpty());
    const TgtSession session = tgtd.sessions(2)[0];
    QCOMPARE(session.initiator, "iqn.2010-11.libiscsi:iscsi-perf");
    QCOMPARE(session.connections.size(), 1);
    QCOMPARE(session.connections[0].address, "127.0.0.1");
    QVERIFY(session.id != tgtd.sessions(2)[1].id);
}

void TestLabTargets::tgtdLosesAConnectionOnDemand()
{
    Lab lab;
    TgtDaemon tgtd({.folder = lab.folder()});
    const RunningPtr keeps = heldSession(tgtd.url(1, 1)), loses = heldSession(tgtd.url(1, 1));
    QTRY_COMPARE(tgtd.sessions(1).size(), 2);
    const QList<TgtSession> before = tgtd.sessions(1);
    loses->signal(SIGSTOP); // it would log in again
    keeps->signal(SIGSTOP);
    QCOMPARE(tgtd.deleteConnection(before[0], before[0].connections[0].id), 0u);
    QTRY_COMPARE(tgtd.sessions(1), QList<TgtSession> {before[1]});
    QVERIFY(tgtd.deleteConnection(before[0], 0) != 0);
}

void TestLabTargets::tgtdAsksForAccounts()
{
    Lab lab;
    TgtDaemon tgtd({.folder = lab.folder(),
                    .user = "joe",
                    .secret = "secret123456",
                    .mutualUser = "tgt",
                    .mutualSecret = "secret654321"});
    const QByteArray url = tgtd.url(1, 1), mutual = "?target_user=tgt&target_password=";
    QVERIFY(!run({"iscsi-inq", url}, {.environment = noAccounts}).ok());
    QVERIFY(!run({"iscsi-inq", withAccount(url, "joe%secret123457")}).ok());
    QVERIFY(run({"iscsi-inq", withAccount(url, "joe%secret123456")}).ok());
    QVERIFY(run({"iscsi-inq", withAccount(url, "joe%secret123456", mutual + "secret654321")}).ok());
    QVERIFY(!run({"iscsi-inq", withAccount(url, "joe%secret123456", mutual + "secret654322")}).ok());
}

void TestLabTargets::tgtdMakesAHundredTargets()
{
    Lab lab;
    TgtDaemon tgtd({.folder = lab.folder(), .targets = 100, .luns = 8});
    const QByteArray listed = Lab::must({"iscsi-ls", "-s", "iscsi://" + tgtd.portal()});
    QCOMPARE(listed.count("Target:"), 100);
    QCOMPARE(listed.count("DIRECT_ACCESS"), 800);
    QVERIFY(tgtd.stop());
}

// The janitor knows it by the lab's mark.
void TestLabTargets::tgtdGoesWithAKilledTest()
{
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        Lab lab;
        TgtDaemon tgtd({.folder = lab.folder()});
        const qint64 pid = tgtd.pid();
        if (write(ends[1], &pid, sizeof pid) == sizeof pid)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    qint64 pid = 0;
    close(ends[1]);
    QCOMPARE(read(ends[0], &pid, sizeof pid), ssize_t(sizeof pid));
    close(ends[0]);
    QTRY_VERIFY_WITH_TIMEOUT(kill(pid_t(pid), 0) != 0, 30000);
}

void TestLabTargets::istgtServes()
{
    if (!IstgtDaemon::unavailable().isEmpty())
        QSKIP(qPrintable(IstgtDaemon::unavailable()));
    Lab lab;
    IstgtDaemon istgt({.folder = lab.folder(), .targets = 2, .user = "joe", .secret = "secret123456"});
    const QByteArray url = withAccount(istgt.url(2), "joe%secret123456");
    QVERIFY(Lab::must({"iscsi-readcapacity16", url}).contains("Total size:33554432"));
    QVERIFY(Lab::must({"iscsi-inq", "-e", "1", "-c", "128", url}).contains(istgt.serial(2)));
    QVERIFY(!run({"iscsi-inq", istgt.url(2)}, {.environment = noAccounts}).ok());
    QVERIFY(istgt.logins(2) >= 2); // libiscsi may log in again by itself
    QCOMPARE(istgt.logins(1), 0);
    const RunningPtr held = heldSession(url);
    QTRY_COMPARE(istgt.connections(), 1);
    QVERIFY(istgt.stop());
}

void TestLabTargets::istgtCounts()
{
    if (!IstgtDaemon::unavailable().isEmpty())
        QSKIP(qPrintable(IstgtDaemon::unavailable()));
    Lab lab;
    IstgtDaemon istgt({.folder = lab.folder(), .targets = 2});
    RawInitiator discovers(istgt.port()), uses(istgt.port());
    // not iscsi-ls, which never returns: libiscsi's Logout is behind the ExpCmdSN that istgt tells
    QVERIFY(discovers.login({}));
    const Pdu offer = discovers.textRequest(textOf({{"SendTargets", "All"}})).value_or(Pdu());
    QVERIFY(offer.data.contains(istgt.name(1)) && offer.data.contains(istgt.name(2)));
    QVERIFY(uses.login(istgt.name(1)));
    QTRY_COMPARE(istgt.logins(1), 1);
    QCOMPARE(istgt.logouts(1), 0);
    const std::optional<Pdu> answer
        = uses.logout(); // istgt may be quicker to reset the connection than we to read
    QVERIFY(!answer || answer->opcode() == Opcode::LogoutResponse);
    QTRY_COMPARE(istgt.logouts(1), 1);
    QCOMPARE(istgt.logins(2), 0);
}

void TestLabTargets::relayDelaysWithoutSerialising()
{
    ScriptedTarget target;
    Relay relay(target.port());
    RawInitiator initiator(relay.port());
    QVERIFY(initiator.login({}));
    const auto timeOf = [&](quint32 requests) { // the best of some: the machine has other things to do
        qint64 best = std::numeric_limits<qint64>::max();
        for (int turn = 0; turn < 5; ++turn) {
            QElapsedTimer clock;
            clock.start();
            for (quint32 request = 0; request < requests; ++request)
                initiator.send(Pdu(Opcode::NopOut).put(0, quint8(0x40)).put(16, request).put(20, noTag));
            for (quint32 request = 0; request < requests; ++request)
                if (!initiator.receive())
                    return qint64(-1);
            best = std::min(best, clock.nsecsElapsed());
        }
        return best;
    };
    const qint64 direct = timeOf(1);
    relay.setDelay(20ms);
    const qint64 one = timeOf(1), hundred = timeOf(100);
    QVERIFY2(one >= 40000000 && one > 4 * direct, qPrintable(QString::number(one)));
    QVERIFY2(hundred >= 40000000 && hundred < 10 * one, qPrintable(QString::number(hundred)));
    QCOMPARE(target.counts().pings, 5 * 102);
    QCOMPARE(relay.connections(), 1);
    QVERIFY(relay.bytesBack() >= 5 * 102 * 48);
}

void TestLabTargets::relayCuts_data()
{
    QTest::addColumn<Cut>("how");
    QTest::addColumn<SessionRecord::End>("end");
    QTest::newRow("end of the stream") << Cut::Fin << SessionRecord::ClosedByInitiator;
    QTest::newRow("reset") << Cut::Reset << SessionRecord::ResetByInitiator;
}

void TestLabTargets::relayCuts()
{
    QFETCH(Cut, how);
    QFETCH(SessionRecord::End, end);
    ScriptedTarget target;
    Relay relay(target.port());
    RawInitiator first(relay.port()), second(relay.port());
    QVERIFY(first.login("iqn.2026-11.lab:s1", 1));
    relay.cut(how);
    QVERIFY(first.isAtEnd() && second.isAtEnd());
    QTRY_COMPARE(target.sessions().value(0).end, end);
    QCOMPARE(relay.openConnections(), 0);

    RawInitiator third(relay.port());
    relay.cutAfter(20, how);
    QVERIFY(!third.login("iqn.2026-11.lab:s1", 2));
    QVERIFY(third.receiveBytes(100).size() <= 20);
    relay.refuseConnections();
    QVERIFY(!RawInitiator(relay.port()).isConnected());
}

void TestLabTargets::relayStallsAndGoesOn()
{
    ScriptedTarget target;
    Relay relay(target.port());
    RawInitiator initiator(relay.port());
    QVERIFY(initiator.login("iqn.2026-11.lab:s1"));
    relay.stall();
    initiator.send(Pdu(Opcode::NopOut).put(16, quint32(7)).put(20, noTag));
    QVERIFY(!initiator.receive(100));
    QVERIFY(RawInitiator(relay.port()).isConnected());
    QCOMPARE(target.counts().pings, 0);
    relay.goOn();
    const std::optional<Pdu> answer = initiator.receive();
    QVERIFY(answer && answer->opcode() == Opcode::NopIn && answer->tag() == 7);
    QCOMPARE(target.sessions().value(0).end, SessionRecord::Open);
}

QTEST_GUILESS_MAIN(TestLabTargets)
#include "tst_labtargets.moc"
