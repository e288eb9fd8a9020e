// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "childtrap.h"
#include "oracle.h"
#include "product.h"

#include <QTest>

using namespace mooring::lab;

namespace {

struct Request
{
    Argv arguments;
    int exitCode = 0;
    QByteArray code; // token of the error code, as in JSON
    bool asNobody = false;
};

struct BadInput
{
    const char* name;
    std::function<Request(Stage&)> build;
};

Request missing(Stage& stage) { return {{"attach", stage.lab.path("missing.img")}, 6, "imageMissing"}; }

Request directory(Stage& stage)
{
    return {{"attach", stage.lab.makeFolder("folder")}, 2, "imageIsDirectory"};
}

Request device(Stage& stage)
{
    const QByteArray fifo = stage.lab.path("fifo");
    Lab::must({"mkfifo", fifo});
    return {{"attach", fifo}, 2, "imageNotAFile"};
}

Request unreadable(Stage& stage)
{
    const QByteArray image = stage.lab.ext4Image("private.img");
    Lab::must({"chmod", "600", image});
    return {{"attach", image}, 5, "imageUnreadable", true};
}

Request ordinaryUser(Stage& stage)
{
    const QByteArray image = stage.lab.ext4Image("open.img");
    Lab::must({"chmod", "644", image});
    return {{"attach", image}, 5, "permissionDenied", true};
}

Request ordinaryUserDetaches(Stage& stage)
{
    const Disk free = stage.lab.attach(stage.lab.ext4Image("free.img"));
    return {{"detach", "--yes", free.id()}, 5, "permissionDenied", true};
}

Request empty(Stage& stage) { return {{"attach", stage.lab.writeFile("empty.img", {})}, 8, "imageEmpty"}; }

Request noise(Stage& stage)
{
    return {{"attach", stage.lab.writeFile("noise.img", QByteArray(65536, 'n'))}, 8, "imageContentUnknown"};
}

Request oddIso(Stage& stage)
{
    const QByteArray iso = stage.lab.isoImage("odd.iso");
    Lab::must({"truncate", "-s", "+1000", iso});
    return {{"attach", iso}, 8, "isoSizeWrong"};
}

Request writableIso(Stage& stage)
{
    return {{"attach", "--read-write", stage.lab.isoImage("disc.iso")}, 2, "isoIsReadOnly"};
}

Request attachedAlready(Stage& stage)
{
    const QByteArray link = stage.lab.path("hard link.img");
    Lab::must({"ln", stage.disk.image, link});
    return {{"attach", link}, 4, "imageAlreadyAttached"};
}

Request notAttached(Stage& stage)
{
    return {{"detach", "--yes", stage.lab.ext4Image("free.img")}, 6, "imageNotAttached"};
}

Request noSuchId(Stage& /*stage*/)
{
    return {{"detach", "--yes", "virtual-disk:/dev/loop4000"}, 6, "noSuchResource"};
}

Request ambiguous(Stage& stage)
{
    const QByteArray image = stage.lab.ext4Image("twice.img");
    stage.lab.attach(image);
    stage.lab.attach(image);
    return {{"detach", "--yes", image}, 2, "ambiguousResource"};
}

Request flags(Stage& stage)
{
    return {{"detach", "--yes", "--flags", "7", stage.disk.id()}, 2, "flagsNotZero"};
}

Request nobodyToAsk(Stage& stage) { return {{"detach", stage.disk.id()}, 2, "needsConfirmation"}; }

Request unknownCommand(Stage& /*stage*/) { return {{"destroy"}, 2, "invalidArgument"}; }

Request logOnFullDisk(Stage& stage)
{
    const QByteArray state = stage.lab.makeFolder("state");
    Lab::must({"mount", "-t", "tmpfs", "-o", "size=16k", "state", state});
    run({"dd", "if=/dev/zero", "of=" + state + "/filler", "bs=1k", "count=64", "status=none"});
    return {{"detach", "--yes", stage.disk.id()}, 1, "logNotWritable"};
}

Request logReadOnly(Stage& stage)
{
    const QByteArray state = stage.lab.makeFolder("state");
    Lab::must({"mount", "-t", "tmpfs", "-o", "ro", "state", state});
    return {{"detach", "--yes", stage.disk.id()}, 1, "logNotWritable"};
}

const std::vector<BadInput> inputs {{"missing file", missing},
                                    {"directory", directory},
                                    {"no regular file", device},
                                    {"unreadable file", unreadable},
                                    {"attach as an ordinary user", ordinaryUser},
                                    {"detach as an ordinary user", ordinaryUserDetaches},
                                    {"empty file", empty},
                                    {"nothing known inside", noise},
                                    {"ISO of a wrong size", oddIso},
                                    {"read-write on an ISO", writableIso},
                                    {"attached already, through a hard link", attachedAlready},
                                    {"not attached", notAttached},
                                    {"no such id", noSuchId},
                                    {"two with that name", ambiguous},
                                    {"flags", flags},
                                    {"nobody to ask", nobodyToAsk},
                                    {"unknown command", unknownCommand},
                                    {"log on a full disk", logOnFullDisk},
                                    {"log read-only", logReadOnly}};

} // namespace

// What cannot be done is told in a sentence of the user's language and by the exit code, and changes nothing.
class TestBadInput : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isToldAndChangesNothing_data();
    void isToldAndChangesNothing();
    void takesAnyFileName_data();
    void takesAnyFileName();
    void tellsThatNoLoopDeviceIsFree();
    void tellsOutOfMemoryAsSuch();
    void warnsOfACompressedHostFolder();
};

