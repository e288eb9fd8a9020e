// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemubody.h"

#include "attachmentresources.h"
#include "services/core/wanted.h"
#include "services/system/imageopeners.h"

#include <algorithm>

namespace mooring {
namespace {

constexpr int kBeingMade = 5000; // ms
constexpr int kLookAgain = 20; // ms

bool asksForImages(const LookRequest& request)
{
    return request.isFull()
        || std::any_of(request.only.begin(), request.only.end(),
                       [](const ResourceId& id) { return id.kind() == Kind::Image; });
}

QList<Resource> nodesOf(const AttachmentResources& attachment, const QByteArray& base, OpenImages& open)
{
    if (!attachment.isShown())
        return {};
    QList<Resource> nodes {attachment.disk()};
    ChecksumLedger(base).tell(nodes[0].incarnation.toULongLong(), nodes[0].facts);
    nodes += attachment.partitions();
    nodes += attachment.below();
    if (auto image = attachment.image()) {
        open.addTo(*image);
        nodes.append(*image);
    }
    return nodes;
}

OtherSessions::Settings othersOf(const QByteArray& root)
{
    OtherSessions::Settings settings;
    settings.root = root;
    if (root == "/") // of this host
        settings.memory = PortalMemory::defaultPath();
    return settings;
}

QList<KnownPortal> portalsOf(const QList<Attachment>& attachments)
{
    QList<KnownPortal> portals;
    for (const Attachment& attachment : attachments)
        if (const auto& unit = attachment.record.unit) {
            const QByteArray connected = attachment.connection.value_or(UnitConnection()).portal;
            portals.append({unit->target, TcpEnd::parse(connected.isEmpty() ? unit->portal : connected)});
        }
    return portals;
}

} // namespace

QemuBody::QemuBody(Parts parts)
    : m_parts(std::move(parts))
    , m_devices(m_parts.root)
    , m_steps({m_parts.root, m_parts.base, m_devices, m_parts.child}, m_parts.sight, m_parts.keyring)
    , m_others(othersOf(m_parts.root))
{
    m_processes.root = m_parts.root;
}

Inventory QemuBody::look(const LookRequest& request, std::stop_token)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("qemustorage");
    inventory.request = request;
    if (request.isFull()) {
        const std::lock_guard guard(m_mutex);
        m_missing = Daemons::missingProgram();
    }
    QList<Error> errors;
    QList<Attachment> all;
    LoopSurroundings around;
    // nobody pays for what is not there
    if (!AttachmentFolder::in(m_parts.base, errors).isEmpty()) {
        around = LoopSurroundings::read(m_parts.root, errors);
        all = attachments(around, errors);
    }
    OpenImages open = openImages(request, all, inventory);
    QList<Resource> resources;
    for (const Attachment& attachment : std::as_const(all))
        resources += nodesOf(AttachmentResources(attachment, around), m_parts.base, open);
    resources += open.others();
    for (const Resource& resource : std::as_const(resources)) {
        if (isWanted(request, resource))
            inventory.resources.append(resource);
    }
    for (const Error& error : std::as_const(errors))
        inventory.errors.append({error, {}});
    m_others.addTo(inventory, portalsOf(all));
    return inventory;
}

// What is not seen of other programs leaves no doubt about our own attachments.
OpenImages QemuBody::openImages(const LookRequest& request, const QList<Attachment>& attachments,
                                Inventory& inventory) const
{
    if (!asksForImages(request))
        return {};
    QList<Error> errors;
    OpenImages images = OpenImages::beside(attachments, m_parts.root, errors);
    for (const Error& error : std::as_const(errors))
        inventory.errors.append({error, {Kind::Process}});
    return images;
}

QList<Attachment> QemuBody::attachments(const LoopSurroundings& around, QList<Error>& errors) const
{
    return AttachmentLook(m_parts.root, m_devices, around).all(m_parts.base, errors);
}

std::unique_ptr<ConnectionWatch> QemuBody::watchConnections(std::function<void()> changed) const
{
    return std::make_unique<ConnectionWatch>(m_parts.root, m_parts.base, std::move(changed));
}

std::optional<Error> QemuBody::missing() const
{
    const std::lock_guard guard(m_mutex);
    return m_missing;
}

StepResult QemuBody::run(const Step& step, std::stop_token stop,
                         const std::function<void(Progress)>& progress)
{
    if (ProcessSteps::takes(step))
        return ProcessSteps(m_processes, std::move(stop), progress).run(step);
    StepResult result = m_steps.run(step, std::move(stop), progress);
    if (result.error)
        nameOpeners(*result.error, step.arguments.value(QLatin1String("identity")).toString().toLatin1(),
                    m_parts.root);
    return result;
}

// One that is being made has a device to be named soon; one that is on its way out may be gone by then.
std::optional<Attachment> QemuBody::attachmentOf(const QByteArray& identity) const
{
    const Patience patience = Patience::of(kBeingMade);
    for (;;) {
        QList<Error> errors;
        const LoopSurroundings around = LoopSurroundings::read(m_parts.root, errors);
        const QList<Attachment> all = attachments(around, errors);
        const auto found = std::find_if(all.begin(), all.end(), [&identity](const Attachment& attachment) {
            return attachment.record.identity == identity;
        });
        if (found == all.end())
            return {};
        if (found->loop || !found->isWorkedAt || patience.isOver({}))
            return *found;
        patience.wait(-1, 0, kLookAgain);
    }
}

ImageReport QemuBody::inspect(const ImageRequest& request)
{
    SeenImage image = m_parts.sight->see(request, {});
    if (!image.report.error)
        image.report.error = Daemons::missingProgram();
    if (!image.report.error) {
        image.report.provider = QStringLiteral("qemustorage");
        if (!image.isUnclean) // that one is copied whole
            image.report.overlayProvider = image.report.provider;
    }
    const auto attachment = image.isKnown() ? attachmentOf(image.image().identity) : std::nullopt;
    if (attachment) {
        const QByteArray device
            = attachment->loop ? attachment->loop->device.devicePath() : attachment->folder.path();
        image.report.facts.insert(Fact::Device, device);
        image.report.error = errorOf(ErrorCode::ImageAlreadyAttached, encodeBytes(device));
    }
    for (const SeenFile& file : std::as_const(image.files)) { // it may be one that the image stands on
        if (image.report.error && decodeBytes(image.report.error->subject) == file.path)
            nameOpeners(*image.report.error, file.identity, m_parts.root);
    }
    return image.report;
}

} // namespace mooring
