// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imageforge.h"
#include "oracle.h"
#include "product.h"
#include "qemuharness.h"
#include "services/system/descriptor.h"

#include <QTest>

#include <sys/inotify.h>

using namespace mooring::lab;
using namespace mooring::testsupport;
namespace forge = mooring::testsupport::forge;

namespace {

struct BadImage
{
    const char* name;
    // In the lab's folder, which has the folders "work", for the image "work/x", and "other" beside it.
    std::function<void(const Lab&)> build;
    int exitCode;
    QByteArray code, subject, text; // of the error: the end of the subject, a part of the text
};

std::function<void(const Lab&)> bytes(const QByteArray& image)
{
    return [image](const Lab& lab) { lab.writeFile("work/x", image); };
}

std::function<void(const Lab&)> script(const QByteArray& text)
{
    return [text](const Lab& lab) { Lab::must({"sh", "-ec", "cd " + lab.path("work") + " && " + text}); };
}

QByteArray differencingVhd()
{
    forge::Vhd disk;
    disk.type = forge::Differencing;
    disk.parentIdentifier = "0123456789abcdef";
    disk.parentName = QStringLiteral("parent.vhd");
    disk.locators = {{"W2ru", forge::utf16(QStringLiteral(".\\parent.vhd"), false)}};
    return forge::vhd(disk);
}

QByteArray differencingVhdx()
{
    forge::Vhdx disk;
    disk.flags = 2;
    disk.parent
        = {{QStringLiteral("parent_linkage"), QStringLiteral("{11111111-2222-3333-4444-555555555555}")},
           {QStringLiteral("relative_path"), QStringLiteral(".\\parent.vhdx")}};
    return forge::vhdx(disk);
}

QByteArray sectorsOf4096()
{
    forge::Vhdx disk;
    disk.sectorSize = 4096;
    return forge::vhdx(disk);
}

QByteArray withoutHeaders()
{
    QByteArray image = forge::vhdx({});
    for (const qsizetype at : {forge::vhdxHeader1, forge::vhdxHeader2})
        forge::put(image, at + 8, "damage");
    return image;
}

QByteArray on(const char* base)
{
    return QByteArray("qemu-img create -q -f qcow2 -u -F raw -b '") + base + "' x 8M";
}

const QByteArray cut = "truncate -s $(($(stat -c %s x) - 600)) x";

const std::vector<BadImage>& badImages()
{
    static const std::vector<BadImage> all {
        {"vhdx cut off", script("qemu-img create -q -f vhdx x 8M; truncate -s 3M x"), 8, "imageDamaged", "/x",
         "truncated"},
        {"vhdx without a header", bytes(withoutHeaders()), 8, "imageDamaged", "/x", ""},
        {"vhdx with sectors of 4096", bytes(sectorsOf4096()), 8, "imageFormatNoProvider", "/x", "4096"},
        {"vhdx that differs", bytes(differencingVhdx()), 8, "imageDifferencing", "/x", "parent.vhdx"},
        {"dynamic vhd cut off", script("qemu-img create -q -f vpc x 8M; " + cut), 8, "imageDamaged", "/x",
         ""},
        {"fixed vhd cut off", script("qemu-img create -q -f vpc -o subformat=fixed x 8M; " + cut), 8,
         "imageContentUnknown", "/x", ""},
        {"vhd that differs", bytes(differencingVhd()), 8, "imageDifferencing", "/x", "parent.vhd"},
        {"vmdk cut off", script("qemu-img create -q -f vmdk x 8M; truncate -s 20000 x"), 8, "imageDamaged",
         "/x", "truncated"},
        {"vdi cut off", script("qemu-img create -q -f vdi x 8M; truncate -s 600 x"), 8, "imageDamaged", "/x",
         ""},
        {"qcow2 marked corrupt",
         script("qemu-img create -q -f qcow2 x 8M; printf '\\2' | dd of=x bs=1 seek=79 conv=notrunc "
                "status=none"),
         8, "imageDamaged", "/x", "corrupt"},
        {"qcow2 with a password",
         script("qemu-img create -q -f qcow2 --object secret,id=s,data=moor -o "
                "encrypt.format=luks,encrypt.iter-time=10,encrypt.key-secret=s x 8M"),
         8, "imageProtected", "/x", ""},
        {"qcow2 of a later version",
         script("qemu-img create -q -f qcow2 x 8M; printf '\\4' | dd of=x bs=1 seek=7 "
                "conv=notrunc status=none"),
         8, "imageFormatNoProvider", "/x", ""},
        {"no backing file", script(on("base")), 8, "imagePartMissing", "/base", ""},
        {"backing file that is a folder", script("mkdir base; " + on("base")), 8, "imagePartWrong", "/base",
         "not-a-file"},
        {"backing file that is a device", script("mknod base c 1 7; " + on("base")), 8, "imagePartWrong",
         "/base", "not-a-file"},
        {"backing file that is a fifo", script("mkfifo base; " + on("base")), 8, "imagePartWrong", "/base",
         "not-a-file"},
        {"backing files in a ring",
         script("qemu-img create -q -f qcow2 -u -F qcow2 -b x y 8M; qemu-img create -q -f qcow2 -u -F qcow2 "
                "-b y x "
                "8M"),
         8, "imagePartWrong", "/x", "cyclic"},
        {"backing file over json:",
         script("qemu-img create -q -f qcow2 -u -F raw -b "
                "'json:{\"driver\":\"file\",\"filename\":\"/etc/passwd\"}' x 8M"),
         8, "imagePartWrong", "passwd\"}", "protocol"},
        {"backing file over nbd:", script(on("nbd://127.0.0.1:10809/x")), 8, "imagePartWrong", "10809/x",
         "protocol"},
        {"backing file of another format",
         script("qemu-img create -q -f vdi base 8M; "
                "qemu-img create -q -f qcow2 -u -F qcow2 -b base x 8M"),
         8, "imagePartWrong", "/base", "format-differs"},
        {"vmdk without one of its extents",
         script("qemu-img create -q -f vmdk -o subformat=twoGbMaxExtentSparse x 8M; rm x-s001"), 8,
         "imagePartMissing", "-s001", ""},
    };
    return all;
}

// What a path outside is opened by is told by the kernel.
class OpenWatch
{
public:
    explicit OpenWatch(const QByteArray& path)
        : m_watch(inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    {
        if (inotify_add_watch(m_watch.get(), path.constData(), IN_OPEN) < 0)
            qFatal("cannot watch %s", path.constData());
    }
    bool wasOpened() const
    {
        std::array<char, 4096> events {};
        return read(m_watch.get(), events.data(), events.size()) > 0;
    }

private:
    mooring::Descriptor m_watch;
};

} // namespace

// Images that cannot be attached: told in a sentence and by the exit code, and nothing is left of the try.
class TstBadImagesLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void areToldAndChangeNothing_data();
    void areToldAndChangeNothing();
    void opensNothingOutsideUnasked_data();
    void opensNothingOutsideUnasked();
};

void TstBadImagesLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstBadImagesLab::areToldAndChangeNothing_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(badImages().size()); ++i)
        QTest::newRow(badImages()[size_t(i)].name) << i;
}

void TstBadImagesLab::areToldAndChangeNothing()
{
    QFETCH(const int, number);
    const BadImage& bad = badImages()[size_t(number)];
    Lab lab;
    const Product product(lab);
    lab.makeFolder("work");
    lab.makeFolder("other");
    bad.build(lab);
    const QByteArray image = lab.path("work/x"), before = servedBelow(productImages);
    const QByteArray files = Lab::must({"sh", "-c", "ls -la --time-style=full-iso " + lab.path("work")});
    QByteArrayList sentences;
    for (const QByteArray language : {"en", "fr"}) {
        const Ran ran = product.run({"--lang", language, "attach", image});
        QVERIFY2(ran.code == bad.exitCode, ran.text());
        QVERIFY2(ran.err.trimmed().size() > 20 && ran.out.isEmpty(), ran.text());
        sentences.append(ran.err);
    }
    QVERIFY2(sentences[0] != sentences[1], sentences[0]);
    const Ran json = product.run({"--json", "attach", image});
    QVERIFY2(json.code == bad.exitCode, json.text());
    const QJsonObject error = finishedEvent(json)[u"error"].toObject();
    QCOMPARE(error[u"code"].toString().toUtf8(), bad.code);
    QVERIFY2(error[u"subject"].toString().toUtf8().endsWith(bad.subject), json.text());
    QVERIFY2(error[u"text"].toString().toUtf8().contains(bad.text), json.text());
    QCOMPARE(servedBelow(productImages), before);
    QCOMPARE(Lab::must({"sh", "-c", "ls -la --time-style=full-iso " + lab.path("work")}), files);
}

