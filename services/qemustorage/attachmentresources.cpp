// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentresources.h"

#include "qemurecipe.h"

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
    if (!attachment.record.image.isEmpty())
        ids.append(ResourceId::make(Kind::Image, attachment.record.image));
    return ids;
}

QString AttachmentResources::name() const
{
    const QByteArray& path
        = m_attachment.record.image.isEmpty() ? m_attachment.folder.path() : m_attachment.record.image;
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
    const QList<BlockDevice>& parts = m_attachment.partitions;
    const bool isHeld = held(m_attachment.loop->device) || std::any_of(parts.begin(), parts.end(), held);
    return isHeld ? State::InUse : State::Attached;
}

QJsonObject AttachmentResources::restore() const
{
    QemuRecipe recipe = QemuRecipe::of(*m_attachment.loop, m_attachment.partitions);
    recipe.path = m_attachment.record.image;
    recipe.identity = m_attachment.record.identity;
    recipe.format = m_attachment.record.format;
    QJsonArray command;
    for (const QByteArray& word : recipe.shellCommand())
        command.append(encodeBytes(word));
    return {{QStringLiteral("provider"), QStringLiteral("qemustorage")},
            {QStringLiteral("verb"), token(Verb::Attach)},
            {QStringLiteral("id"), idsOf(m_attachment).constFirst().text},
            {QStringLiteral("kind"), token(Kind::VirtualDisk)},
            {QStringLiteral("name"), name()},
            {QStringLiteral("command"), command},
            {QStringLiteral("data"), recipe.data()}};
}

Release AttachmentResources::release() const
{
    Release release;
    release.verb = isLeftover() ? Verb::CleanUp : Verb::Detach;
    release.command = {"mooringctl", isLeftover() ? "clean-up" : "detach",
                       idsOf(m_attachment).constFirst().text.toUtf8()};
    release.consequence = Consequence::ImageFileKept;
    release.reversible = !isLeftover() && m_attachment.loop;
    if (release.reversible)
        release.restore = restore();
    return release;
}

Facts AttachmentResources::imageFacts() const
{
    const AttachmentRecord& record = m_attachment.record;
    Facts facts;
    facts.insert(Fact::Path, record.image);
    if (!record.identity.isEmpty())
        facts.insert(Fact::Inode, QString::fromLatin1(record.identity));
    if (!record.format.isEmpty())
        facts.insert(Fact::Format, record.format);
    return facts;
}

Facts AttachmentResources::facts() const
{
    Facts facts = imageFacts();
    facts.insert(Fact::ReadOnly, m_attachment.record.readOnly);
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
    const QByteArray& path = m_attachment.record.image;
    if (!path.isEmpty())
        disk.needs = {Need {{Key {"imagepath:" + path}}, 1, How::BackingFile, path}};
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

std::optional<Resource> AttachmentResources::image() const
{
    const QByteArray& path = m_attachment.record.image;
    const QByteArray& identity = m_attachment.record.identity;
    if (path.isEmpty())
        return {};
    Resource image;
    image.kind = Kind::Image;
    image.id = ResourceId::make(image.kind, path);
    image.name = name();
    image.keys = {Key {"imagepath:" + path}};
    if (!identity.isEmpty())
        image.keys.append(Key {"file:" + identity});
    if (const auto need = m_around.hostNeed(path, identity))
        image.needs = {*need};
    image.goes = Goes::WithItsLastUser;
    image.state = State::Attached;
    image.facts = imageFacts();
    return image;
}

} // namespace mooring
