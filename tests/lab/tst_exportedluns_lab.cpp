// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportstage.h"
#include "oracle.h"

using namespace mooring;
using namespace mooring::lab;

// Logical units of a real tgtd are let go of as the contract says, on the command line.
class TestExportedLuns : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void detachesAnIdleUnitAndPutsItBack();
    void tellsWhatIsNotThere();
    void namesTheInitiatorThatIsLoggedIn();
    void takesItFromAnInitiatorByForce();
    void leavesRunningReadsAlone();
    void leavesTheOtherMappingAlone();
    void leavesTheTargetAfterItsLastUnit();
    void refusesTheController();
    void attachesAFile();
    void disconnectsAnInitiator();
    void freesATarget();
};

void TestExportedLuns::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestExportedLuns::detachesAnIdleUnitAndPutsItBack()
{
    const ExportStage stage;
    const QByteArray file = stage.tgt.backingFile(1, 1);
    Lab::must({"dd", "if=/dev/urandom", "of=" + file, "bs=1M", "count=2", "conv=notrunc", "status=none"});
    const QByteArray before = run({"sha256sum", file}).out;
    const TgtLun was = stage.tgt.luns(1).constFirst();
    const Ran ran = stage.detach(stage.unit(1, 1));
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(contractOf(ran), QByteArray("cim 0 Success"));
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
    QCOMPARE(run({"sha256sum", file}).out, before);
    QVERIFY2(ran.out.contains("logical-unit-deleted-file-kept"), ran.text());

    const QByteArray number = QByteArray::number(stage.product.lastOperation()[u"operation"].toInteger());
    const Ran undone = stage.run({"undo", "--yes", number});
    QVERIFY2(undone.code == 0, undone.text());
    const QList<TgtLun> luns = stage.tgt.luns(1);
    const auto again
        = std::find_if(luns.cbegin(), luns.cend(), [](const TgtLun& lun) { return lun.number == 1; });
    QVERIFY(again != luns.cend());
    QCOMPARE(again->type, was.type);
    QCOMPARE(again->id, was.id);
    QCOMPARE(again->serial, was.serial);
    QCOMPARE(again->backing, file);
    QCOMPARE(run({"sha256sum", file}).out, before);
}

void TestExportedLuns::tellsWhatIsNotThere()
{
    const ExportStage stage;
    const Ran absent = stage.detach(stage.unit(1, 9));
    QVERIFY2(absent.code == 6, absent.text());
    QCOMPARE(contractOf(absent),
             QByteArray("cim 4096 LogicalDevice Instance not Associated with Controller"));
    QVERIFY2(stage.detach(stage.unit(1, 2)).code == 0, "first");
    const Ran second = stage.detach(stage.unit(1, 2));
    QVERIFY2(second.code == 6, second.text());
    QCOMPARE(contractOf(second), contractOf(absent));
    for (const char* id : {"export-lun:tgt/iqn.2026-11.lab:nobody/1",
                           "export-lun:tgt@77/iqn.2026-11.lab:t1/1", "export-lun:tgt/", "export-lun:"}) {
        const Ran unknown = stage.detach(id);
        QVERIFY2(unknown.code == 2, unknown.text());
        if (QByteArray(id).contains("iqn"))
            QCOMPARE(contractOf(unknown), QByteArray("cim 5 Invalid Parameter"));
    }
    for (const char* number : {"-1", "16384", "18446744073709551616", "x"})
        QVERIFY(stage.run({"detach", "--yes", "export-lun:tgt/" + stage.tgt.name(1) + '/' + number}).code
                != 0);
    QCOMPARE(stage.numbers(1), QList<quint64> {1});
}

void TestExportedLuns::namesTheInitiatorThatIsLoggedIn()
{
    const ExportStage stage;
    RawInitiator initiator(stage.tgt.port());
    QVERIFY(initiator.login(stage.tgt.name(1)));
    const QByteArray name = stage.tgt.sessions(1).constFirst().initiator;
    const Ran refused = stage.detach(stage.unit(1, 1));
    QVERIFY2(refused.code == 4, refused.text());
    QCOMPARE(contractOf(refused), QByteArray("cim 4097 Busy"));
    QVERIFY2(refused.out.contains(name), refused.text());
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
    QVERIFY(initiator.command(1, QByteArray(6, '\0'))); // TEST UNIT READY
    const Ran listed = stage.run({"list", "initiator"});
    const QJsonObject row = listed.json()[u"resources"][0].toObject();
    QCOMPARE(row[u"name"].toString().toUtf8(), name);
    QCOMPARE(row[u"facts"][u"address"].toString(), QStringLiteral("127.0.0.1"));
    QVERIFY(initiator.logout());
    QTRY_VERIFY(stage.tgt.sessions(1).isEmpty());
    QVERIFY2(stage.detach(stage.unit(1, 1)).code == 0, "idle again");
}

void TestExportedLuns::takesItFromAnInitiatorByForce()
{
    const ExportStage stage;
    RawInitiator initiator(stage.tgt.port());
    QVERIFY(initiator.login(stage.tgt.name(1)));
    const Ran planned = stage.run({"plan", "detach", stage.unit(1, 1)});
    QVERIFY2(planned.code == 4 && planned.out.contains("under-initiator"), planned.text());
    const Ran forced = stage.detach(stage.unit(1, 1), {"--force", "under-initiator"});
    QVERIFY2(forced.code == 0, forced.text());
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
    QCOMPARE(stage.tgt.sessions(1).size(), 1); // which goes on without it
}

