// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/imagechecksums.h"
#include "testsupport/madesysfs.h"

#include <QTest>

#include <sys/stat.h>

using namespace mooring;
using testsupport::MadeSysfs;

namespace {

const QByteArray one(64, '1'), two(64, '2');
const QByteArray identity = "254:0:77";

QByteArray probeOf(const QByteArray& file, const QByteArray& mark = "1000:5")
{
    return "identity " + file + "\nsize 1000\nmark " + mark + '\n';
}

// Answers for sha256sum, and for mooring-child one answer after the other.
class ScriptedChild : public Child
{
public:
    using Child::run;
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options& options) override
    {
        asked.append(argv.mid(0, 2).join(' '));
        ChildResult result;
        if (argv[1] == "image-probe") {
            result.out = probes.size() > 1 ? probes.takeFirst() : probes.value(0);
            return result;
        }
        if (whileReading)
            whileReading(options);
        if (missing)
            return fail(errnoError(ENOENT, QStringLiteral("sha256sum"), ErrorCode::CommandMissing));
        result.out = sum;
        result.err = error;
        result.exitCode = error.isEmpty() ? 0 : 1;
        return result;
    }
    QList<QByteArray> probes {probeOf(identity)};
    QByteArray sum = one + " */a.img\n", error;
    bool missing = false;
    std::function<void(const Options&)> whileReading;
    QList<QByteArray> asked;
};

struct World : MadeSysfs
{
    QByteArray images = root() + "run/images";
    std::shared_ptr<ScriptedChild> child = std::make_shared<ScriptedChild>();
    ImageChecksums checksums {root(), KernelChild(child, "mooring-child"), images};
    ChecksumLedger ledger {images};
    World() { QDir().mkpath(QFile::decodeName(root() + "run")); }
    Result<QByteArray> before(std::stop_token stop = {}, const ImageChecksums::Tell& tell = {}) const
    {
        return checksums.before("/a.img", identity, std::move(stop), tell);
    }
    Facts after() const { return checksums.after(7, "/a.img", {}, {}); }
};

mode_t modeOf(const QByteArray& path)
{
    struct stat info
    {
    };
    return ::stat(path.constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

} // namespace

class TstImageChecksums : public QObject
{
    Q_OBJECT
private slots:
    void understandsWhatSha256sumSays_data();
    void understandsWhatSha256sumSays();
    void refusesAFileThatIsNotTheOne_data();
    void refusesAFileThatIsNotTheOne();
    void tellsHowMuchIsLeft();
    void isStoppedByItsUser();
    void saysThatTheProgramIsMissing();
    void refusesWhenNothingCouldBeKept();
    void saysWhetherItChanged_data();
    void saysWhetherItChanged();
    void knowsNothingOfWhatNobodyAskedFor();
    void isReadByUsAlone();
    void passesOverWhatIsDamaged();
};

void TstImageChecksums::understandsWhatSha256sumSays_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<bool>("isUnderstood");
    QTest::newRow("a name") << QByteArray(one + " */a.img\n") << true;
    QTest::newRow("an escaped name") << QByteArray("\\" + one + " */a\\nb.img\n") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("too short") << QByteArray(one.left(60) + " */a.img\n") << false;
    QTest::newRow("no digits") << QByteArray(QByteArray(64, 'x') + " */a.img\n") << false;
}

void TstImageChecksums::understandsWhatSha256sumSays()
{
    QFETCH(QByteArray, said);
    QFETCH(bool, isUnderstood);
    const World world;
    world.child->sum = said;
    const auto checksum = world.before();
    QCOMPARE(checksum.has_value(), isUnderstood);
    if (isUnderstood)
        QCOMPARE(*checksum, one);
    else
        QCOMPARE(checksum.error().code, ErrorCode::CommandFailed);
    QCOMPARE(world.child->asked[1], QByteArray("sha256sum --binary"));
}

void TstImageChecksums::refusesAFileThatIsNotTheOne_data()
{
    QTest::addColumn<QList<QByteArray>>("probes");
    QTest::newRow("before") << QList<QByteArray> {probeOf("254:0:78"), probeOf(identity)};
    QTest::newRow("after") << QList<QByteArray> {probeOf(identity), probeOf("254:0:78")};
    QTest::newRow("written to meanwhile")
        << QList<QByteArray> {probeOf(identity), probeOf(identity, "1000:6")};
}

void TstImageChecksums::refusesAFileThatIsNotTheOne()
{
    const World world;
    QFETCH(QList<QByteArray>, probes);
    world.child->probes = probes;
    const auto checksum = world.before();
    QVERIFY(!checksum);
    QCOMPARE(checksum.error().code, ErrorCode::ImageChanged);
    QCOMPARE(checksum.error().subject, QStringLiteral("/a.img"));
}

