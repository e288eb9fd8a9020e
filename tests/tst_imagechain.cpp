// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/imagesniff/path.h"
#include "testsupport/chainfolder.h"

#include <QTest>

#include <unistd.h>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;
using namespace mooring::testsupport::forge;

// All files that an image leads to, and what keeps them from being opened.
class TstImageChain : public QObject
{
    Q_OBJECT
private slots:
    void followsBackingFiles();
    void findsNamesFromTheFileThatHasThem();
    void tellsWhatCannotBeOpened_data();
    void tellsWhatCannotBeOpened();
    void staysInTheFolder();
    void opensOutsideWhenTold();
    void knowsProtocols_data();
    void knowsProtocols();
    void endsRings();
    void endsDeepChains();
    void endsBroadChains();
};

void TstImageChain::followsBackingFiles()
{
    const ChainFolder folder;
    folder.write("vm/top", backed("middle"));
    folder.write("vm/middle", backed("sub/base", "raw"));
    folder.write("vm/sub/base", QByteArray(5120, 'r'));
    const Chain links = folder.chain("vm/top");
    QCOMPARE(links.size(), size_t(3));
    struct stat info = {};
    for (size_t i = 0; i < links.size(); ++i) {
        QCOMPARE(problems(links[i]), QByteArray());
        QCOMPARE(links[i].depth, unsigned(i));
        QCOMPARE(links[i].namedBy, i == 0 ? 0 : i - 1);
        QCOMPARE(named(links[i].findings->fault), named(Fault::None));
        QCOMPARE(stat(links[i].path.c_str(), &info), 0);
        QCOMPARE(*links[i].identity, (Identity {info.st_dev, info.st_ino}));
        QCOMPARE(named(links[i].lock), named(Lock::None));
    }
    QCOMPARE(text(links[2].path), folder.path("vm/sub/base"));
    QCOMPARE(links[2].findings->format, Format::Raw);
    QCOMPARE(quint64(links[2].fileSize), quint64(5120));
}

void TstImageChain::findsNamesFromTheFileThatHasThem()
{
    const ChainFolder folder;
    folder.write("vm/top", backed("sub/middle"));
    folder.write("vm/sub/middle", backed("../base"));
    folder.write("vm/base", qcow2());
    const Chain links = folder.chain("vm/top");
    QCOMPARE(links.size(), size_t(3));
    QCOMPARE(text(links[2].path), folder.path("vm/sub/../base"));
    QCOMPARE(problems(links[2]), QByteArray());
    folder.write("vm/absolute", backed(folder.path("vm/base")));
    QCOMPARE(problems(folder.chain("vm/absolute").at(1)), QByteArray());
    // as qemu does: beside the link that is opened, not beside what it leads to
    QCOMPARE(symlink(folder.path("vm/top").constData(), folder.path("other/link").constData()), 0);
    QCOMPARE(problems(folder.chain("other/link").at(1)), QByteArray("missing"));
}

void TstImageChain::tellsWhatCannotBeOpened_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("problem");
    QTest::newRow("missing") << QByteArray("vm/nothing") << QByteArray("missing");
    QTest::newRow("below a file") << QByteArray("vm/file/x") << QByteArray("missing");
    QTest::newRow("folder") << QByteArray("vm/sub") << QByteArray("not-a-file");
    QTest::newRow("fifo") << QByteArray("vm/fifo") << QByteArray("not-a-file");
    QTest::newRow("ring of links") << QByteArray("vm/ring") << QByteArray("unreadable");
    QTest::newRow("link to nothing") << QByteArray("vm/dangling") << QByteArray("missing");
}

void TstImageChain::tellsWhatCannotBeOpened()
{
    const ChainFolder folder;
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, problem);
    folder.write("vm/file", "x");
    QCOMPARE(mkfifo(folder.path("vm/fifo").constData(), 0600), 0); // opening it would wait forever
    QCOMPARE(symlink("ring", folder.path("vm/ring").constData()), 0);
    QCOMPARE(symlink("nothing", folder.path("vm/dangling").constData()), 0);
    const Chain alone = folder.chain(name);
    QCOMPARE(alone.size(), size_t(1));
    QCOMPARE(problems(alone[0]), problem);
    QVERIFY(!alone[0].findings);
    folder.write("vm/top", backed(name.mid(3)));
    const Chain links = folder.chain("vm/top");
    QCOMPARE(links.size(), size_t(2));
    QCOMPARE(problems(links[1]), problem);
    QVERIFY(!links[1].findings);
}

