// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportstage.h"

#include <algorithm>
#include <csignal>

using namespace mooring;
using namespace mooring::lab;

// A tgtd that dies or falls silent, and files that are not what they were: nothing is called done that is
// not.
class TestExportTrouble : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsWhatATgtdThatDiesLeaves();
    void saysWhenASilentTgtdCannotBeAsked();
    void worksBesideADeadTgtd();
    void worksBesideASilentTgtd();
    void cutsNobodyForWhatIsLeftOut();
    void wantsADeletedFileAccepted();
    void putsBackNoOtherFile();
    void putsBackTheRestLater();
    void attachesNoFileThatIsExported();
};

void TestExportTrouble::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

// In the middle of a plan of forty steps, at once after one of them.
void TestExportTrouble::tellsWhatATgtdThatDiesLeaves()
{
    ExportStage stage(1, 40);
    Running program(
        Argv {Lab::program("mooringctl"), "--json", "detach", "--yes", "export:tgt/" + stage.tgt.name(1)},
        stage.product.environment() + Argv {stage.tgt.environment()});
    QByteArray told;
    while (!told.contains("\"phase\":\"ended\"")) {
        const QByteArray line = program.readLine();
        QVERIFY(!line.isEmpty());
        if (!line.contains("\"event\":\"plan\""))
            told += line;
    }
    stage.tgt.signal(SIGKILL);
    const auto code = program.waitEnd(30000);
    QVERIFY(code);
    const QJsonObject record = stage.product.lastOperation();
    int done = 0, other = 0;
    for (const QJsonValue& step : record[u"steps"].toArray())
        ++(step[u"result"].toString() == QLatin1String("done") ? done : other);
    QVERIFY2(done >= 1, "the one that had ended");
    QVERIFY2(other >= 1, "it was not the last");
    QVERIFY2(*code != 0, QByteArray::number(*code));
    QVERIFY(record[u"outcome"].toString() != QLatin1String("done"));
}

void TestExportTrouble::saysWhenASilentTgtdCannotBeAsked()
{
    const ExportStage stage;
    stage.tgt.signal(SIGSTOP);
    const Ran shown = stage.run({"show", "tgt/" + stage.tgt.name(1) + "/1"});
    const Ran detached = stage.detach(stage.unit(1, 1));
    stage.tgt.signal(SIGCONT);
    QVERIFY2(shown.code == 7, shown.text()); // not "there is no such thing"
    QVERIFY2(detached.code == 7, detached.text());
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
}

void TestExportTrouble::worksBesideADeadTgtd()
{
    const ExportStage stage;
    const QByteArray dead = stage.tgt.socketPath().left(stage.tgt.socketPath().lastIndexOf('.') + 1) + "99";
    Lab::must({"python3", "-c", "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])", dead});
    const Ran ran = stage.detach(stage.unit(1, 1));
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
}

void TestExportTrouble::worksBesideASilentTgtd()
{
    const ExportStage stage;
    TgtDaemon other({stage.lab.folder(), "other", 1, 1});
    const QByteArray own = stage.tgt.socketPath(); // where the product finds both
    Lab::must({"ln", other.socketPath(), own.left(own.lastIndexOf('.') + 1) + "97"});
    other.signal(SIGSTOP);
    const Ran ran = stage.detach(stage.unit(1, 1));
    other.signal(SIGCONT);
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
}

void TestExportTrouble::cutsNobodyForWhatIsLeftOut()
{
    const ExportStage stage;
    RawInitiator one(stage.tgt.port()), two(stage.tgt.port());
    QVERIFY(one.login(stage.tgt.name(1)) && two.login(stage.tgt.name(1)));
    QCOMPARE(stage.tgt.sessions(1).size(), 2);
    const QByteArray kept = "initiator:tgt/" + stage.tgt.name(1) + '/'
        + QByteArray::number(stage.tgt.sessions(1).constFirst().id);
    const Ran ran = stage.detach(stage.unit(1, 1), {"--leave-out", kept});
    QVERIFY2(ran.code == 4, ran.text());
    QCOMPARE(stage.tgt.sessions(1).size(), 2);
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
}

