// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopbody.h"

#include "imageinspection.h"
#include "services/core/wanted.h"
#include "services/system/imageopeners.h"

#include <algorithm>

namespace mooring {
namespace {

constexpr int kStatusLimit = 1000; // ms for asking all new devices who their image is
constexpr int kInspectLimit = 10000; // ms

// Names of the loop devices a targeted look can be answered from; empty: only all will do.
std::optional<QSet<QByteArray>> namesFor(const LookRequest& request, const BlockDevices& devices)
{
    QSet<QByteArray> names;
    for (const ResourceId& id : request.only) {
        const auto kind = id.kind();
        if (kind == Kind::Image)
            return {};
        if (kind != Kind::VirtualDisk && kind != Kind::Partition)
            continue;
        const QByteArray name = id.key().mid(5);
        if (id.key().startsWith("/dev/loop"))
            names.insert(kind == Kind::Partition ? name.left(name.indexOf('p', 4)) : name);
    }
    for (const Key& key : request.standingOn) {
        if (key.text.startsWith("imagepath:") || key.text.startsWith("mount:") || key.text.startsWith("fs:"))
            return {};
        if (!key.text.startsWith("block:7:"))
            continue;
        const qsizetype at = key.text.indexOf('@');
        const QByteArray name = "loop" + key.text.mid(8, at - 8);
        const auto device = devices.readOne(name);
        if (device && device->key() != key.text && device->minor != key.text.mid(8, at - 8).toUInt())
            return {}; // numbered otherwise here
        names.insert(name);
    }
    return names;
}

void tell(Inventory& inventory, const QList<Error>& errors)
{
    for (const Error& error : errors)
        inventory.errors.append({error, {}});
}

} // namespace

LoopBody::LoopBody(QByteArray root, KernelChild child, SurfaceFolders surfaces)
    : m_root(root.endsWith('/') ? std::move(root) : root + '/')
    , m_devices(m_root)
    , m_child(std::move(child))
    , m_surfaces(std::move(surfaces))
    , m_ledger(m_surfaces.base())
    , m_checksums(m_root, m_child, m_surfaces.base())
    , m_steps({m_devices, m_child, m_surfaces, m_checksums, m_knowledge})
{
}

QList<LoopDevice> LoopBody::loopsFor(const LookRequest& request, QList<Error>& errors) const
{
    const auto names = request.isFull() ? std::nullopt : namesFor(request, m_devices);
    QList<LoopDevice> result;
    if (!names)
        result = m_devices.readLoops(&errors);
    for (const QByteArray& name : names.value_or(QSet<QByteArray>())) {
        if (const auto loop = m_devices.readLoop(name))
            result.append(*loop);
    }
    std::optional<QSet<quint64>> served;
    result.removeIf([this, &served](const LoopDevice& loop) {
        if (loop.backingFile == "/" && !served) // nothing that is there is called so
            served = m_surfaces.diskSequences();
        return m_surfaces.holds(loop.backingFile)
            || (loop.backingFile == "/" && served->contains(loop.device.diskSeq));
    });
    return result;
}

Inventory LoopBody::look(const LookRequest& request, std::stop_token stop)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("loop");
    inventory.request = request;
    QList<Error> errors;
    const QList<LoopDevice> loops = loopsFor(request, errors);
    if (request.isFull() && errors.isEmpty())
        m_knowledge.keepOnly(loops);
    if (request.users)
        learn(loops, std::move(stop));
    const LoopSurroundings around = LoopSurroundings::read(m_root, errors);
    QSet<ResourceId> images;
    const auto add = [&](const Resource& resource) {
        if (isWanted(request, resource))
            inventory.resources.append(resource);
    };
    for (const LoopDevice& loop : loops) {
        const LoopResources nodes(loop, m_devices.partitions(loop.device), m_knowledge.of(loop.device),
                                  around);
        Resource disk = nodes.disk();
        m_ledger.tell(loop.device.diskSeq, disk.facts);
        add(disk);
        for (const Resource& partition : nodes.partitions())
            add(partition);
        const auto image = nodes.image();
        if (!image || images.contains(image->id))
            continue;
        images.insert(image->id);
        add(*image);
    }
    tell(inventory, errors);
    return inventory;
}

