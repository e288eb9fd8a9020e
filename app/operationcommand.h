// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandrun.h"
#include "app/naming.h"
#include "services/core/rung.h"

#include <QPointer>

namespace mooring {

// detach, logout, unmount, swap-off, clean-up, attach, login, mount and undo: plan, show, ask, run, prove,
// account.
class OperationCommand final : public CommandRun
{
    Q_OBJECT
public:
    using CommandRun::CommandRun;
    void start() override;
    void interrupt() override;

private:
    void make(); // the plan, from a look that has just ended
    void makeRelease();
    void makeAttach();
    void makeUnitAttach();
    void makeReaderAttach();
    void makeExportAttach();
    void makeLogin(const CommandLine& line);
    void makeMount();
    void makeUndo();
    void explainMissing(const Error& error);

    void propose(const Plan& plan);
    void ask(const Plan& plan);
    void begin(const Plan& plan);

    void follow();
    void conclude();
    void tell(const StepRecord& step) const;
    void refuse(const Error& error, const QList<ResourceId>& goals = {});
    void tellResult(const OperationRecord& record);
    void finish(const OperationRecord& record, const QString& words = {}); // words: instead of the error's
    void stopBefore(const QString& words); // before anything was started

    QPointer<Operation> m_operation;
    QList<StepRecord> m_told; // as last reported
    QList<Rung> m_rungs; // that are left at the end
    int m_attempts = 0;
    bool m_interrupted = false;
};

} // namespace mooring
