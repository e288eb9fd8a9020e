// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsiadm.h"
#include "sessionrecipe.h"

namespace mooring {

// Single steps: log out of one session, log in again. Thread-safe, many at once.
class OpenIscsiSteps
{
public:
    using Tell = std::function<void(Progress)>;
    OpenIscsiSteps(const KernelSessions& sessions, Iscsiadm iscsiadm, int diskPatience);

    StepResult run(const Step& step, std::stop_token stop, const Tell& progress) const;

private:
    StepResult logOut(const Step& step, std::stop_token stop, const Tell& progress) const;
    StepResult logIn(const Step& step, std::stop_token stop, const Tell& progress) const;
    QList<KernelSession> sessionsOf(const SessionRecipe& recipe) const;
    void waitForDisks(const SessionRecipe& recipe, const QSet<QString>& before, const std::stop_token& stop,
                      StepResult& result) const;

    const KernelSessions& m_sessions;
    Iscsiadm m_iscsiadm;
    int m_diskPatience; // ms for the disks to appear after a login
};

} // namespace mooring
