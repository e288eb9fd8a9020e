// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/targetsconfworld.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace mooring;
using namespace mooring::tgt;
using testsupport::TargetsConfWorld;
using testsupport::told;

namespace {
const char* const mainFile = "! /etc/tgt/targets.conf: ";
QByteArray target(const QByteArray& inside) { return "<target t>\n" + inside + "</target>\n"; }
} // namespace

// Reading the saved configuration of tgtd. That numbers are tgt-admin's is shown by tst_targetsconfadmin.
class TstTargetsConf : public QObject
{
    Q_OBJECT
private slots:
    void readsAllOfAUnit();
    void readsAllOfATarget();
    void findsNothingWithoutAFile();
    void tellsWhatItMayNotRead();
    void keepsSecretsToItself();
    void followsIncludesBelowItsRoot();
    void leavesOutBrokenFilesWhole();
    void leavesOutMoreThanItCanBear_data();
    void leavesOutMoreThanItCanBear();
    void survivesMutilation();
    void readsTheExamples_data();
    void readsTheExamples();
};

void TstTargetsConf::readsAllOfAUnit()
{
    TargetsConfWorld world;
    world.main("# head\n<target iqn.t>\n  scsi_sn all\n  <direct-store /dev/sdz>\n    lun 5\n    scsi_id ID\n"
               "    device-type cd\n    bs-type sg\n    readonly 1\n    vendor_id \"A B\"\n    mode_page 1\n"
               "    mode_page 2\n  </direct-store>\n  backing-store \\\n    /srv/a\n</target>\n");
    const auto saved = world.saved();
    QCOMPARE(told(saved), "iqn.t: 1 /srv/a, 5 /dev/sdz");
    TargetsConf::Unit direct {5, true, "/dev/sdz", true, "ID", "all", "cd", "sg", true};
    direct.others = {{"vendor_id", "A B"}, {"mode_page", "1"}, {"mode_page", "2"}};
    direct.file = "/etc/tgt/targets.conf";
    direct.firstLine = 4;
    direct.lastLine = 13;
    QVERIFY(saved.targets[0].units[1] == direct);
    TargetsConf::Unit backing {1, false, "/srv/a", false, {}, "all"};
    backing.file = "/etc/tgt/targets.conf";
    backing.firstLine = 14;
    backing.lastLine = 15;
    QVERIFY(saved.targets[0].units[0] == backing);
}

void TstTargetsConf::readsAllOfATarget()
{
    TargetsConfWorld world;
    world.main("default-driver iser\n\n<target t>\ninitiator-address 10.0.0.1\ninitiator-name iqn.i\n"
               "incominguser one x\nincominguser two y\noutgoinguser three z\n</target>\n"
               "<target u>\ndriver iscsi\n</target>\n");
    const auto saved = world.saved();
    QCOMPARE(told(saved), "t: ; u: ");
    const TargetsConf::Target& t = saved.targets[0];
    QCOMPARE(t.file, "/etc/tgt/targets.conf");
    QCOMPARE(t.line, 3);
    QCOMPARE(t.driver, "iser");
    QCOMPARE(saved.targets[1].driver, "iscsi");
    QCOMPARE(t.initiatorAddresses, QList<QByteArray>({"10.0.0.1"}));
    QCOMPARE(t.initiatorNames, QList<QByteArray>({"iqn.i"}));
    QCOMPARE(t.incomingAccounts, QList<QByteArray>({"one", "two"}));
    QCOMPARE(t.outgoingAccounts, QList<QByteArray>({"three"}));
}

void TstTargetsConf::findsNothingWithoutAFile()
{
    TargetsConfWorld world;
    QCOMPARE(told(world.saved()), "");
    world.write("etc/tgt", "a file");
    QCOMPARE(told(world.saved()), "");
}

