// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iowatch.h"
#include "targetmemory.h"
#include "tgtprovider.h"
#include "tgtsteps.h"

namespace mooring::tgt {

// Looks at every tgtd and carries out steps. Safe to use from several threads.
class Body final : public BlockingProvider::Body
{
public:
    explicit Body(const TgtProvider::Options& options);
    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;
    // Whether there is any tgtd, and whether it talks to us: of the last look.
    std::pair<Availability, std::optional<Error>> availability() const;

private:
    struct Sight; // of one look
    void lookAt(const Control& control, Sight& sight, const std::stop_token& stop);
    Answer ask(const Control& control, const Request& request, const std::stop_token& stop) const;
    Error explained(Error error, qint64 pid) const;
    QHash<qint32, IoTimes> ioTimes(const Daemon& daemon, const std::stop_token& stop);
    QByteArray processKey(qint64 pid) const;
    void remember(const Inventory& inventory, bool isAnyThere);

    const TgtProvider::Options m_options;
    const Steps m_steps;
    IoWatch m_io;
    TargetMemory m_targets;
    mutable std::mutex m_mutex;
    Availability m_availability = Availability::Ok;
    std::optional<Error> m_why;
};

} // namespace mooring::tgt
