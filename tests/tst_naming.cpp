// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/naming.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace mooring;

namespace {

Resource node(Kind kind, const QByteArray& key, const QByteArray& blockKey, const QList<Verb>& verbs,
              const Facts& facts = {})
{
    Resource resource;
    resource.id = ResourceId::make(kind, key);
    resource.kind = kind;
    resource.name = encodeBytes(key);
    resource.keys = {{blockKey}};
    resource.verbs = verbs;
    resource.facts = facts;
    return resource;
}

Resource exported(Kind kind, const QByteArray& key, const char* target)
{
    Resource resource = node(kind, key, key, {Verb::Detach}, {{Fact::TargetName, QString::fromUtf8(target)}});
    resource.keys = {{resource.id.text.toUtf8()}};
    if (kind == Kind::Export)
        resource.name = QString::fromUtf8(target);
    return resource;
}

// /srv/disk.img on /dev/loop0: its partition is mounted on two folders, another mount covers one of them.
Topology host()
{
    Inventory inventory;
    inventory.provider = QStringLiteral("made up");
    const QByteArray image("/srv/disk.img"), odd("/srv/a b\n\xff%.img");
    inventory.resources = {
        node(Kind::Image, image, "imagepath:" + image, {}, {{Fact::Path, image}}),
        node(Kind::VirtualDisk, "/dev/loop0", "block:7:0@1", {Verb::Detach},
             {{Fact::Device, QByteArray("/dev/loop0")}, {Fact::Path, image}}),
        node(Kind::Partition, "/dev/loop0p1", "block:259:0@1", {Verb::Detach},
             {{Fact::Device, QByteArray("/dev/loop0p1")}}),
        node(Kind::Filesystem, "/dev/loop0p1", "fs:259:0", {}, {{Fact::Device, QByteArray("/dev/loop0p1")}}),
        node(Kind::Mount, "/mnt/a", "mount:1/2", {Verb::Unmount},
             {{Fact::Device, QByteArray("/dev/loop0p1")}, {Fact::MountPoint, QByteArray("/mnt/a")}}),
        node(Kind::Mount, "/mnt/a@9", "mount:1/9", {Verb::Unmount},
             {{Fact::Device, QByteArray("/dev/loop0p1")}, {Fact::MountPoint, QByteArray("/mnt/a")}}),
        node(Kind::Mount, "/mnt/b", "mount:1/3", {Verb::Unmount},
             {{Fact::Device, QByteArray("/dev/loop0p1")}, {Fact::MountPoint, QByteArray("/mnt/b")}}),
        node(Kind::Swap, "/dev/loop0p2", "swap:1", {Verb::SwapOff},
             {{Fact::Device, QByteArray("/dev/loop0p2")}}),
        node(Kind::Image, "/vm/web01.qcow2", "file:8:1:9", {},
             {{Fact::Path, QByteArray("/vm/web01.qcow2")}, {Fact::LockedBy, QStringLiteral("writer")}}),
        node(Kind::VirtualDisk, "/dev/loop1", "block:7:1@2", {Verb::Detach},
             {{Fact::Device, QByteArray("/dev/loop1")}, {Fact::Path, odd}}),
        node(Kind::VirtualDisk, "/dev/loop2", "block:7:2@3", {Verb::Detach},
             {{Fact::Device, QByteArray("/dev/loop2")}, {Fact::Path, QByteArray("/srv/twice.img")}}),
        node(Kind::VirtualDisk, "/dev/loop3", "block:7:3@4", {Verb::Detach},
             {{Fact::Device, QByteArray("/dev/loop3")}, {Fact::Path, QByteArray("/srv/twice.img")}}),
        exported(Kind::Export, "tgt@0/iqn.a:t", "iqn.a:t"),
        exported(Kind::ExportLun, "tgt@0/iqn.a:t/1", "iqn.a:t"),
        exported(Kind::Initiator, "tgt@0/iqn.a:t/5", "iqn.a:t"),
        exported(Kind::Export, "tgt@1/iqn.twice:t", "iqn.twice:t"),
        exported(Kind::Export, "tgt@2/iqn.twice:t", "iqn.twice:t"),
        exported(Kind::Export, "lio/iqn.b:t,1", "iqn.b:t"),
        exported(Kind::ExportLun, "lio/iqn.b:t,1/0", "iqn.b:t"),
    };
    return Topology::join({inventory});
}

} // namespace

