// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "childtrap.h"
#include "diskcontent.h"
#include "imageforge.h"
#include "product.h"
#include "qemuharness.h"

#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace mooring::lab;
using namespace mooring::testsupport;
namespace forge = mooring::testsupport::forge;

namespace {

struct BadTool
{
    const char* name;
    QByteArray
        build; // shell text: fills the folder "bin", where programs are searched, from "self", this program
    int exitCode;
    QByteArray code, subject, text;
    QByteArray wrapper; // shell text that runs "$@" in a mount namespace of its own; empty: as it is
};

const QByteArray storage = "ln -s $(command -v qemu-storage-daemon) bin\n",
                 fuse = "ln -s $(command -v nbdfuse) bin\n";

QByteArray saying(const QByteArray& program, const QByteArray& words)
{
    return "printf '#!/bin/sh\\necho " + words + " >&2; exit 1\\n' > bin/" + program + "; chmod 755 bin/"
        + program + '\n';
}

const std::vector<BadTool>& badTools()
{
    static const std::vector<BadTool> all {
        {"nothing is installed",
         "true",
         8,
         "commandMissing",
         "qemu-storage-daemon",
         "qemu-system-common",
         {}},
        {"no nbdfuse", storage, 8, "commandMissing", "nbdfuse", "libnbd-bin", {}},
        {"no qemu-storage-daemon",
         fuse,
         8,
         "commandMissing",
         "qemu-storage-daemon",
         "qemu-system-common",
         {}},
        {"an old qemu-storage-daemon",
         fuse + "ln -s \"$self\" bin/qemu-storage-daemon",
         8,
         "notSupportedHere",
         "qemu-storage-daemon 6.2.0",
         "qemu-system-common",
         {}},
        {"a qemu-storage-daemon that ends at once",
         fuse + saying("qemu-storage-daemon", "no such option"),
         1,
         "commandFailed",
         "qemu-storage-daemon",
         "no such option",
         {}},
        {"an nbdfuse that ends at once",
         storage + saying("nbdfuse", "no such thing"),
         1,
         "commandFailed",
         "nbdfuse",
         "no such thing",
         {}},
        {"programs that may not be run",
         "touch bin/nbdfuse bin/qemu-storage-daemon",
         8,
         "commandMissing",
         "qemu-storage-daemon",
         "qemu-system-common",
         {}},
        {"no FUSE", storage + fuse + "ln -s /bin/fusermount3 bin", 1, "commandFailed", "nbdfuse", "fuse",
         "mount --bind "
         "/dev/null /dev/fuse"},
    };
    return all;
}

// A qemu-storage-daemon of before: greets, and has no objection to anything.
int beOldDaemon(const QByteArrayList& arguments)
{
    QByteArray path;
    for (const QByteArray& argument : arguments)
        if (argument.contains(",path="))
            path = argument.mid(argument.indexOf(",path=") + 6);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(server, 1) != 0)
        return 1;
    const int client = accept(server, nullptr, nullptr);
    const QByteArray greeting = "{\"QMP\":{\"version\":{\"qemu\":{\"micro\":0,\"minor\":2,\"major\":6},"
                                "\"package\":\"\"},\"capabilities\":[]}}\n";
    if (write(client, greeting.constData(), size_t(greeting.size())) != greeting.size())
        return 1;
    std::array<char, 4096> request {};
    const QByteArray answer = "{\"return\":{},\"id\":1}\n";
    while (read(client, request.data(), request.size()) > 0)
        if (write(client, answer.constData(), size_t(answer.size())) != answer.size())
            return 1;
    pause();
    return 0;
}

} // namespace

// What an attach needs and does not get: told, and nothing is left.
class TstBadToolsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsTheLastWordsOfADaemon();
    void isToldAndLeavesNothing_data();
    void isToldAndLeavesNothing();
    void tellsThatThereIsNoRoom_data();
    void tellsThatThereIsNoRoom();
    void attachesOnlyTheFileThatWasLookedAt();
};

void TstBadToolsLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstBadToolsLab::isToldAndLeavesNothing_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(badTools().size()); ++i)
        QTest::newRow(badTools()[size_t(i)].name) << i;
}

void TstBadToolsLab::isToldAndLeavesNothing()
{
    QFETCH(const int, number);
    const BadTool& bad = badTools()[size_t(number)];
    Lab lab;
    const Product product(lab);
    const QByteArray bin = lab.makeFolder("bin"), before = servedBelow(productImages);
    RunOptions build;
    build.environment = {"self=" + QFile::encodeName(QCoreApplication::applicationFilePath())};
    Lab::must({"sh", "-ec", "cd " + lab.folder() + '\n' + bad.build}, build);
    const QByteArray image = lab.path("disk.vhdx");
    Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", image, "64M"});
    const auto attach = [&](const Argv& how) {
        RunOptions options;
        options.environment = product.environment() + Argv {"PATH=" + bin};
        const Argv command = Argv {Lab::program("mooringctl")} + how + Argv {"attach", image};
        if (bad.wrapper.isEmpty())
            return run(command, options);
        const QByteArray script
            = "PATH=/bin:/sbin:/usr/sbin\n" + bad.wrapper + "\nPATH=" + bin + "\nexec \"$@\"";
        return run(Argv {"/usr/bin/unshare", "-m", "/bin/sh", "-ec", script, "sh"} + command, options);
    };
    const Ran json = attach({"--json"});
    QVERIFY2(json.code == bad.exitCode, json.text());
    const QJsonObject finished = finishedEvent(json);
    const QJsonValue error
        = finished.contains(u"error") ? finished[u"error"] : finished[u"goals"][0][u"error"];
    QCOMPARE(error[u"code"].toString().toUtf8(), bad.code);
    QCOMPARE(error[u"subject"].toString().toUtf8(), bad.subject);
    QVERIFY2(error[u"text"].toString().toUtf8().contains(bad.text), json.text());
    const Ran english = attach({"--lang", "en"}), french = attach({"--lang", "fr"});
    QVERIFY2(english.code == bad.exitCode && french.code == bad.exitCode, english.text() + french.text());
    QVERIFY2(english.out + english.err != french.out + french.err, english.text());
    QCOMPARE(servedBelow(productImages), before);
}