void TestExportTrouble::wantsADeletedFileAccepted()
{
    const ExportStage stage;
    QVERIFY(QFile::remove(QFile::decodeName(stage.tgt.backingFile(1, 1))));
    const Ran refused = stage.detach(stage.unit(1, 1));
    QVERIFY2(refused.code != 0 && refused.out.contains("content-lost"), refused.text());
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
    VERIFY_DONE(stage.detach(stage.unit(1, 1), {"--accept-collateral"}));
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
    VERIFY_DONE(stage.detach(stage.unit(1, 2))); // this one has its file
}

void TestExportTrouble::putsBackNoOtherFile()
{
    const ExportStage stage;
    const QByteArray file = stage.tgt.backingFile(1, 1);
    VERIFY_DONE(stage.detach(stage.unit(1, 1)));
    const QByteArray number = QByteArray::number(stage.product.lastOperation()[u"operation"].toInteger());
    Lab::must({"mv", file, file + ".old"});
    Lab::must({"truncate", "-s", "64M", file});
    const Ran other = stage.run({"undo", "--yes", number});
    QVERIFY2(other.code != 0 && other.out.contains("imageChanged"), other.text());
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
    Lab::must({"mv", file + ".old", file});
    VERIFY_DONE(stage.run({"undo", "--yes", number}));
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
}

// What is there again already is no obstacle to the rest.
void TestExportTrouble::putsBackTheRestLater()
{
    const ExportStage stage(1, 3);
    const QByteArray file = stage.tgt.backingFile(1, 2);
    VERIFY_DONE(stage.detach("export:tgt/" + stage.tgt.name(1)));
    QVERIFY(stage.numbers(1).isEmpty());
    const QByteArray number = QByteArray::number(stage.product.lastOperation()[u"operation"].toInteger());
    Lab::must({"mv", file, file + ".old"});
    const Ran half = stage.run({"undo", "--yes", number});
    QVERIFY2(half.code != 0, half.text());
    Lab::must({"mv", file + ".old", file});
    const Ran whole = stage.run({"undo", "--yes", number});
    QVERIFY2(whole.code == 0, whole.text());
    QList<quint64> numbers = stage.numbers(1);
    std::sort(numbers.begin(), numbers.end());
    QCOMPARE(numbers, (QList<quint64> {1, 2, 3}));
}

// Two would write to it, and neither would know.
void TestExportTrouble::attachesNoFileThatIsExported()
{
    const ExportStage stage;
    const QByteArray file = stage.tgt.backingFile(1, 1);
    const Ran refused = stage.run({"attach", file, "--format", "raw"});
    QVERIFY2(refused.code == 4 && refused.out.contains("imageInUse"), refused.text());
    for (const char* how : {"-s", "-P"}) { // by another name as well: a symbolic link, a hard link
        const QByteArray other = file + how;
        Lab::must({"ln", how, file, other});
        const Ran linked = stage.run({"attach", other, "--format", "raw"});
        QVERIFY2(linked.code == 4 && linked.out.contains("imageInUse"), linked.text());
    }
    stage.tgt.signal(SIGSTOP); // nobody knows what it exports
    const Ran unknown = stage.run({"attach", file, "--format", "raw"});
    stage.tgt.signal(SIGCONT);
    QVERIFY2(unknown.code == 7, unknown.text());
    QVERIFY(run({"losetup", "-j", file}).out.isEmpty());
    VERIFY_DONE(stage.detach(stage.unit(1, 1)));
    const Ran attached = stage.run({"attach", file, "--format", "raw"});
    QVERIFY2(attached.code == 0, attached.text());
    VERIFY_DONE(stage.run({"detach", "--yes", createdDevice(attached)}));
    VERIFY_DONE(stage.run(
        {"attach", "export:tgt/" + stage.tgt.name(1), "--backing", file, "--lun", "7", "--read-only"}));
    const Ran both = stage.run({"attach", file, "--format", "raw"});
    QVERIFY2(both.code == 0, both.text());
    QCOMPARE(run({"losetup", "-nO", "RO", createdDevice(both)}).out.trimmed(), QByteArray("1"));
    VERIFY_DONE(stage.run({"detach", "--yes", createdDevice(both)}));
}

QTEST_GUILESS_MAIN(TestExportTrouble)
#include "tst_exporttrouble_lab.moc"
