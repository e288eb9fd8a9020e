// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "heldsession.h"

#include "services/core/rung.h"
#include "services/system/exportbacking.h"
#include "services/system/iscsitarget.h"
#include "services/system/portalnodes.h"
#include "services/system/scsidevicetype.h"

#include <QJsonArray>

namespace mooring::iscsi {

namespace {

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

QByteArray sessionKey(qint64 pid, const HeldSession& held)
{
    return QByteArray::number(pid) + '/' + isidText(held.session->settings().isid);
}

State stateOf(const HeldSession& held)
{
    if (held.isReconnecting)
        return State::Reconnecting;
    if (held.session->state() == Session::State::LoggedIn)
        return State::LoggedIn;
    return held.session->state() == Session::State::Lost ? State::Failed : State::Unknown;
}

QString authentication(const SessionSettings& settings)
{
    if (settings.mutualChap)
        return QStringLiteral("mutual-chap");
    return settings.chap ? QStringLiteral("chap") : QStringLiteral("none");
}

QString lengths(const QMap<QByteArray, QByteArray>& keys) // the names of RFC 7143, section 13
{
    QStringList words;
    for (const char* key : {"MaxRecvDataSegmentLength", "FirstBurstLength", "MaxBurstLength"}) {
        if (keys.contains(key))
            words.append(QLatin1String(key) + u'=' + text(keys.value(key)));
    }
    return words.join(QStringLiteral(", "));
}

Release releaseOf(const ResourceId& id, const QString& name, const HeldSession& held, bool isSecretKept)
{
    const SessionSettings& settings = held.session->settings();
    Release release;
    release.verb = Verb::LogOut;
    release.command = {"mooringctl", "logout", id.text.toUtf8()};
    release.consequence = Consequence::SessionClosed;
    release.reversible = !settings.chap || isSecretKept;
    if (held.session->state() != Session::State::Lost)
        offerRung(release, Rung::Drop, {"mooringctl", "logout", "--force", "drop", id.text.toUtf8()}, {});
    if (!release.reversible)
        return release;
    QJsonArray command {QStringLiteral("mooringctl"), QStringLiteral("login"), QStringLiteral("--portal"),
                        text(held.portal)};
    QJsonObject data {{QStringLiteral("target"), text(settings.target)},
                      {QStringLiteral("portal"), text(held.portal)},
                      {QStringLiteral("isid"), QString::fromLatin1(isidText(settings.isid))},
                      {QStringLiteral("headerDigest"), settings.headerDigest}};
    const auto addUser = [&](const std::optional<ChapCredentials>& access, const char* argument,
                             const char* option) { // the keyring has the secret
        if (!access)
            return;
        data.insert(QLatin1String(argument), text(access->user));
        command.append(QLatin1String(option));
        command.append(text(access->user));
    };
    addUser(settings.chap, "chapUser", "--chap-user");
    addUser(settings.mutualChap, "mutualUser", "--mutual-user");
    if (settings.headerDigest)
        command.append(QStringLiteral("--header-digest"));
    command.append(text(settings.target));
    release.restore = {{QStringLiteral("provider"), QStringLiteral("libiscsi")},
                       {QStringLiteral("verb"), token(Verb::LogIn)},
                       {QStringLiteral("id"), id.text},
                       {QStringLiteral("kind"), token(Kind::IscsiSession)},
                       {QStringLiteral("name"), name},
                       {QStringLiteral("consequence"), token(Consequence::SessionOpens)},
                       {QStringLiteral("command"), command},
                       {QStringLiteral("data"), data}};
    return release;
}

void addText(Facts& facts, Fact fact, const QString& value)
{
    if (!value.isEmpty())
        facts.insert(fact, value);
}

Facts factsOf(const LogicalUnit& unit)
{
    Facts facts {{Fact::LunNumber, static_cast<qint64>(unit.number)}};
    if (unit.inquiry) {
        facts.insert(Fact::DeviceType, scsiDeviceType(unit.inquiry->deviceType));
        addText(facts, Fact::Vendor, unit.inquiry->vendor);
        addText(facts, Fact::Model, unit.inquiry->product);
        addText(facts, Fact::Revision, unit.inquiry->revision);
    }
    if (unit.capacity) {
        facts.insert(Fact::Size, unit.capacity->size);
        facts.insert(Fact::SectorSize, static_cast<quint64>(unit.capacity->blockLength));
    }
    addText(facts, Fact::Serial, unit.serial);
    addText(facts, Fact::Wwn, unit.wwn);
    addText(facts, Fact::AccessState, unit.accessState);
    addText(facts, Fact::Reservation, unit.reservation);
    QStringList keys;
    for (const quint64 key : unit.reservationKeys)
        keys.append(QStringLiteral("0x") + QString::number(key, 16));
    addText(facts, Fact::ReservationKeys, keys.join(QStringLiteral(", ")));
    return facts;
}

} // namespace

QString portalAddress(const HeldSession& held)
{
    return PortalNodes::addressOf(held.session->settings().address);
}

QByteArray isidText(quint64 isid)
{
    return "80" + QByteArray::number(isid & 0xFFFFFFFFFF, 16).rightJustified(10, '0');
}

ResourceId sessionId(qint64 pid, const HeldSession& held)
{
    return ResourceId::make(Kind::IscsiSession, sessionKey(pid, held));
}

Resource targetResource(const QByteArray& name, const QList<const HeldSession*>& sessions)
{
    Resource target = iscsiTarget(name);
    target.state = State::Unknown;
    QStringList portals;
    for (const HeldSession* held : sessions) {
        if (target.state != State::LoggedIn)
            target.state = stateOf(*held);
        if (const QString portal = text(held->portal); !portals.contains(portal))
            portals.append(portal);
        addText(target.facts, Fact::TargetAlias,
                text(held->session->wire().loginKeys().value("TargetAlias")));
    }
    target.facts.insert(Fact::Portals, portals.join(QStringLiteral(", ")));
    return target;
}

Resource sessionResource(qint64 pid, const HeldSession& held, bool isSecretKept)
{
    const SessionSettings& settings = held.session->settings();
    const WireWatch& wire = held.session->wire();
    Resource session;
    session.kind = Kind::IscsiSession;
    session.id = sessionId(pid, held);
    session.name = text(settings.target + '@' + held.portal);
    session.incarnation = QString::number(held.number);
    session.keys = {Key {session.id.text.toUtf8()}};
    session.needs = {iscsiTargetNeed(settings.target), PortalNodes::needOf(portalAddress(held))};
    session.release = releaseOf(session.id, session.name, held, isSecretKept);
    session.state = stateOf(held);
    session.verbs = {Verb::LogOut};
    if (session.state == State::Failed)
        session.verbs.append(Verb::Reconnect);
    session.facts
        = {{Fact::TargetName, text(settings.target)},
           {Fact::Portal, text(held.portal)},
           {Fact::LocalAddress, text(held.session->localAddress())},
           {Fact::InitiatorName, text(settings.initiator)},
           {Fact::Isid, QString::fromLatin1(isidText(settings.isid))},
           {Fact::Tsih, static_cast<qint64>(wire.tsih())},
           {Fact::HeldBy, QStringLiteral("mooring")},
           {Fact::Pid, pid},
           {Fact::Since, held.since},
           {Fact::Authentication, authentication(settings)},
           {Fact::HeaderDigest, wire.hasHeaderDigest() ? QStringLiteral("crc32c") : QStringLiteral("none")},
           {Fact::DataDigest, QStringLiteral("none")}};
    if (settings.chap)
        addText(session.facts, Fact::User, text(settings.chap->user));
    addText(session.facts, Fact::NegotiatedLengths, lengths(wire.loginKeys()));
    if (wire.loginKeys().contains("TargetPortalGroupTag"))
        session.facts.insert(Fact::PortalGroup, wire.loginKeys().value("TargetPortalGroupTag").toLongLong());
    if (held.session->roundTrip())
        session.facts.insert(Fact::RoundTrip, static_cast<qint64>(held.session->roundTrip()->count()));
    if (held.whyLost)
        session.facts.insert(Fact::WhyLost, token(*held.whyLost));
    QList<quint64> numbers;
    for (const LogicalUnit& unit : held.units)
        numbers.append(unit.number);
    joinWithServer(session, settings.initiator, settings.target, numbers, portalAddress(held).toUtf8());
    return session;
}

QList<Resource> unitResources(qint64 pid, const HeldSession& held)
{
    const QByteArray session = sessionKey(pid, held);
    const QByteArray target = held.session->settings().target;
    QList<Resource> result;
    for (const LogicalUnit& unit : held.units) {
        const QByteArray number = QByteArray::number(unit.number);
        Resource node;
        node.kind = Kind::IscsiLun;
        node.id = ResourceId::make(node.kind, session + '/' + number);
        node.name = text(target + '/' + number);
        node.incarnation = QString::number(held.number) + u'/' + QString::fromLatin1(number);
        node.keys = {Key {node.id.text.toUtf8()}, Key {"iscsi:" + target + '/' + number + '@' + held.portal}};
        node.needs = {Need {{Key {"iscsi-session:" + session}}, 1, How::StandsOn, {}}};
        node.goes = Goes::WithItsBase;
        node.state = stateOf(held) == State::LoggedIn ? State::Idle : stateOf(held);
        node.facts = factsOf(unit);
        const bool isDisk = unit.inquiry && scsiDeviceType(unit.inquiry->deviceType) == QLatin1String("disk");
        // a session of its own opens it, and nobody keeps the secret that this one was opened with
        if (isDisk && node.state == State::Idle && !held.session->settings().chap)
            node.verbs = {Verb::Attach};
        result.append(node);
    }
    return result;
}

} // namespace mooring::iscsi