// Device and inode of the images, in the child that can be left behind: an image on a dead server never
// answers. Asked once for each attachment.
void LoopBody::learn(const QList<LoopDevice>& loops, std::stop_token stop)
{
    QList<QByteArray> arguments {"loop-status"};
    QHash<QByteArray, const LoopDevice*> asked;
    for (const LoopDevice& loop : loops) {
        const LoopFacts known = m_knowledge.of(loop.device);
        const bool maybeNamed = loop.deleted && known.literalPath.isEmpty();
        if (known.asked && !maybeNamed && !loop.autoclear)
            continue;
        arguments.append(loop.device.devicePath());
        asked.insert(arguments.last(), &loop);
    }
    if (asked.isEmpty())
        return;
    const ChildAnswer answer = m_child.runFor(kStatusLimit, arguments, std::move(stop));
    take(answer, asked);
    if (answer.endedByItself())
        return;
    // the one that never answered is not asked again; those behind it get their turn in the next look
    for (const QByteArray& device : arguments.mid(1)) {
        const QByteArray start = device + ' ';
        const auto formats = answer.values("format");
        const auto isOf = [&start](const QByteArray& line) { return line.startsWith(start); };
        if (std::any_of(formats.begin(), formats.end(), isOf))
            continue;
        m_knowledge.change(asked.value(device)->device, [](LoopFacts& known) { known.asked = true; });
        return;
    }
}

void LoopBody::take(const ChildAnswer& answer, const QHash<QByteArray, const LoopDevice*>& asked)
{
    QHash<QByteArray, LoopFacts> told;
    for (const QByteArray& line : answer.values("status")) {
        const QList<QByteArray> words = line.split(' ');
        const LoopDevice* loop = asked.value(words.value(0));
        if (!loop || words.size() < 4 || words[1].toULongLong() != loop->device.diskSeq)
            continue;
        LoopFacts& facts = told[words[0]];
        facts.identity = words[2];
        facts.asked = true;
        if (loop->deleted && words[3] == "named")
            facts.literalPath = loop->backingFile + " (deleted)";
    }
    for (const QByteArray& line : answer.values("keeper")) {
        const QList<QByteArray> words = line.split(' ');
        if (told.contains(words.value(0)))
            told[words[0]].keeper = Key {"process:" + words.value(1) + '@' + words.value(2)};
    }
    for (const QByteArray& line : answer.values("format")) {
        const QList<QByteArray> words = line.split(' ');
        if (told.contains(words.value(0)))
            told[words[0]].format = QString::fromLatin1(words.value(1));
    }
    for (auto entry = told.cbegin(); entry != told.cend(); ++entry) {
        m_knowledge.change(asked.value(entry.key())->device, [&entry](LoopFacts& known) {
            const QString format = known.format.isEmpty() ? entry->format : known.format;
            const bool detachAsked = known.detachAsked;
            known = entry.value();
            known.format = format; // as it was attached says more than what it looks like
            known.detachAsked = detachAsked;
        });
    }
}

StepResult LoopBody::run(const Step& step, std::stop_token stop,
                         const std::function<void(Progress)>& progress)
{
    StepResult result = m_steps.run(step, std::move(stop), progress);
    if (result.error)
        nameOpeners(*result.error, step.arguments.value(QLatin1String("identity")).toString().toLatin1(),
                    m_root);
    return result;
}

ImageReport LoopBody::inspect(const ImageRequest& request)
{
    const QByteArray& path = request.path;
    const ChildAnswer probe = m_child.runFor(kInspectLimit, {"image-probe", path}, {});
    ImageInspection image = ImageInspection::of(probe, path, request.format);
    const QList<LoopDevice> loops = m_devices.readLoops();
    learn(loops, {});
    for (const LoopDevice& loop : loops) {
        const QByteArray identity = m_knowledge.of(loop.device).identity;
        const bool isServed = loop.backingFile == m_surfaces.folder(image.identity) + "/disk";
        const bool same
            = isServed || (identity.isEmpty() ? loop.backingFile == path : identity == image.identity);
        if (!same || image.identity.isEmpty())
            continue;
        const QByteArray device = loop.device.devicePath();
        image.report.facts.insert(Fact::Device, device);
        image.report.error = Error {ErrorCode::ImageAlreadyAttached, encodeBytes(device), {}, 0, {}, {}};
    }
    if (image.report.error)
        nameOpeners(*image.report.error, image.identity, m_root);
    return image.report;
}

} // namespace mooring
