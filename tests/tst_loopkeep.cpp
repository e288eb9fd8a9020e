// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/childanswer.h"
#include "testsupport/loopharness.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace mooring;
using testsupport::LoopHarness;

namespace {

QJsonObject option(const char* name) { return {{QLatin1String(name), true}}; }

} // namespace

// Attachments that go by themselves: with their last user, after a stop, when nothing could be made of them.
class TstLoopKeep : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsUntilFirstUseThenGoes();
    void letsGoOfWhatNobodyUsed();
    void detachesWhatAStopInterrupted();
    void tellsWhenNoDeviceIsFree();
    void leavesNothingOfADeviceWithoutSize();
};

void TstLoopKeep::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstLoopKeep::keepsUntilFirstUseThenGoes()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.ext4Image("fs.img");
    const QByteArray device = harness.attach(image, option("untilUnused")).created.value(0).key();
    QVERIFY(lab::Oracle::isAutoclear(device));
    const auto disk = harness.disk(device);
    QVERIFY(disk);
    QCOMPARE(disk->facts.value(Fact::StaysAttached).toString(), QStringLiteral("until-unused"));
    QCOMPARE(disk->keys.size(), 2); // its keeper is no stranger
    QVERIFY(disk->keys[1].text.startsWith("process:"));
    close(open(device.constData(), O_RDONLY | O_CLOEXEC)); // a glance is no use
    QVERIFY(lab::Oracle::isBound(device));

    const QByteArray folder = harness.lab.mount(device, "here");
    const auto used = harness.disk(device);
    QVERIFY(used);
    QCOMPARE(used->goes, Goes::WithItsLastUser);
    QTRY_COMPARE_WITH_TIMEOUT(harness.disk(device)->keys.size(), 1, 10000); // the keeper has left
    QCOMPARE(umount(folder.constData()), 0);
    QTRY_VERIFY(!LoopHarness::isStillThere(*disk));
}

void TstLoopKeep::letsGoOfWhatNobodyUsed()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.ext4Image("fs.img");
    const QByteArray device = harness.attach(image, option("untilUnused")).created.value(0).key();
    const auto disk = harness.disk(device);
    QCOMPARE(disk->goes, Goes::ByRelease);
    const StepResult result = harness.run(LoopHarness::detachStep(*disk));
    QVERIFY(!result.error);
    QTRY_VERIFY(!LoopHarness::isStillThere(*disk));
}

// A stop while the table is read: what was bound by then is let go of again.
void TstLoopKeep::detachesWhatAStopInterrupted()
{
    class StoppedInTheMiddle : public Child
    {
    public:
        using Child::run;
        Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token stop,
                                const Options& options) override
        {
            auto result = Child::run(argv, stop, options);
            if (argv.value(1) == "loop-attach" && result) {
                result->signal = SIGTERM; // as if killed right after it had told the device
                result->exitCode = 0;
            }
            return result;
        }
    };
    LoopProvider::Options options;
    options.child = std::make_shared<StoppedInTheMiddle>();
    LoopHarness harness(options);
    const QByteArray image = harness.lab.ext4Image("fs.img");
    const StepResult result = harness.attach(image);
    QVERIFY(result.error);
    QTRY_VERIFY(lab::Oracle::devicesOf(image).isEmpty());
}

void TstLoopKeep::tellsWhenNoDeviceIsFree()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.ext4Image("fs.img");
    const QByteArray child = lab::Lab::program("mooring-child");
    const lab::Ran ran = lab::run({"unshare", "-m", "--propagation", "private", "sh", "-c",
                                   "mount -t tmpfs none /dev && exec \"$@\"", "sh", child, "loop-attach",
                                   image, "-", "-", "-", "0", "0", "0", "-", "probe"});
    QCOMPARE(ran.code, ENOENT);
    ChildResult told;
    told.exitCode = ran.code;
    told.out = ran.out;
    const auto error = ChildAnswer(told).error(image, {});
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::NoLoopDeviceFree);
    QCOMPARE(error->subject, encodeBytes(image));
    QTRY_VERIFY(lab::Oracle::devicesOf(image).isEmpty());
}

// The kernel binds a file that it cannot read the size of without a word, and the device has none.
void TstLoopKeep::leavesNothingOfADeviceWithoutSize()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.writeFile("small", QByteArray(100, 'x'));
    const QByteArray child = lab::Lab::program("mooring-child");
    const lab::Ran ran = lab::run({child, "loop-attach", image, "-", "-", "-", "0", "0", "0", "-", "probe"});
    QCOMPARE(ran.code, EIO);
    QVERIFY(ran.out.contains("reason device-size-wrong"));
    QTRY_VERIFY(lab::Oracle::devicesOf(image).isEmpty());
}

QTEST_GUILESS_MAIN(TstLoopKeep)
#include "tst_loopkeep.moc"
