// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/targetsconfworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::tgt;
using testsupport::TargetsConfWorld;
using testsupport::told;
using testsupport::word;

namespace {

QByteArray target(const QByteArray& inside) { return "<target t>\n" + inside + "</target>\n"; }

} // namespace

// Taking a logical unit out of the saved configuration, and putting it back.
class TstTargetsConfWrite : public QObject
{
    Q_OBJECT
private slots:
    void removes_data();
    void removes();
    void adds_data();
    void adds();
    void putsBackWhatItTook_data();
    void putsBackWhatItTook();
};

void TstTargetsConfWrite::removes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // empty: as it was
    QTest::addColumn<QByteArray>("outcome");
    // always unit 2, /b
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected,
                        const char* outcome = "done") {
        QTest::newRow(name) << text << expected << QByteArray(outcome);
    };
    const auto in = target;
    row("the last line", in("  # a\n  backing-store /a\n  # b\n  backing-store /b # b\n\n"),
        in("  # a\n  backing-store /a\n  # b\n\n"));
    row("a block", in("<backing-store /b>\n\t# x\n lun 2\n</backing-store>\nincominguser u secret\n"),
        in("incominguser u secret\n"));
    row("an empty block", in("<backing-store /a/>\n<backing-store /b/>\n"), in("<backing-store /a/>\n"));
    row("carriage returns", in("backing-store /a\r\nbacking-store /b\r\nx y\r\n"),
        in("backing-store /a\r\nx y\r\n"));
    row("both of the same", in("backing-store /b\nbacking-store /a\nbacking-store /b\n"),
        in("backing-store /a\n"));
    row("continued", in("backing-store /a\nbacking-store \\\n/b\nx y\n"), in("backing-store /a\nx y\n"));
    row("here-document", in("backing-store /a\nbacking-store <<E\n/b\nE\n"), in("backing-store /a\n"));
    row("no end of line", "<target t>\nbacking-store /a\nbacking-store /b\n</target>",
        "<target t>\nbacking-store /a\n</target>");
    row("of two parts of a target", in("backing-store /b\n") + in("backing-store /a\n"),
        in("") + in("backing-store /a\n"));
    row("numbers lines that follow",
        in("  backing-store /a # first\n  backing-store /b\n\n  backing-store /c\t# third\n"),
        in("  <backing-store /a> # first\n      lun 1\n  </backing-store>\n\n  <backing-store /c>\t# third\n "
           "     lun 3\n"
           "  </backing-store>\n"));
    row("numbers lines of the other kind",
        in("backing-store /a\nbacking-store = \"/b\"\n\tdirect-store = \"/d d\"\r\n"),
        in("backing-store /a\n\t<direct-store /d d>\r\n\t\tlun 3\r\n\t</direct-store>\r\n"));
    row("numbers only blocks that would move",
        in("<backing-store /a>\n</backing-store>\n<backing-store /b>\n</backing-store>\n  <backing-store /c> "
           "# c\n"
           "  scsi_sn x\n  </backing-store>\n<backing-store /d>\nlun 9\n</backing-store>\n"),
        in("<backing-store /a>\n</backing-store>\n  <backing-store /c> # c\n      lun 3\n  scsi_sn x\n"
           "  </backing-store>\n<backing-store /d>\nlun 9\n</backing-store>\n"));
    row("cannot number such a path", in("backing-store /a\nbacking-store /b\nbacking-store /c\\#\n"), "",
        "SavedStays: line 4: its number cannot be written down");
    row("cannot number the same twice",
        in("backing-store /a\nbacking-store /b\nbacking-store /c\nbacking-store /c\n"), "",
        "SavedStays: line 3: cannot be taken out without changing more");
    row("one number for all", in("backing-store /a\nbacking-store /b\nlun 2\n"),
        in("backing-store /a\nlun 2\n"));
    row("a comment ends on its line", in("backing-store /a\n/*\n*/backing-store /b\n"), "",
        "SavedStays: line 4: cannot be taken out without changing more");
    row("something else on its lines", in("backing-store /a\nbacking-store \\\n<foo/>\n/b\n"), "",
        "SavedStays: line 3: cannot be taken out without changing more");
    row("another number", in("backing-store /b\n"), "", "SavedStays: line 2: it has the number 1");
    row("not there", in("backing-store /a\n"), "", "AlreadyGone");
    row("no such target", "", "", "AlreadyGone");
    row("another target", "<target u>\nlun 2\nbacking-store /b\n</target>\n", "", "AlreadyGone");
    row("broken", in("backing-store /a\nbacking-store /b\n") + "<x>\n", "",
        "SavedStays: line 5: opens a block that is never closed");
}