void TstBadToolsLab::tellsThatThereIsNoRoom_data()
{
    QTest::addColumn<bool>("isCopy"); // else an overlay
    QTest::newRow("for a copy") << true;
    QTest::newRow("for an overlay") << false;
}

void TstBadToolsLab::tellsThatThereIsNoRoom()
{
    QFETCH(const bool, isCopy);
    Lab lab;
    const Product product(lab);
    const QByteArray folder = lab.makeFolder("small"), before = servedBelow(productImages);
    Lab::must({"mount", "-t", "tmpfs", "-o", "size=24M", "small", folder});
    const QByteArray image = folder + "/disk.vhdx";
    if (isCopy) {
        forge::Vhdx unclean;
        unclean.logGuid = forge::guid("99999999-0000-0000-0000-000000000001");
        lab.writeFile("small/disk.vhdx", forge::vhdx(unclean));
    } else {
        Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", image, "64M"});
    }
    run({"dd", "if=/dev/zero", "of=" + folder + "/filler", "bs=4k", "status=none"});
    const QByteArray sum = checksum(image);
    const Argv options = isCopy ? Argv {} : Argv {"--overlay"};
    const Ran ran = product.run(Argv {"--json", "attach"} + options + Argv {image});
    QVERIFY2(ran.code == 1, ran.text());
    QCOMPARE(finishedEvent(ran)[u"goals"][0][u"error"][u"code"].toString(), QStringLiteral("noRoom"));
    QCOMPARE(QDir(QFile::decodeName(folder)).entryList(QDir::Files).join(u' '),
             QStringLiteral("disk.vhdx filler"));
    QCOMPARE(checksum(image), sum);
    QCOMPARE(servedBelow(productImages), before);
}

// The image is another file by the time the attach is carried out.
void TstBadToolsLab::attachesOnlyTheFileThatWasLookedAt()
{
    Lab lab;
    const ChildTrap trap(lab);
    const Product product(lab, trap.binFolder());
    const QByteArray image = lab.path("disk.vhdx"), before = servedBelow(productImages);
    for (const char* name : {"disk.vhdx", "other.vhdx"})
        Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", lab.path(name), "64M"});
    const QByteArray sum = checksum(lab.path("other.vhdx"));
    for (const QByteArray verb : {"image-claim", "daemonise", "holds-file"}) {
        trap.runBefore(verb,
                       "/bin/mv " + image + ' ' + image + ".first; /bin/mv " + lab.path("other.vhdx") + ' '
                           + image + '\n');
        const Ran ran = product.run({"--json", "attach", image});
        trap.disarm();
        if (verb == "holds-file") { // it has the right one by then, whatever it is called since
            QVERIFY2(ran.code == 0, ran.text());
            QVERIFY(product.run({"detach", "--yes", createdDevice(ran)}).ok());
        } else {
            QVERIFY2(ran.code == 1, ran.text());
            QCOMPARE(finishedEvent(ran)[u"goals"][0][u"error"][u"code"].toString(),
                     QStringLiteral("imageChanged"));
        }
        QCOMPARE(servedBelow(productImages), before);
        QCOMPARE(checksum(image), sum);
        Lab::must({"mv", image, lab.path("other.vhdx")});
        Lab::must({"mv", image + ".first", image});
    }
}

// QEMU 7.2 fails an assertion on a sparse raw image that lies on a file system with small blocks.
void TstBadToolsLab::tellsTheLastWordsOfADaemon()
{
    QemuHarness harness;
    const QByteArray host = harness.lab.path("host.img"), folder = harness.lab.makeFolder("host");
    Lab::must({"sh", "-ec",
               "truncate -s 64M '" + host + "'; mke2fs -q -F -b 1024 '" + host + "'; mount -o loop '" + host
                   + "' '" + folder + "'"});
    const QByteArray path = folder + "/disk.raw", full = harness.lab.path("disk.raw");
    Lab::must({"sh", "-ec",
               "truncate -s 32M '" + full + "'; mke2fs -q -F '" + full + "'; cp --sparse=always '" + full
                   + "' '" + path + "'"});
    const mooring::StepResult attached = harness.attach(path, {{QStringLiteral("overlay"), true}});
    if (!attached.error) {
        QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
        QSKIP("this version of QEMU does not fail");
    }
    QCOMPARE(attached.error->code, mooring::ErrorCode::CommandFailed);
    QCOMPARE(attached.error->subject, QStringLiteral("qemu-storage-daemon"));
    QVERIFY2(attached.error->text.contains(QLatin1String("Assertion")), qPrintable(attached.error->text));
    QCOMPARE(harness.leftBehind(), QByteArray());
}

int main(int argc, char** argv)
{
    if (QByteArray(argv[0]).endsWith("/qemu-storage-daemon"))
        return beOldDaemon(QByteArrayList(argv + 1, argv + argc));
    const QCoreApplication app(argc, argv);
    TstBadToolsLab test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_badtools_lab.moc"
