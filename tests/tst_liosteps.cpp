// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

const QString unitOf3 = LioWorld::id("export-lun", "/3");
const QString mappedOf3 = LioWorld::id("mapped-lun", '/' + alice + "/7");

// Unit 3 with nobody who sees it.
struct Unmapped : LioWorld
{
    Unmapped()
    {
        if (run(stepOf(mappedOf3)).error)
            qFatal("hide");
        detach = stepOf(unitOf3);
        fake->calls.clear();
    }
    QByteArray folder() const { return fake->group(iqn) + "lun/lun_3"; }
    Step detach;
};

} // namespace

// What a step changes, and what it leaves when it fails.
class TstLioSteps : public QObject
{
    Q_OBJECT
private slots:
    void detachesAUnit();
    void hidesAUnit();
    void changesNothingElse();
    void tellsEveryErrno_data();
    void tellsEveryErrno();
    void completesWhatWasLeftHalfWay();
    void knowsThatAUnitIsNotThere();
    void leavesAnotherOfThatNumberAlone();
    void leavesWhatSomebodySeesMeanwhile();
    void leavesTheOtherTargetOfAStore();
    void keepsTheTargetWithoutUnits();
    void needsRoot();
    void refusesWhatItDoesNotOffer();
    void stops();
    void tellsThatItWaitsInTheKernel();
};

void TstLioSteps::detachesAUnit()
{
    Unmapped world;
    const QByteArray inode = world.detach.incarnation.toLatin1();
    QVERIFY(!world.run(world.detach).error);
    const QList<QList<QByteArray>> expected {{"configfs-unlink", world.folder() + '/', inode, "a1b2c3d4e5"},
                                             {"configfs-rmdir", world.folder() + '/', inode}};
    QCOMPARE(world.fake->calls, expected);
    QVERIFY(!FakeConfigfs::exists(world.folder()));
    QVERIFY(FakeConfigfs::exists(world.fake->path() + "core/iblock_1/vol/info")); // E1.1
    QVERIFY(world.only(unitOf3).id.isEmpty());
}

void TstLioSteps::hidesAUnit()
{
    LioWorld world;
    QVERIFY(!world.run(world.stepOf(mappedOf3)).error);
    QVERIFY(world.only(mappedOf3).id.isEmpty());
    QVERIFY(!world.only(unitOf3).id.isEmpty());
    QVERIFY(!world.only(LioWorld::id("initiator", '/' + alice)).id.isEmpty());
}

void TstLioSteps::changesNothingElse()
{
    Unmapped world;
    QByteArray before;
    for (const QByteArray& line : world.fake->picture().split('\n')) {
        if (!line.contains("/lun/lun_3"))
            before += line + '\n';
    }
    world.run(world.detach);
    QCOMPARE(world.fake->picture() + '\n', before);
}

void TstLioSteps::tellsEveryErrno_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<int>("number");
    QTest::addColumn<ErrorCode>("code");
    const QMap<int, ErrorCode> codes {
        {EBUSY, ErrorCode::UnitBusy},          {ENOTEMPTY, ErrorCode::SomethingStandsOnIt},
        {EACCES, ErrorCode::PermissionDenied}, {EPERM, ErrorCode::PermissionDenied},
        {ENOMEM, ErrorCode::OutOfMemory},      {EIO, ErrorCode::SystemCallFailed},
        {ENODEV, ErrorCode::SystemCallFailed}, {ENOENT, ErrorCode::AlreadyGone},
        {EROFS, ErrorCode::SystemCallFailed},  {ESTALE, ErrorCode::IdentityChanged}};
    for (const QByteArray verb : {"unlink", "rmdir"}) {
        for (auto code = codes.cbegin(); code != codes.cend(); ++code)
            QTest::addRow("%s %d", verb.constData(), code.key()) << verb << code.key() << code.value();
    }
}

