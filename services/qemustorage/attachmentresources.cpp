// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentresources.h"

#include "qemurecipe.h"
#include "unitresources.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring {

AttachmentResources::AttachmentResources(const Attachment& attachment, const LoopSurroundings& around)
    : m_attachment(attachment)
    , m_around(around)
{
}

bool AttachmentResources::isLeftover() const { return !m_attachment.isWhole() && !m_attachment.isWorkedAt; }

QList<ResourceId> AttachmentResources::idsOf(const Attachment& attachment)
{
    // without a device: another image may have got the one it had
    QList<ResourceId> ids {
        ResourceId::make(Kind::VirtualDisk,
                         attachment.loop ? attachment.loop->device.devicePath() : attachment.folder.path())};
    for (const BlockDevice& partition : attachment.partitions)
        ids.append(ResourceId::make(Kind::Partition, partition.devicePath()));
    if (!attachment.imagePath.isEmpty())
        ids.append(ResourceId::make(Kind::Image, imageKey(attachment)));
    return ids;
}

// Files without a name may have had the same one.
QByteArray AttachmentResources::imageKey(const Attachment& attachment)
{
    const QByteArray unique = " (deleted)@" + attachment.record.incarnation.toUtf8();
    return attachment.isImageDeleted ? attachment.imagePath + unique : attachment.imagePath;
}

QString AttachmentResources::name() const
{
    if (m_attachment.record.unit)
        return encodeBytes(m_attachment.record.unit->target + '/'
                           + QByteArray::number(m_attachment.record.unit->lun));
    const QByteArray& path
        = m_attachment.imagePath.isEmpty() ? m_attachment.folder.path() : m_attachment.imagePath;
    return encodeBytes(path.mid(path.lastIndexOf('/') + 1));
}

State AttachmentResources::state() const
{
    const auto held = [](const BlockDevice& device) { return !device.holders.isEmpty(); };
    if (isLeftover() && m_attachment.loop)
        return State::Failed; // every read of the device fails or waits
    if (!m_attachment.loop)
        return State::Orphaned;
    if (m_attachment.loop->autoclear) // never attached that way: somebody let go of it
        return State::Deferred;
    if (m_attachment.connection && !m_attachment.connection->isAnswered) // what is read and written waits
        return State::Reconnecting;
    if (m_attachment.isImageDeleted && !isUsed())
        return State::Orphaned;
    const QList<BlockDevice> devices = m_attachment.partitions + QList {m_attachment.loop->device};
    return std::any_of(devices.begin(), devices.end(), held) ? State::InUse : State::Attached;
}

bool AttachmentResources::isUsed() const
{
    const auto isUsed = [this](const BlockDevice& device) { return m_around.isUsed(device); };
    return isUsed(m_attachment.loop->device)
        || std::any_of(m_attachment.partitions.begin(), m_attachment.partitions.end(), isUsed);
}

// With an overlay that is kept it comes back with it, else with a fresh one.
QJsonObject AttachmentResources::restore(bool keepsOverlay) const
{
    const AttachmentRecord& record = m_attachment.record;
    QemuRecipe recipe = QemuRecipe::of(*m_attachment.loop, m_attachment.partitions);
    recipe.unit = record.unit;
    recipe.path = m_attachment.imagePath;
    recipe.identity = record.identity;
    recipe.format = record.format;
    recipe.overlayKind = record.overlayKind;
    recipe.outside = record.outside;
    if (keepsOverlay)
        recipe.overlay = record.overlay;
    QJsonArray command;
    for (const QByteArray& word : recipe.shellCommand())
        command.append(encodeBytes(word));
    QJsonObject restore {{QStringLiteral("provider"), QStringLiteral("qemustorage")},
                         {QStringLiteral("verb"), token(Verb::Attach)},
                         {QStringLiteral("id"), idsOf(m_attachment).constFirst().text},
                         {QStringLiteral("kind"), token(Kind::VirtualDisk)},
                         {QStringLiteral("name"), name()},
                         {QStringLiteral("command"), command},
                         {QStringLiteral("data"), recipe.data()}};
    if (hasOverlay())
        restore.insert(QStringLiteral("consequence"), token(Consequence::OverlayAppears));
    return restore;
}

