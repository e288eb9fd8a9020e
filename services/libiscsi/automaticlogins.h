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
    bool operator==(const AutomaticLogin&) const = default;
};

// The file in which they are remembered. No secret is ever in it: a target that asks for one cannot be logged
// in to by itself. Read anew each time; an empty path remembers nothing.
class AutomaticLogins
{
public:
    explicit AutomaticLogins(QByteArray path)
        : m_path(std::move(path))
    {
    }
    static QByteArray defaultPath(); // $XDG_CONFIG_HOME/mooring/logins.json

    QList<AutomaticLogin> all() const;
    bool contains(const QByteArray& target) const;
    // In place of the one with its target and portal.
    std::optional<Error> put(const AutomaticLogin& login) const;
    std::optional<Error> remove(const QByteArray& target) const; // through whichever portal

private:
    std::optional<Error> write(const QList<AutomaticLogin>& logins) const;
    QByteArray m_path;
};

} // namespace mooring::iscsi