// tgtd refuses as long as commands are under way; whichever way it ends, it is told as it is.
void TestExportedLuns::leavesRunningReadsAlone()
{
    const ExportStage stage;
    Running reads({"iscsi-perf", "-m", "64", "-b", "256", stage.tgt.url(1, 1)});
    QTRY_COMPARE(stage.tgt.sessions(1).size(), 1);
    const Ran refused = stage.detach(stage.unit(1, 1));
    QVERIFY2(refused.code == 4, refused.text());
    QVERIFY(reads.isRunning());
    const Ran forced = stage.detach(stage.unit(1, 1), {"--force", "under-initiator", "--timeout", "2"});
    const bool isThere = stage.numbers(1).contains(1);
    QVERIFY2(forced.code == (isThere ? 4 : 0), forced.text());
    if (isThere)
        QCOMPARE(contractOf(forced), QByteArray("cim 4097 Busy"));
    QVERIFY(!isThere || reads.isRunning());
}

void TestExportedLuns::leavesTheOtherMappingAlone()
{
    const ExportStage stage(2, 1);
    const QByteArray shared = stage.tgt.backingFile(1, 1);
    VERIFY_DONE(stage.run({"attach", "export:tgt/" + stage.tgt.name(2), "--backing",
                           stage.tgt.backingFile(2, 1), "--lun", "5"}));
    QCOMPARE(stage.numbers(2), (QList<quint64> {1, 5}));
    QVERIFY2(stage.detach(stage.unit(2, 1)).code == 0, "one of two");
    QCOMPARE(stage.numbers(2), QList<quint64> {5});
    QCOMPARE(stage.numbers(1), QList<quint64> {1});
    QVERIFY(run({"iscsi-inq", stage.tgt.url(2, 5)}).ok());
    QVERIFY(run({"test", "-f", shared}).ok());
}

void TestExportedLuns::leavesTheTargetAfterItsLastUnit()
{
    const ExportStage stage(1, 1);
    VERIFY_DONE(stage.detach(stage.unit(1, 1)));
    QVERIFY(stage.numbers(1).isEmpty());
    const QJsonArray targets = stage.run({"list", "export"}).json()[u"resources"].toArray();
    QCOMPARE(targets.size(), 1);
    QCOMPARE(targets[0][u"name"].toString().toUtf8(), stage.tgt.name(1));
}

void TestExportedLuns::refusesTheController()
{
    const ExportStage stage;
    const Ran refused = stage.detach(stage.unit(1, 0), {"--force", "under-initiator"});
    QVERIFY2(refused.code == 2, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("unitIsController"));
    QCOMPARE(contractOf(refused), QByteArray("cim 5 Invalid Parameter"));
}

void TestExportedLuns::attachesAFile()
{
    const ExportStage stage;
    const QByteArray target = "export:tgt/" + stage.tgt.name(1);
    const QByteArray file = stage.lab.writeFile("new.img", QByteArray(1 << 20, 'x'));
    const auto attach = [&](const QByteArray& backing, const QByteArray& lun) {
        return stage.run({"attach", target, "--backing", backing, "--lun", lun});
    };
    const Ran attached = attach(file, "7");
    QVERIFY2(attached.code == 0, attached.text());
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2, 7}));
    QVERIFY(run({"iscsi-inq", stage.tgt.url(1, 7)}).ok());
    const Ran taken = attach(stage.lab.writeFile("other.img", QByteArray(1 << 20, 'y')), "7");
    QVERIFY2(taken.code == 2, taken.text());
    QCOMPARE(contractOf(taken), QByteArray("cim 4097 Device Number Conflict"));
    const Ran numberless = stage.run({"attach", target, "--backing", file});
    QVERIFY2(numberless.code == 2, numberless.text());
    QCOMPARE(contractOf(numberless), QByteArray("cim 4098 DeviceNumber must be given"));
    const Ran missing = attach("/nowhere/at/all", "8");
    QVERIFY2(missing.code == 6, missing.text());
    QCOMPARE(contractOf(missing), QByteArray("cim 4096 Invalid LogicalDevice"));
    for (const char* option : {"--overlay", "--checksum", "--until-unused", "--read-write"})
        QVERIFY2(stage.run({"attach", target, "--backing", file, "--lun", "8", option}).code == 2, option);
    QVERIFY2(attach(file, "16384").code == 2, "number out of range");
    QVERIFY2(attach(file, "-1").code == 2, "no number");
    QVERIFY2(attach(stage.lab.writeFile("a,b.img", QByteArray(1 << 20, 'z')), "9").code == 2,
             "cannot be said");
    QVERIFY2(stage.run({"attach", "export:tgt/iqn.2026-11.lab:nobody", "--backing", file, "--lun", "1"}).code
                 == 2,
             "no target");
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2, 7}));
}

void TestExportedLuns::disconnectsAnInitiator()
{
    const ExportStage stage;
    RawInitiator initiator(stage.tgt.port());
    QVERIFY(initiator.login(stage.tgt.name(1)));
    const QJsonArray rows = stage.run({"list", "initiator"}).json()[u"resources"].toArray();
    QCOMPARE(rows.size(), 1);
    const Ran ran = stage.run({"disconnect", "--yes", rows[0][u"id"].toString().toUtf8()});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(stage.tgt.sessions(1).isEmpty());
    QVERIFY(initiator.isAtEnd());
}

void TestExportedLuns::freesATarget()
{
    const ExportStage stage(1, 3);
    const Ran ran = stage.detach("export:tgt/" + stage.tgt.name(1));
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(stage.numbers(1).isEmpty());
}

QTEST_GUILESS_MAIN(TestExportedLuns)
#include "tst_exportedluns_lab.moc"
