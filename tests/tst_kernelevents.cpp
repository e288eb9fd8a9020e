// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "services/system/kernelevents.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <sys/mount.h>

using namespace mooring;

class TstKernelEvents : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void hearsAttachAndDetach();
    void hearsOnlyItsSubsystems();
    void hearsMounts();
    void isSilentAfterwards();
};

void TstKernelEvents::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstKernelEvents::hearsAttachAndDetach()
{
    lab::Lab lab;
    const QByteArray image = lab.ext4Image("events.img");
    std::atomic<int> heard = 0;
    const KernelEvents events([&heard] { ++heard; });
    const lab::Disk disk = lab.attach(image);
    QTRY_VERIFY(heard > 0);
}

void TstKernelEvents::hearsOnlyItsSubsystems()
{
    QFile loopback(QStringLiteral("/sys/class/net/lo/uevent"));
    std::atomic<int> heard = 0, others = 0;
    const KernelEvents events([&heard] { ++heard; }, {}, {"iscsi_session", "net"});
    const KernelEvents other([&others] { ++others; }, {}, {"iscsi_session", "ne"});
    QVERIFY(loopback.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QCOMPARE(loopback.write("change"), qint64(6)); // the kernel tells it as if something had changed
    QTRY_VERIFY(heard > 0);
    QCOMPARE(others.load(), 0);
}

void TstKernelEvents::hearsMounts()
{
    lab::Lab lab;
    const QByteArray folder = lab.makeFolder("here");
    std::atomic<int> heard = 0;
    const KernelEvents events([&heard] { ++heard; }, {"/proc/self/mountinfo", "/proc/swaps"});
    QCOMPARE(mount("none", folder.constData(), "tmpfs", 0, nullptr), 0);
    QTRY_VERIFY(heard > 0);
    const int before = heard;
    QCOMPARE(umount(folder.constData()), 0);
    QTRY_VERIFY(heard > before);
}

void TstKernelEvents::isSilentAfterwards()
{
    lab::Lab lab;
    const QByteArray folder = lab.makeFolder("here");
    std::atomic<int> heard = 0;
    auto events
        = std::make_unique<KernelEvents>([&heard] { ++heard; }, QList<QByteArray> {"/proc/self/mountinfo"});
    events.reset();
    const int before = heard;
    std::atomic<int> witness = 0;
    const KernelEvents other([&witness] { ++witness; }, {"/proc/self/mountinfo"});
    QCOMPARE(mount("none", folder.constData(), "tmpfs", 0, nullptr), 0);
    QCOMPARE(umount(folder.constData()), 0);
    QTRY_VERIFY(witness > 0);
    QCOMPARE(heard.load(), before);
}

QTEST_GUILESS_MAIN(TstKernelEvents)
#include "tst_kernelevents.moc"
