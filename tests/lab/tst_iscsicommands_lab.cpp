// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Sessions by mooringctl, which the user's service holds: opened, seen and closed by programs that come and
// go.
class TestIscsiCommands : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void opensSessionsThatLastAndClosesThemAll();
    void opensNothingWithoutABus();
    void startsNoServiceToLook();
    void tellsThatSessionsWentWithTheService();
    void logsOutWhenTheServiceIsTold();
    void saysThatItCouldNotAsk();
    void putsBackOnce();
    void takesNamesInAnyCaseAndChoicesThatDoNotMatter();
};

void TestIscsiCommands::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestIscsiCommands::opensSessionsThatLastAndClosesThemAll()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 2});
    const Ran opened = stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "4"});
    QVERIFY2(opened.code == 0, opened.text());
    QCOMPARE(finishedEvent(opened)[u"goals"].toArray().size(), 4);
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal()));
    QCOMPARE(tgt.sessions(1).size(), 4); // they outlive who opened them
    QCOMPARE(stage.resources("iscsi-session").size(), 5);
    QCOMPARE(stage.resources("iscsi-lun").size(), 15); // with the controller of each, LUN 0

    const Ran closed = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(closed.code == 0, closed.text());
    QCOMPARE(finishedEvent(closed)[u"outcome"].toString(), QStringLiteral("done"));
    QVERIFY(tgt.sessions(1).isEmpty());
    QCOMPARE(tgt.sessions(2).size(), 1); // another target's stays
    const Ran again = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QCOMPARE(again.code, 6);
    QCOMPARE(codeOf(again), QStringLiteral("noSessionToTarget"));
    QCOMPARE(finishedEvent(again)[u"goals"][0][u"code"][u"number"].toInteger(), 0x8004270A);
    const QJsonObject last = stage.product.log().constFirst();
    QCOMPARE(last[u"verb"].toString(), QStringLiteral("log-out"));
}

void TestIscsiCommands::opensNothingWithoutABus()
{
    const Lab lab;
    const TgtDaemon tgt({lab.folder(), "t"});
    Product product(lab);
    for (const char* bus : {"", "unix:path=/nonexistent/bus"}) {
        product.setBus(bus);
        const Ran ran = product.run({"--json", "login", "--portal", tgt.portal(), tgt.name(1)});
        QVERIFY2(ran.code == 11, ran.text());
        QCOMPARE(codeOf(ran), QStringLiteral("serviceNotRunning"));
    }
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(product.run({"operations"}).code, 11);
}

void TestIscsiCommands::startsNoServiceToLook()
{
    const CommandStage stage;
    const Ran listed = stage.product.run({"--json", "list"});
    QVERIFY2(listed.code == 0, listed.text());
    QCOMPARE(listed.json()[u"errors"].toArray(), QJsonArray());
    VERIFY_DONE(stage.product.run({"operations"}));
    QCOMPARE(stage.product.run({"wait", "7"}).code, 6);
    QCOMPARE(stage.product.run({"stop-operation", "7"}).code, 6);
    QCOMPARE(stage.product.run({"wait", "x"}).code, 2);
    QCOMPARE(stage.servicePid(), 0);
}

void TestIscsiCommands::tellsThatSessionsWentWithTheService()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    QCOMPARE(stage.resources("iscsi-session").size(), 1);
    ::kill(pid_t(stage.servicePid()), SIGKILL);
    QTRY_VERIFY(tgt.sessions().isEmpty());
    QTRY_COMPARE(stage.servicePid(), 0);
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
    QCOMPARE(stage.product.run({"logout", "--yes", tgt.name(1)}).code, 6);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal())); // by another one
}

void TestIscsiCommands::logsOutWhenTheServiceIsTold()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "3"}));
    QVERIFY(stage.endService());
    QVERIFY(tgt.sessions().isEmpty());
}

// That is not "no session": there is one.
void TestIscsiCommands::saysThatItCouldNotAsk()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    const Product elsewhere(stage.lab); // knows of no bus
    const Ran blind = elsewhere.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(blind.code == 11, blind.text());
    QCOMPARE(codeOf(blind), QStringLiteral("serviceNotRunning"));
    ::kill(pid_t(stage.servicePid()), SIGSTOP);
    const Ran hung = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    const Ran planned = stage.product.run({"--json", "plan", "logout", tgt.name(1)});
    ::kill(pid_t(stage.servicePid()), SIGCONT);
    QVERIFY2(hung.code == 11, hung.text());
    QCOMPARE(codeOf(hung), QStringLiteral("serviceNotRunning"));
    QVERIFY2(planned.code == 11, planned.text());
    QCOMPARE(tgt.sessions(1).size(), 1);
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
}

void TestIscsiCommands::putsBackOnce()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2"}));
    const Ran closed = stage.product.run({"--lang", "en", "logout", "--yes", tgt.name(1)});
    QVERIFY2(closed.out.contains("2 of 2 are done."), closed.text()); // and not the target as well
    const QByteArray number = QByteArray::number(stage.product.lastOperation()[u"operation"].toInteger());
    for (int turn = 0; turn < 2; ++turn) {
        VERIFY_DONE(stage.product.run({"undo", "--yes", number}));
        QCOMPARE(tgt.sessions(1).size(), 2);
        QCOMPARE(stage.resources("iscsi-session").size(), 2);
    }
}

void TestIscsiCommands::takesNamesInAnyCaseAndChoicesThatDoNotMatter()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1).toUpper(), tgt.portal()));
    QCOMPARE(tgt.sessions(1).size(), 1);
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(1).toUpper()}));
    QVERIFY(tgt.sessions(1).isEmpty());
}

QTEST_GUILESS_MAIN(TestIscsiCommands)
#include "tst_iscsicommands_lab.moc"
