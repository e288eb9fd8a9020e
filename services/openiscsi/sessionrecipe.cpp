// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrecipe.h"

#include <QJsonArray>

namespace mooring {

SessionRecipe SessionRecipe::of(const KernelSession& session, const NodeRecord& record)
{
    SessionRecipe recipe;
    recipe.target = session.target;
    recipe.portal = {record.address, record.port};
    if (record.isOneOfSeveral)
        recipe.interface = record.interface;
    for (const KernelLun& lun : session.luns) {
        if (lun.disk)
            recipe.disks.append({lun.number, lun.device});
    }
    return recipe;
}

QJsonObject SessionRecipe::data() const
{
    QJsonArray list;
    for (const Disk& disk : disks)
        list.append(QJsonObject {{QStringLiteral("lun"), static_cast<qint64>(disk.lun)},
                                 {QStringLiteral("device"), encodeBytes(disk.device)}});
    return {{QStringLiteral("target"), encodeBytes(target)},
            {QStringLiteral("address"), encodeBytes(portal.address)},
            {QStringLiteral("port"), static_cast<int>(portal.port)},
            {QStringLiteral("interface"), encodeBytes(interface)},
            {QStringLiteral("disks"), list}};
}

std::optional<SessionRecipe> SessionRecipe::fromData(const QJsonObject& data)
{
    const auto bytes
        = [&data](const char* name) { return decodeBytes(data.value(QLatin1String(name)).toString()); };
    SessionRecipe recipe;
    recipe.target = bytes("target");
    recipe.portal = {bytes("address"), static_cast<unsigned>(data.value(QLatin1String("port")).toInt())};
    recipe.interface = bytes("interface");
    if (recipe.target.isEmpty() || recipe.portal.isEmpty())
        return {};
    const QJsonArray list = data.value(QLatin1String("disks")).toArray();
    for (const auto& disk : list)
        recipe.disks.append({static_cast<quint64>(disk[QLatin1String("lun")].toInteger()),
                             decodeBytes(disk[QLatin1String("device")].toString())});
    return recipe;
}

QList<QByteArray> SessionRecipe::command() const
{
    QList<QByteArray> command {"iscsiadm", "-m", "node", "-T", target, "-p", portal.text()};
    if (!interface.isEmpty())
        command.append({"-I", interface});
    command.append("-l");
    return command;
}

} // namespace mooring
