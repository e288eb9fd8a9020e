// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Targets that are listed while nothing is open to them: with and without the service, until forgotten.
class TestSavedTargets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void listsATargetWithoutASession();
    void logsInAgainByItsNameAlone();
    void forgetsAndPutsBack();
    void forgetsNothingThatIsOpen();
    void staysListedWithoutItsAutomaticLogin();
    void removesAnAutomaticLoginWithoutTheService();
    void tellsWhatCouldNotBeForgotten();

private:
    static QJsonObject target(const CommandStage& stage, const QByteArray& name);
    static void leaveListed(const CommandStage& stage, const TgtDaemon& tgt);
};

void TestSavedTargets::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

QJsonObject TestSavedTargets::target(const CommandStage& stage, const QByteArray& name)
{
    for (const QJsonValue& resource : stage.resources("iscsi-target"))
        if (resource[u"name"].toString().toUtf8() == name)
            return resource.toObject();
    return {};
}

void TestSavedTargets::leaveListed(const CommandStage& stage, const TgtDaemon& tgt)
{
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--remember"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
    QVERIFY(stage.endService());
}

void TestSavedTargets::listsATargetWithoutASession()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    leaveListed(stage, tgt);
    const QJsonObject listed = target(stage, tgt.name(1));
    QCOMPARE(listed[u"state"].toString(), QStringLiteral("absent"));
    QCOMPARE(listed[u"facts"][u"portals"].toString().toUtf8(), tgt.portal());
    QCOMPARE(listed[u"verbs"], (QJsonArray {QStringLiteral("log-in"), QStringLiteral("forget")}));
    QCOMPARE(stage.servicePid(), 0); // nobody needs it for that
    const Ran table = stage.product.run({"--lang", "en", "list"});
    QVERIFY2(table.out.contains(tgt.name(1)) && table.out.contains("no session"), table.text());
    const Ran closed = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(closed.code == 6, closed.text());
    QCOMPARE(finishedEvent(closed)[u"goals"][0][u"code"][u"number"].toInteger(), 0x8004270A);
}

void TestSavedTargets::logsInAgainByItsNameAlone()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    leaveListed(stage, tgt);
    VERIFY_DONE(stage.product.run({"login", tgt.name(1)}));
    QCOMPARE(tgt.sessions(1).size(), 1);
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("logged-in"));
    VERIFY_DONE(stage.product.run({"login", "iscsi-target:" + tgt.name(1)})); // as printed
    QCOMPARE(tgt.sessions(1).size(), 2);
    QCOMPARE(stage.product.run({"login", tgt.name(2)}).code, 2); // of that one no portal is known
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("absent"));
}

void TestSavedTargets::forgetsAndPutsBack()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    leaveListed(stage, tgt);
    const QJsonObject listed = target(stage, tgt.name(1));
    const Ran plan = stage.product.run({"--lang", "en", "plan", "forget", tgt.name(1)});
    QVERIFY2(plan.code == 0 && plan.out.contains("Nothing on the target changes"), plan.text());
    QCOMPARE(target(stage, tgt.name(1)), listed);
    VERIFY_DONE(stage.product.run({"forget", "--yes", tgt.name(1)}));
    QCOMPARE(target(stage, tgt.name(1)), QJsonObject());
    QVERIFY(stage.endService());
    QCOMPARE(target(stage, tgt.name(1)), QJsonObject());
    QCOMPARE(stage.product.run({"forget", "--yes", tgt.name(1)}).code, 6);
    const QByteArray last = stage.product.run({"--json", "log"}).out.split('\n').constFirst();
    const int number = QJsonDocument::fromJson(last).object()[u"operation"].toInt();
    VERIFY_DONE(stage.product.run({"undo", "--yes", QByteArray::number(number)}));
    QCOMPARE(target(stage, tgt.name(1)), listed);
    QVERIFY(tgt.sessions().isEmpty());
}

void TestSavedTargets::forgetsNothingThatIsOpen()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--remember"}));
    const Ran refused = stage.product.run({"--json", "forget", "--yes", tgt.name(1)});
    QVERIFY2(refused.code == 4, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("somethingStandsOnIt"));
    QCOMPARE(tgt.sessions().size(), 1);
}

void TestSavedTargets::staysListedWithoutItsAutomaticLogin()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--remember", "--automatic"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--keep-automatic", tgt.name(1)}));
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("idle"));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(1)}));
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("absent"));
    QCOMPARE(target(stage, tgt.name(1))[u"facts"][u"startup"].toString(), QStringLiteral("manual"));
}

void TestSavedTargets::removesAnAutomaticLoginWithoutTheService()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--automatic"}));
    QVERIFY(stage.endService());
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("idle"));
    QCOMPARE(stage.servicePid(), 0);
    const Ran removed = stage.product.run({"--json", "logout", "--yes", "--remove-automatic", tgt.name(1)});
    QVERIFY2(removed.code == 0, removed.text());
    QCOMPARE(finishedEvent(removed)[u"goals"][0][u"code"][u"number"].toInteger(), 0x00042800);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--automatic"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--keep-automatic", tgt.name(1)}));
    const Ran told
        = stage.product.run({"--lang", "en", "logout", "--yes", "--remove-automatic", tgt.name(1)});
    QVERIFY2(told.code == 0 && told.out.contains("no session was open"), told.text());
    QCOMPARE(target(stage, tgt.name(1)), QJsonObject());
    QVERIFY(tgt.sessions().isEmpty());
}

void TestSavedTargets::tellsWhatCouldNotBeForgotten()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    leaveListed(stage, tgt);
    const QByteArray folder = stage.lab.path("state/config/mooring");
    Lab::must({"mount", "--bind", folder, folder});
    Lab::must({"mount", "-o", "remount,bind,ro", folder});
    const Ran kept = stage.product.run({"--json", "forget", "--yes", tgt.name(1)});
    Lab::must({"umount", folder});
    QVERIFY2(kept.code == 1, kept.text());
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("absent"));
}

QTEST_GUILESS_MAIN(TestSavedTargets)
#include "tst_savedtargets_lab.moc"
