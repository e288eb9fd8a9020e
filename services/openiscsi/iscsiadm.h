// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/child.h"

namespace mooring {

// Calls iscsiadm, whose exit codes are those of include/iscsi_err.h of open-iscsi.
class Iscsiadm
{
public:
    Iscsiadm(std::shared_ptr<Child> child, unsigned user);

    // Empty for success; `subject` is what the caller knows it by. A request that went out cannot be called
    // back: iscsid carries it out whether or not iscsiadm still waits.
    std::optional<Error> run(const QList<QByteArray>& argv, const QString& subject, std::stop_token stop,
                             const std::function<void(Progress)>& progress) const;
    static ErrorCode codeOf(int exitCode);

private:
    std::shared_ptr<Child> m_child;
    unsigned m_user;
};

} // namespace mooring
