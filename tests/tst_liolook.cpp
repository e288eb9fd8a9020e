// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

QStringList needsOf(const Resource& node)
{
    QStringList needs;
    for (const Need& need : node.needs) {
        for (const Key& key : need.on)
            needs.append(token(need.how) + QLatin1Char(' ') + QString::fromUtf8(key.text)
                         + (need.ifThere ? QStringLiteral(" if there") : QString()));
    }
    return needs;
}

} // namespace

// Everything that configfs tells of portal groups and their units becomes a node or a fact.
class TstLioLook : public QObject
{
    Q_OBJECT
private slots:
    void showsWhatIsExported();
    void showsAPortalGroup();
    void showsAnotherPortalGroupByItsTag();
    void showsADisabledGroup();
    void showsAFileAsItsImage();
    void showsADiskInMemory();
    void showsReservations();
    void offersThisHostItsUnitsUnderTheNumbersItSees();
    void seesIo();
    void showsWhatWasLeftHalfWay();
    void isNoFaultToHaveNoTarget();
    void tellsThatConfigfsCannotBeRead();
    void provesNothingByWhatItCannotRead();
};

void TstLioLook::showsWhatIsExported()
{
    LioWorld world;
    const QStringList expected {
        LioWorld::id("export-lun", "/0"),
        LioWorld::id("export-lun", "/3"),
        LioWorld::id("export"),
        QStringLiteral("image:/srv/disk.img"),
        LioWorld::id("initiator", '/' + alice),
        LioWorld::id("initiator", '/' + bob),
        LioWorld::id("initiator", '/' + carol),
        LioWorld::id("mapped-lun", '/' + alice + "/0"),
        LioWorld::id("mapped-lun", '/' + alice + "/7"),
        LioWorld::id("mapped-lun", '/' + bob + "/0"),
        LioWorld::id("mapped-lun", '/' + carol + "/0"),
        QStringLiteral("unknown:lio/fileio_0/disk"),
        QStringLiteral("unknown:lio/iblock_1/vol"),
    };
    QCOMPARE(world.seen(), expected);
    QVERIFY(world.look().errors.isEmpty());
}

void TstLioLook::showsAPortalGroup()
{
    LioWorld world;
    const Resource group = world.only(LioWorld::id("export"));
    QCOMPARE(group.name, text(iqn));
    QCOMPARE(group.state, State::Attached);
    QCOMPARE(group.keys, QList<Key> {Key {group.id.text.toUtf8()}});
    QCOMPARE(group.members.size(), 2);
    QCOMPARE(group.verbs, (QList<Verb> {Verb::Detach, Verb::DisablePortalGroup}));
    const Facts expected {{Fact::Engine, QStringLiteral("LIO")},
                          {Fact::TargetName, text(iqn)},
                          {Fact::PortalGroup, qint64(1)},
                          {Fact::DemoMode, false},
                          {Fact::Portals, QStringLiteral("0.0.0.0:3260")},
                          {Fact::AllowedInitiators, text(alice + ", " + bob + ", " + carol)},
                          {Fact::Authentication, QStringLiteral("none")},
                          {Fact::Saved, QStringLiteral("not-saved")}};
    QCOMPARE(group.facts, expected);
    QCOMPARE(group.release->verb, Verb::DisablePortalGroup);
    QCOMPARE(group.release->consequence, Consequence::NobodyMayLogIn);
    QCOMPARE(group.release->command, (QList<QByteArray> {"targetcli", "/iscsi/" + iqn + "/tpg1", "disable"}));
    QCOMPARE(group.release->restore.value(QStringLiteral("verb")).toString(),
             QStringLiteral("enable-portal-group"));
    QVERIFY(group.release->reversible);
}

void TstLioLook::showsAnotherPortalGroupByItsTag()
{
    LioWorld world;
    world.fake->target(iqn, 2, true);
    const Resource group = world.only(QStringLiteral("export:lio/") + text(iqn) + QStringLiteral(",2"));
    QCOMPARE(group.name, text(iqn + ",2"));
    QVERIFY(group.facts.value(Fact::DemoMode).toBool());
    QVERIFY(group.members.isEmpty());
    QCOMPARE(group.verbs, QList<Verb> {Verb::DisablePortalGroup}); // nothing to detach
}

void TstLioLook::showsADisabledGroup()
{
    LioWorld world;
    world.fake->write(world.fake->group(iqn) + "enable", "0\n");
    const Resource group = world.only(LioWorld::id("export"));
    QCOMPARE(group.state, State::Disabled);
    QCOMPARE(group.verbs, QList<Verb> {Verb::Detach});
    QVERIFY(!group.release);
}

