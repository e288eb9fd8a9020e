// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "steprun.h"

#include "postbox.h"
#include "viewer.h"

namespace mooring {

namespace {
constexpr int staleMs = 100; // a check older than this, because the log was slow, is made again
constexpr int namelessPauseMs = 50;
constexpr int namelessChecks = 4;
constexpr int namelessChecksForced = 60; // the kernel ends what waited for a disk one request at a time

// As long as bytes are still written, these have no limit.
bool livesByProgress(Verb verb)
{
    return verb == Verb::Unmount || verb == Verb::Flush || verb == Verb::SwapOff;
}

// A copy that is attached, an overlay that is merged, an image whose checksum was asked for: as long as bytes
// of it are still moved.
bool movesFiles(const Step& step)
{
    return step.verb == Verb::Attach || !step.chosen.isEmpty()
        || step.arguments.value(QLatin1String("checksum")).toBool();
}

bool hasMoved(const Progress& before, const Progress& now)
{
    return now.bytesLeft != before.bytesLeft || now.percent != before.percent;
}
} // namespace

StepRun::StepRun(Tools tools, Owner& owner, Step step)
    : m_tools(std::move(tools))
    , m_owner(owner)
    , m_step(std::move(step))
{
    m_record.n = m_step.n;
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { timeUp(); });
}

bool StepRun::isReached() const
{
    return m_record.outcome == Outcome::Done || m_record.outcome == Outcome::NothingToDo
        || m_record.outcome == Outcome::Partial; // it is as the next ones need it, but for a saved file
}

int StepRun::deadline() const
{
    return m_step.deadline > 0 ? m_step.deadline : OperationRunner::defaultDeadline(m_step.verb);
}

void StepRun::devicesCameAs(const QJsonObject& devices)
{
    QJsonObject all = m_step.arguments.value(cameAs).toObject();
    for (auto device = devices.begin(); device != devices.end(); ++device)
        all.insert(device.key(), device.value());
    m_step.arguments.insert(cameAs, all);
}

QJsonObject StepRun::broughtBack() const
{
    QJsonObject devices = m_result.cameAs;
    if (m_step.kind == Kind::VirtualDisk && !m_record.created.isEmpty())
        devices.insert(encodeBytes(m_step.resource.key()), encodeBytes(m_record.created.constFirst().key()));
    return devices;
}

void StepRun::prepare()
{
    m_stage = Stage::Preparing;
    if (m_owner.number() != 0)
        writeDown();
    if (m_stage == Stage::Preparing)
        check();
}

void StepRun::writeDown()
{
    if (m_stage != Stage::Preparing)
        return;
    if (m_tools.host.provider(m_step.provider) == nullptr) {
        end(Outcome::Unsupported, errorOf(ErrorCode::NotSupportedHere, m_step.name));
        return;
    }
    m_timer.start(m_tools.settings.logDeadline);
    m_tools.log.stepBegins(
        m_owner.number(), m_step.n, m_tools.settings.now(),
        [postbox = m_tools.postbox, weak = weak_from_this()](const std::optional<Error>& error) {
            postbox->post([weak, error] {
                if (const auto self = weak.lock())
                    self->written(error);
            });
        });
}

void StepRun::written(const std::optional<Error>& error)
{
    if (m_stage != Stage::Preparing || m_isWritten)
        return;
    if (error) {
        end(Outcome::Failed, error);
        return;
    }
    m_timer.stop();
    m_isWritten = true;
    startIfReady();
}

void StepRun::check()
{
    m_tools.viewer.see(
        {}, lookBefore(m_step, m_tools.host.topology()), [weak = weak_from_this()](const Sighting& sighting) {
            const auto self = weak.lock();
            if (!self || self->m_stage != Stage::Preparing)
                return;
            self->m_wasThere = sighting.find(self->m_step.provider, self->m_step.resource) != nullptr;
            self->checked(
                checkBefore(self->m_step, self->m_owner.closure(), self->m_tools.host.topology(), sighting));
        });
}

void StepRun::checked(const BeforeVerdict& verdict)
{
    const bool isForced = m_step.arguments.value(QLatin1String("forced")).toBool();
    if (verdict.mayPass && ++m_checks < (isForced ? namelessChecksForced : namelessChecks)) {
        QTimer::singleShot(namelessPauseMs, &m_timer, [this] {
            if (m_stage == Stage::Preparing)
                check();
        });
        return;
    }
    m_verdict = verdict;
    m_checkedAt.start();
    startIfReady();
}

