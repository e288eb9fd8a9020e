// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/tgtadmin.h"

#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

// What the real tgt-admin says it would do with a file is what we read out of it.
class TstTargetsConfAdmin : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void agrees_data();
    void agrees();
    void agreesOnRandomFiles();

private:
    testsupport::TgtAdmin m_admin;
};

void TstTargetsConfAdmin::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("tgt-admin"), {QStringLiteral("/usr/sbin")}).isEmpty())
        QSKIP("tgt-admin is not installed");
    if (geteuid() != 0)
        QSKIP("tgt-admin works for root only");
}

void TstTargetsConfAdmin::agrees_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("included"); // as one.conf
    const auto in = [](const QByteArray& inside) { return "<target t>\n" + inside + "</target>\n"; };
    const auto row = [&](const char* name, const QByteArray& text, const QByteArray& included = {}) {
        QTest::newRow(name) << text << included;
    };
    row("nothing", "");
    row("lines sort by path", in("backing-store @c\nbacking-store @a\nbacking-store @b\n"));
    row("backing before direct",
        in("direct-store @a\nbacking-store @c\ndirect-store @d\nbacking-store @b\n"));
    row("explicit numbers",
        in("<backing-store @a>\nlun 7\n</backing-store>\n<backing-store @b>\nlun 1\n</backing-store>\n"));
    row("the rest around explicit ones",
        in("<backing-store @a>\n</backing-store>\n<backing-store @b>\nlun "
           "1\n</backing-store>\n<backing-store @c>\n"
           "</backing-store>\n<direct-store @d>\nlun 3\n</direct-store>\n"));
    row("direct lines around blocks",
        in("<backing-store @b>\nlun 2\n</backing-store>\ndirect-store @c\ndirect-store @a\n"));
    row("the same path in both kinds", in("backing-store @b\ndirect-store @a\ndirect-store @b\n"));
    row("the same path in both kinds, blocks",
        in("<backing-store @b>\nlun 4\n</backing-store>\n<direct-store @b>\nscsi_sn x\n</direct-store>\n"));
    row("the same line twice", in("backing-store @a\nbacking-store @b\nbacking-store @a\n"));
    row("the same block twice",
        in("<backing-store @a>\nlun 2\n</backing-store>\n<backing-store @a>\nscsi_sn 1\n</backing-store>\n"));
    row("two numbers in one", in("<backing-store @a>\nlun 2\nlun 3\n</backing-store>\n"));
    row("a number of the target", in("backing-store @a\nlun 10\n"));
    row("a number of the target overrules", in("<backing-store @a>\nlun 2\n</backing-store>\nlun 10\n"));
    row("two numbers of the target", in("backing-store @a\nlun 1\nlun 2\n"));
    row("one number twice",
        in("<backing-store @a>\nlun 2\n</backing-store>\n<backing-store @b>\nlun 2\n</backing-store>\n"));
    row("in use counts as a number",
        in("<backing-store @a>\nallow-in-use 1\n</backing-store>\n<backing-store @b>\nallow-in-use "
           "yes\n</backing-store>\n"));
    row("lines and blocks", in("backing-store @a\n<backing-store @b>\n</backing-store>\n"));
    row("blocks and lines", in("<backing-store @b>\n</backing-store>\nbacking-store @a\n"));
    row("a target twice", in("backing-store @c\n") + in("backing-store @a\n"));
    row("targets sort by name",
        "<target z>\nbacking-store @a\n</target>\n<target A>\nbacking-store @b\n</target>\n");
    row("types",
        in("<backing-store @a>\ndevice-type cd\nbs-type aio\n</backing-store>\nbs-type rdwr\ndevice-type "
           "tape\nbacking-stores x\n"));
    row("types of the target", in("backing-store @a\nbs-type aio\ndevice-type cd\n"));
    row("drivers",
        "default-driver iser\n" + in("backing-store @a\n") + "<target u>\ndriver iscsi\n</target>\n");
    row("two default drivers", "default-driver iser\ndefault-driver iscsi\n" + in("backing-store @a\n"));
    row("an empty target", in(""));
    row("no name", "<target>\nbacking-store @a\n</target>\n");
    row("initiators", in("initiator-address 10.0.0.1\ninitiator-address 10.0.0.2\ninitiator-name iqn.x\n"));
    row("accounts", in("backing-store @a\nincominguser u secret\nincominguser v secret\noutgoinguser w x\n"));
    row("an account without a password", in("backing-store @a\nincominguser u\n"));
    row("an account with a tab", in("backing-store @a\nincominguser u\tsecret\n"));
    row("no value", in("backing-store @a\nwrite-cache\n"));
    row("equals", in("backing-store=@a\nbacking-store = @b\nbacking-store\t@c\n"));
    row("quotes", in("backing-store \"@a b\"\nbacking-store = \"@b\"\n"));
    row("quoted block",
        "<\"target\" \"t t\">\n<backing-store \"@a b\">\nlun 3\n</backing-store>\n</target>\n");
    row("spaces in a block", "<target  t >\n<backing-store @a b>\n</backing-store>\n</target>\n");
    row("space before a block's name", "< target t>\nbacking-store @a\n</target>\n");
    row("case counts", "<Target t>\nbacking-store @a\n</Target>\n" + in("Backing-Store @a\n"));
    row("any tag closes", "<target t>\n<backing-store @a>\nlun 2\n</foo>\n</bar>\n");
    row("comments",
        "# <target x>\n" + in("backing-store @a # one\n#backing-store @b\nbacking-store @x\\#y\n"));
    row("comment at once", in("backing-store @a#b\n"));
    row("c comments",
        "/* <target x>\n*/\n"
            + in("backing-store @a /* one */\n/* backing-store @b */\n/*\nbacking-store @c\n*/backing-store "
                 "@d\n"));
    row("c comment between words", in("backing-store /* one */ @a\nbacking-store @b\n"));
    row("a comment that is not closed", in("backing-store @a\n") + "/* \n<target u>\n</target>\n");
    row("/*/", in("backing-store @a\n/*/\nbacking-store @b\n"));
    row("continued", in("backing-store \\\n   @b\nbacking-\\\nstore @a\n"));
    row("continued over a comment", in("backing-store \\\n# no\n@a\n"));
    row("not continued", in("foo @a \\\\\nbacking-store @b\n"));
    row("continued at the end", in("backing-store @a\n") + "default-driver \\");
    row("here-document", in("backing-store <<EOF\n@b\nEOF\nbacking-store = <<EOF\n  @a\n  EOF\n"));
    row("here-document that is not closed", in("backing-store @a\n") + "x <<EOF\n<target u>\n</target>\n");
    row("here-document of two lines", in("backing-store @a\nfoo <<EOF\n</target>\n<\nEOF\n"));
    row("empty blocks", in("<backing-store @b/>\n<backing-store @a/>\n"));
    row("an empty target block", "<target t/>\n");
    row("carriage returns",
        "<target t>\r\nbacking-store @a\r\n<direct-store @b>\r\nlun 5\r\n</direct-store>\r\n</target>\r\n");
    row("tabs and form feeds", "\t<target\tt>\f\n\v\tbacking-store\t\t@a\t\n</target>\n");
    row("no end of line", "<target t>\nbacking-store @a\n</target>");
    row("byte order mark", "\xef\xbb\xbf" + in("backing-store @a\n"));
    row("garbage", "\xff\xfe\x01\x80 \x90\n<\x81\n>\n" + in("backing-store @a\n"));
    row("not closed", "<target t>\nbacking-store @a\n");
    row("closed too often", in("backing-store @a\n") + "</target>\n");
    row("no angle", "<target t\nbacking-store @a\n</target>\n");
    row("HASH in a path", in("backing-store @HASH\n"));
    row("unknown things",
        "foo bar\n<foo>\nbar 1\n<x y>\n</x>\n</foo>\n"
            + in("foo bar\n<foo bar>\nx y\n</foo>\nbacking-store @a\n"));
    row("block in a store", in("<backing-store @a>\n<foo>\nx 1\n</foo>\n</backing-store>\n"));
    row("several mode pages",
        in("<backing-store @a>\nmode_page 1\nmode_page 2\nparams x=1\nparams y=1\n</backing-store>\n"));
    row("account as a block", in("<incominguser x>\n</incominguser>\nbacking-store @a\n"));
    row("discovery account", "incomingdiscoveryuser u\n" + in("backing-store @a\n"));
    const QByteArray unit = "backing-store @b\n";
    row("include", "include @one.conf\n" + in("backing-store @a\n"), in(unit));
    row("include in a target", in("backing-store @c\ninclude @one.conf\n"), unit);
    row("include quoted", "include \"@one.conf\"\n", in(unit));
    row("include with a blank behind quotes", "include \"@one.conf\" \n", in(unit));
    row("Include", "  INCLUDE   @one.conf  \n", in(unit));
    row("include twice", "include @one.conf\ninclude @one.conf\n",
        in("<backing-store @a>\nlun 3\n</backing-store>\n"));
    row("include by two names", "include @one.conf\ninclude @/one.conf\n",
        in("<backing-store @a>\nlun 3\n</backing-store>\n"));
    row("include of itself", in("backing-store @a\n") + "include @targets.conf\n");
    row("includes in a ring", "include @one.conf\n" + in("backing-store @a\n"),
        "include @targets.conf\n" + in(unit));
    row("include of a pattern", "include @o*.conf\n", in(unit));
    row("include of a pattern in braces", "include @{one,two}.con[f]\n", in(unit));
    row("include of a pattern without files", "include @nothing*.conf\n" + in("backing-store @a\n"));
    row("include of nothing", "include @nothing.conf\n" + in("backing-store @a\n"));
    row("optional include of nothing", "IncludeOptional @nothing.conf\n" + in("backing-store @a\n"));
    row("optional include", "IncludeOptional @one.conf\n", in(unit));
    row("include of a folder", "include @folder\n", in(unit));
    row("relative include", "include one.conf\n", in(unit));
    row("relative pattern", "include one.c*\n", in(unit));
    row("include that is not closed", "include @one.conf\n", "<target t>\n");
    row("angled include", "<<include @one.conf>>\n", in(unit));
    row("include as an option", "include = @one.conf\n", in(unit));
}

