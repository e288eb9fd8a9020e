// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemurecipe.h"

#include <QJsonArray>

namespace mooring {
namespace {

QJsonValue number(quint64 value) { return static_cast<qint64>(value); }

quint64 number(const QJsonValue& value) { return static_cast<quint64>(value.toInteger()); }

} // namespace

QemuRecipe QemuRecipe::of(const LoopDevice& loop, const QList<BlockDevice>& partitions)
{
    QemuRecipe recipe;
    recipe.device = loop.device.devicePath();
    recipe.size = loop.device.size;
    recipe.readOnly = loop.device.readOnly;
    recipe.partScan = loop.partScan;
    recipe.sectorSize = loop.sectorSize;
    for (const BlockDevice& partition : partitions)
        recipe.partitions.append({partition.partition, partition.start, partition.size});
    return recipe;
}

QJsonObject QemuRecipe::data() const
{
    QJsonArray parts;
    for (const Partition& partition : partitions)
        parts.append(QJsonObject {{QStringLiteral("number"), partition.number},
                                  {QStringLiteral("start"), number(partition.start)},
                                  {QStringLiteral("size"), number(partition.size)}});
    return {{QStringLiteral("path"), encodeBytes(path)},
            {QStringLiteral("device"), encodeBytes(device)},
            {QStringLiteral("identity"), QString::fromLatin1(identity)},
            {QStringLiteral("mark"), QString::fromLatin1(mark)},
            {QStringLiteral("format"), format},
            {QStringLiteral("overlayKind"), overlayKind},
            {QStringLiteral("overlay"), encodeBytes(overlay)},
            {QStringLiteral("outside"), outside},
            {QStringLiteral("size"), number(size)},
            {QStringLiteral("readOnly"), readOnly},
            {QStringLiteral("partScan"), partScan},
            {QStringLiteral("sectorSize"), static_cast<int>(sectorSize)},
            {QStringLiteral("partitions"), parts}};
}

std::optional<QemuRecipe> QemuRecipe::fromData(const QJsonObject& data)
{
    if (!data.contains(QStringLiteral("partitions")))
        return {};
    QemuRecipe recipe;
    recipe.path = decodeBytes(data.value(QStringLiteral("path")).toString());
    recipe.device = decodeBytes(data.value(QStringLiteral("device")).toString());
    recipe.identity = data.value(QStringLiteral("identity")).toString().toLatin1();
    recipe.mark = data.value(QStringLiteral("mark")).toString().toLatin1();
    recipe.format = data.value(QStringLiteral("format")).toString();
    recipe.overlayKind = data.value(QStringLiteral("overlayKind")).toString();
    recipe.overlay = decodeBytes(data.value(QStringLiteral("overlay")).toString());
    recipe.outside = data.value(QStringLiteral("outside")).toBool();
    recipe.size = number(data.value(QStringLiteral("size")));
    recipe.readOnly = data.value(QStringLiteral("readOnly")).toBool();
    recipe.partScan = data.value(QStringLiteral("partScan")).toBool();
    recipe.sectorSize = static_cast<unsigned>(data.value(QStringLiteral("sectorSize")).toInt());
    const QJsonArray parts = data.value(QStringLiteral("partitions")).toArray();
    for (const auto& part : parts)
        recipe.partitions.append({part[QStringLiteral("number")].toInt(),
                                  number(part[QStringLiteral("start")]),
                                  number(part[QStringLiteral("size")])});
    return recipe;
}

bool QemuRecipe::isSameFile(const QByteArray& now) const
{
    return identity.isEmpty() || identity.mid(identity.lastIndexOf(':')) == now.mid(now.lastIndexOf(':'));
}

QList<QByteArray> QemuRecipe::bindArguments(const QByteArray& surface) const
{
    QByteArray flags = "dio"; // buffered twice the same bytes would take memory twice
    if (readOnly)
        flags += ",ro";
    if (partScan)
        flags += ",partscan";
    QList<QByteArray> table;
    for (const Partition& partition : partitions)
        table.append(QByteArray::number(partition.number) + ':' + QByteArray::number(partition.start) + ':'
                     + QByteArray::number(partition.size));
    const bool isFresh = device.isEmpty();
    return {"loop-attach",
            surface,
            "-",
            "-",
            flags,
            "0",
            "0",
            QByteArray::number(sectorSize),
            isFresh ? QByteArray("-") : device,
            isFresh ? QByteArray("probe") : table.join(',')};
}

QList<QByteArray> QemuRecipe::shellCommand() const
{
    QList<QByteArray> command {"mooringctl", "attach"};
    if (readOnly)
        command.append("--read-only");
    if (overlayKind == QLatin1String("overlay"))
        command.append("--overlay");
    if (outside)
        command.append("--allow-outside");
    return command + QList<QByteArray> {"--format", format.toUtf8(), "--", path};
}

} // namespace mooring
