// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

Step attach(const QString& id, const QJsonObject& arguments)
{
    Step step;
    step.provider = QStringLiteral("lio");
    step.verb = Verb::Attach;
    step.resource = {id};
    step.name = id;
    step.arguments = arguments;
    return step;
}

QJsonObject backing(const char* path, int lun = -1)
{
    QJsonObject arguments {{QStringLiteral("backing"), QLatin1String(path)}};
    if (lun >= 0)
        arguments.insert(QStringLiteral("lun"), lun);
    return arguments;
}

} // namespace

// What was let go comes back as it was; and new things can be put in.
class TstLioPutBack : public QObject
{
    Q_OBJECT
private slots:
    void putsEverythingBack();
    void takesTheGroupOfPathsAsWell();
    void refusesANumberInUse();
    void refusesAStoreThatIsGone();
    void needsTheUnitAndTheInitiator();
    void completesWhatWasBegun();
    void leavesNothingWhenItFails();
    void attachesAFileThatHasAStore();
    void makesAStoreForADevice();
    void makesAStoreForAFile();
    void undoesAStoreThatFails();
    void refusesOddPaths();
    void takesTheLowestNumber();
};

// Three mappings, the unit and an initiator go and come back the other way round.
void TstLioPutBack::putsEverythingBack()
{
    LioWorld world;
    const QByteArray attributes = world.fake->group(iqn) + "acls/" + alice + '/';
    world.fake->write(attributes + "cmdsn_depth", "32\n");
    world.fake->write(attributes + "attrib/nopin_timeout", "30\n");
    const QByteArray before = world.fake->picture();
    QList<QJsonObject> recipes;
    for (const QByteArray& rest :
         {'/' + alice + "/0", '/' + alice + "/7", '/' + bob + "/0", '/' + carol + "/0"}) {
        const Step step = world.stepOf(LioWorld::id("mapped-lun", rest));
        QVERIFY(!world.run(step).error);
        recipes.prepend(step.restore);
    }
    for (const QString& id : {LioWorld::id("export-lun", "/0"), LioWorld::id("initiator", '/' + alice)}) {
        const Step step = world.stepOf(id);
        const StepResult result = world.run(step);
        QVERIFY(!result.error);
        recipes.prepend(result.restore.isEmpty() ? step.restore : result.restore);
    }
    for (const QJsonObject& recipe : std::as_const(recipes)) {
        QCOMPARE(recipe.value(QStringLiteral("verb")).toString(), QStringLiteral("attach"));
        const StepResult result = world.run(LioWorld::putBack(recipe));
        QVERIFY2(!result.error, qPrintable(result.error ? result.error->text : QString()));
    }
    QCOMPARE(world.fake->picture(), before);
}

void TstLioPutBack::takesTheGroupOfPathsAsWell()
{
    LioWorld world;
    const QString id = LioWorld::id("export-lun", "/3");
    const QByteArray file = world.fake->group(iqn) + "lun/lun_3/alua_tg_pt_gp";
    world.fake->write(file, "TG Port Alias: standby gp\nTG Port Group ID: 1\n");
    const Step step = world.stepOf(id);
    world.run(world.stepOf(LioWorld::id("mapped-lun", '/' + alice + "/7")));
    QVERIFY(!world.run(step).error);
    QVERIFY(!world.run(LioWorld::putBack(step.restore)).error);
    QVERIFY(world.fake->read(file).startsWith("TG Port Alias: standby gp\n"));
}

// E1.14
void TstLioPutBack::refusesANumberInUse()
{
    LioWorld world;
    const QByteArray before = world.fake->picture();
    StepResult result = world.run(attach(LioWorld::id("export-lun", "/3"), backing("/srv/disk.img", 3)));
    QCOMPARE(result.error->code, ErrorCode::LunNumberTaken);
    QCOMPARE(result.error->subject, QStringLiteral("3"));
    result = world.run(attach(LioWorld::id("mapped-lun", '/' + alice + "/7"), {{QStringLiteral("unit"), 0}}));
    QCOMPARE(result.error->code, ErrorCode::LunNumberTaken);
    QCOMPARE(result.error->subject, QStringLiteral("7"));
    QCOMPARE(world.fake->picture(), before);
}

