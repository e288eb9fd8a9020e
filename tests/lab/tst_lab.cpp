// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "oracle.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace mooring::lab;

// The lab itself: what it builds is there, and nothing outlives it.
class TestLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void buildsWhatItSays();
    void leavesNothingBehindWhenItsProgramIsKilled();
    void comparesOnlyWhatIsTheSame();
};

void TestLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestLab::buildsWhatItSays()
{
    QByteArray device, folder;
    {
        Lab lab;
        folder = lab.folder();
        const Disk disk = lab.attach(lab.partitionedImage("disk.img", {{"hello", "content"}}));
        device = disk.device;
        const QByteArray mount = lab.mount(disk.part(1), "mnt");
        lab.swapOn(disk.part(2));
        QVERIFY(Oracle::isBound(disk.device));
        QVERIFY(Oracle::isMounted(mount));
        QVERIFY(Oracle::isSwap(disk.part(2)));
        QVERIFY(Oracle::superblockLives(disk.part(1)));
        QCOMPARE(Oracle::devicesOf(disk.image), QList<QByteArray> {disk.device});
        QCOMPARE(Lab::must({"cat", mount + "/hello"}), "content");
        const QJsonObject picture = Oracle(folder).picture();
        QCOMPARE(picture[u"losetup"].toArray().size(), 1);
        QCOMPARE(picture[u"findmnt"].toArray().size(), 1);
        QCOMPARE(picture[u"swap"].toArray().size(), 1);
        QVERIFY(lab.takeDown());
    }
    QVERIFY(!Oracle::isBound(device));
    QVERIFY(!QDir(QFile::decodeName(folder)).exists());
}

// A child builds the worst: a mount, a swap area, a nested image, a process inside - and dies at once.
void TestLab::leavesNothingBehindWhenItsProgramIsKilled()
{
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        Lab lab;
        const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
        const QByteArray mount = lab.mount(disk.part(1), "mnt");
        lab.swapOn(disk.part(2));
        const Disk inner = lab.attach(lab.ext4Image("mnt/inner.img", {}, 4));
        Running blocker({Lab::program("lab-blocker"), "cwd", lab.mount(inner.device, "inner")});
        blocker.readLine();
        const QByteArray told = lab.folder() + ' ' + disk.device + ' ' + inner.device + ' '
            + QByteArray::number(blocker.pid()) + '\n';
        if (write(ends[1], told.constData(), size_t(told.size())) > 0)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    close(ends[1]);
    QByteArray told(4096, '\0');
    told.resize(int(std::max<ssize_t>(0, read(ends[0], told.data(), 4096))));
    close(ends[0]);
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    const QList<QByteArray> words = told.trimmed().split(' ');
    QCOMPARE(words.size(), 4);
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(QFile::decodeName(words[0])).exists(), 30000);
    QVERIFY(!Oracle::isBound(words[1]));
    QVERIFY(!Oracle::isBound(words[2]));
    QTRY_VERIFY(kill(words[3].toInt(), 0) != 0); // init takes a moment to bury it
    QVERIFY(!Lab::must({"cat", "/proc/self/mountinfo"}).contains(words[0]));
}

void TestLab::comparesOnlyWhatIsTheSame()
{
    Lab lab;
    const Oracle oracle(lab.folder());
    const QByteArray image = lab.partitionedImage("disk.img");
    const QJsonObject empty = oracle.picture();
    Disk disk = lab.attach(image);
    const QByteArray mount = lab.mount(disk.part(1), "mnt");
    const QJsonObject before = oracle.picture();
    QVERIFY(difference(empty, before).contains("losetup"));
    QVERIFY(difference(empty, before).contains("findmnt"));
    Lab::must({"umount", mount});
    QVERIFY(difference(before, oracle.picture()).contains("findmnt"));
    Lab::must({"partx", "-d", disk.device});
    Lab::must({"losetup", "-d", disk.device});
    const Disk other = lab.attach(lab.ext4Image("other.img"));
    disk = lab.attach(image); // now another device: the same picture
    QVERIFY(other.device != disk.device);
    lab.mount(disk.part(1), "mnt");
    QVERIFY(!difference(before, oracle.picture()).isEmpty());
    Lab::must({"losetup", "-d", other.device});
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
