// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/qemustorage/imagesight.h"
#include "services/qemustorage/sniffedchain.h"

#include <QMap>
#include <QTest>

using namespace mooring;

namespace {

// Answers for mooring-child.
class SaysIt final : public Child
{
public:
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options&) override
    {
        asked.append(argv.mid(1));
        ChildResult result;
        result.out = answers.value(argv.value(1));
        return result;
    }
    QMap<QByteArray, QByteArray> answers;
    QList<QList<QByteArray>> asked;
};

struct Bench
{
    explicit Bench(const QByteArray& sniffed, const QByteArray& probed = {})
    {
        child->answers
            = {{"image-probe", "identity 254:0:7\nsize 4096\ndisk 512\n" + probed}, {"image-sniff", sniffed}};
    }
    SeenImage see(const QString& format = {}, bool outside = false) const
    {
        return SniffedImages(KernelChild(child, "mooring-child")).see({"/srv/x", format, outside}, {});
    }
    std::shared_ptr<SaysIt> child = std::make_shared<SaysIt>();
};

QByteArray image(const QByteArray& rest)
{
    return "file /srv/x\ndepth 0\nidentity 254:0:7\nlock none\n" + rest;
}

} // namespace

// What is made of the words of those who read the bytes.
class TstImageSight : public QObject
{
    Q_OBJECT
private slots:
    void readsTheWordsOfTheChild();
    void describesAnImage();
    void refusesWhatItMust_data();
    void refusesWhatItMust();
    void tellsWhoHasItOpen();
    void tellsWhatIsOnlyRead();
    void isRawOnlyWhenThatIsKnownOrSaid();
    void takesTheFilesOfAChain();
    void saysThatACopyIsNeeded();
};

void TstImageSight::readsTheWordsOfTheChild()
{
    const auto chain = sniffedChain(
        "nonsense\nfile /a%20b\nformat vhd\nreference parent - c:\\p%20q.vhd\nstate differencing\n"
        "file /c\nrole extent\nnamed-by 0\nproblem missing\nproblem not-a-file\n");
    QCOMPARE(chain.size(), 2);
    QCOMPARE(chain[0].path, QByteArray("/a b"));
    QCOMPARE(chain[0].parentName, QByteArray("c:\\p q.vhd"));
    QVERIFY(chain[0].is("differencing") && !chain[0].is("unclean"));
    QVERIFY(chain[1].has("missing") && chain[1].has("not-a-file"));
    QCOMPARE(chain[1].role, QByteArray("extent"));
}

void TstImageSight::describesAnImage()
{
    const SeenImage seen = Bench(image("format vhdx\nsubformat dynamic\nvirtual-size 1048576\n")).see();
    QVERIFY(!seen.report.error);
    QCOMPARE(seen.files.size(), 1);
    QCOMPARE(seen.image().driver, QStringLiteral("vhdx"));
    const Facts& facts = seen.report.facts;
    QCOMPARE(facts.value(Fact::Size).toULongLong(), 1048576ULL);
    QCOMPARE(facts.value(Fact::OnDisk).toULongLong(), 512ULL);
    QCOMPARE(facts.value(Fact::Subformat).toString(), QStringLiteral("dynamic"));
    QCOMPARE(facts.value(Fact::Condition).toString(), QStringLiteral("clean"));
    QVERIFY(!facts.value(Fact::ReadOnly).toBool() && !facts.contains(Fact::Parts));
}

void TstImageSight::refusesWhatItMust_data()
{
    QTest::addColumn<QByteArray>("sniffed");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QByteArray& rest, ErrorCode code, const QString& text = {}) {
        QTest::newRow(name) << image(rest) << code << text;
    };
    row("damaged", "format vhdx\nfault truncated\n", ErrorCode::ImageDamaged, QStringLiteral("truncated"));
    row("of a later version", "format vdi\nfault unknown-version\n", ErrorCode::ImageFormatNoProvider,
        QStringLiteral("vdi unknown-version"));
    row("a disk with a stray footer", "format raw\nfault leftover-footer\n", ErrorCode::ImageContentUnknown);
    row("an extent without its descriptor", "format vmdk\nsubformat seSparse\nunwritable seSparse\n",
        ErrorCode::ImageFormatNoProvider, QStringLiteral("vmdk seSparse extent"));
    row("not served", "format qed\n", ErrorCode::ImageFormatNoProvider, QStringLiteral("qed"));
    row("differencing", "format vhd\nstate differencing\nreference parent - C:\\vm\\web01.vhd\n",
        ErrorCode::ImageDifferencing, QStringLiteral("web01.vhd"));
    row("differencing vmdk", "format vmdk\nstate differencing\n", ErrorCode::ImageDifferencing);
    row("password", "format qcow2\nstate encrypted\n", ErrorCode::ImageProtected);
    row("marked corrupt", "format qcow2\nstate corrupt\n", ErrorCode::ImageDamaged,
        QStringLiteral("corrupt"));
    row("4K sectors", "format vhdx\nsector 4096\n", ErrorCode::ImageFormatNoProvider,
        QStringLiteral("vhdx, 4096 bytes a sector"));
    row("missing backing", "format qcow2\nfile /srv/b\nrole backing\nproblem missing\n",
        ErrorCode::ImagePartMissing);
    row("backing elsewhere", "format qcow2\nfile /etc/shadow\nrole backing\nproblem outside-folder\n",
        ErrorCode::ImagePartOutside);
    row("protocol", "format qcow2\nfile nbd:x\nrole backing\nproblem protocol\n", ErrorCode::ImagePartWrong,
        QStringLiteral("protocol"));
    row("ring", "format qcow2\nfile /srv/x\nrole backing\nproblem cyclic\n", ErrorCode::ImagePartWrong,
        QStringLiteral("cyclic"));
    row("backing not closed",
        "format qcow2\nfile /srv/b\nrole backing\nidentity 1:2:3\nformat vhdx\nstate unclean\n",
        ErrorCode::ImagePartWrong, QStringLiteral("unclean"));
    row("backing damaged",
        "format qcow2\nfile /srv/b\nrole backing\nidentity 1:2:3\nformat vdi\nfault truncated\n",
        ErrorCode::ImageDamaged, QStringLiteral("truncated"));
    QTest::newRow("another file by now")
        << QByteArray("file /srv/x\nidentity 254:0:8\nformat vhdx\n") << ErrorCode::ImageChanged << QString();
    QTest::newRow("no words at all") << QByteArray() << ErrorCode::ImageUnreadable << QString();
}