void TstTargetsConf::tellsWhatItMayNotRead()
{
    if (geteuid() == 0 && seteuid(65534) != 0)
        QSKIP("cannot be anybody but root");
    const auto back = qScopeGuard([] { (void)seteuid(getuid()); });
    TargetsConfWorld world;
    world.main("include /etc/tgt/conf.d/*.conf\n" + target("backing-store /a\n"));
    world.write("etc/tgt/conf.d/secret.conf", target("backing-store /b\n"));
    QVERIFY(::chmod(QFile::encodeName(world.in("etc/tgt/conf.d/secret.conf")).constData(), 0) == 0);
    auto saved = world.saved();
    QCOMPARE(told(saved), "t: 1 /a; ! /etc/tgt/conf.d/secret.conf: Permission denied");
    QCOMPARE(saved.errors[0].code, ErrorCode::PermissionDenied);
    QCOMPARE(saved.errors[0].domain, ErrorDomain::Errno);
    QCOMPARE(world.conf().removeUnit("t", 1, "/a")->code, ErrorCode::SavedStays);
    QVERIFY(::chmod(QFile::encodeName(world.in("etc/tgt/targets.conf")).constData(), 0) == 0);
    saved = world.saved();
    QCOMPARE(told(saved), mainFile + QByteArray("Permission denied"));
}

void TstTargetsConf::keepsSecretsToItself()
{
    TargetsConfWorld world;
    for (const QByteArray& bad :
         {QByteArray("incominguser u\thidden"), QByteArray("incominguser  hidden"),
          QByteArray("<incominguser u hidden>\n</incominguser>"), QByteArray("incominguser u hidden\n<")}) {
        world.main(target(bad + '\n') + "<x>\n");
        const QByteArray text = told(world.saved());
        QVERIFY2(text.contains("! ") && !text.contains("hidden"), text);
    }
}

void TstTargetsConf::followsIncludesBelowItsRoot()
{
    TargetsConfWorld world;
    world.main("include /etc/tgt/conf.d/*.conf\ninclude /../../more.conf\ninclude more/b.conf\ninclude "
               "/etc/tgt/dir\n");
    world.write("etc/tgt/conf.d/a.conf", "<target a>\nbacking-store /a\n</target>");
    world.write("etc/tgt/conf.d/b.conf", "<target b>\ninclude /lines\n</target>");
    world.write("etc/tgt/conf.d/b.conf~", "<broken");
    world.write("lines", "backing-store /b");
    world.write("more.conf", "<target c/>");
    world.write("etc/tgt/more/b.conf", "include /etc/tgt/targets.conf\n<target d/>\n");
    world.write("etc/tgt/dir/any", "<target e/>\n");
    const auto saved = world.saved();
    QCOMPARE(told(saved), "a: 1 /a; b: 1 /b; c: ; d: ; e: ");
    QCOMPARE(saved.targets[0].file, "/etc/tgt/conf.d/a.conf");
    QCOMPARE(saved.targets[1].units[0].file, "/lines");
}

void TstTargetsConf::leavesOutBrokenFilesWhole()
{
    TargetsConfWorld world;
    world.main("include /etc/tgt/conf.d/*.conf\n" + target("backing-store /a\n"));
    world.write("etc/tgt/conf.d/1.conf", "<target x/>\n<target y>\n");
    world.write("etc/tgt/conf.d/2.conf", "<target z/>\n");
    world.write("etc/tgt/conf.d/3.conf", "<target w/>\n\n</target>\n");
    QCOMPARE(told(world.saved()),
             "t: 1 /a; z: ; ! /etc/tgt/conf.d/1.conf: line 2: opens a block that is never closed; "
             "! /etc/tgt/conf.d/3.conf: line 3: closes a block that is not open");
    QCOMPARE(world.saved().errors[0].code, ErrorCode::SavedUnreadable);
    const auto error = world.conf().removeUnit("t", 1, "/a");
    QCOMPARE(error->code, ErrorCode::SavedStays);
    QCOMPARE(error->subject, QStringLiteral("/etc/tgt/conf.d/1.conf"));
}

