// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QJsonDocument>
#include <QTest>

#include <sys/stat.h>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

QByteArray recorded(const char* name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/lio/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", name);
    return file.readAll();
}

// Everything is saved, and nobody sees unit 3 any more.
struct SavedWorld : LioWorld
{
    SavedWorld()
    {
        save(recorded("saveconfig.json"));
        hide = stepOf(LioWorld::id("mapped-lun", '/' + alice + "/7"));
        hide.arguments = {{QStringLiteral("saved"), QStringLiteral("remove")}};
        detach = stepOf(LioWorld::id("export-lun", "/3"));
        detach.arguments = hide.arguments;
    }
    QByteArray file() const { return root.path() + "etc/rtslib-fb-target/saveconfig.json"; }
    QByteArray now() const { return fake->read(file()); }
    QByteArray backup() const { return fake->read(file() + ".mooring-backup"); }
    QStringList beside() const
    {
        return QDir(QString::fromUtf8(root.path() + "etc/rtslib-fb-target"))
            .entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    Step hide, detach;
};

} // namespace

// What steps do to saveconfig.json.
class TstLioSavedFile : public QObject
{
    Q_OBJECT
private slots:
    void keepsItUnlessTold();
    void forgetsAUnit();
    void keepsWhatWasThereBeforeTheOperation();
    void savesItAgainWhenItIsPutBack();
    void keepsModeAndOwner();
    void findsTheOtherPlace();
    void followsALink();
    void writesNothingThatDoesNotChange();
    void forgetsNothingWhenTheStepFails();
    void tellsThatItStays();
    void leavesADamagedFileAlone();
    void seesThatItChanged();
};

void TstLioSavedFile::keepsItUnlessTold()
{
    SavedWorld world;
    for (Step step : {world.hide, world.detach}) {
        step.arguments = {{QStringLiteral("saved"), QStringLiteral("keep")}};
        QVERIFY(!world.run(step).error);
    }
    QCOMPARE(world.now(), recorded("saveconfig.json"));
    QCOMPARE(world.beside(), QStringList {QStringLiteral("saveconfig.json")});
}

void TstLioSavedFile::forgetsAUnit()
{
    SavedWorld world;
    world.run(world.hide);
    QCOMPARE(world.now(), recorded("without-mapping.json"));
    QVERIFY(!world.run(world.detach).error);
    QCOMPARE(world.now(), recorded("without-unit-3.json"));
    QVERIFY(world.only(LioWorld::id("export-lun", "/3")).id.isEmpty());
    QCOMPARE(world.only(LioWorld::id("export")).facts.value(Fact::Saved).toString(), QStringLiteral("saved"));
}

void TstLioSavedFile::keepsWhatWasThereBeforeTheOperation()
{
    SavedWorld world;
    world.run(world.hide);
    world.run(world.detach);
    QCOMPARE(world.backup(), recorded("saveconfig.json")); // not what the first of its steps left
    QCOMPARE(
        world.beside(),
        (QStringList {QStringLiteral("saveconfig.json"), QStringLiteral("saveconfig.json.mooring-backup")}));
    world.save(recorded("without-unit-0.json")); // somebody else's
    Step step = world.stepOf(LioWorld::id("mapped-lun", '/' + bob + "/0"));
    world.run(step);
    world.save(recorded("saveconfig.json"));
    step = world.stepOf(LioWorld::id("initiator", '/' + bob));
    step.arguments = world.hide.arguments;
    QVERIFY(!world.run(step).error);
    QCOMPARE(world.now(), recorded("without-initiator.json"));
    QCOMPARE(world.backup(), recorded("saveconfig.json"));
}

void TstLioSavedFile::savesItAgainWhenItIsPutBack()
{
    SavedWorld world;
    QList<QJsonObject> recipes;
    for (Step step : {world.hide, world.detach}) {
        const Resource node = world.only(step.resource.text);
        step.restore = node.release->restore;
        const StepResult result = world.run(step);
        QVERIFY(!result.error && !result.restore.isEmpty());
        recipes.append(result.restore);
    }
    QCOMPARE(world.now(), recorded("without-unit-3.json"));
    const Plan plan = makeRestorePlan(Topology(), recipes, {});
    QCOMPARE(plan.steps.size(), 2);
    for (const Step& step : plan.steps + plan.steps) // the unit, then its mapping; again, it is nothing new
        QVERIFY(!world.run(step).error);
    for (const QString& id : {LioWorld::id("export-lun", "/3"),
                              LioWorld::id("mapped-lun", '/' + alice + "/7"), LioWorld::id("export")})
        QCOMPARE(world.only(id).facts.value(Fact::Saved).toString(), QStringLiteral("saved"));
    QCOMPARE(QJsonDocument::fromJson(world.now()).isNull(), false);
    SavedWorld other;
    other.run(other.hide);
    QVERIFY(!other.run(other.detach).error);
    other.save("no configuration any more");
    const StepResult half = other.run(plan.steps.constFirst());
    QCOMPARE(half.error->code, ErrorCode::SavedStays);
    QVERIFY(!other.only(LioWorld::id("export-lun", "/3")).id.isEmpty());
    QCOMPARE(other.now(), QByteArray("no configuration any more"));
}

