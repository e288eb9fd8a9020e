// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Sessions that real programs beside Mooring have to the same target.
class TestOtherSessions : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void aProgramStandsInTheWay();
    void isLeftAloneWhenAsked();
    void goesByItselfMeanwhile();
    void tellsAProgramThatNamesNoTarget();
    void tellsItAfterMooringsOwnHaveGone();
    void tellsItAfterAUnitWasDetached();
    void keepsTheSecretsOfOthers();
    void looksCheaply();

private:
    // A virtual machine's disk, as far as the target can tell.
    static RunningPtr start(const TgtDaemon& tgt, int target)
    {
        const int before = int(tgt.sessions(target).size());
        auto program = std::make_unique<Running>(Argv {"qemu-io", "-r", "-f", "raw", tgt.url(target, 1)});
        for (int turn = 0; turn < 500 && tgt.sessions(target).size() == before; ++turn)
            QTest::qSleep(20);
        return program;
    }
    static bool reads(Running& program)
    {
        program.readAvailable();
        program.write("read 0 512\n");
        for (int line = 0; line < 4; ++line)
            if (program.readLine(5000).contains("read 512/512"))
                return true;
        return false;
    }
    static QJsonObject heldBy(const QJsonArray& sessions, qint64 pid)
    {
        for (const QJsonValue& session : sessions)
            if (session[u"facts"][u"pid"].toInteger() == pid)
                return session.toObject();
        return {};
    }
};

void TestOtherSessions::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestOtherSessions::aProgramStandsInTheWay()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2"}));
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal()));
    const RunningPtr program = start(tgt, 1);
    QCOMPARE(tgt.sessions(1).size(), 3);
    const QJsonArray sessions = stage.resources("iscsi-session");
    QCOMPARE(sessions.size(), 4);
    const QJsonObject other = heldBy(sessions, program->pid());
    QCOMPARE(other[u"facts"][u"held-by"].toString(), QStringLiteral("qemu-io (%1)").arg(program->pid()));
    QCOMPARE(other[u"parent"].toString().toUtf8(), "iscsi-target:" + tgt.name(1));

    const Ran refused = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(refused.code == 4, refused.text());
    const QByteArray process = "process:" + QByteArray::number(program->pid()) + '@';
    QVERIFY2(refused.out.contains(process), refused.text());
    QCOMPARE(tgt.sessions(1).size(), 3); // nothing was sent
    QVERIFY(reads(*program));
    // what it has nothing to do with goes all the same
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(2)}));
    const Ran done = stage.product.run({"--json", "logout", "--yes", "--processes", "quit", tgt.name(1)});
    QVERIFY2(done.code == 0, done.text());
    QVERIFY(!program->isRunning());
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
}

void TestOtherSessions::isLeftAloneWhenAsked()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2"}));
    const RunningPtr program = start(tgt, 1);
    const QByteArray id = heldBy(stage.resources("iscsi-session"), program->pid())[u"id"].toString().toUtf8();
    QVERIFY(!id.isEmpty());
    const Ran partly = stage.product.run({"--json", "logout", "--yes", "--leave-out", id, tgt.name(1)});
    QVERIFY2(partly.code == 3, partly.text());
    const Ran told = stage.product.run({"logout", "--yes", "--leave-out", id, tgt.name(1)});
    QVERIFY2(told.code == 4 && !told.text().contains("in use"), told.text());
    QCOMPARE(tgt.sessions(1).size(), 1);
    QVERIFY(reads(*program));
}

void TestOtherSessions::goesByItselfMeanwhile()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    const RunningPtr program = start(tgt, 1);
    QCOMPARE(stage.resources("iscsi-session").size(), 2);
    program->write("quit\n");
    QVERIFY(program->waitEnd());
    QCOMPARE(stage.resources("iscsi-session").size(), 1);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
}

