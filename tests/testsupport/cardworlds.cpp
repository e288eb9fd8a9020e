// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeworld.h"

namespace mooring::worlds {

namespace {

const QByteArray first = "Alcor Micro AU9540 00 00", second = "Gemalto PC Twin Reader 01 00",
                 third = "Yubico YubiKey OTP+FIDO+CCID 02 00";

Resource made(Kind kind, const QByteArray& reader, State state, std::optional<Kind> on)
{
    Resource resource;
    resource.id = ResourceId::make(kind, reader);
    resource.kind = kind;
    resource.name = encodeBytes(reader);
    resource.incarnation = QStringLiteral("1");
    resource.keys = {Key {resource.id.text.toUtf8()}};
    resource.state = state;
    if (on)
        resource.needs = {Need {{Key {ResourceId::make(*on, reader).text.toUtf8()}}, 1, How::StandsOn, {}}};
    return resource;
}

Resource reader(const QByteArray& name, State state, const char* usb)
{
    Resource made = worlds::made(Kind::Reader, name, state, {});
    made.verbs = {Verb::AttachToReader, Verb::Release};
    made.members = {Key {ResourceId::make(Kind::CardAttachment, name).text.toUtf8()}};
    made.facts = {{Fact::UsbAddress, QString::fromLatin1(usb)}};
    return made;
}

Resource card(const QByteArray& name, State state, const char* atr, const char* possibly)
{
    Resource made = worlds::made(Kind::Card, name, state, Kind::Reader);
    made.goes = Goes::WithItsBase;
    made.verbs = {Verb::Release};
    made.members = {Key {ResourceId::make(Kind::CardAttachment, name).text.toUtf8()}};
    made.facts = {{Fact::Atr, QString::fromLatin1(atr)},
                  {Fact::CardProtocols, QStringLiteral("T=0, T=1")},
                  {Fact::PossibleCards, QString::fromUtf8(possibly)}};
    return made;
}

ReleaseChoice choice(const char* word, Consequence consequence, const QByteArray& id)
{
    ReleaseChoice made;
    made.word = QLatin1String(word);
    made.consequence = consequence;
    made.reversible = consequence != Consequence::CardEjected;
    made.command = {"mooringctl", "release", "--disposition", word, id};
    return made;
}

Resource attachment(const QByteArray& name)
{
    Resource made = worlds::made(Kind::CardAttachment, name, State::Attached, Kind::Card);
    made.verbs = {Verb::Release, Verb::Reconnect, Verb::BeginTransaction};
    made.facts = {{Fact::ShareMode, QStringLiteral("shared")}, {Fact::CardProtocol, QStringLiteral("t1")}};
    const QByteArray id = made.id.text.toUtf8();
    Release release;
    release.verb = Verb::Release;
    release.command = {"mooringctl", "release", id};
    release.choice = QStringLiteral("disposition");
    release.choices
        = {choice("leave", Consequence::CardLeftAsItIs, id), choice("reset", Consequence::CardReset, id),
           choice("power-down", Consequence::CardPoweredDown, id),
           choice("eject", Consequence::CardEjected, id)};
    made.release = release;
    return made;
}

} // namespace

void cards(FakeWorld& world)
{
    world.resources << reader(first, State::Shared, "001/004")
                    << card(first, State::Shared, "3BDA18FF81B1FE751F030031F573C001600090001C",
                            "OpenPGP Card V3.x")
                    << attachment(first) << reader(second, State::Present, "001/007")
                    << card(second, State::Exclusive, "3B7F96000080318065B0850300EF120FFF829000",
                            "Carte nationale d'identité")
                    << reader(third, State::Absent, "002/003");
    world.resources.first().verbs = {Verb::Release}; // it is attached to
    Resource holder;
    holder.kind = Kind::Process;
    holder.id = {QStringLiteral("process:2318@1")};
    holder.name = QStringLiteral("scdaemon");
    holder.keys = {Key {holder.id.text.toUtf8()}};
    holder.needs
        = {Need {{Key {ResourceId::make(Kind::Card, second).text.toUtf8()}}, 1, How::ServiceClient, {}}};
    holder.facts = {{Fact::Pid, qint64(2318)},
                    {Fact::User, QStringLiteral("alice")},
                    {Fact::Command, QStringLiteral("scdaemon")},
                    {Fact::Remedy, QByteArray("gpgconf --kill scdaemon")},
                    {Fact::LastingRemedy,
                     QStringLiteral("--- ~/.gnupg/scdaemon.conf\n+++ ~/.gnupg/scdaemon.conf\n"
                                    "@@ -0,0 +1 @@\n+disable-ccid")}};
    holder.verbs = {Verb::AskToQuit, Verb::End};
    holder.release = Release();
    holder.release->verb = Verb::AskToQuit;
    holder.release->consequence = Consequence::AskedToQuit;
    holder.release->reversible = false;
    holder.release->command = {"kill", "2318"};
    world.users << holder;
}

} // namespace mooring::worlds
