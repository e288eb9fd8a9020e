// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attaching.h"

#include <QJsonDocument>
#include <QUuid>

#include <array>
#include <fcntl.h>

namespace mooring {
namespace {

constexpr int kPhaseLimit = 6000; // ms; the whole has the deadline of its step
constexpr int kLookAgain = 20; // ms
constexpr int kProbeLimit = 2000; // ms

bool isStopped(const Error& error) { return error.code == ErrorCode::StoppedByUser; }

} // namespace

Attaching::Attaching(const QemuTools& tools, QemuRecipe recipe, std::stop_token stop, Tell tell)
    : m_tools(tools)
    , m_recipe(std::move(recipe))
    , m_stop(std::move(stop))
    , m_tell(std::move(tell))
    , m_daemons(tools.root, tools.child)
{
}

Patience Attaching::patience() const { return Patience::of(kPhaseLimit, m_stop); }

StepResult Attaching::run(const SeenImage& image, std::function<SeenImage()> again)
{
    m_image = image;
    m_seeAgain = std::move(again);
    constexpr std::array phases {
        &Attaching::claim,        &Attaching::refuseWhenInUse, &Attaching::makeOverlay,
        &Attaching::startStorage, &Attaching::openImage,       &Attaching::serveImage,
        &Attaching::mountSurface, &Attaching::bindDevice,      &Attaching::finish};
    StepResult result;
    for (size_t done = 0; done < phases.size(); ++done) {
        Progress progress;
        progress.percent = static_cast<int>(done * 100 / phases.size());
        m_tell(progress);
        Failure error = (this->*phases[done])();
        if (!error && m_stop.stop_requested() && done + 1 < phases.size())
            error = errorOf(ErrorCode::StoppedByUser, encodeBytes(m_recipe.path));
        if (!error)
            continue;
        if (const auto ended = m_daemons.ended(m_storageMark, m_nbdfuseMark)) { // what it was for failed
            error->code = ended->code, error->subject = ended->subject;
            auto& log = ended->subject == QLatin1String("nbdfuse") ? m_nbdfuseLog : m_storageLog;
            if (const QString line = log ? log->lastLine() : QString(); !line.isEmpty())
                error->text = line;
        }
        undo();
        if (m_stop.stop_requested() && !isStopped(*error))
            error->code = ErrorCode::StoppedByUser;
        result.error = error;
        return result;
    }
    result.created = m_created;
    return result;
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

Attaching::Failure Attaching::startDaemon(const QByteArray& name, const QList<QByteArray>& arguments)
{
    const bool isStorage = name == AttachmentFolder::storage;
    DaemonLog& log = (isStorage ? m_storageLog : m_nbdfuseLog).emplace(*m_folder, name);
    Daemons::Program program;
    program.name = isStorage ? "qemu-storage-daemon" : "nbdfuse";
    program.arguments = arguments;
    const auto started = m_daemons.start(*m_folder, name, program, m_stop);
    if (!started) {
        Error error = started.error();
        if (error.text.isEmpty())
            error.text = log.lastLine();
        return error;
    }
    (isStorage ? m_storageMark : m_nbdfuseMark) = *started;
    return {};
}

Attaching::Failure Attaching::startStorage()
{
    if (auto error = startDaemon(AttachmentFolder::storage, StorageDaemon::arguments(*m_folder)))
        return error;
    auto error = m_daemons.awaitReady(*m_folder, m_storageMark, patience());
    if (!error) {
        auto storage = StorageDaemon::connect(*m_folder, patience());
        if (storage)
            m_storage.emplace(std::move(*storage));
        else
            error = storage.error();
    }
    if (const QString line = error ? m_storageLog->lastLine() : QString(); !line.isEmpty())
        error->text = line;
    return error;
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

Attaching::Failure Attaching::serveImage() { return m_storage->serve(m_recipe.readOnly, patience()); }

Attaching::Failure Attaching::mountSurface()
{
    const QByteArray surface = m_folder->surface();
    const Descriptor file(::open(surface.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file)
        return errnoError(errno, encodeBytes(surface));
    QList<QByteArray> arguments {surface, StorageDaemon::address(*m_folder)};
    if (m_recipe.readOnly)
        arguments.prepend("--readonly");
    if (auto error = startDaemon(AttachmentFolder::nbdfuse, arguments))
        return error;
    const ChildAnswer answer = m_tools.child.runFor(
        kPhaseLimit,
        {"await-surface", surface, QByteArray::number(m_size), QByteArray::number(m_nbdfuseMark.pid)},
        m_stop);
    auto error = answer.error(surface, {});
    if (!error)
        return {};
    if (answer.endedByItself()) // it ended, and has said why
        error->code = ErrorCode::CommandFailed;
    error->subject = QStringLiteral("nbdfuse");
    error->text = m_nbdfuseLog->lastLine();
    return error;
}

Attaching::Failure Attaching::bindDevice()
{
    const QByteArray surface = m_folder->surface();
    if (std::exchange(m_record.isOverlayUnused, false)) {
        if (auto error = m_folder->write(m_record))
            return error;
    }
    const ChildAnswer answer = m_tools.child.run(m_recipe.bindArguments(surface), m_stop);
    m_record.device = answer.value("device");
    m_record.diskSeq = answer.number("diskseq");
    return answer.error(surface, m_record.device);
}

Attaching::Failure Attaching::finish()
{
    if (auto error = m_daemons.ended(m_storageMark, m_nbdfuseMark))
        return error;
    m_record.worker = {};
    if (auto error = m_folder->write(m_record))
        return error;
    m_created = {ResourceId::make(Kind::VirtualDisk, m_record.device)};
    const QByteArray name = m_record.device.mid(m_record.device.lastIndexOf('/') + 1);
    for (const BlockDevice& partition : m_tools.devices.partitions(name))
        m_created.append(ResourceId::make(Kind::Partition, partition.devicePath()));
    m_created.append(ResourceId::make(Kind::Image, m_record.image));
    return {};
}

void Attaching::undo()
{
    m_storage.reset(); // it listens to one at a time
    if (!m_folder)
        return;
    LettingGo(m_tools, *m_folder, {true, {}}, {}).run({}, {});
    if (m_isOverlayFresh)
        overlay().remove();
    m_record.worker = {};
    if (m_folder->exists()) // something would not go: now it is a leftover
        m_folder->write(m_record);
}

} // namespace mooring
