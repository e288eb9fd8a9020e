// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/qemustorage/qemurecipe.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring;

namespace {

QemuRecipe sample()
{
    QemuRecipe recipe;
    recipe.path = "/srv/\xff disk.vhdx";
    recipe.device = "/dev/loop7";
    recipe.identity = "254:0:123";
    recipe.mark = "100:200";
    recipe.format = QStringLiteral("vhdx");
    recipe.size = 1ULL << 40;
    recipe.readOnly = true;
    recipe.partScan = true;
    recipe.sectorSize = 4096;
    recipe.partitions = {{1, 1 << 20, 1ULL << 33}, {5, 1ULL << 34, 512}};
    return recipe;
}

} // namespace

class TstQemuRecipe : public QObject
{
    Q_OBJECT
private slots:
    void survivesTheLog();
    void isToldFromAnAttach();
    void bindsAsItWas();
    void bindsAFreshOne();
    void knowsTheFileAgain();
};

void TstQemuRecipe::survivesTheLog()
{
    const QByteArray text = QJsonDocument(sample().data()).toJson();
    const auto read = QemuRecipe::fromData(QJsonDocument::fromJson(text).object());
    QVERIFY(read);
    QCOMPARE(*read, sample());
}

void TstQemuRecipe::isToldFromAnAttach()
{
    QVERIFY(!QemuRecipe::fromData({{QStringLiteral("path"), QStringLiteral("/a")}}));
}

void TstQemuRecipe::bindsAsItWas()
{
    QCOMPARE(sample().bindArguments("/run/s/disk"),
             (QList<QByteArray> {"loop-attach", "/run/s/disk", "-", "-", "dio,ro,partscan", "0", "0", "4096",
                                 "/dev/loop7", "1:1048576:8589934592,5:17179869184:512"}));
}

void TstQemuRecipe::bindsAFreshOne()
{
    QCOMPARE(QemuRecipe().bindArguments("/s"),
             (QList<QByteArray> {"loop-attach", "/s", "-", "-", "dio", "0", "0", "probe", "-", "probe"}));
}

void TstQemuRecipe::knowsTheFileAgain()
{
    QVERIFY(sample().isSameFile("254:0:123"));
    QVERIFY(sample().isSameFile("8:16:123")); // after a restart
    QVERIFY(!sample().isSameFile("254:0:1123"));
    QVERIFY(!sample().isSameFile("254:0:12"));
    QVERIFY(QemuRecipe().isSameFile("254:0:12"));
}

QTEST_GUILESS_MAIN(TstQemuRecipe)
#include "tst_qemurecipe.moc"