bool AttachmentResources::hasOverlay() const
{
    return m_attachment.record.overlayKind == QLatin1String("overlay");
}

// A copy that nobody could write to holds nothing of its own.
QList<ReleaseChoice> AttachmentResources::choices(const Release& release) const
{
    const AttachmentRecord& record = m_attachment.record;
    if (record.overlayKind.isEmpty() || record.isOverlayUnused || record.isMergeBegun
        || m_attachment.isImageDeleted) // what is of use only together stays together
        return {};
    const auto choice = [&](const char* word, Consequence consequence) {
        ReleaseChoice made;
        made.word = QString::fromLatin1(word);
        made.consequence = consequence;
        made.reversible = release.reversible;
        made.command = {"mooringctl", release.command.value(1), "--overlay", word, release.command.value(2)};
        made.arguments = {{QStringLiteral("overlay"), made.word}};
        if (made.reversible)
            made.restore = restore(made.word == QLatin1String("keep"));
        return made;
    };
    QList<ReleaseChoice> choices;
    choices.append(choice("keep", hasOverlay() ? Consequence::OverlayKept : Consequence::CopyKept));
    choices.append(
        choice("discard", hasOverlay() ? Consequence::OverlayDiscarded : Consequence::CopyDiscarded));
    if (record.readOnly)
        choices.swapItemsAt(0, 1);
    else
        choices.last().reversible = false; // what was written does not come back
    if (hasOverlay() && !isLeftover() && record.unwritable.isEmpty())
        choices.append(choice("merge", Consequence::OverlayMerged));
    return choices;
}

Consequence AttachmentResources::consequence() const
{
    if (m_attachment.record.isMergeBegun)
        return Consequence::OverlayNeeded;
    if (m_attachment.isImageDeleted)
        return Consequence::DeletedImageLost;
    if (m_attachment.record.unit && !isLeftover())
        return Consequence::SessionClosed;
    return isLeftover() ? Consequence::LeftoversCleared : Consequence::ImageFileKept;
}

Release AttachmentResources::release() const
{
    Release release;
    release.verb = isLeftover() ? Verb::CleanUp : Verb::Detach;
    release.command = {"mooringctl", isLeftover() ? "clean-up" : "detach",
                       idsOf(m_attachment).constFirst().text.toUtf8()};
    release.consequence = consequence();
    const auto& unit = m_attachment.record.unit;
    const bool isSecret = unit && !unit->user.isEmpty(); // what opens it is kept nowhere
    release.reversible = !isLeftover() && m_attachment.loop && !m_attachment.isImageDeleted && !isSecret;
    if (release.reversible)
        release.restore = restore(true);
    release.choices = choices(release);
    if (!release.choices.isEmpty())
        release.choice = QStringLiteral("overlay");
    else if (unit && !isLeftover())
        UnitResources(m_attachment).offerForce(release);
    return release;
}

Facts AttachmentResources::imageFacts() const
{
    const AttachmentRecord& record = m_attachment.record;
    Facts facts;
    if (!record.unit)
        facts.insert(Fact::Path, m_attachment.imagePath);
    else
        facts.insert({{Fact::TargetName, encodeBytes(record.unit->target)},
                      {Fact::Portal, encodeBytes(record.unit->portal)},
                      {Fact::LunNumber, static_cast<qint64>(record.unit->lun)}});
    if (m_attachment.isImageDeleted)
        facts.insert(Fact::Deleted, true);
    if (!record.identity.isEmpty() && !record.unit)
        facts.insert(Fact::Inode, QString::fromLatin1(record.identity));
    if (!record.format.isEmpty())
        facts.insert(Fact::Format, record.format);
    return facts;
}

