// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QList>

namespace mooring::iscsi {

// Sessions that are opened whenever the service starts.
struct AutomaticLogin
{
    QByteArray target, portal;
    int sessions = 1;
    bool headerDigest = false;
    QByteArray chapUser, mutualUser; // empty: none; the keyring has their secrets
    bool operator==(const AutomaticLogin&) const = default;
};

// The file in which they are remembered. No secret is ever in it: those are in the keyring. Read once, and
// written at once; an empty path remembers nothing. Of one thread.
class AutomaticLogins
{
public:
    explicit AutomaticLogins(QByteArray path);
    static QByteArray defaultPath(); // $XDG_CONFIG_HOME/mooring/logins.json

    const QList<AutomaticLogin>& all() const { return m_logins; }
    bool contains(const QByteArray& target) const;
    // In place of the one with its target and portal.
    std::optional<Error> put(const AutomaticLogin& login);
    std::optional<Error> remove(const QByteArray& target); // through whichever portal

private:
    std::optional<Error> write(const QList<AutomaticLogin>& logins); // and they count from now on
    QByteArray m_path;
    QList<AutomaticLogin> m_logins;
};

} // namespace mooring::iscsi
