// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopresources.h"

#include "looprecipe.h"
#include "services/system/surfacefolder.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring {
namespace {

constexpr const char* kDeletedMark = " (deleted)";

bool isSnap(const QByteArray& path)
{
    return path.startsWith("/var/lib/snapd/snaps/") && path.endsWith(".snap");
}

} // namespace

LoopResources::LoopResources(LoopDevice loop, QList<BlockDevice> partitions, LoopFacts known,
                             const Surroundings& around)
    : m_loop(std::move(loop))
    , m_partitions(std::move(partitions))
    , m_known(std::move(known))
    , m_around(around)
    , m_path(m_loop.backingFile)
    , m_deleted(m_loop.deleted)
{
    if (m_deleted && m_known.literalPath == m_path + kDeletedMark) {
        m_path = m_known.literalPath;
        m_deleted = false;
    }
}

QByteArray LoopResources::imageKey() const
{
    // files without a name may have had the same one
    return m_deleted ? m_path + kDeletedMark + '@' + QByteArray::number(m_loop.device.diskSeq) : m_path;
}

QByteArray LoopResources::imageName() const
{
    // of a file that lies in a mount namespace of others the kernel may tell no more than "/"
    const QByteArray name = m_path.mid(m_path.lastIndexOf('/') + 1);
    return name.isEmpty() || isServed() ? m_loop.device.name : name;
}

// Another user's daemons serve it, which the device alone must not be taken from.
bool LoopResources::isServed() const { return SurfaceFolders::isAnybodys(m_path); }

bool LoopResources::isUsed() const
{
    const auto used = [this](const BlockDevice& device) { return m_around.isUsed(device); };
    return used(m_loop.device) || std::any_of(m_partitions.begin(), m_partitions.end(), used);
}

State LoopResources::state() const
{
    const auto held = [](const BlockDevice& device) { return !device.holders.isEmpty(); };
    if (m_known.detachAsked && m_loop.autoclear)
        return State::Deferred;
    if (m_deleted && !isUsed())
        return State::Orphaned;
    if (held(m_loop.device) || std::any_of(m_partitions.begin(), m_partitions.end(), held))
        return State::InUse;
    return State::Attached;
}

Release LoopResources::release() const
{
    LoopRecipe recipe;
    recipe.path = m_path;
    recipe.identity = m_known.identity;
    recipe.format = m_known.format;
    recipe.autoclear = m_loop.autoclear;
    recipe.directIo = m_loop.directIo;
    recipe.offset = m_loop.offset;
    recipe.sizeLimit = m_loop.sizeLimit;
    recipe.take(m_loop, m_partitions);

    Release release;
    release.verb = Verb::Detach;
    release.command = {"losetup", "-d", recipe.device};
    release.consequence = m_deleted ? Consequence::DeletedImageLost : Consequence::ImageFileKept;
    release.reversible = !m_deleted && !m_path.isEmpty();
    if (!release.reversible)
        return release;
    QJsonArray command;
    for (const QByteArray& word : recipe.shellCommand())
        command.append(encodeBytes(word));
    release.restore = {{QStringLiteral("provider"), QStringLiteral("loop")},
                       {QStringLiteral("verb"), token(Verb::Attach)},
                       {QStringLiteral("id"), ResourceId::make(Kind::VirtualDisk, recipe.device).text},
                       {QStringLiteral("kind"), token(Kind::VirtualDisk)},
                       {QStringLiteral("name"), encodeBytes(imageName())},
                       {QStringLiteral("command"), command},
                       {QStringLiteral("data"), recipe.data()}};
    return release;
}

Facts LoopResources::imageFacts() const
{
    Facts facts;
    facts.insert(Fact::Path, m_path);
    facts.insert(Fact::Deleted, m_deleted);
    if (!m_known.identity.isEmpty())
        facts.insert(Fact::Inode, QString::fromLatin1(m_known.identity));
    if (!m_known.format.isEmpty())
        facts.insert(Fact::Format, m_known.format);
    if (isSnap(m_path))
        facts.insert(Fact::SystemImage, QStringLiteral("snapd"));
    return facts;
}

Facts LoopResources::facts() const
{
    Facts facts = imageFacts();
    facts.insert(Fact::Device, m_loop.device.devicePath());
    facts.insert(Fact::DeviceNumber, deviceNumber(m_loop.device));
    facts.insert(Fact::Size, m_loop.device.size);
    facts.insert(Fact::ReadOnly, m_loop.device.readOnly);
    facts.insert(Fact::Autoclear, m_loop.autoclear);
    facts.insert(Fact::DirectIo, m_loop.directIo);
    facts.insert(Fact::StaysAttached,
                 m_loop.autoclear ? QStringLiteral("until-unused") : QStringLiteral("until-detached"));
    if (m_loop.sectorSize != 0)
        facts.insert(Fact::SectorSize, static_cast<quint64>(m_loop.sectorSize));
    if (m_loop.offset != 0)
        facts.insert(Fact::Offset, m_loop.offset);
    if (m_loop.sizeLimit != 0)
        facts.insert(Fact::SizeLimit, m_loop.sizeLimit);
    return facts;
}

Resource LoopResources::disk() const
{
    Resource disk;
    disk.kind = Kind::VirtualDisk;
    disk.id = ResourceId::make(disk.kind, m_loop.device.devicePath());
    disk.name = encodeBytes(imageName());
    disk.incarnation = QString::number(m_loop.device.diskSeq);
    disk.keys = {Key {m_loop.device.key()}};
    if (!m_known.keeper.text.isEmpty())
        disk.keys.append(m_known.keeper); // ours, not a stranger that stands in the way
    if (!m_path.isEmpty() && !isServed())
        disk.needs = {Need {{Key {"imagepath:" + imageKey()}}, 1, How::BackingFile, m_path}};
    if (!isServed())
        disk.release = release();
    // with nobody to go with, it has to be let go of all the same
    disk.goes = m_loop.autoclear && isUsed() ? Goes::WithItsLastUser : Goes::ByRelease;
    disk.state = state();
    disk.facts = facts();
    if (disk.release)
        disk.verbs = {Verb::Detach};
    return disk;
}

QList<Resource> LoopResources::partitions() const
{
    QList<Resource> result;
    for (const BlockDevice& device : m_partitions) {
        result.append(partitionNode(device, m_loop.device));
    }
    return result;
}

std::optional<Resource> LoopResources::image() const
{
    if (m_path.isEmpty() || isServed())
        return {};
    Resource image;
    image.kind = Kind::Image;
    image.id = ResourceId::make(image.kind, imageKey());
    image.name = encodeBytes(imageName());
    image.keys = {Key {"imagepath:" + imageKey()}};
    if (!m_known.identity.isEmpty())
        image.keys.append(Key {"file:" + m_known.identity});
    if (const auto need = m_around.hostNeed(m_path, m_known.identity))
        image.needs = {*need};
    image.goes = Goes::WithItsLastUser;
    image.state = m_deleted ? State::Orphaned : State::Attached;
    image.facts = imageFacts();
    return image;
}

} // namespace mooring
