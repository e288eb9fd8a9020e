// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyringentry.h"

#include "services/core/resource.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace mooring::keyring {

namespace {

QJsonObject toJson(const ChapAccess& access)
{
    return {{QStringLiteral("user"), encodeBytes(access.user)},
            {QStringLiteral("secret"), encodeBytes(access.secret)}};
}

std::optional<ChapAccess> accessIn(const QJsonValue& json)
{
    const ChapAccess access {decodeBytes(json[QLatin1String("user")].toString()),
                             decodeBytes(json[QLatin1String("secret")].toString())};
    if (access.user.isEmpty() || access.secret.isEmpty())
        return {};
    return access;
}

} // namespace

QByteArray textOf(const ChapSecrets& secrets)
{
    QJsonObject entry;
    if (secrets.own)
        entry[QLatin1String("chap")] = toJson(*secrets.own);
    if (secrets.mutual)
        entry[QLatin1String("mutual")] = toJson(*secrets.mutual);
    return QJsonDocument(entry).toJson(QJsonDocument::Compact);
}

std::optional<ChapSecrets> secretsIn(const QByteArray& text)
{
    const QJsonObject entry = QJsonDocument::fromJson(text).object();
    const ChapSecrets secrets {accessIn(entry[QLatin1String("chap")]),
                               accessIn(entry[QLatin1String("mutual")])};
    if (!secrets.own)
        return {};
    return secrets;
}

} // namespace mooring::keyring
