// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/keyring.h"

#include <QMap>

#include <thread>

namespace mooring {

// A keyring in memory that answers from a thread of its own, one call after the other.
class FakeKeyring final : public Keyring
{
public:
    QMap<QByteArray, ChapSecrets> entries; // to be touched while nothing is asked
    bool isLocked = false, isReadOnly = false;
    QByteArrayList asked;

    void read(const QByteArray& target, Found found) override
    {
        answer("read " + target, [this, target, found] {
            if (isLocked)
                return found(fail(failure(target)));
            found(entries.contains(target) ? std::optional(entries.value(target)) : std::nullopt);
        });
    }
    void write(const QByteArray& target, const ChapSecrets& secrets, Done done) override
    {
        answer("write " + target, [this, target, secrets, done] {
            if (isLocked || isReadOnly)
                return done(failure(target));
            entries.insert(target, secrets);
            done({});
        });
    }
    void remove(const QByteArray& target, Done done) override
    {
        answer("remove " + target, [this, target, done] {
            if (isLocked || isReadOnly)
                return done(failure(target));
            entries.remove(target);
            done({});
        });
    }

private:
    static Error failure(const QByteArray& target)
    {
        Error error = errorOf(ErrorCode::KeyringUnavailable, QString::fromUtf8(target));
        error.text = QStringLiteral("locked");
        return error;
    }
    void answer(const QByteArray& what, const std::function<void()>& work)
    {
        asked << what;
        std::thread(work).join();
    }
};

} // namespace mooring
