// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storagedaemon.h"

#include "daemons.h"
#include "storagenodes.h"

#include <QSet>

namespace mooring {
namespace {

constexpr int kOldestVersion = 7; // what the measured commands were run with
constexpr int kBusyAgain = 20; // ms
constexpr int kJobAgain = 50; // ms

const QString kNode = QStringLiteral("disk");
const QString kExport = QStringLiteral("surface");
const QString kImage = QStringLiteral("image"); // below an overlay
const QString kOverlayFile = QStringLiteral("overlay-file");
const QString kMerge = QStringLiteral("merge");

QString text(const char* word) { return QString::fromLatin1(word); }

std::optional<Error> errorOfResult(const Result<QJsonValue>& result)
{
    return result ? std::nullopt : std::optional(result.error());
}

// GenericError is all it says; the text is the only signal.
Error imageError(Error error, const QByteArray& path)
{
    error.subject = encodeBytes(path);
    if (error.domain != ErrorDomain::Qmp || error.code != ErrorCode::CommandFailed)
        return error;
    const auto says = [&error](const char* words) { return error.text.contains(QLatin1String(words)); };
    if (says("Failed to get") && says("lock"))
        error.code = ErrorCode::ImageInUse;
    else if (says("Permission denied"))
        error.code = ErrorCode::ImageUnreadable;
    else if (says("No such file"))
        error.code = ErrorCode::ImageMissing;
    else if (says("No space left"))
        error.code = ErrorCode::NoRoom;
    else
        error.code = ErrorCode::ImageContentUnknown;
    return error;
}

} // namespace

StorageDaemon::StorageDaemon(QmpClient client, AttachmentFolder folder)
    : m_client(std::move(client))
    , m_folder(std::move(folder))
{
}

QList<QByteArray> StorageDaemon::arguments(const AttachmentFolder& folder)
{
    QByteArray path = folder.monitor();
    path.replace(',', ",,"); // in QEMU's options a comma ends a value
    // It waits for us before it begins: otherwise its main thread accepts the connection while the monitor's
    // own takes the socket over, and a byte is lost or the greeting comes twice (once in about 500 starts).
    return {"--chardev", "socket,id=monitor,server=on,wait=on,path=" + path, "--monitor",
            "chardev=monitor,mode=control"};
}

QByteArray StorageDaemon::address(const AttachmentFolder& folder)
{
    return "nbd+unix:///" + kExport.toUtf8() + "?socket=" + folder.server().toPercentEncoding("/:");
}

Result<StorageDaemon> StorageDaemon::connect(const AttachmentFolder& folder, const Patience& patience)
{
    auto client = QmpClient::connect(folder.monitor(), patience);
    if (!client)
        return fail(client.error());
    if (client->majorVersion() < kOldestVersion) {
        Error old = errorOf(ErrorCode::NotSupportedHere, text("qemu-storage-daemon ") + client->version());
        old.text = text(Daemons::packageOf("qemu-storage-daemon"));
        return fail(old);
    }
    return StorageDaemon(std::move(*client), folder);
}

Result<quint64> StorageDaemon::open(const Image& image, const Patience& patience)
{
    QList<QByteArray> paths {image.overlay};
    for (const SeenFile& file : image.files)
        paths.append(file.path);
    for (const QByteArray& path : std::as_const(paths)) {
        if (!StorageNodes::isText(path))
            return fail(errnoError(EILSEQ, encodeBytes(path), ErrorCode::NotSupportedHere));
    }
    auto error = add(image, true, patience);
    if (error && error->text.contains(QLatin1String("O_DIRECT"))) // tmpfs and some others know no such
        error = add(image, false, patience);
    if (error)
        return fail(imageError(*error, image.files.constFirst().path));
    return opened(image, patience);
}

std::optional<Error> StorageDaemon::add(const Image& image, bool direct, const Patience& patience)
{
    if (!image.overlay.isEmpty())
        return addOverlay(image, direct, patience);
    const StorageNodes nodes(image.files, image.readOnly, direct);
    return errorOfResult(m_client.execute(text("blockdev-add"), nodes.image(kNode), patience));
}

std::optional<Error> StorageDaemon::addOverlay(const Image& image, bool direct, const Patience& patience)
{
    const StorageNodes nodes(image.files, true, direct);
    const auto add = [&](const QJsonObject& node) {
        return errorOfResult(m_client.execute(text("blockdev-add"), node, patience));
    };
    if (auto error = add(nodes.image(kImage)))
        return error;
    if (auto error = add(nodes.overlayFile(kOverlayFile, image.overlay))) {
        m_client.execute(text("blockdev-del"), {{text("node-name"), kImage}}, patience);
        return error;
    }
    if (image.isOverlayFresh) {
        if (auto error = makeOverlay(image, patience))
            return error;
    }
    return add(nodes.overlay(kNode, kOverlayFile, kImage));
}

// What it is an overlay of is written into it: whoever finds it later can open it.
std::optional<Error> StorageDaemon::makeOverlay(const Image& image, const Patience& patience)
{
    const auto size = opened(image, patience);
    if (!size)
        return size.error();
    const QString id = text("create");
    const QJsonObject options {{text("driver"), text("qcow2")},
                               {text("file"), kOverlayFile},
                               {text("size"), static_cast<qint64>(*size)},
                               {text("backing-file"), QString::fromUtf8(image.files.constFirst().path)},
                               {text("backing-fmt"), image.files.constFirst().driver}};
    const QJsonObject what {{text("job-id"), id}, {text("options"), options}};
    if (auto error = errorOfResult(m_client.execute(text("blockdev-create"), what, patience)))
        return error;
    for (;;) {
        const auto now = job(id, patience);
        if (!now)
            return now.error();
        if (now->value(text("status")) == text("concluded")) {
            m_client.execute(text("job-dismiss"), {{text("id"), id}}, patience);
            const QString said = now->value(text("error")).toString();
            return said.isEmpty()
                ? std::nullopt
                : std::optional(Error {ErrorCode::CommandFailed, {}, ErrorDomain::Qmp, 0, said, {}});
        }
        if (auto error = patience.isOver({}))
            return error;
        patience.wait(-1, 0, kBusyAgain);
    }
}

Result<QJsonObject> StorageDaemon::job(const QString& id, const Patience& patience)
{
    const auto jobs = m_client.execute(text("query-jobs"), {}, patience);
    if (!jobs)
        return fail(jobs.error());
    const QJsonArray list = jobs->toArray();
    for (const auto& each : list) {
        if (each[text("id")].toString() == id)
            return each.toObject();
    }
    return QJsonObject();
}

// Of every node the driver is known beforehand, and of those that open a file its path.
Result<quint64> StorageDaemon::opened(const Image& image, const Patience& patience)
{
    const auto nodes = m_client.execute(text("query-named-block-nodes"), {{text("flat"), true}}, patience);
    if (!nodes)
        return fail(nodes.error());
    QSet<QString> drivers {text("qcow2")}, files {QString::fromUtf8(image.overlay)};
    for (const SeenFile& file : image.files) {
        drivers.insert(file.driver);
        files.insert(QString::fromUtf8(file.path));
    }
    quint64 size = 0;
    const QJsonArray list = nodes->toArray();
    for (const auto& each : list) {
        const QString driver = each[text("drv")].toString(), path = each[text("file")].toString();
        const bool isFile = driver == text("file");
        if (isFile ? !files.contains(path) : !drivers.contains(driver))
            return fail(Error {ErrorCode::NotSupportedHere,
                               encodeBytes(image.files.constFirst().path),
                               ErrorDomain::Qmp,
                               0,
                               driver + u' ' + path,
                               {}});
        const QString name = each[text("node-name")].toString();
        if (name == kNode || (name == kImage && size == 0))
            size = static_cast<quint64>(each[text("image")][text("virtual-size")].toInteger());
    }
    return size;
}

std::optional<Error> StorageDaemon::close(const Patience& patience)
{
    return errorOfResult(m_client.execute(text("blockdev-del"), {{text("node-name"), kNode}}, patience));
}

std::optional<Error> StorageDaemon::serve(bool readOnly, const Patience& patience)
{
    if (!StorageNodes::isText(m_folder.server()))
        return errnoError(EILSEQ, encodeBytes(m_folder.server()), ErrorCode::NotSupportedHere);
    const QJsonObject path {{text("path"), QString::fromUtf8(m_folder.server())}};
    const QJsonObject address {{text("type"), text("unix")}, {text("data"), path}};
    const QJsonObject where {{text("addr"), address}, {text("max-connections"), 0}};
    if (auto error = errorOfResult(m_client.execute(text("nbd-server-start"), where, patience)))
        return error;
    const QJsonObject what {{text("type"), text("nbd")},
                            {text("id"), kExport},
                            {text("name"), kExport},
                            {text("node-name"), kNode},
                            {text("writable"), !readOnly}};
    return errorOfResult(m_client.execute(text("block-export-add"), what, patience));
}

std::optional<Error> StorageDaemon::withdraw(const Patience& patience)
{
    const QJsonObject what {{text("id"), kExport}};
    QJsonObject safely = what;
    safely.insert(text("mode"), text("safe"));
    for (;;) {
        const auto deleted = m_client.execute(text("block-export-del"), safely, patience);
        if (deleted)
            break;
        // the client's goodbye may still be on its way
        const bool isBusy = deleted.error().text.contains(QLatin1String("in use"));
        if (!isBusy || patience.isOver({}))
            return deleted.error();
        patience.wait(-1, 0, kBusyAgain);
    }
    const auto gone = m_client.waitFor(text("BLOCK_EXPORT_DELETED"), what, patience);
    return gone ? std::nullopt : std::optional(gone.error());
}

// An active commit (docs/interop/live-block-operations.rst of QEMU): ready when all is written, and then
// completed by hand.
std::optional<Error> StorageDaemon::merge(const Patience& patience, const std::function<void(quint64)>& tell)
{
    const QJsonObject what {{text("job-id"), kMerge}, {text("device"), kNode}, {text("base-node"), kImage}};
    if (auto error = errorOfResult(m_client.execute(text("block-commit"), what, patience)))
        return error;
    for (bool isCompleting = false;;) {
        const auto now = job(kMerge, patience);
        if (!now)
            return now.error();
        if (now->isEmpty())
            break;
        if (!isCompleting && now->value(text("status")) == text("ready")) {
            if (auto error
                = errorOfResult(m_client.execute(text("job-complete"), {{text("id"), kMerge}}, patience)))
                return error;
            isCompleting = true;
        }
        const qint64 left = now->value(text("total-progress")).toInteger()
            - now->value(text("current-progress")).toInteger();
        tell(static_cast<quint64>(qMax<qint64>(left, 0)));
        if (auto error = patience.isOver({}))
            return error;
        patience.wait(-1, 0, kJobAgain);
    }
    const auto ended = m_client.waitFor(text("BLOCK_JOB_COMPLETED"), {{text("device"), kMerge}}, patience);
    if (!ended)
        return ended.error();
    const QString said = ended->value(text("error")).toString();
    return said.isEmpty()
        ? std::nullopt
        : std::optional(Error {ErrorCode::CommandFailed, {}, ErrorDomain::Qmp, 0, said, {}});
}

std::optional<Error> StorageDaemon::quit(const Patience& patience)
{
    return errorOfResult(m_client.execute(text("quit"), {}, patience));
}

} // namespace mooring
