// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QJsonObject>
#include <QList>

namespace mooring::iscsi {

// How to reach a target again: by itself whenever the service starts, or when somebody asks.
struct SavedLogin
{
    QByteArray target, portal;
    int sessions = 1;
    bool headerDigest = false;
    QByteArray chapUser, mutualUser; // empty: none
    bool isAutomatic = true;
    bool isListed = false; // its target is shown while it has no session
    bool hasSecret = false; // in the keyring
    bool operator==(const SavedLogin&) const = default;
};
std::optional<SavedLogin> loginFromJson(const QJsonObject& json); // empty: it names no target or no portal
QJsonObject toJson(const SavedLogin& login);

// The file in which they are. No secret is ever in it: those are in the keyring. Read once, and written at
// once; one that cannot be understood is kept beside it as .damaged. An empty path keeps nothing. Of one
// thread.
class SavedLogins
{
public:
    explicit SavedLogins(QByteArray path);
    static QByteArray defaultPath(); // $XDG_CONFIG_HOME/mooring/logins.json
    void readAgain(); // where another process writes it

    const QList<SavedLogin>& all() const { return m_logins; }
    QList<SavedLogin> of(const QByteArray& target) const; // through whichever portal
    // In place of the one with its target and portal; what that was automatic, listed or had, it stays.
    std::optional<Error> put(const SavedLogin& login);
    std::optional<Error> removeAutomatic(const QByteArray& target); // what is listed stays so
    std::optional<Error> remove(const QByteArray& target);

private:
    std::optional<Error> write(const QList<SavedLogin>& logins); // and they count from now on
    QByteArray m_path;
    bool m_isDamaged = false;
    QList<SavedLogin> m_logins;
};

} // namespace mooring::iscsi
