// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle.h"
#include "qemuharness.h"
#include "servedstage.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

using namespace mooring::lab;
using mooring::testsupport::QemuHarness;

namespace {

QByteArray codeOf(const Ran& ran)
{
    const QJsonObject finished = finishedEvent(ran);
    const QJsonValue error
        = finished.contains(u"error") ? finished[u"error"] : finished[u"goals"][0][u"error"];
    return error[u"code"].toString().toUtf8();
}

Ran letGo(const ServedStage& stage, const QByteArray& word, const QByteArray& what = {})
{
    return stage.product.run(
        {"--json", "detach", "--yes", "--overlay", word, what.isEmpty() ? stage.device : what});
}

} // namespace

// What was written to an overlay, and the image under it, when somebody else does things to either.
class TstOverlaySafetyLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void mergesIntoTheVeryImageOnly_data();
    void mergesIntoTheVeryImageOnly();
    void mergesUnderNobody_data();
    void mergesUnderNobody();
    void keepsTheOverlayOfAMergeThatWasCutShort();
    void mergesAnOverlayThatWasKept();
    void keepsNoOverlayThatIsGone();
};

void TstOverlaySafetyLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstOverlaySafetyLab::mergesIntoTheVeryImageOnly_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("script"); // what happens to $1 meanwhile
    for (const char* format : {"vhdx", "raw"}) {
        QTest::addRow("%s: another one has its name", format)
            << QByteArray(format) << QByteArray("mv \"$1\" \"$1.away\" && cp \"$1.away\" \"$1\"");
        QTest::addRow("%s: cut short", format) << QByteArray(format) << QByteArray("truncate -s 1M \"$1\"");
    }
    QTest::newRow("raw: written to") << QByteArray(
        "raw") << QByteArray("dd if=/dev/urandom of=\"$1\" bs=4k count=1 seek=100 conv=notrunc status=none");
}

void TstOverlaySafetyLab::mergesIntoTheVeryImageOnly()
{
    QFETCH(const QByteArray, format);
    QFETCH(const QByteArray, script);
    ServedStage stage(format, {"--overlay"});
    VERIFY_DONE(stage.attach());
    stage.fill(20);
    Lab::must({"bash", "-c", script, "bash", stage.image});
    const QByteArray sum = checksum(stage.image), overlay = stage.overlays().value(0);
    const Ran refused = letGo(stage, "merge");
    QVERIFY2(refused.code != 0, refused.text());
    QCOMPARE(codeOf(refused), QByteArray("imageChanged"));
    QVERIFY(Oracle::isBound(stage.device)); // nothing was touched
    QCOMPARE(checksum(stage.image), sum);
    VERIFY_DONE(letGo(stage, "keep"));
    QCOMPARE(stage.overlays(), QByteArrayList {overlay});
    QCOMPARE(checksum(stage.image), sum);
    QCOMPARE(stage.left(), QByteArray());
}

void TstOverlaySafetyLab::mergesUnderNobody_data()
{
    QTest::addColumn<QByteArray>("script"); // keeps $1 open until its input ends
    QTest::newRow("a loop device") << QByteArray(
        "device=$(losetup -f --show -r \"$1\") && echo ready && read -r end; losetup -d $device");
    QTest::newRow("a reader") << QByteArray("qemu-nbd -r -f raw -t -k \"$1.sock\" \"$1\" & for turn in $(seq "
                                            "200); do [ -S \"$1.sock\" ] && break; sleep 0.02; done; echo "
                                            "ready; read -r end; kill $!; wait");
}

void TstOverlaySafetyLab::mergesUnderNobody()
{
    QFETCH(const QByteArray, script);
    ServedStage stage("raw", {"--overlay"});
    VERIFY_DONE(stage.attach());
    stage.fill(20);
    const QByteArray sum = checksum(stage.image);
    const QByteArray fifo = stage.lab.path("fifo");
    Lab::must({"mkfifo", fifo});
    Running user({"bash", "-c", "exec 5<> \"$2\"; (" + script + ") <&5", "bash", stage.image, fifo});
    QCOMPARE(user.readLine().trimmed(), QByteArray("ready"));
    const Ran refused = letGo(stage, "merge");
    Lab::must({"sh", "-c", "echo > '" + fifo + "'"});
    user.waitEnd();
    QVERIFY2(refused.code == 4, refused.text());
    QCOMPARE(codeOf(refused), QByteArray("imageInUse"));
    QCOMPARE(checksum(stage.image), sum);
    VERIFY_DONE(letGo(stage, "merge"));
    QVERIFY(stage.overlays().isEmpty());
    QCOMPARE(stage.wrong(), QByteArray());
}

