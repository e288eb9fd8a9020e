// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/proposal.h"

#include "app/exporting.h"
#include "services/core/leftout.h"
#include "services/core/rung.h"
#include "services/service/servicelink.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <unistd.h>

namespace mooring {

namespace {

ErrorCode codeOf(BlockReason reason)
{
    switch (reason) {
    case BlockReason::Process:
    case BlockReason::ProcessOfOtherUser:
    case BlockReason::LeftOut:
    case BlockReason::NoCascade:
    case BlockReason::NotReleasable:
    case BlockReason::SeenByInitiator:
        return ErrorCode::InTheWay;
    case BlockReason::NoRelease:
        return ErrorCode::NothingCanRelease;
    case BlockReason::CauseNotFound:
        return ErrorCode::CauseNotFound;
    case BlockReason::ProtectedBySystem:
        return ErrorCode::IsProtected;
    case BlockReason::Ring:
        return ErrorCode::Ring;
    }
    return ErrorCode::InTheWay;
}

Error refusalOf(const Blocker& blocker)
{
    if (blocker.error)
        return *blocker.error;
    if (blocker.reason == BlockReason::LeftOut)
        return leftOutError(blocker.usedName);
    return errorOf(codeOf(blocker.reason), blocker.usedName.isEmpty() ? blocker.name : blocker.usedName);
}

GoalRecord notReached(const Goal& goal, Verb verb, Outcome outcome, const std::optional<Error>& error)
{
    GoalRecord record;
    record.resource = goal.resource;
    record.name = goal.name;
    record.kind = goal.kind;
    record.outcome = outcome;
    record.error = error;
    record.code = contractCode(goal.kind, verb, outcome, error);
    return record;
}

bool isOfIscsi(const QString& word)
{
    for (const char* prefix : {"iqn.", "eui.", "naa.", "iscsi-", "portal:"})
        if (word.startsWith(QLatin1String(prefix), Qt::CaseInsensitive))
            return true;
    return false;
}

// A service of this user's, on whatever bus.
bool runsService()
{
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::any_of(processes.cbegin(), processes.cend(), [](const QString& process) {
        QFile name(QStringLiteral("/proc/%1/comm").arg(process));
        return process.at(0).isDigit() && name.open(QIODevice::ReadOnly) && name.readAll() == "mooringd\n"
            && QFileInfo(name).ownerId() == ::geteuid();
    });
}

} // namespace

namespace {

// Who tells of mounts and of processes has not answered: nobody may say then that nobody is in the way.
std::optional<Error> mountsUnseen(const Engine& engine)
{
    for (const ProviderInfo& provider : engine.providers()) {
        if (provider.kinds.contains(Kind::Mount) && provider.availability == Availability::Hung)
            return provider.why.value_or(errorOf(ErrorCode::ProviderHung, provider.name));
    }
    return {};
}

Result<QList<ResourceId>> goalsOf(const Engine& engine, const Naming& naming, const CommandLine& line)
{
    QList<ResourceId> goals;
    if (const auto mapped = mappedLunOf(engine.topology(), naming, line)) {
        if (!*mapped)
            return fail(mapped->error());
        return QList<ResourceId> {**mapped};
    }
    for (const QByteArray& word : line.operands) {
        const Result<ResourceId> id = naming.resolve(word, line.verb);
        if (!id)
            return fail(id.error());
        if (!goals.contains(*id))
            goals << *id;
    }
    return goals;
}

} // namespace

Result<Plan> planOf(const Engine& engine, const Naming& naming, const CommandLine& line)
{
    if (const auto blind = mountsUnseen(engine))
        return fail(*blind);
    const Result<QList<ResourceId>> goals = goalsOf(engine, naming, line);
    if (!goals)
        return fail(goals.error());
    PlanOptions options = line.options;
    for (const QByteArray& word : line.leaveOut) {
        const Result<ResourceId> id = naming.resolve(word);
        if (!id)
            return fail(id.error());
        options.leaveOut << *id;
    }
    Plan plan = engine.plan(line.verb, *goals, options);
    for (const QString& choice : {QStringLiteral("automatic"), QString(savedChoice)}) {
        const bool isOffered = std::any_of(plan.steps.cbegin(), plan.steps.cend(),
                                           [&](const Step& step) { return step.arguments.contains(choice); });
        if (isOffered || !options.choices.contains(choice))
            continue;
        options.choices.remove(choice); // nothing is opened or saved: nothing to keep or to remove
        plan = engine.plan(line.verb, *goals, options);
    }
    return plan;
}

OperationRecord recordOfRefusal(const Plan& plan)
{
    OperationRecord record;
    record.plan = plan;
    bool reachable = false;
    for (const Goal& goal : plan.goals) {
        if (goal.refused)
            record.goals << notReached(goal, plan.verb, outcomeOf(*goal.refused), goal.refused);
        else if (plan.isBlocked())
            record.goals << notReached(goal, plan.verb, Outcome::Busy, refusalOf(plan.blockers.constFirst()));
        else
            reachable = true;
    }
    if (plan.isBlocked()) {
        record.outcome = Outcome::Busy;
        record.error = refusalOf(plan.blockers.constFirst());
    } else if (!reachable && !record.goals.isEmpty()) {
        record.outcome = record.goals.constFirst().outcome;
        record.error = record.goals.constFirst().error;
    }
    return record;
}

QString wayOut(const Plan& plan)
{
    const auto any = [&plan](auto fits) { return std::ranges::any_of(plan.blockers, fits); };
    if (any([](const Blocker& blocker) { return blocker.answers.contains(Verb::AskToQuit); }))
        return QCoreApplication::translate(
            "mooringctl", "It cannot start yet; --processes quit or --leave-out ID may help.");
    if (any([](const Blocker& blocker) { return blocker.reason == BlockReason::NoCascade; }))
        return QCoreApplication::translate(
            "mooringctl", "It cannot start yet; without --no-cascade it may, or with --leave-out ID.");
    if (!any([](const Blocker& blocker) { return blocker.reason != BlockReason::LeftOut; }))
        return QCoreApplication::translate("mooringctl", "All that was chosen was left out.");
    return QCoreApplication::translate("mooringctl", "It cannot start yet; --leave-out ID may help.");
}

OperationRecord recordOfRefusal(const Error& error, Verb verb, const QList<ResourceId>& goals)
{
    OperationRecord record;
    record.plan.verb = verb;
    record.error = error;
    record.outcome = outcomeOf(error);
    for (const ResourceId& id : goals) {
        Goal goal;
        goal.resource = id;
        goal.kind = id.kind().value_or(Kind::Unknown);
        goal.name = encodeBytes(id.key());
        record.goals << notReached(goal, verb, *record.outcome, error);
    }
    return record;
}

std::optional<Error> cardServiceError(const Engine& engine)
{
    for (const ProviderInfo& provider : engine.providers())
        if (provider.name == QLatin1String("pcsc") && provider.availability != Availability::Ok)
            return provider.why.value_or(errorOf(ErrorCode::CardServiceNotRunning));
    return {};
}

Error unresolved(const Engine& engine, const Error& error)
{
    const bool isOfCards = error.subject.startsWith(QLatin1String("reader:"))
        || error.subject.startsWith(QLatin1String("card"));
    if (const auto unasked = cardServiceError(engine);
        unasked && isOfCards && error.code == ErrorCode::NoSuchResource)
        return *unasked;
    if (error.code != ErrorCode::NoSuchResource || !isOfIscsi(error.subject))
        return error;
    for (const SourceError& source : engine.topology().errors())
        if (source.error.source == QLatin1String("libiscsi"))
            return source.error;
    if (hasSessionBus() || !runsService())
        return error;
    Error unasked = errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("mooringd"));
    unasked.text = QStringLiteral("it runs, and DBUS_SESSION_BUS_ADDRESS does not say where");
    return unasked;
}

// A target without a session has no row; the documents have a number for that.
OperationRecord recordOfUnknown(Error error, Verb verb)
{
    if (verb != Verb::LogOut || error.code != ErrorCode::NoSuchResource)
        return recordOfRefusal(error, verb, {{error.subject}});
    error.code = ErrorCode::NoSessionToTarget;
    const ResourceId asked {error.subject};
    const bool isPortal = asked.kind() == Kind::Portal;
    return recordOfRefusal(
        error, verb, {isPortal ? asked : ResourceId::make(Kind::IscsiTarget, decodeBytes(error.subject))});
}

} // namespace mooring
