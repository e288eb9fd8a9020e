// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtresources.h"

#include "services/core/rung.h"
#include "unitrecipe.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring::tgt {
namespace {

constexpr int kDeadline = 5000; // ms: tgtd answers within one, or commands are under way

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

QByteArray base(const Control& control, const QByteArray& target)
{
    return "tgt@" + control.name + '/' + target;
}

QJsonArray wordsOf(const QList<QByteArray>& command)
{
    QJsonArray words;
    for (const QByteArray& word : command)
        words.append(encodeBytes(word));
    return words;
}

QString joined(const QList<QByteArray>& words)
{
    QStringList list;
    for (const QByteArray& word : words)
        list.append(text(word));
    return list.join(QStringLiteral(", "));
}

QString deviceType(const QByteArray& type)
{
    if (type == "cd/dvd")
        return QStringLiteral("optical");
    for (const char* known : {"disk", "tape", "controller"}) {
        if (type == known)
            return QLatin1String(known);
    }
    return QStringLiteral("other");
}

} // namespace

TargetResources::TargetResources(const Daemon& daemon, const Target& target, const IoTimes& io,
                                 const SavedUnits& saved)
    : m_daemon(daemon)
    , m_target(target)
    , m_io(io)
    , m_saved(saved)
{
}

ResourceId TargetResources::idOf(const Control& control, const QByteArray& target)
{
    return ResourceId::make(Kind::Export, base(control, target));
}

ResourceId TargetResources::unitId(const Control& control, const QByteArray& target, quint64 lun)
{
    return ResourceId::make(Kind::ExportLun, base(control, target) + '/' + QByteArray::number(lun));
}

ResourceId TargetResources::initiatorId(const Control& control, const QByteArray& target, quint64 nexus)
{
    return ResourceId::make(Kind::Initiator, base(control, target) + '/' + QByteArray::number(nexus));
}

Key TargetResources::keyOf(const Unit& unit) const
{
    return Key {unitId(m_daemon.control, m_target.name, unit.number).text.toUtf8()};
}

Resource TargetResources::target(bool offersProcess) const
{
    Resource node;
    node.kind = Kind::Export;
    node.id = idOf(m_daemon.control, m_target.name);
    node.name = text(m_target.name);
    node.incarnation
        = QString::fromLatin1(m_daemon.process) + QLatin1Char('/') + QString::number(m_target.id);
    node.keys = {Key {node.id.text.toUtf8()}};
    if (offersProcess && !m_daemon.process.isEmpty()) // it is no stranger
        node.keys.append(Key {m_daemon.process});
    const bool isReady = m_target.state == "ready";
    node.state = !isReady ? State::Disabled : m_target.nexuses.isEmpty() ? State::Idle : State::InUse;
    for (const Unit& unit : m_target.units) {
        if (!unit.isController())
            node.members.append(keyOf(unit));
    }
    if (!node.members.isEmpty())
        node.verbs = {Verb::Detach};
    node.facts = {{Fact::Engine, QStringLiteral("tgt")},
                  {Fact::TargetName, text(m_target.name)},
                  {Fact::Portals, joined(m_daemon.portals)},
                  {Fact::AllowedInitiators, joined(m_target.allowed)},
                  {Fact::Authentication,
                   m_target.accounts.isEmpty() ? QStringLiteral("none") : QStringLiteral("chap")}};
    if (!m_target.accounts.isEmpty())
        node.facts.insert(Fact::Accounts, joined(m_target.accounts));
    if (m_target.allowed.contains("ALL"))
        node.facts.insert(Fact::DemoMode, true);
    if (!m_saved.file.isEmpty())
        node.facts.insert(Fact::SavedIn, m_saved.file);
    return node;
}

QList<Resource> TargetResources::units(const ExportBacking& backing, const ServedFiles& files,
                                       QList<Resource>& images) const
{
    QList<Resource> nodes;
    nodes.reserve(m_target.units.size());
    for (const Unit& each : m_target.units)
        nodes.append(unit(each, backing, files, images));
    return nodes;
}

Resource TargetResources::unit(const Unit& unit, const ExportBacking& backing, const ServedFiles& files,
                               QList<Resource>& images) const
{
    Resource node;
    node.kind = Kind::ExportLun;
    node.id = unitId(m_daemon.control, m_target.name, unit.number);
    node.name = text(m_target.name + '/' + QByteArray::number(unit.number));
    // tgtd counts nothing that tells a unit from the one it had before; what it was made of does
    node.incarnation = QString::fromLatin1(m_daemon.process) + QLatin1Char('/') + text(unit.scsiId)
        + QLatin1Char('/') + text(unit.storePath);
    node.keys = {Key {node.id.text.toUtf8()}};
    node.needs = {Need {{Key {idOf(m_daemon.control, m_target.name).text.toUtf8()}}, 1, How::StandsOn, {}}};
    node.facts = unitFacts(unit);
    node.release = detaching(unit);
    if (unit.isController()) {
        node.state = State::Present;
        node.release->refused = errorOf(ErrorCode::UnitIsController, node.name);
        return node;
    }
    node.keys += exportedKeys(m_target.name, unit.number, m_daemon.reachable);
    node.state = m_target.nexuses.isEmpty() ? State::Idle : State::InUse;
    node.verbs = {Verb::Detach};
    const ExportBacking::Found found = backing.of(unit.storePath);
    if (found.need)
        node.needs.append(*found.need);
    if (found.image)
        images.append(*found.image);
    if (found.size)
        node.facts.insert(Fact::Size, *found.size);
    addSaved(node, unit);
    addServed(node, unit, files);
    return node;
}

