// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planforce.h"
#include "steprun.h"
#include "viewer.h"

#include <algorithm>

// The second half of a step: what a look begun after its answer shows.
namespace mooring {

namespace {
// Nobody knows what it did.
bool mayHaveWorked(ErrorCode code)
{
    return code == ErrorCode::DeadlinePassed || code == ErrorCode::NeverAnswered
        || code == ErrorCode::StoppedByUser;
}

// A backend's "already done" is no answer while the thing is still there.
bool isFailure(Outcome outcome)
{
    return outcome != Outcome::Done && outcome != Outcome::NothingToDo && outcome != Outcome::Deferred;
}
} // namespace

void StepRun::prove()
{
    m_timer.stop();
    m_stage = Stage::Proving;
    m_record.phase = StepPhase::Proving;
    m_proving.start();
    m_expects.clear();
    auto created = m_result.created.cbegin();
    for (Expect expect : std::as_const(m_step.expects)) {
        if (expect.proof == Proof::There && created != m_result.created.cend()) {
            expect.resource = *created++;
            expect.incarnation.clear();
        }
        if (expect.proof != Proof::AsTold)
            m_expects.append(expect);
    }
    if (m_expects.isEmpty() && !m_result.error) {
        m_record.asTold = true;
        proved();
    } else if (m_expects.isEmpty()) {
        end(outcomeOf(*m_result.error), m_result.error);
    } else {
        m_owner.stepChanged(*this);
        lookAgain();
    }
}

QString StepRun::proofProvider() const
{
    const QString& first = m_expects.constFirst().provider;
    const bool isOne = std::all_of(m_expects.cbegin(), m_expects.cend(),
                                   [&](const Expect& expect) { return expect.provider == first; });
    return isOne ? first : QString();
}

void StepRun::lookAgain()
{
    m_tools.viewer.see(
        proofProvider(), lookAfter(m_expects), [weak = weak_from_this()](const Sighting& sighting) {
            const auto self = weak.lock();
            if (!self || self->m_stage != Stage::Proving)
                return;
            const bool came = std::all_of(self->m_expects.cbegin(), self->m_expects.cend(),
                                          [&](const Expect& expect) { return sighting.of(expect.provider); });
            const QList<Expect> own {self->m_expects.constFirst()};
            self->m_isOwnGone
                = own.first().proof == Proof::Gone && judgeAfter(own, sighting).after == After::Proved;
            self->judged(judgeAfter(self->m_expects, sighting), came);
        });
}

void StepRun::judged(const AfterVerdict& verdict, bool cameAtAll)
{
    if (verdict.after == After::Proved) {
        proved();
        return;
    }
    const bool isFailureSeen = verdict.after == After::StillThere && m_result.error && m_record.started;
    const bool isPatient = m_proving.elapsed() < m_tools.settings.proofPatience;
    if (cameAtAll && isPatient && !isFailureSeen) {
        m_pause = qBound(10, m_pause * 2, 250);
        m_timer.start(m_pause);
        return;
    }
    const bool wasSent = !m_result.error || m_result.error->code != ErrorCode::ServiceNotRunning;
    if (verdict.after == After::NotSeen && m_record.started && !wasSent)
        end(outcomeOf(*m_result.error), m_result.error); // who would have done it was not reached
    else if (verdict.after == After::NotSeen)
        end(Outcome::Unknown, m_result.error && m_record.started ? m_result.error : verdict.error);
    else if (m_isOwnGone && rungOf(m_step) == Rung::Lazy && verdict.error) // whoever uses it keeps the rest
        end(Outcome::Deferred, errorOf(ErrorCode::StillThereDeferred, verdict.error->subject));
    else if (verdict.after == After::Deferred)
        end(Outcome::Deferred, verdict.error);
    else
        stillThere(verdict);
}

void StepRun::stillThere(const AfterVerdict& verdict)
{
    if (m_deadlinePassed) {
        Error late = errorOf(ErrorCode::DeadlinePassed, m_step.name);
        if (m_result.error) {
            late.domain = m_result.error->domain;
            late.number = m_result.error->number;
            late.text = m_result.error->text;
        }
        end(Outcome::TimedOut, late);
    } else if (m_result.error && m_record.started && isFailure(outcomeOf(*m_result.error))) {
        end(outcomeOf(*m_result.error), m_result.error);
    } else {
        end(Outcome::Failed, verdict.error);
    }
}

// The look decides. What the backend said stays in the account.
void StepRun::proved()
{
    // What was to come can be there without our doing: an error that is known to be one stays one.
    if (m_record.started && m_result.error && bringsIn(m_step)
        && (m_wasThere || !mayHaveWorked(m_result.error->code))) {
        end(outcomeOf(*m_result.error), m_result.error);
        return;
    }
    // It went, but not in the way that was chosen.
    if (m_record.started && m_result.error && !m_step.chosen.isEmpty()
        && isFailure(outcomeOf(*m_result.error)) && !mayHaveWorked(m_result.error->code)) {
        end(outcomeOf(*m_result.error), m_result.error);
        return;
    }
    m_record.created = m_result.created;
    if (!m_record.started) {
        end(Outcome::NothingToDo, m_result.error);
        return;
    }
    end(Outcome::Done, m_result.error);
}

} // namespace mooring