void TstLioLook::showsAFileAsItsImage()
{
    LioWorld world;
    world.fake->write(world.fake->group(iqn) + "lun/lun_0/statistics/scsi_tgt_port/in_cmds", "42\n");
    const Resource unit = world.only(LioWorld::id("export-lun", "/0"));
    QCOMPARE(unit.name, text(iqn + "/0"));
    QCOMPARE(unit.state, State::Idle);
    QCOMPARE(needsOf(unit).first(), QStringLiteral("stands-on ") + LioWorld::id("export"));
    QCOMPARE(unit.needs.size(), 2);
    QCOMPARE(unit.needs[1].how, How::Exported);
    const Facts expected {{Fact::LunNumber, qint64(0)},
                          {Fact::Size, quint64(8 << 20)},
                          {Fact::BackingStore, QStringLiteral("fileio")},
                          {Fact::Backing, QByteArray("/srv/disk.img")},
                          {Fact::ScsiSerial, QStringLiteral("9bc6e907-6015-4267-be4f-5a0617cb3d71")},
                          {Fact::ScsiId, QStringLiteral("naa.60014059bc6e90760154267be4f5a061")},
                          {Fact::MappedNumbers, text(alice + ": 0, " + bob + ": 0, " + carol + ": 0")},
                          {Fact::Commands, qint64(42)},
                          {Fact::Saved, QStringLiteral("not-saved")}};
    QCOMPARE(unit.facts, expected);
    QCOMPARE(unit.release->verb, Verb::Detach);
    QCOMPARE(unit.release->deadline, 30000);
    QCOMPARE(unit.release->choice, QStringLiteral("force")); // nothing else to choose
    QCOMPARE(unit.release->choices.size(), 1);
    QCOMPARE(unit.release->choices[0].word, QStringLiteral("under-initiator"));
    QVERIFY(unit.comesBack.isEmpty());
}

void TstLioLook::showsADiskInMemory()
{
    LioWorld world;
    world.fake->backstore("rd_mcp_2/ram", {}, 131072);
    world.fake->unit(iqn, 9, "rd_mcp_2/ram");
    const Resource unit = world.only(LioWorld::id("export-lun", "/9"));
    QCOMPARE(unit.facts.value(Fact::BackingStore).toString(), QStringLiteral("ramdisk"));
    QCOMPARE(unit.facts.value(Fact::Size).toULongLong(), 131072U);
    QCOMPARE(unit.needs.size(), 1);
    QVERIFY(!unit.facts.contains(Fact::Backing));
}

void TstLioLook::showsReservations()
{
    LioWorld world;
    const QByteArray folder = world.fake->path() + "core/iblock_1/vol/";
    world.fake->write(folder + "pr/res_pr_type",
                      "SPC-3 Reservation Type: Write Exclusive Access, Registrants Only\n");
    world.fake->write(folder + "pr/res_pr_registered_i_pts",
                      "SPC-3 PR Registrations:\niSCSI Node: " + alice
                          + ",i,0x00023d00000a Key: 0x00000000abcd1234 PRgen: 0x00000001\niSCSI Node: " + bob
                          + ",i,0x00023d00000b Key: 0x0000000000000007 PRgen: 0x00000002\n");
    const Resource unit = world.only(LioWorld::id("export-lun", "/3"));
    QCOMPARE(unit.facts.value(Fact::Reservation).toString(),
             QStringLiteral("write-exclusive-registrants-only"));
    QCOMPARE(unit.facts.value(Fact::ReservationKeys).toString(),
             QStringLiteral("00000000abcd1234, 0000000000000007"));
    QCOMPARE(unit.facts.value(Fact::ReadOnly).toBool(), false);
}

void TstLioLook::offersThisHostItsUnitsUnderTheNumbersItSees()
{
    LioWorld world;
    QDir(text(world.fake->group(iqn) + "np/0.0.0.0:3260")).removeRecursively();
    QDir().mkpath(text(world.fake->group(iqn) + "np/192.0.2.1:3260"));
    const auto exportedBy = [&world](const char* unit) {
        QStringList keys;
        for (const Key& key : world.only(LioWorld::id("export-lun", unit)).keys.mid(1))
            keys.append(text(key.text));
        return keys;
    };
    QCOMPARE(exportedBy("/0"), QStringList {text("exported:" + iqn + "/0@192.0.2.1:3260")});
    QCOMPARE(exportedBy("/3"), QStringList {text("exported:" + iqn + "/7@192.0.2.1:3260")});
    world.fake->mapped(iqn, bob, 7, 0); // now 7 is one thing for alice and another for bob
    QVERIFY(exportedBy("/3").isEmpty());
    QCOMPARE(exportedBy("/0"), QStringList {text("exported:" + iqn + "/0@192.0.2.1:3260")});
}