class tst_Naming : public QObject
{
    Q_OBJECT
private slots:
    void finds_data();
    void finds();
    void tellsCandidatesOfAnAmbiguousWord_data();
    void tellsCandidatesOfAnAmbiguousWord();
    void findsNothing_data();
    void findsNothing();
    void takesNoExportForATargetToLogOutOf();
    void takesPathsAsTheCallerMeansThem_data();
    void takesPathsAsTheCallerMeansThem();
    void followsALinkToTheImage();
};

void tst_Naming::finds_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("verb"); // -1: none
    QTest::addColumn<QString>("id");
    const auto row = [](const char* word, std::optional<Verb> verb, const char* id) {
        QTest::newRow(QByteArray(word).toPercentEncoding())
            << QByteArray(word) << (verb ? int(*verb) : -1) << QString::fromUtf8(id);
    };
    row("virtual-disk:/dev/loop0", {}, "virtual-disk:/dev/loop0");
    row("filesystem:/dev/loop0p1", {}, "filesystem:/dev/loop0p1");
    row("/dev/loop0", {}, "virtual-disk:/dev/loop0");
    row("/dev/loop0", Verb::Detach, "virtual-disk:/dev/loop0");
    row("/dev/loop0p1", {}, "partition:/dev/loop0p1");
    row("/dev/loop0p1", Verb::Detach, "partition:/dev/loop0p1");
    row("/dev/loop0p2", Verb::SwapOff, "swap:/dev/loop0p2");
    row("/srv/disk.img", {}, "virtual-disk:/dev/loop0");
    row("/srv/disk.img", Verb::Detach, "virtual-disk:/dev/loop0");
    row("image:/srv/disk.img", {}, "image:/srv/disk.img");
    row("disk.img", Verb::Detach, "virtual-disk:/dev/loop0");
    row("../srv/./disk.img", Verb::Detach, "virtual-disk:/dev/loop0");
    row("export:tgt/iqn.a:t", {}, "export:tgt@0/iqn.a:t");
    row("tgt/iqn.a:t", Verb::Detach, "export:tgt@0/iqn.a:t");
    row("export-lun:tgt/iqn.a:t/1", Verb::Detach, "export-lun:tgt@0/iqn.a:t/1");
    row("initiator:tgt/iqn.a:t/5", {}, "initiator:tgt@0/iqn.a:t/5");
    row("tgt/iqn.a:t/1", {}, "export-lun:tgt@0/iqn.a:t/1");
    row("lio/iqn.b:t", {}, "export:lio/iqn.b:t,1");
    row("lio/iqn.b:t,1/0", {}, "export-lun:lio/iqn.b:t,1/0");
    row("lio/iqn.b:t/0", {}, "export-lun:lio/iqn.b:t,1/0");
    row("/mnt/a", {}, "mount:/mnt/a");
    row("/mnt/a/", Verb::Unmount, "mount:/mnt/a");
    row("mount:/mnt/a@9", {}, "mount:/mnt/a@9");
    row("/mnt/b", Verb::Unmount, "mount:/mnt/b");
    row("/srv/a b\n\xff%.img", Verb::Detach, "virtual-disk:/dev/loop1");
    row("a b\n\xff%.img", {}, "virtual-disk:/dev/loop1");
    row("/vm/web01.qcow2", {}, "image:/vm/web01.qcow2"); // open in a virtual machine
}

void tst_Naming::finds()
{
    QFETCH(QByteArray, word);
    QFETCH(int, verb);
    const Result<ResourceId> id
        = Naming(host(), "/srv")
              .resolve(word, verb < 0 ? std::nullopt : std::optional(static_cast<Verb>(verb)));
    QVERIFY2(id, qPrintable(id ? QString() : id.error().text));
    QTEST(id->text, "id");
}