void TstTargetsConf::leavesOutMoreThanItCanBear_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray megabyte(1 << 20, 'x');
    const QByteArray one = "t: 1 /a";
    const QByteArray unit = "backing-store /a\n";
    const auto broken = [](const char* what) { return mainFile + QByteArray(what); };
    QTest::newRow("long name") << target(unit + megabyte + " y\n") << one;
    QTest::newRow("long value") << target(unit + "y " + megabyte + "\n") << one;
    QTest::newRow("long comment") << target(unit + '#' + megabyte + '\n') << one;
    QTest::newRow("many spaces") << target(unit + QByteArray(1 << 20, ' ') + '\n') << one;
    QTest::newRow("many stars") << target(unit + QByteArray("/*").repeated(1 << 19) + "*/\n") << one;
    QTest::newRow("many angles") << target(unit + "y " + "x" + QByteArray("<").repeated(1 << 20) + '\n')
                                 << one;
    QTest::newRow("many units") << target(unit + QByteArray("backing-store /a\n").repeated(20000)) << one;
    QTest::newRow("continued for long")
        << target(unit + QByteArray("x \\\n").repeated(300000) + " y\n") << one;
    QTest::newRow("too large") << target(unit + megabyte.repeated(4))
                               << broken("line 1: is larger than what is looked at");
    QTest::newRow("deep") << target(unit) + QByteArray("<x>\n").repeated(100000)
                          << broken("line 20: has blocks too deep in each other");
    QTest::newRow("zero") << target(unit) + QByteArray("x\0y\n", 4) << broken("line 4: is no text");
    QTest::newRow("wide space behind a mark") << "\xef\xbb\xbf" + target(unit + "#\xc2\xa0\n")
                                              << broken("line 1: has a byte order mark and characters that "
                                                        "tgt-admin may not take");
    QTest::newRow("accent behind a mark") << "\xef\xbb\xbf" + target(unit + "#\xc3\xa9\n") << one;
    QTest::newRow("braces") << target(unit) + "include /{a,b}{a,b}{a,b}\n"
                            << broken("line 4: includes more than is looked at");
    QTest::newRow("lun in words") << target("<backing-store /a>\nlun one\n</backing-store>\n")
                                  << broken("line 2: a lun that is no number");
    QTest::newRow("lun too large") << target(
        "<backing-store /a>\nlun 99999999999999999999\n</backing-store>\n")
                                   << broken("line 2: a lun that is no number");
    QTest::newRow("a device") << target(unit) + "include /dev/null\n"
                              << broken("line 4: includes a file that is not there");
}

void TstTargetsConf::leavesOutMoreThanItCanBear()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    TargetsConfWorld world;
    world.main(text);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(told(world.saved()), expected);
    QVERIFY2(timer.elapsed() < 30000, QByteArray::number(timer.elapsed()));
}

// Whatever becomes of a file, an answer comes, and a change that is told as done is the one asked for.
void TstTargetsConf::survivesMutilation()
{
    const QByteArray whole
        = "# x\n<target t>\n\tbacking-store /a # one\n\t<direct-store /b>\n\t\tlun 4\n"
          "\t</direct-store>\n\tbacking-store /c\n\tfoo <<EOF\nbar\nEOF\n/* y */\n</target>\n";
    QRandomGenerator random(4711);
    TargetsConfWorld world;
    int done = 0;
    for (int i = 0; i < 150; ++i) {
        QByteArray text = whole;
        for (int n = random.bounded(3); n >= 0; --n) {
            const qsizetype at = random.bounded(text.size());
            const QByteArray insert
                = QByteArrayList({"", "\\", "*/", "\"", "\xff", "\n", "<"})[random.bounded(7)];
            text.replace(at, random.bounded(3), insert);
        }
        world.main(text);
        const auto before = world.saved();
        const auto error = world.conf().removeUnit("t", 1, "/a");
        if (error) {
            QCOMPARE(world.read(), text);
            continue;
        }
        ++done;
        QVERIFY2(before.errors.isEmpty() && told(before).contains("1 /a"), text);
        QCOMPARE(told(world.saved()), told(before).replace("1 /a, ", "").replace("1 /a", ""));
    }
    QVERIFY(done > 30);
}

void TstTargetsConf::readsTheExamples_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral("/usr/share/doc/tgt/examples"));
    for (const QString& name : folder.entryList({QStringLiteral("targets.conf*")}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    QTest::newRow("what there is") << QString();
}

void TstTargetsConf::readsTheExamples()
{
    QFETCH(QString, path);
    const auto saved
        = path.isEmpty() ? TargetsConf().read() : TargetsConf("/", QFile::encodeName(path)).read();
    if (path.endsWith(
            QLatin1String(".example"))) // gives target4 twice, the second time with lines of both kinds
        QVERIFY(told(saved).contains("server.target5: 3 /dev/sdb1, 15 /dev/sdd1, 2 /dev/sda, 1 /dev/sdd"));
    if (!path.isEmpty())
        QVERIFY2(saved.errors.isEmpty() && !saved.targets.isEmpty(), told(saved));
}

QTEST_GUILESS_MAIN(TstTargetsConf)
#include "tst_targetsconf.moc"
