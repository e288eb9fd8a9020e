// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemurecipe.h"

namespace mooring {

QemuRecipe QemuRecipe::of(const LoopDevice& loop, const QList<BlockDevice>& partitions)
{
    QemuRecipe recipe;
    recipe.take(loop, partitions);
    recipe.size = loop.device.size;
    return recipe;
}

QJsonObject QemuRecipe::data() const
{
    QJsonObject data = DeviceRecipe::data();
    if (unit)
        data.insert(QStringLiteral("unit"), unit->data());
    data.insert(QStringLiteral("size"), static_cast<qint64>(size));
    data.insert(QStringLiteral("overlayKind"), overlayKind);
    data.insert(QStringLiteral("overlay"), encodeBytes(overlay));
    data.insert(QStringLiteral("outside"), outside);
    return data;
}

std::optional<QemuRecipe> QemuRecipe::fromData(const QJsonObject& data)
{
    if (!isIn(data))
        return {};
    QemuRecipe recipe;
    recipe.read(data);
    recipe.unit = IscsiUnit::fromData(data.value(QStringLiteral("unit")).toObject());
    recipe.size = static_cast<quint64>(data.value(QStringLiteral("size")).toInteger());
    recipe.overlayKind = data.value(QStringLiteral("overlayKind")).toString();
    recipe.overlay = decodeBytes(data.value(QStringLiteral("overlay")).toString());
    recipe.outside = data.value(QStringLiteral("outside")).toBool();
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
    const bool isFresh = device.isEmpty();
    return {"loop-attach",
            surface,
            "-",
            "-",
            flags,
            "0",
            "0",
            isFresh ? QByteArray("probe") : QByteArray::number(sectorSize),
            isFresh ? QByteArray("-") : device,
            isFresh ? QByteArray("probe") : table()};
}

QList<QByteArray> QemuRecipe::shellCommand() const
{
    QList<QByteArray> command {"mooringctl", "attach"};
    if (readOnly)
        command.append("--read-only");
    if (unit)
        return command + QList<QByteArray> {unit->url()};
    if (overlayKind == QLatin1String("overlay"))
        command.append("--overlay");
    if (outside)
        command.append("--allow-outside");
    return command + QList<QByteArray> {"--format", format.toUtf8(), "--", path};
}

} // namespace mooring
