// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planforce.h"

#include <algorithm>

namespace mooring {

namespace {
using Node = Topology::Node;

struct Offer
{
    qsizetype step = 0; // index
    Rung rung = Rung::Lazy;
    ReleaseChoice choice;
};

// Everything below a path that is only hidden would still be in use.
bool fits(Rung rung, Verb verb) { return rung != Rung::Lazy || verb == Verb::Unmount; }

QList<Offer> offersIn(const Topology& topology, const Plan& plan)
{
    QList<Offer> offers;
    for (qsizetype i = 0; i < plan.steps.size(); ++i) {
        const auto node = topology.find(plan.steps[i].resource);
        const auto& release = node ? topology.at(*node).release : std::nullopt;
        if (!release || release->verb != plan.steps[i].verb)
            continue;
        for (const ReleaseChoice& choice : release->choices) {
            const auto rung = fromToken<Rung>(choice.word);
            if (rung && fits(*rung, plan.verb))
                offers.append({i, *rung, choice});
        }
    }
    return offers;
}

bool isSeenByInitiator(const Plan& plan)
{
    return std::any_of(plan.blockers.cbegin(), plan.blockers.cend(),
                       [](const Blocker& blocker) { return blocker.reason == BlockReason::SeenByInitiator; });
}

bool isHeldByProcess(const Plan& plan)
{
    return std::any_of(plan.blockers.cbegin(), plan.blockers.cend(), [](const Blocker& blocker) {
        return blocker.reason == BlockReason::Process || blocker.reason == BlockReason::ProcessOfOtherUser;
    });
}

void force(Step& step, const Offer& offer)
{
    step.choice = forceChoice;
    step.chosen = offer.choice.word;
    step.choosable = {offer.choice.word};
    if (offer.rung != Rung::UnderInitiator) { // else it is the same step, with somebody looking on
        step.consequence = offer.choice.consequence;
        step.command = offer.choice.command;
    }
    for (auto each = offer.choice.arguments.begin(); each != offer.choice.arguments.end(); ++each)
        step.arguments.insert(each.key(), each.value());
}

// Makes what waits fail, so that the steps above can end.
Step failingStep(const Step& of, const Offer& offer)
{
    Step step = of;
    step.verb = Verb::Disconnect;
    step.reversible = false;
    step.restore = {};
    step.after.clear();
    step.expects = {{Proof::InState, of.resource, of.incarnation, of.provider, State::Failed}};
    force(step, offer);
    return step;
}

// Those that come before the step `n`, itself included, as far as they wait for nothing themselves.
QList<int> firstBefore(const Plan& plan, int n)
{
    QList<int> queue {n}, first;
    for (qsizetype i = 0; i < queue.size(); ++i) {
        const QList<int>& after = plan.steps[queue[i] - 1].after;
        if (after.isEmpty())
            first.append(queue[i]);
        for (const int before : after) {
            if (!queue.contains(before))
                queue.append(before);
        }
    }
    return first;
}

void putBefore(Plan& plan, QList<Step> failing, const QList<QList<int>>& firsts)
{
    const int count = static_cast<int>(failing.size());
    for (Step& step : plan.steps) {
        for (int& before : step.after)
            before += count;
        for (int i = 0; i < count; ++i) {
            if (firsts[i].contains(step.n))
                step.after.append(i + 1);
        }
        step.n += count;
    }
    for (int i = 0; i < count; ++i)
        failing[i].n = i + 1;
    plan.steps = failing + plan.steps;
}

void take(Plan& plan, const QList<Offer>& offers)
{
    QList<Step> failing;
    QList<QList<int>> firsts;
    for (const Offer& offer : offers) {
        Step& step = plan.steps[offer.step];
        if (offer.rung != Rung::FailIo) {
            force(step, offer);
            continue;
        }
        failing.append(failingStep(step, offer));
        firsts.append(firstBefore(plan, step.n));
        step.arguments.insert(QLatin1String("forced"), true);
    }
    putBefore(plan, std::move(failing), firsts);
}

void refuse(Plan& plan, const QList<Offer>& offers)
{
    Error refusal = errorOf(ErrorCode::InvalidArgument, QStringLiteral("--force ") + plan.options.force);
    QStringList others;
    for (const Offer& offer : offers) {
        if (!others.contains(offer.choice.word))
            others.append(offer.choice.word);
    }
    refusal.text = others.join(QStringLiteral(", "));
    plan.steps.clear();
    plan.blockers.clear();
    for (Goal& goal : plan.goals) {
        if (!goal.refused)
            goal.refused = refusal;
    }
}
} // namespace

void offerRung(Release& release, Rung rung, const QList<QByteArray>& command, const QJsonObject& arguments)
{
    ReleaseChoice choice;
    choice.word = token(rung);
    choice.consequence = rung == Rung::Lazy ? Consequence::PathHiddenWritesMayGoOn : Consequence::None;
    choice.reversible = release.reversible;
    choice.command = command;
    choice.arguments = arguments;
    release.choice = forceChoice;
    release.choices.append(choice);
}

QString lossToken(Rung rung)
{
    switch (rung) {
    case Rung::Lazy:
        return token(Consequence::PathHiddenWritesMayGoOn);
    case Rung::FailIo:
        return QStringLiteral("unwritten-content-lost");
    case Rung::Drop:
        return QStringLiteral("unanswered-requests-unknown");
    case Rung::UnderInitiator:
        return QStringLiteral("initiators-lose-it-at-once");
    }
    return {};
}

std::optional<Rung> rungOf(const Step& step)
{
    return step.choice == forceChoice ? fromToken<Rung>(step.chosen) : std::nullopt;
}

QList<Rung> rungsOf(const Plan& plan)
{
    QList<Rung> rungs;
    for (const Rung rung : {Rung::Lazy, Rung::FailIo, Rung::Drop, Rung::UnderInitiator}) {
        const bool isThere = std::any_of(plan.steps.cbegin(), plan.steps.cend(), [rung](const Step& step) {
            return step.choosable.contains(token(rung));
        });
        if (isThere)
            rungs.append(rung);
    }
    return rungs;
}

void applyForce(const Topology& topology, Plan& plan)
{
    const QList<Offer> offers = offersIn(topology, plan);
    const QString& wanted = plan.options.force;
    QList<Offer> taken;
    for (const Offer& offer : offers) {
        Step& step = plan.steps[offer.step];
        const auto node = topology.find(step.resource);
        if (offer.choice.word == wanted)
            taken.append(offer);
        const bool isOffered = offer.rung == Rung::UnderInitiator
            ? isSeenByInitiator(plan)
            : isOnDead(topology, *node) || (offer.rung == Rung::Lazy && isHeldByProcess(plan));
        if (!wanted.isEmpty() || !isOffered)
            continue;
        if (step.choice.isEmpty())
            step.choice = forceChoice;
        step.choosable.append(offer.choice.word);
    }
    if (!taken.isEmpty())
        take(plan, taken);
    else if (!wanted.isEmpty() && (!plan.steps.isEmpty() || plan.isBlocked()))
        refuse(plan, offers);
}

} // namespace mooring