void TstLioSteps::tellsEveryErrno()
{
    QFETCH(QByteArray, verb);
    QFETCH(int, number);
    QFETCH(ErrorCode, code);
    Unmapped world;
    const QByteArray before = world.fake->picture();
    // the first of each was that of hiding
    world.fake->failNth(verb, 2, number);
    const StepResult result = world.run(world.detach);
    QVERIFY(result.error);
    QCOMPARE(result.error->code, code);
    QCOMPARE(result.error->domain, ErrorDomain::Errno);
    QCOMPARE(result.error->number, quint32(number));
    QCOMPARE(result.error->subject, world.detach.name);
    const QString path = encodeBytes(world.folder() + '/');
    QVERIFY(result.error->text.contains(QLatin1String(verb) + QLatin1Char(' ') + path));
    if (verb == "unlink")
        QCOMPARE(world.fake->picture(), before);
    else // what is done, and what is left
        QVERIFY(result.error->text.startsWith(QStringLiteral("unlink ") + path
                                              + QStringLiteral("a1b2c3d4e5: done; rmdir ")));
}

void TstLioSteps::completesWhatWasLeftHalfWay()
{
    Unmapped world;
    world.fake->failNth("rmdir", 2, EBUSY);
    QCOMPARE(world.run(world.detach).error->code, ErrorCode::UnitBusy);
    QCOMPARE(world.only(unitOf3).state, State::Orphaned);
    world.fake->calls.clear();
    QVERIFY(!world.run(world.stepOf(unitOf3)).error);
    QCOMPARE(world.fake->calls.size(), 1); // the folder
    QVERIFY(!FakeConfigfs::exists(world.folder()));
    // a mapping likewise
    const QString mapped = LioWorld::id("mapped-lun", '/' + bob + "/0");
    world.fake->failNth("rmdir", 4, EBUSY);
    QCOMPARE(world.run(world.stepOf(mapped)).error->code, ErrorCode::UnitBusy);
    QVERIFY(!world.run(world.stepOf(mapped)).error);
    QVERIFY(world.only(mapped).id.isEmpty());
}

void TstLioSteps::knowsThatAUnitIsNotThere()
{
    Unmapped world;
    world.run(world.detach);
    const QByteArray before = world.fake->picture();
    const StepResult again = world.run(world.detach); // E1.9
    QCOMPARE(again.error->code, ErrorCode::UnitNotInTarget);
    QCOMPARE(outcomeOf(*again.error), Outcome::NotAssociated);
    Step hide = world.stepOf(LioWorld::id("mapped-lun", '/' + bob + "/0"));
    world.run(hide);
    QCOMPARE(world.run(hide).error->code, ErrorCode::AlreadyGone);
    hide.resource = {QStringLiteral("mapped-lun:lio/iqn.absent,1/x/0")};
    QCOMPARE(world.run(hide).error->code, ErrorCode::AlreadyGone);
    Step absent = world.detach;
    absent.resource = {QStringLiteral("export-lun:lio/iqn.absent,1/0")};
    QCOMPARE(world.run(absent).error->code, ErrorCode::UnitNotInTarget);
    QVERIFY(before != world.fake->picture()); // only by hiding
}