void TstImageChain::staysInTheFolder()
{
    const ChainFolder folder;
    folder.write("other/secret", backed("more"));
    folder.write("vm/away", backed("../other/secret"));
    folder.write("vm/absolute", backed(folder.path("other/secret")));
    folder.write("vm/linked", backed("link"));
    QCOMPARE(symlink("../other/secret", folder.path("vm/link").constData()), 0);
    for (const char* name : {"vm/away", "vm/absolute", "vm/linked"}) {
        const Chain links = folder.chain(name);
        QCOMPARE(links.size(), size_t(2));
        QCOMPARE(problems(links[1]), QByteArray("outside-folder"));
        QVERIFY(!links[1].findings);
    }
    // a folder whose name begins alike
    QCOMPARE(mkdir(folder.path("vm2").constData(), 0700), 0);
    folder.write("vm2/base", qcow2());
    folder.write("vm/alike", backed("../vm2/base"));
    QCOMPARE(problems(folder.chain("vm/alike").at(1)), QByteArray("outside-folder"));
    folder.write("vm/device", backed("/dev/null"));
    QCOMPARE(problems(folder.chain("vm/device").at(1)), QByteArray("not-a-file outside-folder"));
    // the same folder by another name
    QCOMPARE(symlink("vm", folder.path("alias").constData()), 0);
    folder.write("vm/aliased", backed(folder.path("alias/base")));
    folder.write("vm/base", qcow2());
    QCOMPARE(problems(folder.chain("vm/aliased").at(1)), QByteArray());
    QCOMPARE(problems(folder.chain("alias/aliased").at(1)), QByteArray());
}

void TstImageChain::opensOutsideWhenTold()
{
    const ChainFolder folder;
    folder.write("other/middle", backed("base"));
    folder.write("other/base", qcow2());
    folder.write("vm/top", backed("../other/middle"));
    const Chain links = folder.chain("vm/top", {.outsideFolder = true});
    QCOMPARE(links.size(), size_t(3));
    QCOMPARE(problems(links[1]), QByteArray("outside-folder"));
    QCOMPARE(problems(links[2]), QByteArray("outside-folder"));
    QVERIFY(links[2].findings);
    folder.write("vm/device", backed("/dev/null"));
    QVERIFY(!folder.chain("vm/device", {.outsideFolder = true}).at(1).findings);
}

void TstImageChain::knowsProtocols_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("protocol");
    for (const char* name :
         {"json:{\"driver\":\"null-co\"}", "nbd:unix:/x", "http://host/x", "file:base", ":x", "a:b/c"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char* name : {"base", "/a:b", "./a:b", "sub/json:{}", "a b"})
        QTest::newRow(name) << QByteArray(name) << false;
}

void TstImageChain::knowsProtocols()
{
    const ChainFolder folder;
    QFETCH(QByteArray, name);
    QFETCH(bool, protocol);
    QCOMPARE(hasProtocol(name.toStdString()), protocol);
    folder.write("vm/top", backed(name));
    const Chain links = folder.chain("vm/top", {.outsideFolder = true});
    QCOMPARE(problems(links.at(1)), QByteArray(protocol ? "protocol" : "missing"));
    if (protocol)
        QCOMPARE(text(links[1].path), name);
    QVERIFY(!links[1].findings);
}

void TstImageChain::endsRings()
{
    const ChainFolder folder;
    folder.write("vm/a", backed("b"));
    QCOMPARE(link(folder.path("vm/a").constData(), folder.path("vm/again").constData()), 0);
    folder.write("vm/b", backed("again"));
    const Chain links = folder.chain("vm/a");
    QCOMPARE(links.size(), size_t(3));
    QCOMPARE(problems(links[2]), QByteArray("cyclic"));
    QVERIFY(!links[2].findings);
    folder.write("vm/self", backed("self"));
    QCOMPARE(problems(folder.chain("vm/self").at(1)), QByteArray("cyclic"));
}

void TstImageChain::endsDeepChains()
{
    const ChainFolder folder;
    for (int i = 0; i < 40; ++i)
        folder.write("vm/" + QByteArray::number(i), backed(QByteArray::number(i + 1)));
    const Chain links = folder.chain("vm/0");
    QCOMPARE(links.size(), size_t(34));
    QCOMPARE(problems(links[32]), QByteArray());
    QCOMPARE(problems(links[33]), QByteArray("too-deep"));
    QVERIFY(!links[33].findings);
    QCOMPARE(folder.chain("vm/0", {.mostDeep = 50}).size(), size_t(41));
}

void TstImageChain::endsBroadChains()
{
    const ChainFolder folder;
    const QByteArray lines = QByteArray("RW 1 FLAT \"flat\" 0\n").repeated(2000);
    folder.write("vm/many.vmdk", vmdkText({}, lines));
    folder.write("vm/flat", QByteArray(512, 'f'));
    const Chain links = folder.chain("vm/many.vmdk");
    QCOMPARE(links.size(), size_t(1024));
    QCOMPARE(problems(links[0]), QByteArray("too-many"));
    QCOMPARE(problems(links[1023]), QByteArray());
}

QTEST_GUILESS_MAIN(TstImageChain)
#include "tst_imagechain.moc"
