// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsiunit.h"

#include "services/core/resource.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace mooring {

QByteArray IscsiUnit::url() const
{
    return "iscsi://" + portal + '/' + target + '/' + QByteArray::number(lun);
}

QByteArray IscsiUnit::identity() const
{
    const QByteArray hash
        = QCryptographicHash::hash(target + '/' + QByteArray::number(lun), QCryptographicHash::Sha256);
    return "0:0:" + QByteArray::number(qFromBigEndian<quint64>(hash.constData()));
}

QJsonObject IscsiUnit::data() const
{
    return {{QStringLiteral("target"), encodeBytes(target)},
            {QStringLiteral("portal"), encodeBytes(portal)},
            {QStringLiteral("lun"), static_cast<qint64>(lun)},
            {QStringLiteral("initiator"), encodeBytes(initiator)},
            {QStringLiteral("chapUser"), encodeBytes(user)}};
}

std::optional<IscsiUnit> IscsiUnit::fromData(const QJsonObject& data)
{
    const auto bytes
        = [&data](const char* name) { return decodeBytes(data.value(QLatin1String(name)).toString()); };
    const qint64 lun = data.value(QLatin1String("lun")).toInteger(-1);
    IscsiUnit unit {bytes("target"), bytes("portal"), static_cast<quint64>(lun), bytes("initiator"),
                    bytes("chapUser")};
    if (unit.target.isEmpty() || unit.portal.isEmpty() || lun < 0)
        return {};
    return unit;
}

} // namespace mooring