void TstLioSteps::leavesAnotherOfThatNumberAlone()
{
    Unmapped world;
    const QByteArray before = world.fake->picture();
    for (const QString& id : {unitOf3, LioWorld::id("mapped-lun", '/' + bob + "/0"),
                              LioWorld::id("initiator", '/' + bob), LioWorld::id("export")}) {
        Step step = world.stepOf(id);
        step.incarnation = QStringLiteral("1");
        QCOMPARE(world.run(step).error->code, ErrorCode::IdentityChanged);
    }
    QCOMPARE(world.fake->picture(), before);
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioSteps::leavesWhatSomebodySeesMeanwhile()
{
    Unmapped world;
    world.fake->mapped(iqn, carol, 5, 3);
    const QByteArray before = world.fake->picture();
    const StepResult result = world.run(world.detach);
    QCOMPARE(result.error->code, ErrorCode::SomethingStandsOnIt);
    QCOMPARE(result.error->subject, QString::fromUtf8(carol + ": LUN 5"));
    QCOMPARE(world.fake->picture(), before);
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioSteps::leavesTheOtherTargetOfAStore()
{
    Unmapped world;
    const QByteArray other = "iqn.2026-11.lab:t2";
    world.fake->target(other);
    world.fake->unit(other, 0, "iblock_1/vol");
    QVERIFY(!world.run(world.detach).error);
    const Resource kept = world.only(QStringLiteral("export-lun:lio/") + QString::fromUtf8(other + ",1/0"));
    QCOMPARE(kept.facts.value(Fact::Backing).toByteArray(), QByteArray("/dev/vdb"));
}

void TstLioSteps::keepsTheTargetWithoutUnits()
{
    LioWorld world;
    QStringList ids = world.seen().filter(QStringLiteral("mapped-lun:"));
    ids += world.seen().filter(QStringLiteral("export-lun:"));
    for (const QString& id : std::as_const(ids))
        QVERIFY(!world.run(world.stepOf(id)).error);
    const Resource group = world.only(LioWorld::id("export"));
    QCOMPARE(group.state, State::Attached);
    QVERIFY(group.members.isEmpty());
    QVERIFY(!world.only(LioWorld::id("initiator", '/' + bob)).id.isEmpty());
}

void TstLioSteps::needsRoot()
{
    LioWorld world;
    world.options.user = 1000;
    for (const QString& id :
         {unitOf3, mappedOf3, LioWorld::id("initiator", '/' + bob), LioWorld::id("export")})
        QCOMPARE(world.run(world.stepOf(id)).error->code, ErrorCode::PermissionDenied);
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioSteps::refusesWhatItDoesNotOffer()
{
    LioWorld world;
    Step step = world.stepOf(unitOf3);
    step.verb = Verb::Unmount;
    QCOMPARE(world.run(step).error->code, ErrorCode::VerbNotOffered);
    step.verb = Verb::Hide;
    QCOMPARE(world.run(step).error->code, ErrorCode::VerbNotOffered);
    step.resource = LioWorld::putBack({{QStringLiteral("verb"), QStringLiteral("detach")}}).resource;
    QCOMPARE(world.run(step).error->code, ErrorCode::InvalidArgument);
    Step session = world.stepOf(LioWorld::id("initiator", '/' + bob));
    session.resource = {LioWorld::id("initiator", '/' + bob + "/session/1")};
    QCOMPARE(world.run(session).error->code, ErrorCode::VerbNotOffered);
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioSteps::stops()
{
    Unmapped world;
    std::stop_source source;
    world.fake->before = [&source](const QList<QByteArray>&) { source.request_stop(); };
    const StepResult result = world.run(world.detach, source.get_token()); // between its two calls
    QCOMPARE(result.error->code, ErrorCode::StoppedByUser);
    QVERIFY(result.error->text.contains(QStringLiteral(": done")));
    QCOMPARE(world.fake->calls.size(), 1);
    QCOMPARE(world.run(world.detach, source.get_token()).error->code, ErrorCode::StoppedByUser);
    QCOMPARE(world.fake->calls.size(), 1);
}

void TstLioSteps::tellsThatItWaitsInTheKernel()
{
    Unmapped world;
    world.fake->hangs = true;
    world.told.clear();
    QCOMPARE(world.run(world.detach).error->code, ErrorCode::DeadlinePassed);
    QCOMPARE(world.fake->calls.size(), 1);
    QCOMPARE(world.told.size(), 2);
    QVERIFY(world.told[0].sent && world.told[1].sent);
    QCOMPARE(world.told[1].waitingPid, 4711);
}

QTEST_GUILESS_MAIN(TstLioSteps)
#include "tst_liosteps.moc"
