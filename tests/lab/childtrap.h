// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

namespace mooring::lab {

// A folder with mooringctl and, in mooring-child's place, a script that meddles with the calls that carry
// steps out: what the kernel sees in between is then under the test's hand.
class ChildTrap
{
public:
    explicit ChildTrap(const Lab& lab);
    const QByteArray& binFolder() const { return m_folder; }

    // SIGKILLs mooringctl right before, or right after, its n-th step-carrying call did its work.
    void killParent(int call, bool after) const;
    // Runs shell text right before the first call of this verb.
    void runBefore(const QByteArray& verb, const QByteArray& shellText) const;
    void disarm() const;
    int calls() const; // step-carrying ones since it was armed

private:
    void arm(const QByteArray& settings) const;
    QByteArray m_folder;
};

} // namespace mooring::lab
