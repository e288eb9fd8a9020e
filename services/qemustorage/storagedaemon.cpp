// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storagedaemon.h"

#include "daemons.h"

#include <QUrl>

namespace mooring {
namespace {

constexpr int kOldestVersion = 7; // what the measured commands were run with
constexpr int kBusyAgain = 20; // ms

const QString kNode = QStringLiteral("disk");
const QString kExport = QStringLiteral("surface");

QString text(const char* word) { return QString::fromLatin1(word); }

// JSON is text: a name that is none cannot be told.
std::optional<QString> textOf(const QByteArray& path)
{
    QString result = QString::fromUtf8(path);
    return result.toUtf8() == path ? std::optional(std::move(result)) : std::nullopt;
}

QJsonObject nodeOf(const StorageDaemon::Image& image, const QString& path, bool direct)
{
    const QJsonObject cache {{text("direct"), direct}};
    const QJsonObject file {{text("driver"), text("file")},      {text("filename"), path},
                            {text("locking"), text("on")},       {text("discard"), text("unmap")},
                            {text("read-only"), image.readOnly}, {text("cache"), cache}};
    return {{text("driver"), image.driver},      {text("node-name"), kNode}, {text("discard"), text("unmap")},
            {text("read-only"), image.readOnly}, {text("cache"), cache},     {text("file"), file}};
}

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
        error.code = ErrorCode::InTheWay;
    else if (says("Permission denied"))
        error.code = ErrorCode::ImageUnreadable;
    else if (says("No such file"))
        error.code = ErrorCode::ImageMissing;
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
    return {"--chardev", "socket,id=monitor,server=on,wait=off,path=" + path, "--monitor",
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

Result<StorageDaemon::Opened> StorageDaemon::open(const Image& image, const Patience& patience)
{
    const auto path = textOf(image.path);
    if (!path)
        return fail(errnoError(EILSEQ, encodeBytes(image.path), ErrorCode::NotSupportedHere));
    auto added = m_client.execute(text("blockdev-add"), nodeOf(image, *path, true), patience);
    if (!added
        && added.error().text.contains(QLatin1String("O_DIRECT"))) // tmpfs and some others know no such
        added = m_client.execute(text("blockdev-add"), nodeOf(image, *path, false), patience);
    if (!added)
        return fail(imageError(added.error(), image.path));
    const auto nodes = m_client.execute(text("query-named-block-nodes"), {{text("flat"), true}}, patience);
    if (!nodes)
        return fail(nodes.error());
    Opened opened;
    const QJsonArray list = nodes->toArray();
    for (const auto& each : list) {
        if (each[text("node-name")].toString() == kNode)
            opened.size = static_cast<quint64>(each[text("image")][text("virtual-size")].toInteger());
        else
            opened.files.append(each[text("file")].toString().toUtf8());
    }
    return opened;
}

std::optional<Error> StorageDaemon::serve(const Image& image, const Patience& patience)
{
    const auto server = textOf(m_folder.server());
    if (!server)
        return errnoError(EILSEQ, encodeBytes(m_folder.server()), ErrorCode::NotSupportedHere);
    const QJsonObject address {{text("type"), text("unix")},
                               {text("data"), QJsonObject {{text("path"), *server}}}};
    const QJsonObject where {{text("addr"), address}, {text("max-connections"), 0}};
    if (auto error = errorOfResult(m_client.execute(text("nbd-server-start"), where, patience)))
        return error;
    const QJsonObject what {{text("type"), text("nbd")},
                            {text("id"), kExport},
                            {text("name"), kExport},
                            {text("node-name"), kNode},
                            {text("writable"), !image.readOnly}};
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
    if (const auto gone = m_client.waitFor(text("BLOCK_EXPORT_DELETED"), what, patience); !gone)
        return gone.error();
    return errorOfResult(m_client.execute(text("blockdev-del"), {{text("node-name"), kNode}}, patience));
}

std::optional<Error> StorageDaemon::quit(const Patience& patience)
{
    return errorOfResult(m_client.execute(text("quit"), {}, patience));
}

} // namespace mooring