void TstTargetsConfAdmin::agrees()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, included);
    m_admin.write("targets.conf", text);
    m_admin.write("one.conf", included);
    m_admin.write("folder/two.conf", included);
    const QByteArray admin = m_admin.said();
    QCOMPARE(m_admin.saidByUs(), admin);
}

// Lines that are likely to meet, thrown together. MOORING_RANDOM_FILES: how many files.
void TstTargetsConfAdmin::agreesOnRandomFiles()
{
    const QByteArrayList lines {"<target t>",
                                "</target>",
                                "<target u>",
                                "<backing-store @a>",
                                "<backing-store @b>",
                                "</backing-store>",
                                "backing-store @a",
                                "backing-store @c",
                                "backing-store @b # x",
                                "direct-store @d",
                                "<direct-store @e>",
                                "</direct-store>",
                                "lun 1",
                                "lun 3",
                                "scsi_id x",
                                "<backing-store @d/>",
                                "backing-store \\",
                                "@f",
                                "/*",
                                "*/",
                                "/* x */",
                                "",
                                "# y",
                                "foo <<E",
                                "E",
                                "incominguser a b",
                                "initiator-address ALL",
                                "bs-type aio",
                                "include @one.conf",
                                "device-type = \"cd\"",
                                "allow-in-use 2",
                                "\\",
                                "driver iser"};
    QRandomGenerator random(20261130);
    bool isGiven = false;
    const int given = qEnvironmentVariableIntValue("MOORING_RANDOM_FILES", &isGiven);
    int whole = 0;
    for (int i = 0; i < (isGiven ? given : 25); ++i) {
        QByteArray text = "<target t>\n";
        const int count = random.bounded(1, 9);
        for (int n = 0; n < count; ++n) {
            const QByteArray line = lines.at(random.bounded(lines.size()));
            text += line + '\n';
            if (line.startsWith('<') && !line.startsWith("</") && !line.endsWith("/>")
                && random.bounded(4) != 0)
                text += (random.bounded(2) == 0 ? "lun 4\n" : "") + QByteArray("</x>\n");
        }
        m_admin.write("targets.conf", text + "</target>\n");
        m_admin.write("one.conf", "backing-store @c\n");
        const QByteArray ours = m_admin.saidByUs();
        if (ours.isEmpty())
            continue;
        const QByteArray admin = m_admin.said();
        whole += admin == "broken" ? 0 : 1;
        QVERIFY2(ours == admin, text + "admin: " + admin + "\nours: " + ours);
    }
    QVERIFY(whole > 0);
}

QTEST_GUILESS_MAIN(TstTargetsConfAdmin)
#include "tst_targetsconfadmin.moc"