void TstImageSight::refusesWhatItMust()
{
    QFETCH(const QByteArray, sniffed);
    const SeenImage seen = Bench(sniffed).see();
    QVERIFY(seen.report.error);
    QTEST(seen.report.error->code, "code");
    QFETCH(const QString, text);
    if (!text.isEmpty())
        QCOMPARE(seen.report.error->text, text);
}

void TstImageSight::tellsWhoHasItOpen()
{
    const SeenImage written = Bench("file /srv/x\nidentity 254:0:7\nformat vhdx\nlock writer\n").see();
    QVERIFY(written.report.error && written.report.error->code == ErrorCode::ImageInUse);
    const SeenImage readers = Bench("file /srv/x\nidentity 254:0:7\nformat vhdx\nlock readers\n").see();
    QVERIFY(!readers.report.error && readers.notWritable);
    QCOMPARE(readers.notWritable->code, ErrorCode::ImageInUse);
    QVERIFY(readers.report.facts.value(Fact::ReadOnly).toBool());
}

void TstImageSight::tellsWhatIsOnlyRead()
{
    const auto why = [](const QByteArray& words, const QString& format = {}) {
        const SeenImage seen = Bench(image(words)).see(format);
        return seen.notWritable ? token(seen.notWritable->code) + u' ' + seen.notWritable->text : QString();
    };
    const QByteArray compressed = "format vmdk\nsubformat streamOptimized\nunwritable streamOptimized\n";
    const QByteArray extent = "file /srv/e\nrole extent\nnamed-by 0\nidentity 1:2:3\nformat vmdk\n";
    QCOMPARE(why(compressed), QStringLiteral("notSupportedHere streamOptimized"));
    QCOMPARE(why(compressed + "lock readers\n"), QStringLiteral("notSupportedHere streamOptimized"));
    QCOMPARE(why(compressed, QStringLiteral("raw")), QString());
    QCOMPARE(why("format vmdk\n" + extent), QString());
    QCOMPARE(why("format vmdk\n" + extent + "unwritable version%203\n"),
             QStringLiteral("notSupportedHere version 3"));
    const QByteArray backing = "file /srv/b\nrole backing\nnamed-by 0\nidentity 1:2:3\nformat vmdk\n";
    QCOMPARE(why("format qcow2\n" + backing + "unwritable seSparse\n"), QString()); // nobody writes there
}

void TstImageSight::isRawOnlyWhenThatIsKnownOrSaid()
{
    QCOMPARE(Bench(image("format raw\n")).see().report.error->code, ErrorCode::ImageContentUnknown);
    QVERIFY(!Bench(image("format raw\n"), "format raw\n").see().report.error);
    const SeenImage forced = Bench(image("format qcow2\nvirtual-size 99\nfile /etc/shadow\nrole backing\n"))
                                 .see(QStringLiteral("raw"));
    QVERIFY(!forced.report.error);
    QCOMPARE(forced.files.size(), 1); // what it names as a qcow2 is nothing to a raw disk
    QCOMPARE(forced.image().driver, QStringLiteral("raw"));
    QCOMPARE(forced.report.facts.value(Fact::Size).toULongLong(), 4096ULL);
    QCOMPARE(Bench(image("format qcow2\n")).see(QStringLiteral("vhdx")).report.error->code,
             ErrorCode::ImageContentUnknown);
}

void TstImageSight::takesTheFilesOfAChain()
{
    const Bench bench(
        image("format qcow2\n"
              "file /srv/b\nrole backing\nnamed-by 0\nidentity 1:2:3\nformat qcow2\nstate differencing\n"
              "file /srv/c\nrole backing\nnamed-by 1\nidentity 1:2:4\nformat raw\n"
              "file /srv/d\nrole data-file\nnamed-by 0\nidentity 1:2:5\nformat raw\nproblem "
              "parent-time-differs\nproblem outside-folder\n"));
    const SeenImage seen = bench.see({}, true);
    QVERIFY(!seen.report.error);
    QCOMPARE(seen.files.size(), 4);
    QCOMPARE(seen.files[2].namedBy, 1);
    QCOMPARE(seen.files[1].driver, QStringLiteral("qcow2"));
    QCOMPARE(seen.report.facts.value(Fact::Parts).toByteArray(), QByteArray("/srv/b\n/srv/c\n/srv/d"));
    QVERIFY(bench.child->asked.last().contains("outside"));
}

void TstImageSight::saysThatACopyIsNeeded()
{
    const SeenImage seen = Bench(image("format vhdx\nstate unclean\n")).see();
    QVERIFY(!seen.report.error && seen.isUnclean);
    QCOMPARE(seen.report.facts.value(Fact::OverlayKind).toString(), QStringLiteral("copy"));
    QCOMPARE(seen.report.warnings.value(0).code, ErrorCode::ImageNotClosed);
}

QTEST_GUILESS_MAIN(TstImageSight)
#include "tst_imagesight.moc"