void TstBadImagesLab::opensNothingOutsideUnasked_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("outside"); // what must not be opened
    QTest::newRow("backing file") << QByteArray("qemu-img create -q -f raw ../other/base 8M; "
                                                "qemu-img create -q -f qcow2 -b ../other/base -F raw x")
                                  << QByteArray("other/base");
    QTest::newRow("backing file by a link")
        << QByteArray("qemu-img create -q -f raw ../other/base 8M; ln -s ../other/base base; "
                      "qemu-img create -q -f qcow2 -b base -F raw x")
        << QByteArray("other/base");
    QTest::newRow("backing file of a backing file")
        << QByteArray("qemu-img create -q -f raw ../other/base 8M; qemu-img create -q -f qcow2 -b "
                      "$PWD/../other/base -F raw middle; qemu-img create -q -f qcow2 -b middle -F qcow2 x")
        << QByteArray("other/base");
    QTest::newRow("data file") << QByteArray(
        "qemu-img create -q -f qcow2 -o data_file=$PWD/../other/data x 8M")
                               << QByteArray("other/data");
    QTest::newRow("extent") << QByteArray(
        "truncate -s 8M ../other/flat; printf '# Disk DescriptorFile\\nversion=1\\n"
        "CID=12345678\\nparentCID=ffffffff\\ncreateType=\"monolithicFlat\"\\n"
        "RW 16384 FLAT \"../other/flat\" 0\\n"
        "ddb.adapterType = \"ide\"\\n' > x")
                            << QByteArray("other/flat");
}

void TstBadImagesLab::opensNothingOutsideUnasked()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, outside);
    Lab lab;
    const Product product(lab);
    lab.makeFolder("work");
    lab.makeFolder("other");
    Lab::must({"sh", "-ec", "cd " + lab.path("work") + " && " + script});
    const QByteArray image = lab.path("work/x"), before = servedBelow(productImages);
    const OpenWatch watch(lab.path(outside));
    const Ran refused = product.run({"--json", "attach", image});
    QVERIFY2(refused.code == 2, refused.text());
    QCOMPARE(finishedEvent(refused)[u"error"][u"code"].toString(), QStringLiteral("imagePartOutside"));
    QVERIFY2(refused.out.contains(outside.mid(outside.indexOf('/'))), refused.text());
    QVERIFY(!watch.wasOpened());
    QCOMPARE(servedBelow(productImages), before);

    const Ran allowed = product.run({"--json", "attach", "--allow-outside", image});
    QVERIFY2(allowed.code == 0, allowed.text());
    QVERIFY(watch.wasOpened());
    const QByteArray device = createdDevice(allowed);
    QCOMPARE(Lab::must({"blockdev", "--getsize64", device}).trimmed(), QByteArray::number(8 << 20));
    const Ran detached = product.run({"detach", "--yes", image});
    QVERIFY2(detached.code == 0, detached.text());
    QCOMPARE(servedBelow(productImages), before);
}

QTEST_GUILESS_MAIN(TstBadImagesLab)
#include "tst_badimages_lab.moc"
