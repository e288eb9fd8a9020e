// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop.h"
#include "services/core/keyring.h"
#include "services/core/plan.h"

#include <map>
#include <set>

namespace mooring::iscsi {

// What logins take from the keyring and leave in it. A login that is to remember its secrets puts them there
// before it begins, and what was there before comes back when it fails: a wrong secret replaces no right one,
// and without a keyring nothing is opened. Lives on the loop's thread; answers come there, and not after it.
class RememberedSecrets
{
public:
    RememberedSecrets(EventLoop& loop, Keyring* keyring); // null: there is none
    ~RememberedSecrets();
    RememberedSecrets(const RememberedSecrets&) = delete;
    RememberedSecrets& operator=(const RememberedSecrets&) = delete;

    static bool concerns(const Step& step); // a login; others need no prepare()
    // Fills in the secrets that the step only names. Errors: KeyringUnavailable; SecretMissing: it has none
    // for that name, which is the text, and the domain is Dbus.
    void prepare(const Step& step, std::function<void(const Result<Step>&)> done);
    void ended(const Step& step, bool isOpen); // of each that was prepared
    bool knows(const QByteArray& target) const { return m_known.contains(target); } // that it keeps some
    void forget(const QByteArray& target, Keyring::Done done);

private:
    struct Gate;
    struct Proving // logins to one target that are to remember its secrets
    {
        int logins = 0;
        bool isWriting = false, isWritten = false, isProved = false;
        ChapSecrets secrets; // that are written
        std::vector<Keyring::Done> waiting; // for that
        std::optional<ChapSecrets> former;
    };
    template <class Value> std::function<void(Value)> here(std::function<void(Value)> call) const;
    void written(const QByteArray& target, const std::optional<Error>& error);
    void write(const Step& step, const ChapSecrets& secrets, const std::optional<ChapSecrets>& former,
               const std::function<void(const Result<Step>&)>& done);

    Keyring* m_keyring;
    std::shared_ptr<Gate> m_gate;
    std::map<QByteArray, Proving> m_proving;
    std::set<QByteArray> m_known;
};

} // namespace mooring::iscsi