void TestBadInput::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestBadInput::isToldAndChangesNothing_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(inputs.size()); ++i)
        QTest::newRow(inputs[size_t(i)].name) << i;
}

void TestBadInput::isToldAndChangesNothing()
{
    QFETCH(int, number);
    Stage stage;
    const Product product(stage.lab);
    const Request request = inputs[size_t(number)].build(stage);
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    const auto ask = [&](const Argv& how) {
        const Argv arguments = how + request.arguments;
        return request.asNobody ? product.runAsNobody(arguments) : product.run(arguments);
    };
    QByteArrayList sentences;
    for (const QByteArray language : {"en", "fr"}) {
        const Ran ran = ask({"--lang", language});
        QVERIFY2(ran.code == request.exitCode, ran.text());
        QVERIFY2(ran.err.trimmed().size() > 20, ran.text());
        sentences.append(ran.err);
    }
    QVERIFY2(sentences[0] != sentences[1], sentences[0]);
    const Ran json = ask({"--json"});
    QVERIFY2(json.code == request.exitCode, json.text());
    QVERIFY2(json.out.contains('"' + request.code + '"'), json.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestBadInput::takesAnyFileName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("spaces") << QByteArray("two  words .img ");
    QTest::newRow("quotes") << QByteArray("a\"b'c`d.img");
    QTest::newRow("commas") << QByteArray("a,b=c,.img");
    QTest::newRow("newlines") << QByteArray("line\nline\n.img");
    QTest::newRow("percent") << QByteArray("100%25%41%.img");
    QTest::newRow("backslashes") << QByteArray("a\\040b\\n.img");
    QTest::newRow("not UTF-8") << QByteArray("caf\xe9\xff.img");
    QTest::newRow("leading dash") << QByteArray("-rf.img");
    QTest::newRow("ends like a deleted file") << QByteArray("a.img (deleted)");
    QTest::newRow("255 bytes") << QByteArray(255, 'n');
    QTest::newRow("two-byte letters up to the end") << QByteArray("\xc3\xa9").repeated(127);
}

void TestBadInput::takesAnyFileName()
{
    QFETCH(QByteArray, name);
    Lab lab;
    const Product product(lab);
    const Oracle oracle(lab.folder());
    const QByteArray image = lab.path(name);
    Lab::must({"cp", "--", lab.ext4Image("plain"), image});
    const Ran attached = product.run({"--json", "attach", "--", image});
    QVERIFY2(attached.code == 0, attached.text());
    QCOMPARE(Oracle::devicesOf(image).size(), 1);
    const QByteArray device = Oracle::devicesOf(image).value(0);
    const Ran list = product.run({"list"});
    QVERIFY2(list.ok() && list.out.contains(device), list.text());
    const Ran detached = product.run({"--json", "detach", "--yes", "--", image});
    QVERIFY2(detached.code == 0, detached.text());
    QVERIFY(Oracle::devicesOf(image).isEmpty());
    const QByteArray number = QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(Oracle::devicesOf(image).size(), 1);
    const Ran again = product.run({"--json", "detach", "--yes", "--", image});
    QVERIFY2(again.code == 0, again.text());
}

void TestBadInput::tellsThatNoLoopDeviceIsFree()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QByteArray image = stage.lab.ext4Image("free.img");
    const QJsonObject before = oracle.picture();
    const QByteArray hidden
        = "mount -t tmpfs -o mode=755 dev /dev && mknod -m 666 /dev/null c 1 3 && mknod -m 666 "
          "/dev/urandom c 1 9 && exec \"$@\"";
    RunOptions options;
    options.environment = product.environment();
    const Ran ran = run({"unshare", "--mount", "--propagation", "private", "sh", "-c", hidden, "sh",
                         Lab::program("mooringctl"), "--json", "attach", image},
                        options);
    QVERIFY2(ran.code == 1, ran.text());
    QVERIFY2(ran.out.contains("noLoopDeviceFree"), ran.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestBadInput::tellsOutOfMemoryAsSuch()
{
    Stage stage;
    const ChildTrap trap(stage.lab);
    const Product product(stage.lab, trap.binFolder());
    trap.runBefore("umount", "exit 12\n"); // ENOMEM
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == 1, ran.text());
    QCOMPARE(finishedEvent(ran)[u"outcome"].toString(), QStringLiteral("outOfMemory"));
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestBadInput::warnsOfACompressedHostFolder()
{
    Lab lab;
    const Product product(lab);
    const QByteArray host = lab.path("host.btrfs");
    Lab::must({"truncate", "-s", "128M", host});
    Lab::must({"mkfs.btrfs", "-q", host});
    const QByteArray mount = lab.mount(lab.attach(host).device, "host");
    const QByteArray folder = lab.makeFolder("host/compressed");
    Lab::must({"chattr", "+c", folder});
    Lab::must({"cp", "--sparse=never", lab.ext4Image("plain"), folder + "/disk.img"});
    const Ran ran = product.run({"attach", folder + "/disk.img"});
    QVERIFY2(ran.ok() && ran.err.contains("hostFolderCompressed") && ran.err.contains("618"), ran.text());
    for (const QByteArray& device : Oracle::devicesOf(folder + "/disk.img"))
        lab.remember(device);
    QVERIFY(mount.startsWith(lab.folder()));
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
