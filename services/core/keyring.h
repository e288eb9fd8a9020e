// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsirequests.h"
#include "result.h"

#include <functional>

namespace mooring {

// The one place where secrets are remembered: the user's keyring, one entry for each target. Every call
// returns at once and from any thread; answers come once, from any thread, and in time, also from a keyring
// that waits for its password.
class Keyring
{
public:
    using Found
        = std::function<void(Result<std::optional<ChapSecrets>>)>; // empty: it has none of that target
    using Done = std::function<void(std::optional<Error>)>;

    Keyring() = default;
    virtual ~Keyring() = default;
    Keyring(const Keyring&) = delete;
    Keyring& operator=(const Keyring&) = delete;

    // Errors: KeyringUnavailable; text: its own words.
    virtual void read(const QByteArray& target, Found found) = 0;
    virtual void write(const QByteArray& target, const ChapSecrets& secrets, Done done)
        = 0; // in place of others
    virtual void remove(const QByteArray& target, Done done) = 0; // gone is gone
};

} // namespace mooring