void StepRun::startIfReady()
{
    if (!m_isWritten || !m_verdict)
        return;
    switch (m_verdict->before) {
    case Before::Refused:
        end(outcomeOf(*m_verdict->error), m_verdict->error);
        return;
    case Before::AlreadyGone:
        m_result.error = m_verdict->error;
        prove();
        return;
    case Before::Go:
        break;
    }
    if (m_checkedAt.elapsed() <= staleMs) {
        run();
        return;
    }
    m_verdict.reset();
    check();
}

void StepRun::run()
{
    m_stage = Stage::Running;
    m_record.phase = StepPhase::Running;
    m_record.started = true;
    m_record.startedAt = m_tools.settings.now();
    m_awaitsReply = true;
    m_timer.start(deadline());
    m_owner.stepChanged(*this);
    const auto bring = [postbox = m_tools.postbox, weak = weak_from_this()](auto call) {
        postbox->post([weak, call = std::move(call)] {
            if (const auto self = weak.lock())
                call(*self);
        });
    };
    Reply<StepResult> reply(
        [bring](const std::optional<StepResult>& result) {
            bring([result](StepRun& self) { self.answered(result); });
        },
        [bring](const Progress& progress) {
            bring([progress](StepRun& self) { self.progressed(progress); });
        });
    m_tools.host.provider(m_step.provider)->run(m_step, m_stop.get_token(), std::move(reply));
}

void StepRun::progressed(const Progress& progress)
{
    if (m_stage != Stage::Running)
        return;
    const bool isFirst = !std::exchange(m_hasProgress, true);
    const bool hasSent
        = movesFiles(m_step) && progress.bytesLeft && progress.bytesLeft != m_record.progress.bytesLeft;
    const bool extends
        = isFirst || hasSent || (livesByProgress(m_step.verb) && hasMoved(m_record.progress, progress));
    if (extends && !m_deadlinePassed)
        m_timer.start(deadline());
    m_record.progress = progress;
    m_owner.stepChanged(*this);
}

void StepRun::requestStop()
{
    if (m_stage == Stage::Running)
        m_stop.request_stop();
}

void StepRun::timeUp()
{
    if (m_stage == Stage::Preparing) {
        end(Outcome::Failed, errorOf(ErrorCode::LogNotWritable));
    } else if (m_stage == Stage::Proving) {
        lookAgain();
    } else if (m_stage == Stage::Running && !std::exchange(m_deadlinePassed, true)) {
        m_stop.request_stop();
        m_timer.start(m_tools.settings.grace);
    } else if (m_stage == Stage::Running) {
        m_tools.host.markHung(m_step.provider, true);
        m_tools.host.doubt(m_step.provider, m_step.resource);
        LookRequest truth;
        truth.only = {m_step.resource};
        m_tools.host.look(truth, {}, m_step.provider);
        end(Outcome::TimedOut, errorOf(ErrorCode::DeadlinePassed, m_step.name));
    }
}

void StepRun::answered(std::optional<StepResult> result)
{
    m_awaitsReply = false;
    m_tools.host.markHung(m_step.provider, false);
    if (m_stage != Stage::Running) {
        answeredLate(result);
        return;
    }
    m_timer.stop();
    if (result)
        m_result = std::move(*result);
    else
        m_result.error = errorOf(ErrorCode::NeverAnswered, m_step.name);
    prove();
}

void StepRun::answeredLate(const std::optional<StepResult>& result)
{
    StepRecord late = m_record;
    if (!late.error)
        late.error = errorOf(ErrorCode::DeadlinePassed, m_step.name);
    const QString word = !result ? QStringLiteral("never answered")
        : result->error          ? token(result->error->code) + QLatin1String(": ") + result->error->text
                                 : QStringLiteral("done");
    late.error->text += QStringLiteral("[late answer, %1: %2]")
                            .arg(m_tools.settings.now().toUTC().toString(Qt::ISODateWithMs), word);
    m_owner.lateAnswer(*this, late);
}

void StepRun::abandon(std::optional<Outcome> outcome, Error why)
{
    if (!canBeAbandoned())
        return;
    m_record.outcome = outcome;
    m_record.error = std::move(why);
    m_timer.stop();
    m_stage = Stage::Ended;
    m_record.phase = StepPhase::Ended;
    m_owner.stepEnded(*this);
}

void StepRun::end(Outcome outcome, std::optional<Error> error)
{
    m_timer.stop();
    m_stage = Stage::Ended;
    m_record.phase = StepPhase::Ended;
    m_record.outcome = outcome;
    m_record.error = std::move(error);
    m_record.endedAt = m_tools.settings.now();
    m_record.facts = m_result.facts;
    // Also of a step that left something behind: what it did let go can be put back.
    if (m_record.started && m_step.reversible && (outcome == Outcome::Done || m_isOwnGone))
        m_record.restore = m_result.restore.isEmpty() ? m_step.restore : m_result.restore;
    m_owner.stepEnded(*this);
}

} // namespace mooring