Facts AttachmentResources::facts() const
{
    Facts facts = imageFacts();
    facts.insert(Fact::ReadOnly, m_attachment.record.readOnly);
    QStringList daemons;
    for (const auto& [mark, program] : {std::pair(m_attachment.storage, "qemu-storage-daemon"),
                                        std::pair(m_attachment.nbdfuse, "nbdfuse")}) {
        if (mark.isSet())
            daemons.append(QStringLiteral("%1 (%2)").arg(QLatin1String(program)).arg(mark.pid));
    }
    if (!daemons.isEmpty())
        facts.insert(Fact::Daemons, daemons.join(QStringLiteral(", ")));
    QByteArrayList parts;
    for (const AttachmentPart& part : m_attachment.record.parts)
        parts.append(part.path);
    if (!parts.isEmpty())
        facts.insert(Fact::Parts, parts.join('\n'));
    if (!m_attachment.record.overlayKind.isEmpty()) {
        facts.insert(Fact::OverlayKind, m_attachment.record.overlayKind);
        facts.insert(Fact::Overlay, m_attachment.record.overlay);
    }
    facts.insert(Fact::StaysAttached, QStringLiteral("until-detached"));
    if (!m_attachment.loop)
        return facts;
    const LoopDevice& loop = *m_attachment.loop;
    facts.insert(Fact::Device, loop.device.devicePath());
    facts.insert(Fact::DeviceNumber, deviceNumber(loop.device));
    facts.insert(Fact::Size, loop.device.size);
    facts.insert(Fact::ReadOnly, loop.device.readOnly);
    facts.insert(Fact::Autoclear, loop.autoclear);
    facts.insert(Fact::DirectIo, loop.directIo);
    if (loop.sectorSize != 0)
        facts.insert(Fact::SectorSize, static_cast<quint64>(loop.sectorSize));
    return facts;
}

Resource AttachmentResources::disk() const
{
    Resource disk;
    disk.kind = Kind::VirtualDisk;
    disk.id = idsOf(m_attachment).constFirst();
    disk.name = name();
    disk.incarnation = m_attachment.record.incarnation;
    if (m_attachment.loop) {
        disk.incarnation = QString::number(m_attachment.loop->device.diskSeq);
        disk.keys = {Key {m_attachment.loop->device.key()}};
    }
    for (const ProcessMark& daemon : {m_attachment.storage, m_attachment.nbdfuse}) {
        if (daemon.isSet())
            disk.keys.append(daemon.key()); // ours, not a stranger that stands in the way
    }
    const QByteArray& path = m_attachment.imagePath;
    if (m_attachment.record.unit && m_attachment.storage.isSet())
        disk.needs = {Need {{UnitResources::keyOf(*m_attachment.record.unit, m_attachment.storage.pid)},
                            1,
                            How::StandsOn,
                            {}}};
    if (!path.isEmpty())
        disk.needs = {Need {{Key {"imagepath:" + imageKey(m_attachment)}}, 1, How::BackingFile, path}};
    // what it stands on beside its image may lie elsewhere
    QList<AttachmentPart> others = m_attachment.record.parts;
    if (!m_attachment.record.overlay.isEmpty())
        others.append({m_attachment.record.overlay, m_attachment.record.overlayIdentity});
    for (const AttachmentPart& part : std::as_const(others)) {
        const auto need = m_around.hostNeed(part.path, part.identity);
        if (need && !disk.needs.contains(*need))
            disk.needs.append(*need);
    }
    disk.release = release();
    disk.state = state();
    disk.facts = facts();
    disk.verbs = {disk.release->verb};
    return disk;
}

QList<Resource> AttachmentResources::partitions() const
{
    QList<Resource> result;
    for (const BlockDevice& partition : m_attachment.partitions)
        result.append(partitionNode(partition, m_attachment.loop->device));
    return result;
}

QList<Resource> AttachmentResources::below() const
{
    return m_attachment.record.unit ? UnitResources(m_attachment).all() : QList<Resource>();
}

std::optional<Resource> AttachmentResources::image() const
{
    const QByteArray& path = m_attachment.imagePath;
    const QByteArray& identity = m_attachment.record.identity;
    if (path.isEmpty())
        return {};
    Resource image;
    image.kind = Kind::Image;
    image.id = ResourceId::make(image.kind, imageKey(m_attachment));
    image.name = name();
    image.incarnation = m_attachment.record.incarnation; // detached, another program may still have it open
    image.keys = {Key {"imagepath:" + imageKey(m_attachment)}};
    if (!identity.isEmpty())
        image.keys.append(Key {"file:" + identity});
    if (const auto need = m_around.hostNeed(path, identity))
        image.needs = {*need};
    image.goes = Goes::WithItsLastUser;
    image.state = m_attachment.isImageDeleted ? State::Orphaned : State::Attached;
    image.facts = imageFacts();
    return image;
}

} // namespace mooring
