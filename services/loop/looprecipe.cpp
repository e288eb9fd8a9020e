// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "looprecipe.h"

#include <QJsonArray>

namespace mooring {
namespace {

QByteArray orNone(const QByteArray& text) { return text.isEmpty() ? QByteArray("-") : text; }

QJsonValue number(quint64 value) { return static_cast<qint64>(value); }

quint64 number(const QJsonValue& value) { return static_cast<quint64>(value.toInteger()); }

} // namespace

QJsonObject LoopRecipe::data() const
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
            {QStringLiteral("readOnly"), readOnly},
            {QStringLiteral("untilUnused"), autoclear},
            {QStringLiteral("directIo"), directIo},
            {QStringLiteral("partScan"), partScan},
            {QStringLiteral("offset"), number(offset)},
            {QStringLiteral("sizeLimit"), number(sizeLimit)},
            {QStringLiteral("sectorSize"), static_cast<int>(sectorSize)},
            {QStringLiteral("partitions"), parts}};
}

std::optional<LoopRecipe> LoopRecipe::fromData(const QJsonObject& data)
{
    if (!data.contains(QStringLiteral("partitions")))
        return {};
    LoopRecipe recipe;
    recipe.path = decodeBytes(data.value(QStringLiteral("path")).toString());
    recipe.device = decodeBytes(data.value(QStringLiteral("device")).toString());
    recipe.identity = data.value(QStringLiteral("identity")).toString().toLatin1();
    recipe.mark = data.value(QStringLiteral("mark")).toString().toLatin1();
    recipe.format = data.value(QStringLiteral("format")).toString();
    recipe.readOnly = data.value(QStringLiteral("readOnly")).toBool();
    recipe.autoclear = data.value(QStringLiteral("untilUnused")).toBool();
    recipe.directIo = data.value(QStringLiteral("directIo")).toBool();
    recipe.partScan = data.value(QStringLiteral("partScan")).toBool();
    recipe.offset = number(data.value(QStringLiteral("offset")));
    recipe.sizeLimit = number(data.value(QStringLiteral("sizeLimit")));
    recipe.sectorSize = static_cast<unsigned>(data.value(QStringLiteral("sectorSize")).toInt());
    const QJsonArray parts = data.value(QStringLiteral("partitions")).toArray();
    for (const auto& part : parts)
        recipe.partitions.append({part[QStringLiteral("number")].toInt(),
                                  number(part[QStringLiteral("start")]),
                                  number(part[QStringLiteral("size")])});
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
    QList<QByteArray> table;
    for (const Partition& partition : partitions)
        table.append(QByteArray::number(partition.number) + ':' + QByteArray::number(partition.start) + ':'
                     + QByteArray::number(partition.size));
    return {"loop-attach",
            path,
            identity.isEmpty() ? QByteArray("-") : "*:" + identity.mid(identity.lastIndexOf(':') + 1),
            orNone(mark),
            orNone(flags.join(',')),
            QByteArray::number(offset),
            QByteArray::number(sizeLimit),
            QByteArray::number(sectorSize),
            orNone(device),
            table.join(',')};
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
