// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savedlogins.h"

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

bool flag(const QJsonObject& json, const char* name, bool otherwise)
{
    return json.value(QLatin1String(name)).toBool(otherwise);
}

QByteArray bytes(const QJsonObject& json, const char* name)
{
    return decodeBytes(json.value(QLatin1String(name)).toString());
}

} // namespace

std::optional<SavedLogin> loginFromJson(const QJsonObject& json)
{
    SavedLogin login;
    login.target = bytes(json, "target");
    login.portal = bytes(json, "portal");
    login.sessions = std::clamp(json.value(QLatin1String("sessions")).toInt(1), 1, mostSessions);
    login.headerDigest = flag(json, "headerDigest", false);
    login.chapUser = bytes(json, "chapUser");
    login.mutualUser = bytes(json, "mutualUser");
    login.isAutomatic = flag(json, "automatic", true);
    login.isListed = flag(json, "listed", false);
    login.hasSecret = flag(json, "secret", login.isAutomatic && !login.chapUser.isEmpty());
    if (!parseIscsiName(login.target) || !parsePortal(login.portal))
        return {};
    return login;
}

QJsonObject toJson(const SavedLogin& login)
{
    QJsonObject json {{QStringLiteral("target"), encodeBytes(login.target)},
                      {QStringLiteral("portal"), encodeBytes(login.portal)},
                      {QStringLiteral("sessions"), login.sessions},
                      {QStringLiteral("headerDigest"), login.headerDigest},
                      {QStringLiteral("automatic"), login.isAutomatic},
                      {QStringLiteral("listed"), login.isListed},
                      {QStringLiteral("secret"), login.hasSecret}};
    if (!login.chapUser.isEmpty())
        json.insert(QStringLiteral("chapUser"), encodeBytes(login.chapUser));
    if (!login.mutualUser.isEmpty())
        json.insert(QStringLiteral("mutualUser"), encodeBytes(login.mutualUser));
    return json;
}

QByteArray SavedLogins::defaultPath()
{
    const QByteArray config = qgetenv("XDG_CONFIG_HOME");
    const QByteArray home = qgetenv("HOME");
    if (!config.startsWith('/') && !home.startsWith('/'))
        return {};
    return (config.startsWith('/') ? config : home + "/.config") + "/mooring/logins.json";
}

SavedLogins::SavedLogins(QByteArray path)
    : m_path(std::move(path))
{
    readAgain();
}

void SavedLogins::readAgain()
{
    m_logins.clear();
    m_isDamaged = false;
    QFile file(QFile::decodeName(m_path));
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    const QByteArray text = file.read(mostBytes);
    const QJsonValue logins = QJsonDocument::fromJson(text).object().value(QLatin1String("logins"));
    m_isDamaged = !text.isEmpty() && !logins.isArray();
    const QJsonArray array = logins.toArray();
    for (const auto& each : array) {
        if (const auto login = loginFromJson(each.toObject()))
            m_logins.append(*login);
    }
}

QList<SavedLogin> SavedLogins::of(const QByteArray& target) const
{
    QList<SavedLogin> logins = m_logins;
    logins.removeIf([&target](const SavedLogin& login) { return login.target != target; });
    return logins;
}

std::optional<Error> SavedLogins::put(const SavedLogin& login)
{
    QList<SavedLogin> logins = m_logins;
    SavedLogin saved = login;
    logins.removeIf([&saved](const SavedLogin& other) {
        if (other.target != saved.target || other.portal != saved.portal)
            return false;
        saved.isAutomatic |= other.isAutomatic;
        saved.isListed |= other.isListed;
        saved.hasSecret |= other.hasSecret;
        return true;
    });
    return write(logins << saved);
}

std::optional<Error> SavedLogins::removeAutomatic(const QByteArray& target)
{
    QList<SavedLogin> logins = m_logins;
    for (SavedLogin& login : logins) {
        if (login.target == target)
            login.isAutomatic = login.hasSecret = false; // its secret goes from the keyring
    }
    logins.removeIf([](const SavedLogin& login) { return !login.isAutomatic && !login.isListed; });
    return logins == m_logins ? std::nullopt : write(logins);
}

std::optional<Error> SavedLogins::remove(const QByteArray& target)
{
    QList<SavedLogin> logins = m_logins;
    if (logins.removeIf([&target](const SavedLogin& login) { return login.target == target; }) == 0)
        return {};
    return write(logins);
}

std::optional<Error> SavedLogins::write(const QList<SavedLogin>& logins)
{
    QJsonArray array;
    for (const SavedLogin& login : logins)
        array.append(toJson(login));
    const QString path = QFile::decodeName(m_path);
    QDir().mkpath(QFileInfo(path).path());
    if (std::exchange(m_isDamaged, false)) {
        QFile::remove(path + QStringLiteral(".damaged"));
        QFile::rename(path, path + QStringLiteral(".damaged"));
    }
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