void TstLioSavedFile::keepsModeAndOwner()
{
    SavedWorld world;
    QCOMPARE(chmod(world.file().constData(), 0640), 0);
    struct stat before
    {
    };
    stat(world.file().constData(), &before);
    world.run(world.hide);
    for (const QByteArray& file : {world.file(), world.file() + ".mooring-backup"}) {
        struct stat after
        {
        };
        QCOMPARE(stat(file.constData(), &after), 0);
        QCOMPARE(after.st_mode, before.st_mode);
        QCOMPARE(after.st_uid, before.st_uid);
        QCOMPARE(after.st_gid, before.st_gid);
    }
}

void TstLioSavedFile::findsTheOtherPlace()
{
    LioWorld world;
    world.save(recorded("saveconfig.json"), "etc/target/saveconfig.json");
    Step hide = world.stepOf(LioWorld::id("mapped-lun", '/' + alice + "/7"));
    hide.arguments = {{QStringLiteral("saved"), QStringLiteral("remove")}};
    QVERIFY(!world.run(hide).error);
    QCOMPARE(world.fake->read(world.root.path() + "etc/target/saveconfig.json"),
             recorded("without-mapping.json"));
}

void TstLioSavedFile::followsALink()
{
    SavedWorld world;
    const QByteArray real = world.root.path() + "etc/elsewhere.json";
    QCOMPARE(rename(world.file().constData(), real.constData()), 0);
    QCOMPARE(symlink("../elsewhere.json", world.file().constData()), 0);
    world.run(world.hide);
    QCOMPARE(world.fake->read(real), recorded("without-mapping.json"));
    QVERIFY(QFileInfo(QString::fromUtf8(world.file())).isSymLink());
}

void TstLioSavedFile::writesNothingThatDoesNotChange()
{
    SavedWorld world;
    world.save(recorded("without-mapping.json"));
    struct stat before
    {
    };
    stat(world.file().constData(), &before);
    QVERIFY(!world.run(world.hide).error);
    struct stat after
    {
    };
    stat(world.file().constData(), &after);
    QCOMPARE(after.st_ino, before.st_ino);
    QVERIFY(world.backup().isEmpty());
}

void TstLioSavedFile::forgetsNothingWhenTheStepFails()
{
    SavedWorld world;
    world.fake->failNth("rmdir", 1, EBUSY);
    QCOMPARE(world.run(world.hide).error->code, ErrorCode::UnitBusy);
    QCOMPARE(world.now(), recorded("saveconfig.json"));
}

// Nobody can write into a folder that is in the place of the new file.
void TstLioSavedFile::tellsThatItStays()
{
    SavedWorld world;
    QDir().mkpath(QString::fromUtf8(world.file() + ".mooring-new/x"));
    const StepResult result = world.run(world.hide);
    QCOMPARE(result.error->code, ErrorCode::SavedStays);
    QCOMPARE(result.error->domain, ErrorDomain::Errno);
    QVERIFY(result.error->number != 0);
    QCOMPARE(result.error->subject, encodeBytes(world.file()));
    QCOMPARE(world.now(), recorded("saveconfig.json"));
    QVERIFY(world.only(world.hide.resource.text).id.isEmpty()); // it is gone all the same
    QFile::remove(QString::fromUtf8(world.file()));
    QDir().mkpath(QString::fromUtf8(world.file())); // cannot be read either
    QCOMPARE(world.run(world.detach).error->code, ErrorCode::SavedStays);
}

void TstLioSavedFile::leavesADamagedFileAlone()
{
    SavedWorld world;
    const QByteArray damaged = recorded("saveconfig.json").left(900);
    world.save(damaged);
    const StepResult result = world.run(world.hide);
    QCOMPARE(result.error->code, ErrorCode::SavedStays);
    QVERIFY(result.error->text.contains(QStringLiteral("byte ")));
    QCOMPARE(result.error->subject, encodeBytes(world.file()));
    QCOMPARE(world.now(), damaged);
    QCOMPARE(world.beside(), QStringList {QStringLiteral("saveconfig.json")});
    QVERIFY(world.only(world.hide.resource.text).id.isEmpty());
}

void TstLioSavedFile::seesThatItChanged()
{
    SavedWorld world;
    const QString id = LioWorld::id("export-lun", "/3");
    QCOMPARE(world.only(id).facts.value(Fact::Saved).toString(), QStringLiteral("saved"));
    world.save(recorded("without-unit-3.json"));
    QCOMPARE(world.only(id).facts.value(Fact::Saved).toString(), QStringLiteral("not-saved"));
    QFile::remove(QString::fromUtf8(world.file()));
    QCOMPARE(world.only(id).facts.value(Fact::Saved).toString(), QStringLiteral("not-saved"));
    QVERIFY(!world.only(id).facts.contains(Fact::SavedIn));
}

QTEST_GUILESS_MAIN(TstLioSavedFile)
#include "tst_liosavedfile.moc"