void TstLioPutBack::refusesAStoreThatIsGone()
{
    LioWorld world;
    const StepResult result = world.run(attach(
        LioWorld::id("export-lun", "/9"), {{QStringLiteral("backstore"), QStringLiteral("iblock_7/x")}}));
    QCOMPARE(result.error->code, ErrorCode::CannotPutBack);
    QCOMPARE(result.error->subject, QStringLiteral("iblock_7/x"));
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioPutBack::needsTheUnitAndTheInitiator()
{
    LioWorld world;
    const QJsonObject ofNine {{QStringLiteral("unit"), 9}};
    QCOMPARE(world.run(attach(LioWorld::id("mapped-lun", '/' + bob + "/9"), ofNine)).error->code,
             ErrorCode::UnitNotInTarget);
    QCOMPARE(world.run(attach(LioWorld::id("mapped-lun", "/nobody/9"), ofNine)).error->code,
             ErrorCode::NoSuchResource);
    QCOMPARE(world.run(attach(LioWorld::id("mapped-lun", '/' + bob + "/9"), {})).error->code,
             ErrorCode::InvalidArgument);
    QCOMPARE(world.run(attach(QStringLiteral("export-lun:lio/iqn.absent,1/0"), backing("/x"))).error->code,
             ErrorCode::NoSuchResource);
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioPutBack::completesWhatWasBegun()
{
    LioWorld world;
    QDir().mkpath(QString::fromUtf8(world.fake->group(iqn) + "lun/lun_5"));
    QVERIFY(!world.run(attach(LioWorld::id("export-lun", "/5"), backing("/srv/disk.img"))).error);
    QCOMPARE(world.only(LioWorld::id("export-lun", "/5")).state, State::Idle);
}

void TstLioPutBack::leavesNothingWhenItFails()
{
    LioWorld world;
    const QByteArray before = world.fake->picture();
    world.fake->failNth("link", 1, ENODEV);
    const StepResult result = world.run(attach(LioWorld::id("export-lun", "/5"), backing("/srv/disk.img")));
    QCOMPARE(result.error->number, quint32(ENODEV));
    QCOMPARE(world.fake->picture(), before);
}

void TstLioPutBack::attachesAFileThatHasAStore()
{
    LioWorld world;
    const StepResult result = world.run(attach(LioWorld::id("export-lun", "/5"), backing("/dev/vdb", 5)));
    QVERIFY(!result.error);
    QCOMPARE(result.created, QList<ResourceId> {{LioWorld::id("export-lun", "/5")}});
    QCOMPARE(world.only(LioWorld::id("export-lun", "/5")).facts.value(Fact::Backing).toByteArray(),
             QByteArray("/dev/vdb"));
    QCOMPARE(world.fake->calls.size(), 2); // a folder and a link
}

void TstLioPutBack::makesAStoreForADevice()
{
    LioWorld world;
    QVERIFY(!world.run(attach(LioWorld::id("export-lun", "/5"), backing("/dev/mapper/vol"))).error);
    const QByteArray store = world.fake->path() + "core/iblock_2/vol-2/"; // there is a vol already
    QCOMPARE(world.fake->read(store + "control"), QByteArray("udev_path=/dev/mapper/vol\n"));
    QCOMPARE(world.fake->read(store + "udev_path"), QByteArray("/dev/mapper/vol\n"));
    QCOMPARE(world.fake->read(store + "enable"), QByteArray("1\n"));
    QCOMPARE(world.fake->read(store + "wwn/vpd_unit_serial").size(), 29 + 36); // as long as a UUID
    QVERIFY(!world.only(LioWorld::id("export-lun", "/5")).id.isEmpty());
}

void TstLioPutBack::makesAStoreForAFile()
{
    LioWorld world;
    world.fake->fileSizes.insert("/srv/new.img", 4096);
    QVERIFY(!world.run(attach(LioWorld::id("export-lun", "/5"), backing("/srv/new.img"))).error);
    QCOMPARE(world.fake->read(world.fake->path() + "core/fileio_2/new.img/control"),
             QByteArray("fd_dev_name=/srv/new.img,fd_dev_size=4096\n"));
    const StepResult absent = world.run(attach(LioWorld::id("export-lun", "/6"), backing("/srv/absent.img")));
    QCOMPARE(absent.error->code, ErrorCode::ImageMissing);
    QCOMPARE(absent.error->subject, QStringLiteral("/srv/absent.img"));
}

void TstLioPutBack::undoesAStoreThatFails()
{
    LioWorld world;
    const QByteArray before = world.fake->picture();
    world.fake->failNth("write", 3, EBUSY); // enabling: somebody has the device
    const StepResult result = world.run(attach(LioWorld::id("export-lun", "/5"), backing("/dev/vdc")));
    QCOMPARE(result.error->code, ErrorCode::UnitBusy);
    QCOMPARE(world.fake->picture(), before);
}

void TstLioPutBack::refusesOddPaths()
{
    LioWorld world;
    for (const char* path : {"", "srv/disk.img", "/srv/a,fd_dev_size=1", "/srv/a\nb"})
        QCOMPARE(world.run(attach(LioWorld::id("export-lun", "/5"), backing(path))).error->code,
                 ErrorCode::InvalidArgument);
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioPutBack::takesTheLowestNumber()
{
    LioWorld world;
    const StepResult result = world.run(attach(LioWorld::id("export"), backing("/dev/vdb")));
    QVERIFY(!result.error);
    QCOMPARE(result.created, QList<ResourceId> {{LioWorld::id("export-lun", "/1")}});
}

QTEST_GUILESS_MAIN(TstLioPutBack)
#include "tst_lioputback.moc"