void TestOtherSessions::tellsAProgramThatNamesNoTarget()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    Running program({"bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$0 && echo ready && read -r end",
                     QByteArray::number(tgt.port())});
    QCOMPARE(program.readLine().trimmed(), QByteArray("ready"));
    const QJsonArray targets = stage.resources("iscsi-target");
    QCOMPARE(targets.size(), 1);
    QCOMPARE(targets[0][u"facts"][u"command"].toString(), QStringLiteral("bash (%1)").arg(program.pid()));
    QCOMPARE(stage.resources("iscsi-session").size(), 1);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
    QVERIFY(program.isRunning());
}

// Neither the service nor any session of Mooring's is left to know the portal.
void TestOtherSessions::tellsItAfterMooringsOwnHaveGone()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    const RunningPtr program = start(tgt, 1);
    const QByteArray id = heldBy(stage.resources("iscsi-session"), program->pid())[u"id"].toString().toUtf8();
    QCOMPARE(stage.product.run({"--json", "logout", "--yes", "--leave-out", id, tgt.name(1)}).code, 3);
    QVERIFY(stage.endService());
    QCOMPARE(stringsOf(stage.resources("iscsi-session"), "id"), QByteArrayList {id});
    QCOMPARE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}).code, 4);
    QCOMPARE(tgt.sessions(1).size(), 1);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", "--processes", "quit", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
}

// The daemon of the unit knew the portal, and nobody else did.
void TestOtherSessions::tellsItAfterAUnitWasDetached()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    const QByteArray url = "iscsi://" + tgt.portal() + '/' + tgt.name(1) + "/1";
    const QByteArray device = createdDevice(stage.product.run({"--json", "attach", url}));
    QVERIFY(!device.isEmpty());
    stage.lab.remember(device);
    const RunningPtr program = start(tgt, 1);
    const QByteArray id = heldBy(stage.resources("iscsi-session"), program->pid())[u"id"].toString().toUtf8();
    QVERIFY(!id.isEmpty());
    VERIFY_DONE(stage.product.run({"--json", "detach", "--yes", device}));
    QCOMPARE(stage.servicePid(), 0);
    QCOMPARE(stringsOf(stage.resources("iscsi-session"), "id"), QByteArrayList {id});
    program->write("quit\n");
    QVERIFY(program->waitEnd());
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
}

// The secret stands on the program's command line, for all to see; it is not for files and answers.
void TestOtherSessions::keepsTheSecretsOfOthers()
{
    const CommandStage stage;
    const TgtDaemon tgt({.folder = stage.lab.folder(), .user = "alice", .secret = "a-secret-of-16-b"});
    QByteArray url = tgt.url(1, 1);
    url.insert(8, "alice%a-secret-of-16-b@");
    Running program({"qemu-io", "-r", "-f", "raw", url});
    const QByteArray file = stage.lab.writeFile("secret", "a-secret-of-16-b");
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--chap-user", "alice", "--chap-secret-file", file}));
    QTRY_COMPARE(tgt.sessions(1).size(), 2);
    const Ran plan = stage.product.run({"--json", "plan", "logout", tgt.name(1)});
    QVERIFY2(plan.code == 4, plan.text());
    QVERIFY2(plan.out.contains("alice%25***@"), plan.out);
    for (const char* command : {"list", "log"})
        QVERIFY(!stage.product.run({"--json", command}).text().contains("a-secret-of-16-b"));
    QVERIFY(!plan.text().contains("a-secret-of-16-b"));
}

// Told, not judged: the machine may be busy.
void TestOtherSessions::looksCheaply()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "32"}));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(stage.resources("iscsi-session").size(), 32);
    const qint64 without = timer.restart();
    const RunningPtr program = start(tgt, 1);
    timer.restart();
    QCOMPARE(stage.resources("iscsi-session").size(), 33);
    qInfo("list without another program: %lld ms, with one: %lld ms", without, timer.elapsed());
}

QTEST_GUILESS_MAIN(TestOtherSessions)
#include "tst_othersessions_lab.moc"