// The image is partly overwritten by then: only both together are whole.
void TstOverlaySafetyLab::keepsTheOverlayOfAMergeThatWasCutShort()
{
    ServedStage stage("vhdx", {"--overlay"});
    VERIFY_DONE(stage.attach());
    stage.fill(1000);
    const auto modified = [&stage] { return QFileInfo(QFile::decodeName(stage.image)).lastModified(); };
    const auto before = modified();
    const qint64 storage = stage.daemon("storage");
    QVERIFY(storage > 0);
    const auto merging
        = stage.product.start({"--json", "detach", "--yes", "--overlay", "merge", stage.device});
    for (int turn = 0; turn < 10000 && modified() == before; ++turn)
        QTest::qSleep(1);
    kill(pid_t(storage), SIGKILL);
    const std::optional<int> code = merging->waitEnd();
    if (code == 0)
        QSKIP("it was faster");
    QCOMPARE(stage.shown()[u"verbs"][0].toString(), QStringLiteral("clean-up"));
    const Ran discarded = stage.product.run(
        {"--json", "clean-up", "--yes", "--overlay", "discard", stage.shown()[u"id"].toString().toUtf8()});
    QVERIFY2(discarded.code == 2, discarded.text()); // not offered
    const QByteArray told
        = stage.product.run({"--lang", "en", "plan", "clean-up", stage.shown()[u"id"].toString().toUtf8()})
              .out;
    QVERIFY2(told.contains("whole only together with it"), told);
    const Ran recovered = stage.recover();
    QVERIFY2(recovered.code == 0, recovered.text());
    QCOMPARE(stage.overlays().size(), 1);
    const QByteArray overlay = stage.overlays().constFirst();
    QVERIFY(createdDevice(stage.product.run({"--json", "attach", overlay})).startsWith("/dev/"));
    VERIFY_DONE(letGo(stage, "merge", overlay)); // and now to its end
    QVERIFY(stage.overlays().isEmpty());
    QCOMPARE(stage.wrong(), QByteArray());
}

void TstOverlaySafetyLab::mergesAnOverlayThatWasKept()
{
    ServedStage stage("vhdx", {"--overlay"});
    VERIFY_DONE(stage.attach());
    stage.fill(20);
    const QByteArray sum = checksum(stage.image), overlay = stage.overlays().value(0);
    VERIFY_DONE(letGo(stage, "keep"));
    const Ran attached = stage.product.run({"--json", "attach", overlay});
    QVERIFY2(attached.code == 0, attached.text());
    QCOMPARE(stage.shown()[u"facts"][u"overlay"].toString().toUtf8(), overlay);
    QCOMPARE(checksum(stage.image), sum);
    VERIFY_DONE(letGo(stage, "merge", overlay));
    QVERIFY(stage.overlays().isEmpty());
    QVERIFY(checksum(stage.image) != sum);
    QCOMPARE(stage.wrong(), QByteArray());
}

void TstOverlaySafetyLab::keepsNoOverlayThatIsGone()
{
    ServedStage stage("vhdx", {"--overlay"});
    VERIFY_DONE(stage.attach());
    stage.fill(20);
    QVERIFY(QFile::remove(QFile::decodeName(stage.overlays().value(0))));
    const Ran refused = letGo(stage, "keep");
    QVERIFY2(refused.code != 0, refused.text());
    QCOMPARE(codeOf(refused), QByteArray("imageDeleted"));
    QVERIFY(Oracle::isBound(stage.device)); // what was written can still be copied, or merged
    VERIFY_DONE(letGo(stage, "merge"));
    QCOMPARE(stage.wrong(), QByteArray());
}

QTEST_GUILESS_MAIN(TstOverlaySafetyLab)
#include "tst_overlaysafety_lab.moc"