void tst_Naming::tellsCandidatesOfAnAmbiguousWord_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("verb");
    QTest::addColumn<QString>("candidates");
    QTest::newRow("an image attached twice")
        << QByteArray("/srv/twice.img") << int(Verb::Detach)
        << QStringLiteral("virtual-disk:/dev/loop2\nvirtual-disk:/dev/loop3");
    QTest::newRow("a target of two servers")
        << QByteArray("tgt/iqn.twice:t") << int(Verb::Detach)
        << QStringLiteral("export:tgt@1/iqn.twice:t\nexport:tgt@2/iqn.twice:t");
    QTest::newRow("a device mounted twice")
        << QByteArray("/dev/loop0p1") << int(Verb::Unmount) << QStringLiteral("mount:/mnt/a\nmount:/mnt/b");
}

void tst_Naming::tellsCandidatesOfAnAmbiguousWord()
{
    QFETCH(QByteArray, word);
    QFETCH(int, verb);
    const Result<ResourceId> id = Naming(host(), "/").resolve(word, static_cast<Verb>(verb));
    QVERIFY(!id);
    QCOMPARE(int(id.error().code), int(ErrorCode::AmbiguousResource));
    QTEST(id.error().text, "candidates");
}

void tst_Naming::findsNothing_data()
{
    QTest::addColumn<QByteArray>("word");
    for (const char* word : {"virtual-disk:/dev/loop9", "/dev/loop9", "/srv", "srv/disk.img", "loop0", "",
                             "mount:/mnt", "nonsense:/dev/loop0", "/vm/web01.qcow2"})
        QTest::newRow(word) << QByteArray(word);
}

void tst_Naming::findsNothing()
{
    QFETCH(QByteArray, word);
    const Result<ResourceId> id = Naming(host(), "/srv").resolve(word, Verb::Detach);
    QVERIFY2(!id, qPrintable(id ? id->text : QString()));
    QCOMPARE(int(id.error().code), int(ErrorCode::NoSuchResource));
    QCOMPARE(decodeBytes(id.error().subject), word);
}

void tst_Naming::takesNoExportForATargetToLogOutOf()
{
    const Naming naming(host(), "/srv");
    QCOMPARE(naming.resolve("iqn.a:t")->text, QStringLiteral("export:tgt@0/iqn.a:t"));
    QCOMPARE(naming.resolve("iqn.a:t", Verb::Detach)->text, QStringLiteral("export:tgt@0/iqn.a:t"));
    const Result<ResourceId> session = naming.resolve("iqn.a:t", Verb::LogOut);
    QVERIFY(!session);
    QCOMPARE(session.error().code, ErrorCode::NoSuchResource);
}

void tst_Naming::takesPathsAsTheCallerMeansThem_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("absolute");
    QTest::newRow("absolute") << QByteArray("/a//b/./c") << QByteArray("/a/b/c");
    QTest::newRow("relative") << QByteArray("x") << QByteArray("/home/me/x");
    QTest::newRow("up") << QByteArray("../../../x") << QByteArray("/x");
    QTest::newRow("dashes and bytes") << QByteArray("-\xff") << QByteArray("/home/me/-\xff");
}

void tst_Naming::takesPathsAsTheCallerMeansThem()
{
    QFETCH(QByteArray, path);
    QTEST(Naming({}, "/home/me").absolute(path), "absolute");
}

void tst_Naming::followsALinkToTheImage()
{
    const QTemporaryDir folder;
    const QByteArray image = QDir(folder.path()).canonicalPath().toUtf8() + "/disk.img";
    QFile file(QFile::decodeName(image));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(QStringLiteral("disk.img"), folder.filePath(QStringLiteral("link"))));
    Inventory inventory;
    inventory.resources
        = {node(Kind::VirtualDisk, "/dev/loop7", "block:7:7@1", {Verb::Detach}, {{Fact::Path, image}})};
    const Naming naming(Topology::join({inventory}), folder.path().toUtf8());
    QCOMPARE(naming.resolve("link", Verb::Detach)->text, QStringLiteral("virtual-disk:/dev/loop7"));
}

QTEST_GUILESS_MAIN(tst_Naming)
#include "tst_naming.moc"
