// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "automaticlogins.h"

#include "iscsiname.h"
#include "portal.h"
#include "services/core/resource.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace mooring::iscsi {

namespace {

constexpr qint64 mostBytes = 1 << 20;
constexpr int mostSessions = 32; // of one login, as on the command line

std::optional<AutomaticLogin> loginOf(const QJsonObject& json)
{
    AutomaticLogin login;
    login.target = decodeBytes(json.value(QLatin1String("target")).toString());
    login.portal = decodeBytes(json.value(QLatin1String("portal")).toString());
    login.sessions = std::clamp(json.value(QLatin1String("sessions")).toInt(1), 1, mostSessions);
    login.headerDigest = json.value(QLatin1String("headerDigest")).toBool();
    login.chapUser = decodeBytes(json.value(QLatin1String("chapUser")).toString());
    login.mutualUser = decodeBytes(json.value(QLatin1String("mutualUser")).toString());
    if (!parseIscsiName(login.target) || !parsePortal(login.portal))
        return {};
    return login;
}

QJsonObject jsonOf(const AutomaticLogin& login)
{
    QJsonObject json {{QStringLiteral("target"), encodeBytes(login.target)},
                      {QStringLiteral("portal"), encodeBytes(login.portal)},
                      {QStringLiteral("sessions"), login.sessions},
                      {QStringLiteral("headerDigest"), login.headerDigest}};
    if (!login.chapUser.isEmpty())
        json.insert(QStringLiteral("chapUser"), encodeBytes(login.chapUser));
    if (!login.mutualUser.isEmpty())
        json.insert(QStringLiteral("mutualUser"), encodeBytes(login.mutualUser));
    return json;
}

} // namespace

QByteArray AutomaticLogins::defaultPath()
{
    const QByteArray config = qgetenv("XDG_CONFIG_HOME");
    const QByteArray home = qgetenv("HOME");
    if (!config.startsWith('/') && !home.startsWith('/'))
        return {};
    return (config.startsWith('/') ? config : home + "/.config") + "/mooring/logins.json";
}

AutomaticLogins::AutomaticLogins(QByteArray path)
    : m_path(std::move(path))
{
    QFile file(QFile::decodeName(m_path));
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray array
        = QJsonDocument::fromJson(file.read(mostBytes)).object().value(QLatin1String("logins")).toArray();
    for (const auto& each : array) {
        if (const auto login = loginOf(each.toObject()))
            m_logins.append(*login);
    }
}

bool AutomaticLogins::contains(const QByteArray& target) const
{
    return std::any_of(m_logins.cbegin(), m_logins.cend(),
                       [&target](const AutomaticLogin& login) { return login.target == target; });
}

std::optional<Error> AutomaticLogins::put(const AutomaticLogin& login)
{
    QList<AutomaticLogin> logins = m_logins;
    logins.removeIf([&login](const AutomaticLogin& other) {
        return other.target == login.target && other.portal == login.portal;
    });
    return write(logins << login);
}

std::optional<Error> AutomaticLogins::remove(const QByteArray& target)
{
    QList<AutomaticLogin> logins = m_logins;
    if (logins.removeIf([&target](const AutomaticLogin& login) { return login.target == target; }) == 0)
        return {};
    return write(logins);
}

std::optional<Error> AutomaticLogins::write(const QList<AutomaticLogin>& logins)
{
    QJsonArray array;
    for (const AutomaticLogin& login : logins)
        array.append(jsonOf(login));
    const QString path = QFile::decodeName(m_path);
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const QByteArray text = QJsonDocument(QJsonObject {{QStringLiteral("logins"), array}}).toJson();
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) {
        m_logins = logins;
        return {};
    }
    Error error = errorOf(ErrorCode::SystemCallFailed, encodeBytes(m_path));
    error.text = file.errorString();
    return error;
}

} // namespace mooring::iscsi
