// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeworld.h"
#include "services/core/rung.h"

namespace mooring::worlds {

namespace {

Resource made(Kind kind, const QByteArray& key, const QString& name, const QList<QByteArray>& needs)
{
    Resource resource;
    resource.id = ResourceId::make(kind, key);
    resource.kind = kind;
    resource.name = name;
    resource.incarnation = QStringLiteral("1");
    resource.keys = {Key {resource.id.text.toUtf8()}};
    for (const QByteArray& need : needs)
        resource.needs.append(Need {{Key {need}}, 1, How::StandsOn, {}});
    return resource;
}

void release(Resource& resource, Verb verb, Consequence consequence, const QList<QByteArray>& command)
{
    Release one;
    one.verb = verb;
    one.consequence = consequence;
    one.command = command;
    resource.verbs = {verb};
    resource.release = one;
}

Resource unit(const QByteArray& target, int number, const QByteArray& file, Consequence consequence)
{
    const QByteArray lun = QByteArray::number(number);
    Resource unit = made(Kind::ExportLun, target + '/' + lun,
                         QString::fromUtf8(target.mid(target.indexOf('/') + 1).split(',')[0] + '/' + lun),
                         {"export:" + target});
    release(
        unit, Verb::Detach, consequence,
        {"tgtadm", "-C", "0", "--lld", "iscsi", "-m", "logicalunit", "-o", "delete", "-t", "1", "-l", lun});
    unit.state = State::InUse;
    unit.facts = {{Fact::LunNumber, qint64(number)},
                  {Fact::Size, quint64(40) << 30},
                  {Fact::BackingStore, QStringLiteral("rdwr")},
                  {Fact::Backing, file},
                  {Fact::ScsiId, QStringLiteral("IET     0001000") + QString::number(number)},
                  {Fact::ReadOnly, false},
                  {Fact::Saved, QStringLiteral("saved")},
                  {Fact::SavedIn, QByteArray("/etc/tgt/targets.conf")}};
    return unit;
}

void offerSaved(Resource& unit)
{
    Release& one = *unit.release;
    ReleaseChoice keep {QStringLiteral("keep"),
                        one.consequence,
                        true,
                        one.command,
                        {{savedChoice, QStringLiteral("keep")}},
                        {}};
    ReleaseChoice remove = keep;
    remove.word = QStringLiteral("remove");
    remove.consequence = Consequence::LogicalUnitDeletedSavedRemoved;
    remove.arguments = {{savedChoice, remove.word}};
    one.choices = {keep, remove};
    offerRung(one, Rung::UnderInitiator, one.command, {});
    one.choice = savedChoice;
    unit.comesBack = {ComesBack {ComesBackWhen::AtBoot, QStringLiteral("/etc/tgt/targets.conf"), {}}};
}

} // namespace

void exports(FakeWorld& world)
{
    const QByteArray tgt = "tgt@0/iqn.2026-11.example.srv:disks", lio = "lio/iqn.2026-11.example.srv:mail,1";
    Resource target = made(Kind::Export, tgt, QStringLiteral("iqn.2026-11.example.srv:disks"), {});
    target.state = State::InUse;
    target.verbs = {Verb::Detach};
    target.members = {Key {"export-lun:" + tgt + "/1"}, Key {"export-lun:" + tgt + "/2"}};
    target.facts = {{Fact::Engine, QStringLiteral("tgt")},
                    {Fact::Portals, QStringLiteral("192.0.2.10:3260")},
                    {Fact::AllowedInitiators, QStringLiteral("192.0.2.0/24")}};
    world.resources << target;
    for (const int number : {1, 2}) {
        Resource one = unit(tgt, number, "/srv/luns/disk" + QByteArray::number(number) + ".img",
                            Consequence::LogicalUnitDeletedFileKept);
        offerSaved(one);
        if (number == 1)
            one.facts.insert(Fact::LastIo, QDateTime(QDate(2026, 11, 30), QTime(9, 41), Qt::UTC));
        world.resources << one;
    }
    Resource initiator = made(Kind::Initiator, tgt + "/7", QStringLiteral("iqn.2026-11.example.web:web01"),
                              {"export:" + tgt, "export-lun:" + tgt + "/1", "export-lun:" + tgt + "/2"});
    release(initiator, Verb::Disconnect, Consequence::InitiatorDisconnected,
            {"tgtadm", "-C", "0", "--lld", "iscsi", "-m", "conn", "-o", "delete", "-t", "1", "-s", "7", "-c",
             "0"});
    initiator.state = State::LoggedIn;
    initiator.facts = {{Fact::InitiatorName, initiator.name},
                       {Fact::Address, QStringLiteral("192.0.2.21")},
                       {Fact::LastIo, QDateTime(QDate(2026, 11, 30), QTime(9, 41), Qt::UTC)}};
    world.resources << initiator;
    Resource group = made(Kind::Export, lio, QStringLiteral("iqn.2026-11.example.srv:mail"), {});
    release(group, Verb::DisablePortalGroup, Consequence::NobodyMayLogIn,
            {"targetcli", "/iscsi/iqn.2026-11.example.srv:mail/tpg1", "disable"});
    group.verbs = {Verb::Detach, Verb::DisablePortalGroup};
    group.members = {Key {"export-lun:" + lio + "/0"}};
    group.state = State::Attached;
    group.facts = {{Fact::Engine, QStringLiteral("LIO")}, {Fact::DemoMode, true}};
    Resource mail = unit(lio, 0, "/dev/vg0/mail", Consequence::MappingRemovedDeviceKept);
    mail.state = State::Idle;
    mail.facts.insert(Fact::Saved, QStringLiteral("different"));
    Resource allowed = made(Kind::Initiator, lio + "/iqn.2026-11.example.web:web02",
                            QStringLiteral("iqn.2026-11.example.web:web02"), {"export:" + lio});
    release(allowed, Verb::RemoveInitiator, Consequence::InitiatorMayNotLogIn,
            {"targetcli", "/iscsi/iqn.2026-11.example.srv:mail/tpg1/acls", "delete",
             "iqn.2026-11.example.web:web02"});
    allowed.state = State::Idle;
    allowed.comesBack = {ComesBack {ComesBackWhen::OnEvent, demoMode, {}}};
    Resource mapped = made(Kind::MappedLun, lio + "/iqn.2026-11.example.web:web02/3",
                           QStringLiteral("iqn.2026-11.example.web:web02: LUN 3"),
                           {"export-lun:" + lio + "/0", allowed.id.text.toUtf8()});
    release(mapped, Verb::Hide, Consequence::HiddenFromInitiator, {"targetcli", "delete", "3"});
    mapped.state = State::Present;
    world.resources << group << mail << allowed << mapped;
}

} // namespace mooring::worlds
