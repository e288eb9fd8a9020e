// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mountedunit.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// A target that falls silent: its kernel keeps the connection, and takes new ones; nobody answers.
class TestSilentTarget : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsOfATargetThatIsStopped();
    void namesRungsThatShowedLate();
    void dropsASilentSession();

private:
    static constexpr int silent = 30000; // ms
};

void TestSilentTarget::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestSilentTarget::tellsOfATargetThatIsStopped()
{
    MountedUnit it;
    const Watcher watcher;
    QTest::qWait(2500); // what the attaching itself told
    const int before = watcher.woken;
    it.tgt->signal(SIGSTOP);
    QTRY_VERIFY_WITH_TIMEOUT(watcher.woken > before, silent);
    for (const char* kind : {"iscsi-session", "iscsi-lun", "virtual-disk"})
        QCOMPARE(stateOf(it.stage, kind), QByteArray("reconnecting"));
    const QJsonObject plan = it.stage.product.run({"--json", "plan", "detach", it.device}).json();
    QCOMPARE(plan[u"steps"][1][u"choosable"], QJsonValue(QJsonArray {QStringLiteral("fail-io")}));
    const Ran words = it.stage.product.run({"plan", "unmount", it.mount});
    QVERIFY2(words.out.contains("--force lazy"), words.text());
    QTest::qWait(silent / 2); // QEMU has given up the connection meanwhile; the new one is as silent
    QCOMPARE(stateOf(it.stage, "virtual-disk"), QByteArray("reconnecting"));
    const int silenced = watcher.woken;
    it.tgt->signal(SIGCONT);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(it.stage, "iscsi-session"), QByteArray("logged-in"), told);
    QCOMPARE(stateOf(it.stage, "virtual-disk"), QByteArray("attached"));
    QTRY_VERIFY_WITH_TIMEOUT(watcher.woken > silenced, told);
    const QJsonObject answered = it.stage.product.run({"--json", "plan", "detach", it.device}).json();
    QVERIFY(!answered[u"steps"][1].toObject().contains(u"choosable"));
    VERIFY_DONE(it.stage.product.run({"--json", "detach", "--yes", it.device}));
}

// The plan was made while nothing showed that the target had just fallen silent.
void TestSilentTarget::namesRungsThatShowedLate()
{
    MountedUnit it;
    it.tgt->signal(SIGSTOP);
    const Ran waited = it.stage.product.run({"--json", "detach", "--yes", "--timeout", "20", it.device});
    QVERIFY2(waited.code == 7, waited.text());
    QCOMPARE(finishedEvent(waited)[u"rungs"], QJsonValue(QJsonArray {QStringLiteral("fail-io")}));
    const Ran forced = it.stage.product.run({"--json", "detach", "--yes", "--force", "fail-io", it.device});
    QVERIFY2(forced.code == 0, QJsonDocument(finishedEvent(forced)).toJson());
    QCOMPARE(it.leftovers(), QByteArray());
}

void TestSilentTarget::dropsASilentSession()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    tgt.signal(SIGSTOP);
    const Ran waited = stage.product.run({"--json", "logout", "--yes", "--timeout", "2", tgt.name(1)});
    QVERIFY2(waited.code == 7, waited.text());
    QElapsedTimer clock;
    clock.start();
    const QByteArray session = stage.resources("iscsi-session")[0][u"id"].toString().toUtf8();
    QVERIFY(!session.isEmpty());
    const Ran dropped = stage.product.run({"--json", "logout", "--yes", "--force", "drop", session});
    QVERIFY2(dropped.code == 0, dropped.text());
    QVERIFY(clock.elapsed() < told);
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
    tgt.signal(SIGCONT);
    QTRY_VERIFY_WITH_TIMEOUT(tgt.sessions().isEmpty(), told);
}

QTEST_GUILESS_MAIN(TestSilentTarget)
#include "tst_silenttarget_lab.moc"
