// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerecipe.h"

#include <QJsonArray>

namespace mooring {
namespace {

QJsonValue number(quint64 value) { return static_cast<qint64>(value); }
quint64 number(const QJsonValue& value) { return static_cast<quint64>(value.toInteger()); }

} // namespace

void DeviceRecipe::take(const LoopDevice& loop, const QList<BlockDevice>& parts)
{
    device = loop.device.devicePath();
    readOnly = loop.device.readOnly;
    partScan = loop.partScan;
    sectorSize = loop.sectorSize;
    for (const BlockDevice& part : parts)
        partitions.append({part.partition, part.start, part.size});
}

QJsonObject DeviceRecipe::data() const
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
            {QStringLiteral("partScan"), partScan},
            {QStringLiteral("sectorSize"), static_cast<int>(sectorSize)},
            {QStringLiteral("partitions"), parts}};
}

bool DeviceRecipe::isIn(const QJsonObject& data) { return data.contains(QStringLiteral("partitions")); }

void DeviceRecipe::read(const QJsonObject& data)
{
    path = decodeBytes(data.value(QStringLiteral("path")).toString());
    device = decodeBytes(data.value(QStringLiteral("device")).toString());
    identity = data.value(QStringLiteral("identity")).toString().toLatin1();
    mark = data.value(QStringLiteral("mark")).toString().toLatin1();
    format = data.value(QStringLiteral("format")).toString();
    readOnly = data.value(QStringLiteral("readOnly")).toBool();
    partScan = data.value(QStringLiteral("partScan")).toBool();
    sectorSize = static_cast<unsigned>(data.value(QStringLiteral("sectorSize")).toInt());
    const QJsonArray parts = data.value(QStringLiteral("partitions")).toArray();
    for (const auto& part : parts)
        partitions.append({part[QStringLiteral("number")].toInt(), number(part[QStringLiteral("start")]),
                           number(part[QStringLiteral("size")])});
}

QByteArray DeviceRecipe::table() const
{
    QByteArrayList table;
    for (const Partition& partition : partitions)
        table.append(QByteArray::number(partition.number) + ':' + QByteArray::number(partition.start) + ':'
                     + QByteArray::number(partition.size));
    return table.join(',');
}

} // namespace mooring