// tgtd tells whole millions, and nothing of a file that has lost its name.
void TargetResources::addServed(Resource& node, const Unit& unit, const ServedFiles& files)
{
    constexpr quint64 million = 1000000; // usr/target.c, print_disksize
    const auto open = files.find(unit.storePath);
    const auto file = open ? files.read(*open) : std::nullopt;
    if (!file)
        return;
    if ((file->size + million / 2) / million
        == unit.size / million) // else it was changed since it was opened
        node.facts.insert(Fact::Size, file->size);
    node.facts.insert(Fact::Inode, QString::fromLatin1(file->inode));
    if (!open->isDeleted)
        return;
    node.facts.insert(Fact::Deleted, true);
    node.comesBack.clear();
    Release& release = *node.release;
    release.choices.removeIf([](const ReleaseChoice& each) { return !fromToken<Rung>(each.word); });
    release.choice = forceChoice;
    release.consequence = Consequence::DeletedImageLost;
    release.reversible = false;
    release.restore = {};
}

Facts TargetResources::unitFacts(const Unit& unit) const
{
    Facts facts {
        {Fact::TargetName, text(m_target.name)},   {Fact::LunNumber, static_cast<qint64>(unit.number)},
        {Fact::DeviceType, deviceType(unit.type)}, {Fact::BackingStore, text(unit.storeType)},
        {Fact::ScsiId, text(unit.scsiId)},         {Fact::ScsiSerial, text(unit.scsiSerial)},
        {Fact::ReadOnly, unit.isReadOnly}};
    if (!unit.isController())
        facts.insert(Fact::Size, unit.size);
    if (!unit.storePath.isEmpty())
        facts.insert(Fact::Backing, unit.storePath);
    if (unit.blockSize > 1)
        facts.insert(Fact::SectorSize, static_cast<quint64>(unit.blockSize));
    const auto commands = m_io.commandsOfUnit.constFind(unit.number);
    if (commands != m_io.commandsOfUnit.cend())
        facts.insert(Fact::Commands, static_cast<qint64>(*commands));
    const auto last = m_io.ofUnit.constFind(unit.number);
    if (last != m_io.ofUnit.cend())
        facts.insert(Fact::LastIo, *last);
    return facts;
}

Release TargetResources::detaching(const Unit& unit) const
{
    const UnitRecipe recipe = UnitRecipe::of(m_target, unit);
    Release release;
    release.verb = Verb::Detach;
    release.command = {"tgtadm",
                       "-C",
                       m_daemon.control.name,
                       "--lld",
                       "iscsi",
                       "-m",
                       "logicalunit",
                       "-o",
                       "delete",
                       "-t",
                       QByteArray::number(m_target.id),
                       "-l",
                       QByteArray::number(unit.number)};
    release.consequence = Consequence::LogicalUnitDeletedFileKept;
    release.deadline = kDeadline;
    release.reversible = !recipe.refusal();
    if (release.reversible)
        release.restore
            = {{QStringLiteral("provider"), QStringLiteral("tgt")},
               {QStringLiteral("verb"), token(Verb::Attach)},
               {QStringLiteral("id"), unitId(m_daemon.control, m_target.name, unit.number).text},
               {QStringLiteral("kind"), token(Kind::ExportLun)},
               {QStringLiteral("name"), text(m_target.name + '/' + QByteArray::number(unit.number))},
               {QStringLiteral("consequence"), token(Consequence::LogicalUnitAppears)},
               {QStringLiteral("command"), wordsOf(recipe.command(m_daemon.control, m_target.id))},
               {QStringLiteral("data"), recipe.data()}};
    return release;
}

QString TargetResources::savedWord(const Unit& unit) const
{
    if (m_saved.isUnreadable)
        return QStringLiteral("unreadable");
    if (m_saved.backings.value(unit.number) == unit.storePath && !unit.storePath.isEmpty())
        return QStringLiteral("saved");
    const bool isElsewhere = m_saved.paths.contains(unit.storePath); // under another number
    return isElsewhere || m_saved.backings.contains(unit.number) ? QStringLiteral("different")
                                                                 : QStringLiteral("not-saved");
}

// What is saved comes back when tgtd starts, unless it is taken out there too.
void TargetResources::addSaved(Resource& node, const Unit& unit) const
{
    const QString word = savedWord(unit);
    node.facts.insert(Fact::Saved, word);
    Release& release = *node.release;
    const bool isSaved = word == QLatin1String("saved"), isDifferent = word == QLatin1String("different");
    if (isSaved || isDifferent) {
        node.facts.insert(Fact::SavedIn, m_saved.file);
        node.comesBack = {ComesBack {ComesBackWhen::AtBoot, text(m_saved.file), {}}};
    }
    const bool isChosen = word != QLatin1String("not-saved"); // to be tried where it may fail, and told then
    if (isChosen) {
        ReleaseChoice keep {QStringLiteral("keep"),
                            release.consequence,
                            release.reversible,
                            release.command,
                            {{savedChoice, QStringLiteral("keep")}},
                            release.restore};
        ReleaseChoice remove = keep;
        remove.word = QStringLiteral("remove");
        remove.consequence = Consequence::LogicalUnitDeletedSavedRemoved;
        remove.arguments = {{savedChoice, remove.word}};
        QJsonObject data = remove.restore.value(QLatin1String("data")).toObject();
        data.insert(QLatin1String("saved"), isSaved);
        if (remove.reversible)
            remove.restore.insert(QLatin1String("data"), data);
        release.choice = savedChoice;
        release.choices = {keep, remove};
        for (ReleaseChoice& choice : release.choices) // the step finds it by its name and its backing
            choice.arguments.insert(QLatin1String("path"), text(unit.storePath));
    }
    offerRung(release, Rung::UnderInitiator, release.command, {});
    if (isChosen)
        release.choice = savedChoice;
}

} // namespace mooring::tgt
