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

// Writes file by file and tells of each once it is on the disk, until it cannot.
const QByteArray writer = R"SCRIPT(
cd "$1"
for number in $(seq 10000); do
    head -c $((RANDOM * 4 + 1)) /dev/urandom > ../source
    sum=$(sha256sum < ../source)
    cp ../source late-$number 2> /dev/null && sync late-$number 2> /dev/null || exit 0
    echo "late-$number ${sum%% *}"
done
)SCRIPT";

void endHard(qint64 pid)
{
    QVERIFY(pid > 0);
    kill(pid_t(pid), SIGKILL);
    const QByteArray exe = "/proc/" + QByteArray::number(pid) + "/exe";
    QTRY_VERIFY(access(exe.constData(), F_OK) != 0);
}

QByteArrayList namesOf(const char* killed) { return QByteArray(killed).split(' '); }

} // namespace

// The daemons of an attachment, killed at every step, and under a mount with writes on their way.
class TstKilledDaemonsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void losesNothingThatWasSynced_data();
    void losesNothingThatWasSynced();
    void endsAnAttachTruthfully_data();
    void endsAnAttachTruthfully();
    void endsADetachTruthfully_data();
    void endsADetachTruthfully();
};

void TstKilledDaemonsLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstKilledDaemonsLab::losesNothingThatWasSynced_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<bool>("isOverlaid");
    QTest::addColumn<QByteArrayList>("killed");
    for (const char* killed : {"nbdfuse", "storage", "storage nbdfuse", "nbdfuse storage"}) {
        for (const char* format : {"vhdx", "qcow2", "vpc"})
            QTest::addRow("%s: %s", format, killed) << QByteArray(format) << false << namesOf(killed);
        QTest::addRow("overlay: %s", killed) << QByteArray("vhdx") << true << namesOf(killed);
    }
}

void TstKilledDaemonsLab::losesNothingThatWasSynced()
{
    QFETCH(const QByteArray, format);
    QFETCH(const bool, isOverlaid);
    QFETCH(const QByteArrayList, killed);
    ServedStage stage(format, isOverlaid ? Argv {"--overlay"} : Argv {});
    const Ran attached = stage.attach();
    QVERIFY2(attached.code == 0, attached.text());
    const QByteArray sum = checksum(stage.image);
    stage.fill(50);
    const QByteArray folder = stage.lab.mount(stage.device, "mnt");
    Running writing({"bash", "-c", writer, "bash", folder});
    QByteArrayList lines;
    while (lines.size() < 10)
        lines.append(writing.readLine());
    for (const QByteArray& name : killed)
        endHard(stage.daemon(name));
    QCOMPARE(writing.waitEnd(), 0); // it was told of the error
    lines += writing.readAvailable().split('\n');
    for (const QByteArray& line : lines)
        if (!line.isEmpty())
            stage.content.expect(line.split(' ').value(0), line.split(' ').value(1));

    QTRY_COMPARE(stage.shown()[u"state"].toString(), QStringLiteral("failed"));
    QCOMPARE(stage.shown()[u"verbs"][0].toString(), QStringLiteral("clean-up"));
    QCOMPARE(stage.shown()[u"device"].toString().toUtf8(), stage.device);
    const Ran recovered = stage.recover();
    QVERIFY2(recovered.code == 0, recovered.text());
    QCOMPARE(finishedEvent(recovered)[u"outcome"].toString(), QStringLiteral("done"));
    QCOMPARE(stage.left(), QByteArray());
    QVERIFY(!Oracle::isMounted(folder) && stage.shown().isEmpty());
    QCOMPARE(stage.overlays().size(), isOverlaid ? 1 : 0);
    if (isOverlaid)
        QCOMPARE(checksum(stage.image), sum);
    QCOMPARE(stage.wrong(), QByteArray());
}

void TstKilledDaemonsLab::endsAnAttachTruthfully_data()
{
    QTest::addColumn<QByteArray>("verb"); // right before its call
    QTest::addColumn<QByteArray>("killed");
    QTest::addColumn<bool>("isOverlaid");
    for (const bool isOverlaid : {false, true}) {
        const char* how = isOverlaid ? ", with an overlay" : "";
        QTest::addRow("storage, opened%s", how)
            << QByteArray("holds-file") << QByteArray("storage") << isOverlaid;
        for (const char* verb : {"await-surface", "loop-attach"})
            for (const char* killed : {"storage", "nbdfuse"})
                QTest::addRow("%s, %s%s", killed, verb, how)
                    << QByteArray(verb) << QByteArray(killed) << isOverlaid;
    }
}

