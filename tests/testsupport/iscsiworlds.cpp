// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeworld.h"
#include "services/core/rung.h"

namespace mooring::worlds {

namespace {
Resource made(Kind kind, const QByteArray& key, const QString& name, const QByteArray& need, State state)
{
    Resource resource;
    resource.id = ResourceId::make(kind, key);
    resource.kind = kind;
    resource.name = name;
    resource.incarnation = QStringLiteral("1");
    resource.keys = {Key {resource.id.text.toUtf8()}};
    resource.state = state;
    if (!need.isEmpty())
        resource.needs = {Need {{Key {need}}, 1, How::StandsOn, {}}};
    return resource;
}
} // namespace

void kernelSessions(FakeWorld& world)
{
    const QByteArray iqn = "iqn.2026-11.example.san:archive";
    const QByteArray target = "iscsi-target:" + iqn;
    world.resources << made(Kind::IscsiTarget, iqn, QString::fromUtf8(iqn), {}, State::LoggedIn);
    world.resources.last().verbs = {Verb::LogOut};
    world.resources.last().facts[Fact::Startup] = QStringLiteral("automatic");
    for (const int number : {1, 2}) {
        const QString portal = QStringLiteral("192.0.2.%1:3260").arg(number);
        Resource session = made(Kind::IscsiSession, "kernel/" + QByteArray::number(number),
                                QString::fromUtf8(iqn) + u'@' + portal, target, State::LoggedIn);
        session.release = Release {};
        session.release->verb = Verb::LogOut;
        session.release->consequence = Consequence::SessionClosed;
        session.release->command = {"iscsiadm", "-m", "session", "-r", QByteArray::number(number), "-u"};
        session.verbs = {Verb::LogOut};
        session.facts = {{Fact::Portal, portal},
                         {Fact::HeldBy, QStringLiteral("kernel")},
                         {Fact::SessionNumber, qint64(number)},
                         {Fact::RecoveryTimeout, qint64(120)},
                         {Fact::HeaderDigest, QStringLiteral("none")},
                         {Fact::Authentication, QStringLiteral("mutual-chap")}};
        world.resources << session;
    }
    Resource lun = made(Kind::IscsiLun, "kernel/1/3", QString::fromUtf8(iqn) + QStringLiteral("/3"),
                        "iscsi-session:kernel/1", State::Attached);
    lun.goes = Goes::WithItsBase;
    lun.facts = {{Fact::LunNumber, qint64(3)}, {Fact::DeviceType, QStringLiteral("disk")}};
    Resource device
        = made(Kind::Disk, "/dev/sdb", QStringLiteral("/dev/sdb"), "iscsi-lun:kernel/1/3", State::Attached);
    device.goes = Goes::WithItsBase;
    device.facts = {{Fact::Device, QByteArray("/dev/sdb")}, {Fact::Size, quint64(1) << 40}};
    Resource system
        = made(Kind::Filesystem, "/dev/sdb", QStringLiteral("xfs"), "disk:/dev/sdb", State::Mounted);
    system.goes = Goes::WithItsLastUser;
    Resource mount = made(Kind::Mount, "/srv/archive", QStringLiteral("/srv/archive"), "filesystem:/dev/sdb",
                          State::Mounted);
    mount.release = Release {};
    mount.release->verb = Verb::Unmount;
    mount.release->consequence = Consequence::FilesystemLeavesTree;
    mount.release->command = {"umount", "/srv/archive"};
    mount.verbs = {Verb::Unmount};
    mount.facts = {{Fact::MountPoint, QByteArray("/srv/archive")}};
    world.resources << lun << device << system << mount;
}

void savedTarget(FakeWorld& world)
{
    const QByteArray iqn = "iqn.2026-11.example.san:mail";
    Resource target = made(Kind::IscsiTarget, iqn, QString::fromUtf8(iqn), {}, State::Absent);
    target.verbs = {Verb::LogIn, Verb::Forget};
    target.facts = {{Fact::Portals, QStringLiteral("192.0.2.2:3260, 192.0.2.1:3260")},
                    {Fact::Startup, QStringLiteral("manual")},
                    {Fact::Authentication, QStringLiteral("chap")},
                    {Fact::User, QStringLiteral("alice")}};
    Release release;
    release.verb = Verb::Forget;
    release.consequence = Consequence::TargetForgotten;
    release.command = {"mooringctl", "forget", target.id.text.toUtf8()};
    target.release = release;
    world.resources << target;
}

namespace {

Resource& targetIn(FakeWorld& world, const QByteArray& iqn)
{
    for (Resource& resource : world.resources)
        if (resource.id == ResourceId::make(Kind::IscsiTarget, iqn))
            return resource;
    world.resources << made(Kind::IscsiTarget, iqn, encodeBytes(iqn), {}, State::LoggedIn);
    world.resources.last().verbs = {Verb::LogOut};
    return world.resources.last();
}

} // namespace

ResourceId session(FakeWorld& world, const QByteArray& iqn, const QByteArray& portal, int number)
{
    targetIn(world, iqn);
    const QByteArray isid = "80aabbcc" + QByteArray::number(number, 16).rightJustified(4, '0');
    Resource session = made(Kind::IscsiSession, "4711/" + isid, encodeBytes(iqn + '@' + portal),
                            "iscsi-target:" + iqn, State::LoggedIn);
    session.verbs = {Verb::LogOut};
    session.facts = {{Fact::TargetName, encodeBytes(iqn)},
                     {Fact::Portal, encodeBytes(portal)},
                     {Fact::Isid, QString::fromLatin1(isid)},
                     {Fact::HeldBy, QStringLiteral("mooring")},
                     {Fact::RoundTrip, qint64(420)},
                     {Fact::HeaderDigest, QStringLiteral("none")},
                     {Fact::Authentication, QStringLiteral("chap")}};
    world.resources << session;
    return session.id;
}

ResourceId logIn(FakeWorld& world, const Step& step)
{
    const auto sessions = std::count_if(world.resources.begin(), world.resources.end(),
                                        [](const Resource& one) { return one.kind == Kind::IscsiSession; });
    const auto argument
        = [&](const char* name) { return decodeBytes(step.arguments.value(QLatin1String(name)).toString()); };
    return session(world, argument("target"), argument("portal"), static_cast<int>(sessions) + 1);
}

void ownSessions(FakeWorld& world)
{
    const QByteArray iqn = "iqn.2026-11.example.san:backup";
    session(world, iqn, "198.51.100.7:3260", 1);
    session(world, iqn, "198.51.100.8:3260", 2);
    Resource& failed = world.resources.last();
    failed.state = State::Failed;
    failed.facts[Fact::WhyLost] = token(ErrorCode::ConnectionLost);
    failed.facts.remove(Fact::RoundTrip);
    Resource unit = made(Kind::IscsiLun, "4711/80aabbcc0001/0", encodeBytes(iqn) + QStringLiteral("/0"),
                         "iscsi-session:4711/80aabbcc0001", State::Idle);
    unit.goes = Goes::WithItsBase;
    unit.facts = {{Fact::LunNumber, qint64(0)},
                  {Fact::DeviceType, QStringLiteral("disk")},
                  {Fact::Size, quint64(1) << 32},
                  {Fact::Wwn, QStringLiteral("naa.600140512345678901234567890abcde")}};
    world.resources << unit;
}

// Of a unit that is mounted, while its target is gone.
void deadTarget(FakeWorld& world)
{
    const QByteArray iqn = "iqn.2026-11.example.san:backup", number = iqn + "/1";
    world.resources << made(Kind::IscsiTarget, iqn, QString::fromUtf8(iqn), {}, State::Reconnecting);
    world.resources.last().verbs = {Verb::LogOut};
    Resource session = made(Kind::IscsiSession, "4711/1", QString::fromUtf8(iqn + "@192.0.2.7:3260"),
                            "iscsi-target:" + iqn, State::Reconnecting);
    session.goes = Goes::WithItsLastUser;
    session.verbs = {Verb::LogOut};
    Resource lun = made(Kind::IscsiLun, "4711/1/1", QString::fromUtf8(number), "iscsi-session:4711/1",
                        State::Reconnecting);
    lun.goes = Goes::WithItsBase;
    Resource disk = made(Kind::VirtualDisk, "/dev/loop5", QString::fromUtf8(number), "iscsi-lun:4711/1/1",
                         State::Reconnecting);
    disk.release = Release {};
    disk.release->command = {"mooringctl", "detach", "virtual-disk:/dev/loop5"};
    disk.release->consequence = Consequence::SessionClosed;
    offerRung(*disk.release, Rung::FailIo, {"kill", "-KILL", "4711"}, {});
    disk.verbs = {Verb::Detach};
    disk.facts = {{Fact::Device, QByteArray("/dev/loop5")}, {Fact::Size, quint64(1) << 38}};
    Resource system = made(Kind::Filesystem, "/dev/loop5", QStringLiteral("ext4"), "virtual-disk:/dev/loop5",
                           State::Mounted);
    system.goes = Goes::WithItsLastUser;
    Resource mount = made(Kind::Mount, "/srv/backup", QStringLiteral("/srv/backup"), "filesystem:/dev/loop5",
                          State::Mounted);
    mount.release = Release {};
    mount.release->verb = Verb::Unmount;
    mount.release->consequence = Consequence::FilesystemLeavesTree;
    mount.release->command = {"umount", "/srv/backup"};
    offerRung(*mount.release, Rung::Lazy, {"umount", "--lazy", "/srv/backup"}, {});
    mount.verbs = {Verb::Unmount};
    mount.facts = {{Fact::MountPoint, QByteArray("/srv/backup")}};
    world.resources << session << lun << disk << system << mount;
}

} // namespace mooring::worlds
