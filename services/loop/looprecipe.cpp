// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "looprecipe.h"

namespace mooring {
namespace {

QByteArray orNone(const QByteArray& text) { return text.isEmpty() ? QByteArray("-") : text; }

} // namespace

QJsonObject LoopRecipe::data() const
{
    QJsonObject data = DeviceRecipe::data();
    data.insert(QStringLiteral("untilUnused"), autoclear);
    data.insert(QStringLiteral("directIo"), directIo);
    data.insert(QStringLiteral("offset"), static_cast<qint64>(offset));
    data.insert(QStringLiteral("sizeLimit"), static_cast<qint64>(sizeLimit));
    return data;
}

std::optional<LoopRecipe> LoopRecipe::fromData(const QJsonObject& data)
{
    if (!isIn(data))
        return {};
    LoopRecipe recipe;
    recipe.read(data);
    recipe.autoclear = data.value(QStringLiteral("untilUnused")).toBool();
    recipe.directIo = data.value(QStringLiteral("directIo")).toBool();
    recipe.offset = static_cast<quint64>(data.value(QStringLiteral("offset")).toInteger());
    recipe.sizeLimit = static_cast<quint64>(data.value(QStringLiteral("sizeLimit")).toInteger());
    return recipe;
}

QList<QByteArray> LoopRecipe::attachArguments() const
{
    QList<QByteArray> flags;
    for (const auto& [set, word] : {std::pair(readOnly, "ro"), std::pair(autoclear, "autoclear"),
                                    std::pair(directIo, "dio"), std::pair(partScan, "partscan")}) {
        if (set)
            flags.append(word);
    }
    return {"loop-attach",
            path,
            identity.isEmpty() ? QByteArray("-") : "*:" + identity.mid(identity.lastIndexOf(':') + 1),
            orNone(mark),
            orNone(flags.join(',')),
            QByteArray::number(offset),
            QByteArray::number(sizeLimit),
            QByteArray::number(sectorSize),
            orNone(device),
            table()};
}

QList<QByteArray> LoopRecipe::shellCommand() const
{
    QList<QByteArray> command {"losetup"};
    if (readOnly)
        command.append("--read-only");
    if (offset != 0)
        command.append({"--offset", QByteArray::number(offset)});
    if (sizeLimit != 0)
        command.append({"--sizelimit", QByteArray::number(sizeLimit)});
    if (sectorSize > 512)
        command.append({"--sector-size", QByteArray::number(sectorSize)});
    if (directIo)
        command.append("--direct-io=on");
    if (partScan)
        command.append("--partscan");
    command.append({device, path});
    return command;
}

} // namespace mooring
