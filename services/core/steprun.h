// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "operationrunner.h"
#include "stepchecks.h"

#include <QElapsedTimer>
#include <QTimer>

namespace mooring {

class Postbox;
class Viewer;

// One step on its way: written down, checked, run under its deadline, proved. Its owner hears of each change
// and of the one end.
class StepRun final : public std::enable_shared_from_this<StepRun>
{
public:
    struct Tools
    {
        Host& host;
        OperationLog& log;
        Viewer& viewer;
        const OperationRunner::Settings& settings;
        std::shared_ptr<Postbox> postbox;
    };
    class Owner
    {
    public:
        virtual ~Owner() = default;
        virtual qint64 number() const = 0;
        virtual const QSet<ResourceId>& closure() const = 0;
        virtual void stepChanged(StepRun& step) = 0;
        virtual void stepEnded(StepRun& step) = 0;
        virtual void lateAnswer(StepRun& step, const StepRecord& record) = 0; // long after its end
    };
    StepRun(Tools tools, Owner& owner, Step step);

    const Step& step() const { return m_step; }
    const StepRecord& record() const { return m_record; }

    void devicesCameAs(const QJsonObject& devices); // as StepResult::cameAs has them; before it starts
    QJsonObject broughtBack() const; // the same, of this one at its end
    void prepare(); // its predecessors are proved; before the operation has its number it only looks
    void writeDown(); // the operation has its number
    void abandon(std::optional<Outcome> outcome, Error why); // before it started: it will not
    void requestStop(); // while it runs

    bool isWaiting() const { return m_stage == Stage::Waiting; }
    bool canBeAbandoned() const { return m_stage == Stage::Waiting || m_stage == Stage::Preparing; }
    bool canBeStopped() const { return m_stage == Stage::Running && !m_record.progress.sent; }
    bool hasEnded() const { return m_stage == Stage::Ended; }
    bool isReached() const; // those after it may start
    bool awaitsReply() const { return m_awaitsReply; }

private:
    enum class Stage
    {
        Waiting,
        Preparing,
        Running,
        Proving,
        Ended
    };
    void written(const std::optional<Error>& error);
    void check();
    void checked(const BeforeVerdict& verdict);
    void startIfReady();
    void run();
    void progressed(const Progress& progress);
    void timeUp();
    void answered(std::optional<StepResult> result);
    void answeredLate(const std::optional<StepResult>& result);
    void prove();
    void lookAgain();
    void judged(const AfterVerdict& verdict, bool cameAtAll);
    void stillThere(const AfterVerdict& verdict);
    void proved();
    void end(Outcome outcome, std::optional<Error> error);
    int deadline() const;
    QString proofProvider() const;

    bool m_wasThere = false; // before it started
    bool m_isOwnGone = false; // its own thing, whatever else is still there
    Tools m_tools;
    Owner& m_owner;
    Step m_step;
    StepRecord m_record;
    Stage m_stage = Stage::Waiting;

    bool m_isWritten = false;
    std::optional<BeforeVerdict> m_verdict;
    QElapsedTimer m_checkedAt;
    int m_checks = 0;

    QTimer m_timer; // the log's, the step's own deadline, or the pause before the next look
    std::stop_source m_stop;
    bool m_deadlinePassed = false;
    bool m_awaitsReply = false;
    bool m_hasProgress = false;

    StepResult m_result;
    QList<Expect> m_expects;
    QElapsedTimer m_proving;
    int m_pause = 0;
};

} // namespace mooring