void TstLioLook::seesIo()
{
    LioWorld world;
    const QByteArray counter = world.fake->group(iqn) + "lun/lun_0/statistics/scsi_tgt_port/in_cmds";
    const QString id = LioWorld::id("export-lun", "/0");
    QVERIFY(!world.only(id).facts.contains(Fact::LastIo));
    world.fake->write(counter, "7\n");
    const QVariant first = world.only(id).facts.value(Fact::LastIo);
    QVERIFY(first.toDateTime().isValid());
    QCOMPARE(world.only(id).facts.value(Fact::LastIo), first); // nothing since
    QVERIFY(!world.only(LioWorld::id("export-lun", "/3")).facts.contains(Fact::LastIo));
    world.fake->write(counter, "1\n"); // another unit under that number
    QCOMPARE(world.only(id).facts.value(Fact::LastIo), first);
}

void TstLioLook::showsWhatWasLeftHalfWay()
{
    LioWorld world;
    const QByteArray group = world.fake->group(iqn);
    ::unlink((group + "acls/" + bob + "/lun_0/f6e7d8c9b0").constData());
    QDir().mkpath(text(group + "lun/lun_5"));
    const Resource unit = world.only(LioWorld::id("export-lun", "/5"));
    QCOMPARE(unit.state, State::Orphaned);
    QCOMPARE(unit.needs.size(), 1);
    QVERIFY(unit.release && !unit.release->reversible);
    const Resource mapped = world.only(LioWorld::id("mapped-lun", '/' + bob + "/0"));
    QCOMPARE(mapped.state, State::Orphaned);
    QCOMPARE(needsOf(mapped),
             QStringList {QStringLiteral("stands-on ") + LioWorld::id("initiator", '/' + bob)});
}

void TstLioLook::isNoFaultToHaveNoTarget()
{
    LioWorld world;
    QDir(text(world.fake->path())).removeRecursively();
    QVERIFY(world.seen().isEmpty());
    QVERIFY(world.look().errors.isEmpty());
    const ProviderInfo info = LioProvider(world.options).info();
    QCOMPARE(info.availability, Availability::Absent);
    QVERIFY(!info.why);
    QDir().mkpath(text(world.fake->path() + "core")); // without the iSCSI part
    QVERIFY(world.seen().isEmpty() && world.look().errors.isEmpty());
    QCOMPARE(LioProvider(world.options).info().availability, Availability::Ok);
}

void TstLioLook::tellsThatConfigfsCannotBeRead()
{
    LioWorld world;
    QDir(text(world.fake->path() + "iscsi")).removeRecursively();
    world.fake->write(world.fake->path() + "iscsi", "no folder");
    const Inventory inventory = world.look();
    QVERIFY(std::all_of(inventory.resources.begin(), inventory.resources.end(), [](const Resource& each) {
        return each.kind == Kind::Unknown || each.kind == Kind::Image; // what backs them is elsewhere
    }));
    QCOMPARE(inventory.errors.size(), 1);
    QCOMPARE(inventory.errors[0].error.number, quint32(ENOTDIR));
    QVERIFY(!inventory.isComplete(Kind::ExportLun));
}

void TstLioLook::provesNothingByWhatItCannotRead()
{
    for (const char* name : {"acls", "lun"}) {
        LioWorld world;
        const Step disable = world.stepOf(LioWorld::id("export"));
        const QByteArray path = world.fake->group(iqn) + name;
        QDir(text(path)).removeRecursively();
        QCOMPARE(symlink(path.constData(), path.constData()), 0); // there, and a folder for nobody
        const Inventory inventory = world.look();
        QCOMPARE(inventory.errors.size(), 1);
        QCOMPARE(inventory.errors[0].error.number, quint32(ELOOP));
        QVERIFY(!inventory.isComplete(Kind::ExportLun) && !inventory.isComplete(Kind::MappedLun));
        QVERIFY(inventory.isComplete(Kind::Export));
        QCOMPARE(world.run(disable).error->code, ErrorCode::LookFailed);
    }
    LioWorld world;
    const QByteArray info = world.fake->group(iqn) + "acls/" + bob + "/info";
    QFile::remove(text(info));
    QDir().mkpath(text(info)); // reading a folder fails for root as well
    QVERIFY(!world.look().isComplete(Kind::Initiator));
}

QTEST_GUILESS_MAIN(TstLioLook)
#include "tst_liolook.moc"
