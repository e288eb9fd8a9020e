// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandrun.h"

namespace mooring {

// log: what was done on this host, newest first.
class LogCommand final : public CommandRun
{
    Q_OBJECT
public:
    using CommandRun::CommandRun;
    void start() override;

private:
    void tell(const QList<OperationRecord>& records) const;
};

} // namespace mooring
