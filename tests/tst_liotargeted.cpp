// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/exportbacking.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

const QByteArray other = "iqn.2026-11.lab:t2";

// Beside t1, a second target on the same stores.
struct TwoTargets : LioWorld
{
    TwoTargets()
    {
        fake->target(other, 1, true);
        fake->unit(other, 0, "fileio_0/disk");
        fake->unit(other, 1, "iblock_1/vol");
        fake->loginDynamically(other, {"iqn.guest"});
        fake->login(iqn, alice, "127.0.0.1", 4);
    }
    static QString otherId(const char* kind, const QByteArray& rest = {})
    {
        return QLatin1String(kind) + QStringLiteral(":lio/") + encodeBytes(other) + QStringLiteral(",1")
            + encodeBytes(rest);
    }
    QStringList only(const QStringList& ids)
    {
        LookRequest request;
        for (const QString& id : ids)
            request.only.append({id});
        return seen(request);
    }
    QStringList standingOn(const QByteArray& key)
    {
        LookRequest request;
        request.standingOn = {Key {key}};
        return seen(request);
    }
};

} // namespace

// A look that is asked for a little tells that little, as a look at everything would.
class TstLioTargeted : public QObject
{
    Q_OBJECT
private slots:
    void tellsEachNodeAlone();
    void tellsOfNothingElse();
    void findsWhoStandsOnAUnit();
    void findsWhoStandsOnAMapping();
    void findsWhoStandsOnAnInitiator();
    void findsWhoStandsOnAGroup();
    void findsItsEndOfThisHostsSession();
    void findsWhatAFileBacks();
    void doesNotReadOtherTargets();
};

void TstLioTargeted::tellsEachNodeAlone()
{
    TwoTargets world;
    const Inventory all = world.look();
    QVERIFY(all.resources.size() > 14);
    for (const Resource& each : all.resources) {
        LookRequest request;
        request.only = {each.id};
        const Inventory one = world.look(request);
        QVERIFY2(one.resources == QList<Resource> {each}, qPrintable(each.id.text));
    }
}

void TstLioTargeted::tellsOfNothingElse()
{
    TwoTargets world;
    QVERIFY(world
                .only({QStringLiteral("disk:/dev/sda"), QStringLiteral("mount:/srv"),
                       QStringLiteral("export:tgt/") + QString::fromUtf8(iqn),
                       LioWorld::id("export-lun", "/17"), LioWorld::id("mapped-lun", "/nobody/1"),
                       LioWorld::id("initiator", "/nobody"), QStringLiteral("export:lio/iqn.absent,1")})
                .isEmpty());
}

void TstLioTargeted::findsWhoStandsOnAUnit()
{
    TwoTargets world;
    QCOMPARE(world.standingOn(LioWorld::id("export-lun", "/0").toUtf8()),
             (QStringList {LioWorld::id("mapped-lun", '/' + alice + "/0"),
                           LioWorld::id("mapped-lun", '/' + bob + "/0"),
                           LioWorld::id("mapped-lun", '/' + carol + "/0")}));
    QCOMPARE(world.standingOn(LioWorld::id("export-lun", "/3").toUtf8()),
             QStringList {LioWorld::id("mapped-lun", '/' + alice + "/7")});
    QCOMPARE(world.standingOn(TwoTargets::otherId("export-lun", "/1").toUtf8()),
             QStringList {TwoTargets::otherId("initiator", "/iqn.guest/session/dynamic")});
}

void TstLioTargeted::findsWhoStandsOnAMapping()
{
    TwoTargets world;
    QCOMPARE(world.standingOn(LioWorld::id("mapped-lun", '/' + alice + "/7").toUtf8()),
             QStringList {LioWorld::id("initiator", '/' + alice + "/session/4")});
    QVERIFY(world.standingOn(LioWorld::id("mapped-lun", '/' + bob + "/0").toUtf8()).isEmpty());
}

void TstLioTargeted::findsWhoStandsOnAnInitiator()
{
    TwoTargets world;
    QCOMPARE(world.standingOn(LioWorld::id("initiator", '/' + alice).toUtf8()),
             (QStringList {LioWorld::id("initiator", '/' + alice + "/session/4"),
                           LioWorld::id("mapped-lun", '/' + alice + "/0"),
                           LioWorld::id("mapped-lun", '/' + alice + "/7")}));
}

void TstLioTargeted::findsWhoStandsOnAGroup()
{
    TwoTargets world;
    QCOMPARE(world.standingOn(TwoTargets::otherId("export").toUtf8()),
             (QStringList {TwoTargets::otherId("export-lun", "/0"), TwoTargets::otherId("export-lun", "/1"),
                           TwoTargets::otherId("initiator", "/iqn.guest/session/dynamic")}));
}

void TstLioTargeted::findsItsEndOfThisHostsSession()
{
    TwoTargets world;
    QCOMPARE(world.standingOn(nexusKey(alice, iqn).text),
             QStringList {LioWorld::id("initiator", '/' + alice + "/session/4")});
    QCOMPARE(world.standingOn(nexusKey("iqn.guest", other).text),
             QStringList {TwoTargets::otherId("initiator", "/iqn.guest/session/dynamic")});
    QVERIFY(world.standingOn(nexusKey(bob, iqn).text).isEmpty());
    QVERIFY(world.standingOn("nexus:x>..").isEmpty());
}

void TstLioTargeted::findsWhatAFileBacks()
{
    TwoTargets world;
    const QStringList both {LioWorld::id("export-lun", "/0"), TwoTargets::otherId("export-lun", "/0"),
                            QStringLiteral("unknown:lio/fileio_0/disk")};
    QCOMPARE(world.standingOn("imagepath:/srv/disk.img"), both);
    QVERIFY(world.standingOn("imagepath:/srv/other.img").isEmpty());
    QCOMPARE(world.standingOn("block:254:16@7"),
             (QStringList {LioWorld::id("export-lun", "/3"), TwoTargets::otherId("export-lun", "/1"),
                           QStringLiteral("unknown:lio/iblock_1/vol")}));
    const auto images = world.only({QStringLiteral("image:/srv/disk.img")});
    QCOMPARE(images, QStringList {QStringLiteral("image:/srv/disk.img")});
    const Inventory all = world.look();
    for (const Resource& each : all.resources) {
        if (each.kind == Kind::Image && !each.needs.isEmpty())
            QCOMPARE(world.standingOn(each.needs[0].on[0].text), images);
    }
}

// A folder that nobody could read would be an error.
void TstLioTargeted::doesNotReadOtherTargets()
{
    TwoTargets world;
    QDir(QString::fromUtf8(world.fake->path() + "core")).removeRecursively();
    QVERIFY(world.standingOn("block:8:16@7").isEmpty());
    LookRequest request;
    request.only = {{LioWorld::id("initiator", '/' + bob)}};
    const Inventory inventory = world.look(request);
    QCOMPARE(inventory.resources.size(), 1);
    QVERIFY(inventory.errors.isEmpty());
}

QTEST_GUILESS_MAIN(TstLioTargeted)
#include "tst_liotargeted.moc"
