// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/mounts.h"
#include "testsupport/fixtureroot.h"

#include <QTest>

using namespace mooring;

class TstMounts : public QObject
{
    Q_OBJECT
private slots:
    void readsEveryFieldOfALine();
    void keepsBytesOfPaths();
    void keepsCommasOfOptionValues();
    void passesOverDamagedLines();
    void findsTheMountThatShowsAPath();
    void findsTheTopmostOfSeveral();
    void readsEachNamespaceOnce();
    void tellsThatMountinfoIsMissing();
    void readsSwapAreas();
    void readsThisHost();
};

void TstMounts::readsEveryFieldOfALine()
{
    const auto mounts = Mounts::parse("36 35 98:0 /mnt1 /mnt2 rw,noatime shared:1 master:2 - ext3 /dev/root "
                                      "rw,errors=continue\n");
    QCOMPARE(mounts.size(), 1);
    const MountEntry& entry = mounts[0];
    QCOMPARE(entry.id, 36U);
    QCOMPARE(entry.parent, 35U);
    QCOMPARE(entry.major, 98U);
    QCOMPARE(entry.minor, 0U);
    QCOMPARE(entry.root, "/mnt1");
    QCOMPARE(entry.mountPoint, "/mnt2");
    QCOMPARE(entry.options, "rw,noatime");
    QCOMPARE(entry.propagation, "shared:1 master:2");
    QCOMPARE(entry.filesystemType, "ext3");
    QCOMPARE(entry.source, "/dev/root");
    QCOMPARE(entry.superOptions, "rw,errors=continue");
}

void TstMounts::keepsBytesOfPaths()
{
    const auto mounts = Mounts::parse("1 2 7:0 / /m/a\\040b\\011c\\012d\\134e\xff rw - ext4 /dev/loop0 rw\n"
                                      "1 2 7:0 / /m/-\xe9\\040- rw - ext4 - rw\n");
    QCOMPARE(mounts.size(), 2);
    QCOMPARE(mounts[0].mountPoint, "/m/a b\tc\nd\\e\xff");
    QCOMPARE(mounts[1].mountPoint, "/m/-\xe9 -");
    QCOMPARE(mounts[1].source, "-");
    QCOMPARE(octalDecoded("a\\04"), "a\\04");
    QCOMPARE(octalDecoded("\\x40"), "\\x40");
}

void TstMounts::keepsCommasOfOptionValues()
{
    const QByteArray options = "rw,lowerdir=/a\\054b:/c,upperdir=/u\\040v";
    QCOMPARE(splitOptions(options), (QList<QByteArray> {"rw", "lowerdir=/a,b:/c", "upperdir=/u v"}));
    QCOMPARE(optionValue(options, "upperdir"), "/u v");
    QCOMPARE(optionValue(options, "upper"), QByteArray());
}

void TstMounts::passesOverDamagedLines()
{
    QCOMPARE(Mounts::parse("").size(), 0);
    QCOMPARE(Mounts::parse("36 35 98:0 /mnt1\n36 35 98 / /x rw - a b c\nnonsense\n").size(), 0);
}

void TstMounts::findsTheMountThatShowsAPath()
{
    const auto mounts = Mounts::parse("1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /srv rw - ext4 b rw\n"
                                      "3 2 8:3 / /srv/data rw - ext4 c rw\n");
    QCOMPARE(mountOf(mounts, "/srv/data/x")->id, 3U);
    QCOMPARE(mountOf(mounts, "/srv/data")->id, 3U);
    QCOMPARE(mountOf(mounts, "/srv/database")->id, 2U);
    QCOMPARE(mountOf(mounts, "/srvx")->id, 1U);
    QVERIFY(!mountOf({}, "/"));
}

void TstMounts::findsTheTopmostOfSeveral()
{
    const auto below = Mounts::parse("1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /m rw - ext4 b rw\n"
                                     "3 2 8:3 / /m rw - ext4 c rw\n");
    QCOMPARE(mountOf(below, "/m/x")->id, 3U);
    QCOMPARE(mountOf({below[2], below[1], below[0]}, "/m/x")->id, 3U);
}

void TstMounts::readsEachNamespaceOnce()
{
    const FixtureRoot root;
    root.mountinfo("1 0 8:1 / / rw - ext4 a rw\n");
    root.process(30, 9, "5 0 8:9 / / rw - ext4 z rw\n");
    root.process(20, 9, "5 0 8:9 / / rw - ext4 z rw\n");
    root.process(10, 1, "1 0 8:1 / / rw - ext4 a rw\n");
    QList<Error> errors;
    int unseen = -1;
    const auto spaces = Mounts(root.path()).namespaces(&unseen, &errors);
    QCOMPARE(spaces.size(), 2);
    QVERIFY(spaces[0].own);
    QCOMPARE(spaces[0].inode, 1U);
    QCOMPARE(spaces[0].pids, QList<qint64> {10});
    QCOMPARE(spaces[1].inode, 9U);
    QCOMPARE(spaces[1].pids, (QList<qint64> {20, 30}));
    QCOMPARE(spaces[1].mounts.value(0).minor, 9U);
    QCOMPARE(unseen, 0);
    QVERIFY(errors.isEmpty());
}

void TstMounts::tellsThatMountinfoIsMissing()
{
    const FixtureRoot root;
    QList<Error> errors;
    Mounts(root.path()).namespaces(nullptr, &errors);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0].source, QStringLiteral("mountinfo"));
}

void TstMounts::readsSwapAreas()
{
    const auto swaps
        = Mounts::parseSwaps("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
                             "/dev/loop0p2                            partition\t1024\t\t8\t\t-2\n"
                             "/srv/a\\040b\\040(deleted)              file\t\t2048\t\t0\t\t5\n");
    QCOMPARE(swaps.size(), 2);
    QCOMPARE(swaps[0].path, "/dev/loop0p2");
    QVERIFY(swaps[0].partition && !swaps[0].deleted);
    QCOMPARE(swaps[0].size, 1024U * 1024U);
    QCOMPARE(swaps[0].used, 8U * 1024U);
    QCOMPARE(swaps[0].priority, -2);
    QCOMPARE(swaps[1].path, "/srv/a b");
    QVERIFY(swaps[1].deleted && !swaps[1].partition);
    QCOMPARE(swaps[1].priority, 5);
}

void TstMounts::readsThisHost()
{
    const auto mounts = Mounts().own();
    QVERIFY(mounts.has_value());
    QVERIFY(mountOf(*mounts, "/"));
    QVERIFY(Mounts().swaps().has_value());
    int unseen = 0;
    const auto spaces = Mounts().namespaces(&unseen, nullptr);
    QVERIFY(spaces[0].pids.contains(getpid()));
}

QTEST_GUILESS_MAIN(TstMounts)
#include "tst_mounts.moc"
