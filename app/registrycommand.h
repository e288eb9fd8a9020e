// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandrun.h"

namespace mooring {

// operations, wait and stop-operation: what this user's programs are doing.
class RegistryCommand final : public CommandRun
{
    Q_OBJECT
public:
    using CommandRun::CommandRun;
    void start() override;

private:
    void list();
    void wait();
    void stop();
    void lookInLog(const Error& why); // the service knows no such operation (any more)
    void tellEnd(const OperationRecord& record);
    void refuse(const Error& error);

    quint64 m_number = 0;
};

} // namespace mooring
