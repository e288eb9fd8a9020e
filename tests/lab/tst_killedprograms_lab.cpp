// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle.h"
#include "qemuharness.h"
#include "servedstage.h"

#include <QTest>

#include <csignal>

using namespace mooring::lab;
using mooring::testsupport::QemuHarness;

namespace {

constexpr int kKilled = 128 + SIGKILL;
constexpr int kMostCalls = 40;

Argv overlayOption(const QByteArray& word) { return word.isEmpty() ? Argv {} : Argv {"--overlay", word}; }

} // namespace

// mooringctl, killed right before and right after everything that it has done for it in the kernel and beside
// it: the next one tells what there is, and one plan brings it to an end.
class TstKilledProgramsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void leavesAnAttachToBeCleared_data();
    void leavesAnAttachToBeCleared();
    void leavesADetachToBeFinished_data();
    void leavesADetachToBeFinished();
    void leavesAMergeToBeTold();

private:
    static QByteArray endedBy(const ServedStage& stage);
};

void TstKilledProgramsLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

// What is shown goes by the one verb that is offered. Empty: nothing is left.
QByteArray TstKilledProgramsLab::endedBy(const ServedStage& stage)
{
    const QJsonObject shown = stage.shown();
    if (shown.isEmpty())
        return stage.left();
    const QString state = shown[u"state"].toString(), verb = shown[u"verbs"][0].toString();
    const bool isLeftover = state == QStringLiteral("failed") || state == QStringLiteral("orphaned");
    if (!isLeftover && state != QStringLiteral("attached"))
        return "state " + state.toUtf8();
    if (verb != (isLeftover ? QStringLiteral("clean-up") : QStringLiteral("detach")))
        return "verb " + verb.toUtf8();
    const Ran ran = stage.recover();
    return ran.code == 0 ? stage.left() : ran.text();
}

void TstKilledProgramsLab::leavesAnAttachToBeCleared_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<Argv>("options");
    QTest::newRow("vhdx") << QByteArray("vhdx") << Argv {};
    QTest::newRow("overlay over vhdx") << QByteArray("vhdx") << Argv {"--overlay"};
    QTest::newRow("overlay over raw") << QByteArray("raw") << Argv {"--overlay"};
}

void TstKilledProgramsLab::leavesAnAttachToBeCleared()
{
    QFETCH(const QByteArray, format);
    QFETCH(const Argv, options);
    ServedStage stage(format, options);
    const QByteArray sum = checksum(stage.image);
    int points = 0;
    for (int call = 1; call < kMostCalls; ++call) {
        for (const bool after : {false, true}) {
            stage.trap.killParent(call, after);
            const Ran ran = stage.attach();
            const bool isOver = stage.trap.calls() < call;
            stage.trap.disarm();
            stage.awaitQuiet();
            QVERIFY2(ran.code == (isOver ? 0 : kKilled), ran.text());
            QCOMPARE(endedBy(stage), QByteArray());
            const auto overlays = stage.overlays(); // one that a device was on stays, until it is told to go
            QVERIFY(overlays.size() <= (options.isEmpty() ? 0 : 1));
            for (const QByteArray& overlay : overlays)
                QVERIFY(QFile::remove(QFile::decodeName(overlay)));
            if (isOver) {
                qInfo("%d kill points", points);
                QVERIFY(points >= 10);
                QCOMPARE(checksum(stage.image), sum);
                return;
            }
            ++points;
        }
    }
    QFAIL("it never came to its end");
}

void TstKilledProgramsLab::leavesADetachToBeFinished_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("word"); // what becomes of its overlay; empty: it has none
    QTest::newRow("vhdx") << QByteArray("vhdx") << QByteArray();
    QTest::newRow("qcow2") << QByteArray("qcow2") << QByteArray();
    for (const char* word : {"keep", "discard", "merge"})
        QTest::addRow("overlay over vhdx, %s", word) << QByteArray("vhdx") << QByteArray(word);
    QTest::newRow("overlay over raw, merge") << QByteArray("raw") << QByteArray("merge");
}

void TstKilledProgramsLab::leavesADetachToBeFinished()
{
    QFETCH(const QByteArray, format);
    QFETCH(const QByteArray, word);
    int points = 0;
    for (int call = 1; call < kMostCalls; ++call) {
        for (const bool after : {false, true}) {
            ServedStage stage(format, word.isEmpty() ? Argv {} : Argv {"--overlay"});
            VERIFY_DONE(stage.attach());
            const QByteArray sum = checksum(stage.image);
            stage.fill(30);
            const QByteArray folder = stage.lab.mount(stage.device, "mnt");
            stage.trap.killParent(call, after);
            const Ran ran = stage.product.run(Argv {"--json", "detach", "--yes"} + overlayOption(word)
                                              + Argv {stage.device});
            const bool isOver = stage.trap.calls() < call;
            stage.trap.disarm();
            stage.awaitQuiet();
            QVERIFY2(ran.code == (isOver ? 0 : kKilled), ran.text());
            QCOMPARE(endedBy(stage), QByteArray());
            QVERIFY(!Oracle::isMounted(folder));
            // an overlay goes when it was told to, or was merged; else it holds what was written
            const bool isKept = !stage.overlays().isEmpty();
            QVERIFY(!isKept || !word.isEmpty());
            QVERIFY(isKept || word != "keep");
            if (isKept && word != "merge") // which may have come to its end
                QCOMPARE(checksum(stage.image), sum);
            if (isKept || word != "discard")
                QCOMPARE(stage.wrong(), QByteArray());
            if (isOver) {
                qInfo("%d kill points", points);
                QVERIFY(points >= 6);
                QCOMPARE(isKept, word == "keep");
                return;
            }
            ++points;
        }
    }
    QFAIL("it never came to its end");
}

// At moments in the middle of the merge, which goes on without who asked for it.
void TstKilledProgramsLab::leavesAMergeToBeTold()
{
    int unmerged = 0;
    for (int wait = 60; wait < 780; wait += 90) {
        ServedStage stage("vhdx", {"--overlay"});
        VERIFY_DONE(stage.attach());
        stage.fill(1000);
        {
            Running merging(Argv {stage.trap.binFolder() + "/mooringctl", "--json", "detach", "--yes",
                                  "--overlay", "merge", stage.device},
                            stage.product.environment());
            QTest::qWait(wait);
            merging.signal(SIGKILL);
            merging.waitEnd();
        }
        stage.awaitQuiet();
        QCOMPARE(endedBy(stage), QByteArray());
        unmerged += int(stage.overlays().size());
        QCOMPARE(stage.wrong(), QByteArray()); // in the overlay, or in the image
    }
    QVERIFY(unmerged > 0);
    qInfo("%d of 8 overlays were not merged", unmerged);
}

QTEST_GUILESS_MAIN(TstKilledProgramsLab)
#include "tst_killedprograms_lab.moc"