void TstTargetsConfWrite::removes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, outcome);
    TargetsConfWorld world;
    world.main(text);
    const QByteArray before = told(world.saved());
    QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")), outcome);
    QCOMPARE(world.read(), outcome == "done" ? expected : text);
    if (outcome == "done")
        QCOMPARE(told(world.saved()), QByteArray(before).replace(", 2 /b", "").replace("2 /b", ""));
    else
        QCOMPARE(world.names(), QStringList(QStringLiteral("targets.conf")));
}

void TstTargetsConfWrite::adds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("outcome");
    // always unit 2, /b, with the serial number "s#1" and a product "p"
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected,
                        const char* outcome = "done") {
        QTest::newRow(name) << text << expected << QByteArray(outcome);
    };
    const auto in = target;
    const QByteArray block
        = "    <backing-store /b>\n        lun 2\n        scsi_sn s\\#1\n        product_id \" p\"\n"
          "    </backing-store>\n";
    row("empty target", in(""), in(block));
    row("beside blocks", in("<backing-store /a>\n</backing-store>\n"),
        in("<backing-store /a>\n</backing-store>\n" + block));
    row("beside lines", in("backing-store /a\n"),
        in("<backing-store /a>\n    lun 1\n</backing-store>\n" + block));
    row("beside lines of the other kind", in("direct-store /a\n"), in("direct-store /a\n" + block));
    row("in the last part", in("") + in("x y\n"), in("") + in("x y\n" + block));
    row("no end of line", "<target t>\r\n</target>",
        "<target t>\r\n" + QByteArray(block).replace("\n", "\r\n") + "</target>");
    row("what the target says", in("scsi_sn s\\#1\n"),
        in("scsi_sn s\\#1\n" + QByteArray(block).replace("        scsi_sn s\\#1\n", "")));
    row("moves none", in("<backing-store /a>\n</backing-store>\n<direct-store /c>\n</direct-store>\n"), "",
        "LunNumberTaken");
    row("number taken", in("<backing-store /c>\nlun 2\n</backing-store>\n"), "", "LunNumberTaken");
    row("no such target", "<target u>\n</target>\n", "", "NoSuchResource");
    row("the target on one line", "<target t/>\n", "", "SavedStays: cannot be put in without changing more");
    row("one number for all", in("lun 2\n"), in("lun 2\n" + block));
    row("another number for all", in("lun 3\n"), "", "SavedStays: cannot be put in without changing more");
    row("broken", in("") + "<x>\n", "", "SavedStays: line 3: opens a block that is never closed");
    row("already there", in(block), in(block));
}

void TstTargetsConfWrite::adds()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, outcome);
    TargetsConfWorld world;
    world.main(text);
    TargetsConf::Unit unit;
    unit.lun = 2;
    unit.path = "/b";
    unit.scsiSn = "s#1";
    unit.others = {{"product_id", " p"}};
    QCOMPARE(word(world.conf().addUnit("t", unit)), outcome);
    QCOMPARE(world.read(), outcome == "done" ? expected : text);
}

void TstTargetsConfWrite::putsBackWhatItTook_data()
{
    QTest::addColumn<QByteArray>("inside");
    const char* const insides[]
        = {"backing-store /a\nbacking-store /b\n",
           "backing-store /a\nbacking-store /b\nbacking-store /c\ndirect-store /d\n",
           "<direct-store /b>\nlun 2\nreadonly 1\nbs-type aio\nmode_page 1\nmode_page 2\nparams "
           "\"a=\\\\b,\\$c\"\n</direct-store>\n",
           "readonly 1\nscsi_id x\n<backing-store /b>\nlun 2\nreadonly 0\n</backing-store>\n",
           "<backing-store /a/>\n<backing-store /b/>\n",
           "\tbacking-store /a\n\tbacking-store /b\n"};
    int number = 0;
    for (const char* inside : insides)
        QTest::addRow("%d", ++number) << QByteArray(inside);
}

void TstTargetsConfWrite::putsBackWhatItTook()
{
    QFETCH(QByteArray, inside);
    TargetsConfWorld world;
    world.main(target(inside));
    const auto before = world.saved();
    std::optional<TargetsConf::Unit> unit;
    for (const TargetsConf::Unit& each : before.targets[0].units)
        unit = each.path == "/b" ? each : unit;
    QCOMPARE(word(world.conf().removeUnit("t", unit->lun, "/b")), "done");
    QVERIFY(!told(world.saved()).contains("/b"));
    QCOMPARE(word(world.conf().addUnit("t", *unit)), "done");
    QCOMPARE(told(world.saved()), told(before));
    const auto after = world.saved();
    for (const TargetsConf::Unit& each : after.targets[0].units) {
        if (each.path == "/b")
            QVERIFY(each.others == unit->others && each.readOnly == unit->readOnly
                    && each.bsType == unit->bsType);
    }
}

QTEST_GUILESS_MAIN(TstTargetsConfWrite)
#include "tst_targetsconfwrite.moc"