void TstKilledDaemonsLab::endsAnAttachTruthfully()
{
    QFETCH(const QByteArray, verb);
    QFETCH(const QByteArray, killed);
    QFETCH(const bool, isOverlaid);
    ServedStage stage("vhdx", isOverlaid ? Argv {"--overlay"} : Argv {});
    const QByteArray sum = checksum(stage.image);
    stage.trap.runBefore(verb,
                         "read -r pid rest < " + stage.folder() + '/' + killed + ".pid; kill -9 $pid\n");
    const Ran ran = stage.attach();
    stage.trap.disarm();
    QVERIFY2(ran.code == 1, ran.out.mid(ran.out.indexOf("{\"event\":\"finished")));
    const QJsonValue error = finishedEvent(ran)[u"goals"][0][u"error"];
    QCOMPARE(error[u"code"].toString(), QStringLiteral("commandFailed"));
    QCOMPARE(error[u"subject"].toString().toUtf8(), killed == "storage" ? "qemu-storage-daemon" : killed);
    QCOMPARE(stage.left(), QByteArray());
    QVERIFY(stage.shown().isEmpty() && stage.overlays().isEmpty());
    QCOMPARE(checksum(stage.image), sum);
    VERIFY_DONE(stage.attach()); // as if nothing had been
    VERIFY_DONE(stage.recover());
    QCOMPARE(stage.left(), QByteArray());
}

void TstKilledDaemonsLab::endsADetachTruthfully_data()
{
    QTest::addColumn<QByteArray>("verb"); // right before its call
    QTest::addColumn<QByteArrayList>("killed");
    QTest::addColumn<Argv>("options"); // of detach
    for (const char* verb : {"loop-detach", "umount"})
        for (const char* killed : {"storage", "nbdfuse", "storage nbdfuse"}) {
            QTest::addRow("%s, %s", killed, verb) << QByteArray(verb) << namesOf(killed) << Argv {};
            for (const char* word : {"keep", "discard", "merge"})
                QTest::addRow("%s, %s, %s", killed, verb, word)
                    << QByteArray(verb) << namesOf(killed) << Argv {"--overlay", word};
        }
}

void TstKilledDaemonsLab::endsADetachTruthfully()
{
    QFETCH(const QByteArray, verb);
    QFETCH(const QByteArrayList, killed);
    QFETCH(const Argv, options);
    ServedStage stage("vhdx", options.isEmpty() ? Argv {} : Argv {"--overlay"});
    VERIFY_DONE(stage.attach());
    const QByteArray sum = checksum(stage.image);
    stage.fill(50);
    QByteArray script;
    for (const QByteArray& name : killed)
        script += "kill -9 " + QByteArray::number(stage.daemon(name)) + '\n';
    stage.trap.runBefore(verb, script);
    const Ran ran = stage.product.run(Argv {"--json", "detach", "--yes"} + options + Argv {stage.device});
    stage.trap.disarm();
    // either it went all the same, or what is left of it is told and goes by one plan
    const QJsonObject shown = stage.shown();
    const bool isUnmerged = ran.out.contains("\"mergeIncomplete\"");
    QVERIFY2((ran.code == 0) == (shown.isEmpty() && !isUnmerged), ran.text());
    if (!shown.isEmpty()) {
        QCOMPARE(shown[u"verbs"][0].toString(), QStringLiteral("clean-up"));
        const Ran recovered = stage.recover();
        QVERIFY2(recovered.code == 0, recovered.text());
    }
    QCOMPARE(stage.left(), QByteArray());
    const QByteArray word = options.value(1);
    const bool isGone = word.isEmpty() || (ran.code == 0 && word != "keep");
    QCOMPARE(stage.overlays().size(), isGone ? 0 : 1); // as chosen, or it is kept
    if (!word.isEmpty() && !(word == "merge" && isGone))
        QCOMPARE(checksum(stage.image), sum);
    if (!(word == "discard" && isGone))
        QCOMPARE(stage.wrong(), QByteArray());
}

QTEST_GUILESS_MAIN(TstKilledDaemonsLab)
#include "tst_killeddaemons_lab.moc"
