// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/lio/liowatch.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

#include <atomic>

using namespace mooring;
using namespace mooring::lio;
using namespace mooring::testsupport;

// Who comes and goes is seen without an event.
class TstLioWatch : public QObject
{
    Q_OBJECT
private slots:
    void seesWhatChanges();
    void keepsStillOtherwise();
    void calls();
};

void TstLioWatch::seesWhatChanges()
{
    LioWorld world;
    const TargetTree tree(world.root.path());
    const QByteArray group = world.fake->group(iqn);
    const QList<std::function<void()>> changes {
        [&] { world.fake->login(iqn, bob, "192.0.2.7"); },
        [&] { world.fake->login(iqn, bob, "192.0.2.7", 2); },
        [&] { world.fake->logout(iqn, bob); },
        [&] { world.fake->loginDynamically(iqn, {"iqn.guest"}); },
        [&] { world.fake->mapped(iqn, bob, 3, 3); },
        [&] { world.fake->acl(iqn, "iqn.new"); },
        [&] { world.fake->unit(iqn, 9, "fileio_0/disk"); },
        [&] { world.fake->write(group + "enable", "0\n"); },
        [&] { QDir().mkpath(QString::fromUtf8(group + "np/[::1]:3260")); },
        [&] { world.fake->target("iqn.other"); },
    };
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const size_t before = LioWatch::fingerprint(tree);
        changes[i]();
        QVERIFY2(LioWatch::fingerprint(tree) != before, qPrintable(QString::number(i)));
    }
}

void TstLioWatch::keepsStillOtherwise()
{
    LioWorld world;
    const TargetTree tree(world.root.path());
    const size_t before = LioWatch::fingerprint(tree);
    world.fake->write(world.fake->group(iqn) + "lun/lun_0/statistics/scsi_tgt_port/in_cmds", "7\n");
    QCOMPARE(LioWatch::fingerprint(tree), before);
    QDir(QString::fromUtf8(world.fake->path())).removeRecursively();
    QCOMPARE(LioWatch::fingerprint(tree), size_t(0));
}

void TstLioWatch::calls()
{
    LioWorld world;
    std::atomic<int> count = 0;
    LioWatch watch(
        world.root.path(), [&count] { ++count; }, 20);
    QTest::qWait(200);
    QCOMPARE(count.load(), 0);
    world.fake->login(iqn, bob, "192.0.2.7");
    QTRY_COMPARE(count.load(), 1);
}

QTEST_GUILESS_MAIN(TstLioWatch)
#include "tst_liowatch.moc"
