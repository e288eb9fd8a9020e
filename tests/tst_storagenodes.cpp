// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/qemustorage/storagenodes.h"

#include <QTest>

using namespace mooring;

namespace {

SeenFile file(const char* path, const char* role, const char* driver, qsizetype namedBy = 0)
{
    return {path, "1:2:3", role, {}, QString::fromLatin1(driver), namedBy};
}

QString at(const QJsonObject& node, const char* name) { return node.value(QLatin1String(name)).toString(); }
QJsonObject below(const QJsonObject& node, const char* name)
{
    return node.value(QLatin1String(name)).toObject();
}

} // namespace

// Nothing is left to what an image says of itself.
class TstStorageNodes : public QObject
{
    Q_OBJECT
private slots:
    void saysEveryDriverAndFile();
    void saysThatThereIsNoBackingFile();
    void leavesAccessToTheNodeAbove();
    void putsAnOverlayOnTop();
    void knowsWhatJsonCannotTell();
};

void TstStorageNodes::saysEveryDriverAndFile()
{
    const QList<SeenFile> files {file("/x", "", "qcow2"), file("/b", "backing", "vhdx", 0),
                                 file("/d", "data-file", "", 0)};
    const QJsonObject node = StorageNodes(files, false, true).image(QStringLiteral("disk"));
    QCOMPARE(at(node, "node-name"), QStringLiteral("disk"));
    QCOMPARE(at(node, "driver"), QStringLiteral("qcow2"));
    QCOMPARE(at(below(node, "file"), "filename"), QStringLiteral("/x"));
    QCOMPARE(at(below(node, "file"), "driver"), QStringLiteral("file"));
    QCOMPARE(below(below(node, "file"), "cache").value(QLatin1String("direct")), true);
    const QJsonObject backing = below(node, "backing");
    QCOMPARE(at(backing, "driver"), QStringLiteral("vhdx"));
    QCOMPARE(backing.value(QLatin1String("read-only")), true);
    QCOMPARE(at(below(backing, "file"), "filename"), QStringLiteral("/b"));
    QCOMPARE(at(below(node, "data-file"), "filename"), QStringLiteral("/d"));
}

void TstStorageNodes::saysThatThereIsNoBackingFile()
{
    for (const char* driver : {"qcow2", "vmdk"}) {
        const QList<SeenFile> files {file("/x", "", driver)};
        const QJsonObject node = StorageNodes(files, false, true).image({});
        QVERIFY(node.contains(QLatin1String("backing")) && node.value(QLatin1String("backing")).isNull());
    }
    const QList<SeenFile> plain {file("/x", "", "vhdx")};
    QVERIFY(!StorageNodes(plain, false, true).image({}).contains(QLatin1String("backing")));
}

void TstStorageNodes::leavesAccessToTheNodeAbove()
{
    const QList<SeenFile> files {file("/x", "", "raw")};
    const QJsonObject node = StorageNodes(files, true, false).image({});
    QCOMPARE(node.value(QLatin1String("read-only")), true);
    QVERIFY(!below(node, "file").contains(QLatin1String("read-only"))); // a merge makes both writable
    QCOMPARE(below(node, "cache").value(QLatin1String("direct")), false);
}

void TstStorageNodes::putsAnOverlayOnTop()
{
    const QList<SeenFile> files {file("/x", "", "raw")};
    const StorageNodes nodes(files, true, true);
    const QJsonObject target = nodes.overlayFile(QStringLiteral("f"), "/o.qcow2");
    QCOMPARE(at(target, "filename"), QStringLiteral("/o.qcow2"));
    QCOMPARE(at(target, "node-name"), QStringLiteral("f"));
    const QJsonObject overlay
        = nodes.overlay(QStringLiteral("disk"), QStringLiteral("f"), QStringLiteral("image"));
    QCOMPARE(at(overlay, "driver"), QStringLiteral("qcow2"));
    QCOMPARE(at(overlay, "file"), QStringLiteral("f"));
    QCOMPARE(at(overlay, "backing"), QStringLiteral("image"));
    QVERIFY(!overlay.value(QLatin1String("read-only")).toBool());
}

void TstStorageNodes::knowsWhatJsonCannotTell()
{
    QVERIFY(StorageNodes::isText("/srv/\xc3\xa9 \"x\\"));
    QVERIFY(!StorageNodes::isText("/srv/\xff"));
}

QTEST_GUILESS_MAIN(TstStorageNodes)
#include "tst_storagenodes.moc"