void TstImageChecksums::tellsHowMuchIsLeft()
{
    const World world;
    world.child->whileReading = [&world](const Child::Options& options) {
        options.waiting(42, 250); // nothing is known of it yet
        world.write("proc/42/io", "rchar: 400\nwchar: 9\n");
        options.waiting(42, 500);
        world.write("proc/42/io", "rchar: 1200\nwchar: 9\n"); // with what it read to begin
        options.waiting(42, 750);
    };
    QList<quint64> left;
    QList<int> percent;
    QVERIFY(world.before({}, [&](const Progress& progress) {
        left.append(progress.bytesLeft.value_or(9));
        percent.append(progress.percent.value_or(-1));
        QCOMPARE(progress.waitingPid, 0);
        QVERIFY(!progress.sent);
    }));
    QCOMPARE(left, (QList<quint64> {1000, 600, 0}));
    QCOMPARE(percent, (QList<int> {0, 40, 100}));
}

void TstImageChecksums::isStoppedByItsUser()
{
    const World world;
    std::stop_source source;
    world.child->whileReading = [&source](const Child::Options&) { source.request_stop(); };
    world.child->sum.clear();
    const auto checksum = world.before(source.get_token());
    QVERIFY(!checksum);
    QCOMPARE(checksum.error().code, ErrorCode::StoppedByUser);
    QCOMPARE(checksum.error().subject, QStringLiteral("/a.img"));
}

void TstImageChecksums::saysThatTheProgramIsMissing()
{
    const World world;
    world.child->missing = true;
    QCOMPARE(world.before().error().code, ErrorCode::CommandMissing);
    world.child->missing = false;
    world.child->error = "sha256sum: /a.img: Input/output error";
    QCOMPARE(world.before().error().code, ErrorCode::CommandFailed);
    QCOMPARE(world.before().error().text, QStringLiteral("sha256sum: /a.img: Input/output error"));
}

void TstImageChecksums::refusesWhenNothingCouldBeKept()
{
    const World world;
    const QByteArray folder = world.root() + "run/checksums";
    QVERIFY(QDir().mkpath(QFile::decodeName(folder)));
    QCOMPARE(::chmod(folder.constData(), 0777), 0); // anybody could put another checksum there
    const auto checksum = world.before();
    QVERIFY(!checksum);
    QCOMPARE(checksum.error().subject, encodeBytes(folder));
    QVERIFY(world.child->asked.isEmpty());
}

void TstImageChecksums::saysWhetherItChanged_data()
{
    QTest::addColumn<QByteArray>("sum");
    QTest::addColumn<QByteArray>("identityNow");
    QTest::addColumn<QString>("now");
    QTest::newRow("unchanged") << QByteArray(one + " */a.img\n") << identity << QString::fromLatin1(one);
    QTest::newRow("changed") << QByteArray(two + " */a.img\n") << identity << QString::fromLatin1(two);
    QTest::newRow("another file") << QByteArray(one + " */a.img\n") << QByteArray("254:0:78") << QString();
}

void TstImageChecksums::saysWhetherItChanged()
{
    QFETCH(QByteArray, sum);
    QFETCH(QByteArray, identityNow);
    QFETCH(QString, now);
    const World world;
    Facts attached;
    world.checksums.keep(7, {identity, one}, attached);
    QCOMPARE(attached.value(Fact::ChecksumBefore).toString(), QString::fromLatin1(one));
    world.child->sum = sum;
    world.child->probes = {probeOf(identityNow)};
    const Facts facts = world.after();
    QCOMPARE(facts.value(Fact::ChecksumBefore).toString(), QString::fromLatin1(one));
    QCOMPARE(facts.contains(Fact::Checksum), !now.isEmpty());
    QCOMPARE(facts.value(Fact::Checksum).toString(), now);
    QVERIFY(world.after().isEmpty()); // told once
    QVERIFY(!world.ledger.find(7));
}

void TstImageChecksums::knowsNothingOfWhatNobodyAskedFor()
{
    const World world;
    Facts facts;
    world.checksums.keep(7, {identity, one}, facts);
    QVERIFY(world.checksums.after(8, "/a.img", {}, {}).isEmpty());
    QVERIFY(world.child->asked.isEmpty());
    facts.clear();
    world.ledger.tell(8, facts);
    QVERIFY(facts.isEmpty());
    world.ledger.tell(7, facts);
    QCOMPARE(facts.value(Fact::ChecksumBefore).toString(), QString::fromLatin1(one));
}

void TstImageChecksums::isReadByUsAlone()
{
    const World world;
    QVERIFY(!world.ledger.put(7, {identity, one}));
    QCOMPARE(modeOf(world.root() + "run/checksums"), mode_t(0700));
    QCOMPARE(modeOf(world.root() + "run/checksums/7"), mode_t(0600));
    QCOMPARE(world.ledger.find(7), (ChecksumLedger::Entry {identity, one}));
    QVERIFY(!world.ledger.put(7, {identity, two}));
    QCOMPARE(world.ledger.find(7)->checksum, two);
    QCOMPARE(QDir(QFile::decodeName(world.root() + "run/checksums")).entryList(QDir::Files),
             (QStringList {QStringLiteral("7")}));
}

void TstImageChecksums::passesOverWhatIsDamaged()
{
    const World world;
    world.write("run/checksums/7", "half");
    QVERIFY(!world.ledger.find(7));
    world.write("run/checksums/0", one + ' ' + identity + '\n');
    QVERIFY(!world.ledger.find(0)); // a kernel without sequences: it could be anybody's
}

QTEST_GUILESS_MAIN(TstImageChecksums)
#include "tst_imagechecksums.moc"
