// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attaching.h"

#include <QJsonDocument>
#include <QUuid>

namespace mooring {
namespace {

constexpr int kLookAgain = 20; // ms
constexpr int kProbeLimit = 2000; // ms

// Who has it open now may be gone when it is merged.
QString unwritable(const SeenImage& image)
{
    const auto& why = image.notWritable;
    if (!why || why->code == ErrorCode::ImageInUse)
        return {};
    return why->text.isEmpty() ? token(why->code) : why->text;
}

} // namespace

Attaching::Attaching(const QemuTools& tools, QemuRecipe recipe, std::stop_token stop, Tell tell)
    : Surfacing(tools, std::move(stop), std::move(tell))
    , m_recipe(std::move(recipe))
{
}

StepResult Attaching::run(const SeenImage& image, std::function<SeenImage()> again)
{
    m_image = image;
    m_seeAgain = std::move(again);
    return carryOut({[this] { return claim(); }, [this] { return refuseWhenInUse(); },
                     [this] { return makeOverlay(); }, [this] { return startStorage(); },
                     [this] { return openImage(); },
                     [this] { return m_storage->serve(m_recipe.readOnly, patience()); },
                     [this] { return mountSurface(m_recipe.readOnly); }, [this] { return useSurface(); },
                     [this] { return finish(); }},
                    encodeBytes(m_recipe.path));
}

// The folder is the claim: two attaches of one image cannot both make it.
Attaching::Failure Attaching::claim()
{
    m_record.image = m_recipe.path;
    m_record.identity = m_image.image().identity;
    m_record.format = m_image.image().format;
    m_record.driver = m_image.image().driver;
    m_record.overlayKind = m_recipe.overlayKind;
    m_record.overlay = m_recipe.overlay;
    m_record.unwritable = unwritable(m_image);
    m_record.readOnly = m_recipe.readOnly;
    for (qsizetype at = 1; at < m_image.files.size(); ++at)
        m_record.parts.append({m_image.files[at].path, m_image.files[at].identity});
    m_record.outside = m_recipe.outside;
    m_record.incarnation = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_record.worker = ProcessMark::own();
    const QByteArray record = QJsonDocument(m_record.data()).toJson(QJsonDocument::Compact);
    QList<QByteArray> claim {"image-claim", m_recipe.path, m_record.identity, m_tools.base, record};
    for (const AttachmentPart& part : std::as_const(m_record.parts))
        claim.append(part.identity);
    const Patience patience = this->patience();
    for (bool isLast = false;;) {
        const ChildAnswer answer = m_tools.child.run(claim, m_stop);
        const QByteArray device = answer.value("device");
        if (const QByteArray folder = answer.value("folder"); !folder.isEmpty())
            m_folder.emplace(folder);
        auto error = answer.error(m_recipe.path, device);
        const bool isNamed = !device.startsWith(m_tools.base + '/');
        if (!error || error->code != ErrorCode::ImageAlreadyAttached || isNamed || isLast)
            return error;
        // who attaches it at this very moment has a device soon, or has it just now
        isLast = !AttachmentFolder(device).isWorkedAt(m_tools.root) || patience.isOver({});
        if (!isLast)
            patience.wait(-1, 0, kLookAgain);
    }
}

// Who had it open when it was looked at may have been an attachment that was just let go of.
Attaching::Failure Attaching::refuseWhenInUse()
{
    if (!m_image.report.error && !m_image.notWritable)
        return {};
    const SeenImage now = m_seeAgain();
    if (now.report.error)
        return now.report.error;
    // what to do was decided by what it was then
    if (now.image().identity != m_record.identity || now.isUnclean != m_image.isUnclean)
        return errorOf(ErrorCode::ImageChanged, encodeBytes(m_recipe.path));
    m_image = now;
    const bool writes = !m_recipe.readOnly && m_recipe.overlayKind.isEmpty();
    return writes ? m_image.notWritable : Failure();
}

OverlayFile Attaching::overlay() { return {m_tools, *m_folder, m_record, m_stop}; }

Attaching::Failure Attaching::makeOverlay()
{
    if (m_recipe.overlayKind.isEmpty())
        return {};
    if (!m_recipe.overlay.isEmpty()) // put back
        return overlay().findAgain();
    m_isOverlayFresh = true;
    return overlay().make(m_image.report.facts.value(Fact::OnDisk).toULongLong(), m_tell);
}

bool Attaching::has(const char* overlayKind) const
{
    return m_recipe.overlayKind == QLatin1String(overlayKind);
}

StorageDaemon::Image Attaching::served() const
{
    StorageDaemon::Image image {m_image.files, m_recipe.readOnly, {}, false};
    if (has("overlay")) {
        image.overlay = m_record.overlay;
        image.isOverlayFresh = m_isOverlayFresh;
    } else if (has("copy")) {
        image.files.first().path = m_record.overlay;
        image.files.first().identity = m_record.overlayIdentity;
    }
    return image;
}

Attaching::Failure Attaching::checkHeld(const QByteArray& path, const QByteArray& identity)
{
    const ChildAnswer held = m_tools.child.runFor(
        kProbeLimit, {"holds-file", QByteArray::number(m_storageMark.pid), identity}, m_stop);
    if (identity == m_record.identity)
        m_record.opened = held.value("path");
    return held.error(path, {});
}

// Only a writer does it.
Attaching::Failure Attaching::carryOutLog(StorageDaemon::Image image)
{
    image.readOnly = false;
    if (const auto opened = m_storage->open(image, patience()); !opened)
        return opened.error();
    const auto error = m_storage->close(patience());
    return error ? error : overlay().closeLog();
}

// What it opened has to be what was looked at: nothing else, and no other file of that name.
Attaching::Failure Attaching::openImage()
{
    StorageDaemon::Image image = served();
    if (has("copy") && m_isOverlayFresh) {
        if (auto error = carryOutLog(image))
            return error;
    }
    const auto opened = m_storage->open(image, patience());
    if (!opened)
        return opened.error();
    for (const SeenFile& file : std::as_const(image.files)) {
        if (auto error = checkHeld(file.path, file.identity))
            return error;
    }
    if (!image.overlay.isEmpty()) {
        if (auto error = checkHeld(image.overlay, m_record.overlayIdentity))
            return error;
    }
    m_size = *opened;
    if (m_recipe.size != 0 && m_recipe.size != m_size)
        return errorOf(ErrorCode::ImageChanged, encodeBytes(m_recipe.path));
    return m_size == 0 ? Failure(errorOf(ErrorCode::ImageEmpty, encodeBytes(m_recipe.path))) : Failure();
}

Attaching::Failure Attaching::useSurface()
{
    if (std::exchange(m_record.isOverlayUnused, false)) {
        if (auto error = m_folder->write(m_record))
            return error;
    }
    return bindDevice(m_recipe.bindArguments(surface()));
}

QList<ResourceId> Attaching::madeOf() const { return {ResourceId::make(Kind::Image, m_record.image)}; }

void Attaching::undone()
{
    if (m_isOverlayFresh)
        overlay().remove();
}

} // namespace mooring
