// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachment.h"

#include "services/system/processidentity.h"
#include "services/system/sysfs.h"
#include "services/system/wholefile.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <sys/stat.h>

namespace mooring {
namespace {

constexpr int kSchema = 1;

// 64 bits do not fit into a number of JSON.
QJsonObject markData(const ProcessMark& mark)
{
    return {{QStringLiteral("pid"), mark.pid}, {QStringLiteral("start"), QString::number(mark.startTicks)}};
}

ProcessMark markOf(const QJsonValue& data)
{
    return {data[QLatin1String("pid")].toInteger(), data[QLatin1String("start")].toString().toULongLong()};
}

QByteArray pathOf(const QJsonObject& data, const char* name)
{
    return decodeBytes(data.value(QLatin1String(name)).toString());
}

QJsonArray partsData(const QList<AttachmentPart>& parts)
{
    QJsonArray array;
    for (const AttachmentPart& part : parts)
        array.append(QJsonObject {{QStringLiteral("path"), encodeBytes(part.path)},
                                  {QStringLiteral("identity"), QString::fromLatin1(part.identity)}});
    return array;
}

QList<AttachmentPart> partsOf(const QJsonArray& array)
{
    QList<AttachmentPart> parts;
    for (const auto& part : array)
        parts.append({decodeBytes(part[QStringLiteral("path")].toString()),
                      part[QStringLiteral("identity")].toString().toLatin1()});
    return parts;
}

} // namespace

Key ProcessMark::key() const
{
    return Key {"process:" + QByteArray::number(pid) + '@' + QByteArray::number(startTicks)};
}

std::optional<ProcessEntry> ProcessMark::find(const QByteArray& root) const
{
    auto process = isSet() ? Processes::read(root, pid) : std::nullopt;
    if (process && process->startTicks != startTicks)
        process.reset();
    return process;
}

ProcessMark ProcessMark::parse(const QByteArray& text)
{
    const QList<QByteArray> words = text.trimmed().split(' ');
    return {words.value(0).toLongLong(), words.value(1).toULongLong()};
}

ProcessMark ProcessMark::own()
{
    const ProcessIdentity identity = ProcessIdentity::own();
    return {identity.pid, static_cast<quint64>(identity.startTicks)};
}

QJsonObject AttachmentRecord::data() const
{
    return {{QStringLiteral("unit"), unit ? unit->data() : QJsonObject()},
            {QStringLiteral("schema"), kSchema},
            {QStringLiteral("image"), encodeBytes(image)},
            {QStringLiteral("identity"), QString::fromLatin1(identity)},
            {QStringLiteral("opened"), encodeBytes(opened)},
            {QStringLiteral("mark"), QString::fromLatin1(mark)},
            {QStringLiteral("mergeBegun"), isMergeBegun},
            {QStringLiteral("overlay"), encodeBytes(overlay)},
            {QStringLiteral("overlayIdentity"), QString::fromLatin1(overlayIdentity)},
            {QStringLiteral("overlayKind"), overlayKind},
            {QStringLiteral("overlayUnused"), isOverlayUnused},
            {QStringLiteral("format"), format},
            {QStringLiteral("driver"), driver},
            {QStringLiteral("parts"), partsData(parts)},
            {QStringLiteral("unwritable"), unwritable},
            {QStringLiteral("readOnly"), readOnly},
            {QStringLiteral("outside"), outside},
            {QStringLiteral("incarnation"), incarnation},
            {QStringLiteral("worker"), markData(worker)},
            {QStringLiteral("device"), encodeBytes(device)},
            {QStringLiteral("diskSeq"), QString::number(diskSeq)}};
}

std::optional<AttachmentRecord> AttachmentRecord::fromData(const QJsonObject& data)
{
    if (data.value(QLatin1String("schema")).toInt() != kSchema)
        return {};
    AttachmentRecord record;
    record.image = pathOf(data, "image");
    record.unit = IscsiUnit::fromData(data.value(QLatin1String("unit")).toObject());
    record.identity = data.value(QLatin1String("identity")).toString().toLatin1();
    record.opened = pathOf(data, "opened");
    record.mark = data.value(QLatin1String("mark")).toString().toLatin1();
    record.isMergeBegun = data.value(QLatin1String("mergeBegun")).toBool();
    record.overlay = pathOf(data, "overlay");
    record.overlayIdentity = data.value(QLatin1String("overlayIdentity")).toString().toLatin1();
    record.isOverlayUnused = data.value(QLatin1String("overlayUnused")).toBool();
    record.overlayKind = data.value(QLatin1String("overlayKind")).toString();
    record.format = data.value(QLatin1String("format")).toString();
    record.driver = data.value(QLatin1String("driver")).toString();
    record.unwritable = data.value(QLatin1String("unwritable")).toString();
    record.readOnly = data.value(QLatin1String("readOnly")).toBool();
    record.outside = data.value(QLatin1String("outside")).toBool();
    record.parts = partsOf(data.value(QLatin1String("parts")).toArray());
    record.incarnation = data.value(QLatin1String("incarnation")).toString();
    record.worker = markOf(data.value(QLatin1String("worker")));
    record.device = pathOf(data, "device");
    record.diskSeq = data.value(QLatin1String("diskSeq")).toString().toULongLong();
    return record;
}

AttachmentFolder::AttachmentFolder(QByteArray path)
    : m_path(std::move(path))
{
}

QList<AttachmentFolder> AttachmentFolder::in(const QByteArray& base, QList<Error>& errors)
{
    QList<QByteArray> names;
    const SysFolder folder(base.constData());
    if (!folder && errno != ENOENT) { // without one nothing was ever attached
        errors.append(errnoError(errno, encodeBytes(base), ErrorCode::LookFailed));
        errors.last().source = QStringLiteral("surfaces");
    }
    if (folder) {
        folder.list([&names](std::string_view name, unsigned char) {
            if (name.front() != '.') // one that is being made
                names.append(QByteArray(name.data(), static_cast<qsizetype>(name.size())));
        });
    }
    std::sort(names.begin(), names.end());
    QList<AttachmentFolder> result;
    for (const QByteArray& name : std::as_const(names))
        result.append(AttachmentFolder(base + '/' + name));
    return result;
}

std::optional<AttachmentRecord> AttachmentFolder::record() const
{
    const QByteArray text = wholeFile(file("attachment.json")).value_or(QByteArray());
    return AttachmentRecord::fromData(QJsonDocument::fromJson(text).object());
}

std::optional<Error> AttachmentFolder::write(const AttachmentRecord& record) const
{
    const QByteArray text = QJsonDocument(record.data()).toJson(QJsonDocument::Compact) + '\n';
    const QByteArray fresh = file("attachment.json.new");
    const Descriptor target(
        ::open(fresh.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    const bool isWritten = target
        && ::write(target.get(), text.constData(), static_cast<size_t>(text.size())) == text.size()
        && ::rename(fresh.constData(), file("attachment.json").constData()) == 0;
    return isWritten ? std::nullopt : std::optional(errnoError(errno, encodeBytes(m_path)));
}

ProcessMark AttachmentFolder::daemon(const QByteArray& name) const
{
    return ProcessMark::parse(wholeFile(file(name + ".pid")).value_or(QByteArray()));
}

bool AttachmentFolder::isListening() const { return ::access(monitor().constData(), F_OK) == 0; }

bool AttachmentFolder::isWorkedAt(const QByteArray& root) const
{
    const auto record = this->record();
    return !record || record->worker.find(root);
}

bool AttachmentFolder::exists() const { return ::access(m_path.constData(), F_OK) == 0; }

std::optional<Error> AttachmentFolder::remove() const
{
    // the surface first: while it is mounted nothing is taken away
    if (::unlink(surface().constData()) != 0 && errno != ENOENT)
        return errnoError(errno, encodeBytes(surface()));
    for (int turn = 0; turn < 2; ++turn) { // a daemon that was just told to begin may still record itself
        for (const char* name : {"nbd.sock", "monitor.sock", "nbdfuse.log", "storage.log", "nbdfuse.pid",
                                 "storage.pid", "nbdfuse.pid.new", "storage.pid.new", "attachment.json.new"})
            ::unlink(file(name).constData());
        ::unlink(file("attachment.json").constData()); // last: it tells what the rest is
        if (::rmdir(m_path.constData()) == 0 || errno == ENOENT)
            return {};
    }
    return errnoError(errno, encodeBytes(m_path));
}

} // namespace mooring
