// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle.h"
#include "qemuharness.h"
#include "servedstage.h"

#include <QTest>

using namespace mooring::lab;
using mooring::testsupport::QemuHarness;

// An attached image loses its name, gets another one, or its surface is mounted where nobody sees it.
class TstMovedImagesLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsThatADeletedImageWouldBeLost();
    void followsARenamedImage();
    void knowsAnImageBehindALink();
    void knowsAnImageByAnotherName();
    void detachesUnderAMountWhoseSurfaceIsNotSeen();
};

void TstMovedImagesLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstMovedImagesLab::tellsThatADeletedImageWouldBeLost()
{
    ServedStage stage("vhdx");
    VERIFY_DONE(stage.attach());
    QVERIFY(QFile::remove(QFile::decodeName(stage.image)));
    QCOMPARE(stage.shown()[u"state"].toString(), QStringLiteral("orphaned"));
    QCOMPARE(stage.shown()[u"facts"][u"deleted"].toBool(), true);
    const Ran refused = stage.product.run({"--json", "detach", "--yes", stage.device});
    QVERIFY2(refused.code != 0, refused.text());
    QCOMPARE(finishedEvent(refused)[u"error"][u"code"].toString(), QStringLiteral("needsAcceptance"));
    QVERIFY(Oracle::isBound(stage.device));
    const Ran accepted
        = stage.product.run({"--json", "detach", "--yes", "--accept-collateral", stage.device});
    QVERIFY2(accepted.code == 0, accepted.text());
    QCOMPARE(stage.left(), QByteArray());
}

void TstMovedImagesLab::followsARenamedImage()
{
    ServedStage stage("vhdx");
    VERIFY_DONE(stage.attach());
    stage.fill(10);
    const QByteArray moved = stage.lab.path("work/moved.vhdx");
    QVERIFY(rename(stage.image.constData(), moved.constData()) == 0);
    stage.image = moved;
    QCOMPARE(stage.shown()[u"name"].toString(), QStringLiteral("moved.vhdx"));
    const Ran detached = stage.product.run({"--json", "detach", "--yes", moved});
    QVERIFY2(detached.code == 0, detached.text());
    QCOMPARE(stage.wrong(), QByteArray());
}

void TstMovedImagesLab::knowsAnImageBehindALink()
{
    ServedStage stage("vhdx");
    const QByteArray link = stage.lab.path("link"), behind = link + "/disk.vhdx";
    Lab::must({"ln", "-s", stage.lab.path("work"), link});
    const Ran attached = stage.product.run({"--json", "attach", behind});
    QVERIFY2(attached.code == 0, attached.text());
    stage.image = behind; // as it was given
    QVERIFY(!stage.shown().isEmpty());
    const Ran detached = stage.product.run({"--json", "detach", "--yes", behind});
    QVERIFY2(detached.code == 0, detached.text());
    QCOMPARE(stage.left(), QByteArray());
}

void TstMovedImagesLab::knowsAnImageByAnotherName()
{
    ServedStage stage("vhdx");
    const QByteArray other = stage.lab.path("work/other.vhdx");
    Lab::must({"ln", stage.image, other});
    VERIFY_DONE(stage.attach());
    const Ran detached = stage.product.run({"--json", "detach", "--yes", other});
    QVERIFY2(detached.code == 0, detached.text());
    QCOMPARE(stage.left(), QByteArray());
}

// The kernel tells no path of the surface then. Device, daemons and what is mounted work all the same.
void TstMovedImagesLab::detachesUnderAMountWhoseSurfaceIsNotSeen()
{
    ServedStage stage("vhdx");
    VERIFY_DONE(stage.attach());
    stage.fill(10);
    const QByteArray folder = stage.lab.mount(stage.device, "mnt");
    const QByteArray surface = run({"losetup", "-nO", "BACK-FILE", stage.device}).out.trimmed();
    QVERIFY(surface.startsWith(productImages));
    Lab::must({"umount", "-l", surface});
    QCOMPARE(stage.shown()[u"state"].toString(), QStringLiteral("attached"));
    QCOMPARE(stage.shown()[u"verbs"][0].toString(), QStringLiteral("detach"));
    const QJsonArray disks
        = stage.product.run({"--json", "list", "virtual-disk"}).json()[u"resources"].toArray();
    int shownOften = 0;
    for (const auto& disk : disks)
        shownOften += disk[u"device"].toString().toUtf8() == stage.device ? 1 : 0;
    QCOMPARE(shownOften, 1);
    const Ran detached = stage.product.run({"--json", "detach", "--yes", stage.device});
    QVERIFY2(detached.code == 0, detached.text());
    QVERIFY(!Oracle::isMounted(folder));
    QCOMPARE(stage.wrong(), QByteArray());
}

QTEST_GUILESS_MAIN(TstMovedImagesLab)
#include "tst_movedimages_lab.moc"
