// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "services/core/cardchoices.h"
#include "wording.h"

namespace mooring {

namespace {

bool isOfCopy(const Step& step)
{
    return step.consequence == Consequence::CopyKept || step.consequence == Consequence::CopyDiscarded;
}

QString keepAnswer(bool copies, bool one)
{
    if (copies)
        return one ? Wording::tr("Keep the copy") : Wording::tr("Keep the copies");
    return one ? Wording::tr("Keep the overlay") : Wording::tr("Keep the overlays");
}

QString discardAnswer(bool copies, bool one)
{
    if (!copies)
        return Wording::tr("Discard what was written");
    return one ? Wording::tr("Discard the copy") : Wording::tr("Discard the copies");
}

QString savedLine(const PlanChoice& choice, const QStringList& others)
{
    const bool isKept = choice.chosen.contains(QStringLiteral("keep"));
    return isKept ? Wording::tr("Saved configuration: kept (or: --%1-saved)").arg(others.join(u'|'))
                  : Wording::tr("Saved configuration: removed (or: --%1-saved)").arg(others.join(u'|'));
}

QString automaticLine(const PlanChoice& choice, const QStringList& others)
{
    const QString chosen = choice.chosen.join(QStringLiteral(", "));
    return others.isEmpty()
        ? Wording::tr("Automatic login: %1").arg(chosen)
        : Wording::tr("Automatic login: %1 (or: --%2-automatic)").arg(chosen, others.join(u'|'));
}

QString cardAnswer(const QString& word)
{
    const QHash<QString, QString> words {
        {QStringLiteral("leave"), Wording::tr("Leave it as it is")},
        {QStringLiteral("reset"), Wording::tr("Reset it")},
        {QStringLiteral("power-down"), Wording::tr("Power it down")},
        {QStringLiteral("eject"), Wording::tr("Eject it")},
        {QStringLiteral("shared"), Wording::tr("With other programs")},
        {QStringLiteral("exclusive"), Wording::tr("With nobody")},
        {QStringLiteral("direct"), Wording::tr("The reader itself, with or without a card")},
    };
    return words.value(word, word);
}

// As a command line names them.
QStringList choiceLines(const Plan& plan)
{
    QStringList lines;
    for (const PlanChoice& choice : choicesIn(plan)) {
        QStringList others = choice.words;
        for (const QString& word : choice.chosen)
            others.removeAll(word);
        if (choice.choice == forceChoice)
            lines.append(plan.options.force.isEmpty() ? Wording::rungLines(rungsOf(plan)) : QStringList());
        else if (choice.choice == QLatin1String("automatic"))
            lines.append(automaticLine(choice, others));
        else if (choice.choice == savedChoice)
            lines.append(savedLine(choice, others));
        else if (choice.choice == dispositionChoice)
            lines.append(
                Wording::tr("The card afterwards: %1 (others: %2; --disposition WORD)")
                    .arg(choice.chosen.join(QStringLiteral(", ")), others.join(QStringLiteral(", "))));
        else if (choice.choice == shareChoice)
            lines.append(
                Wording::tr("Sharing: %1 (others: %2; --share WORD)")
                    .arg(choice.chosen.join(QStringLiteral(", ")), others.join(QStringLiteral(", "))));
        else if (!others.isEmpty())
            lines.append(
                Wording::tr("Overlay: %1 (others: %2; --overlay WORD)")
                    .arg(choice.chosen.join(QStringLiteral(", ")), others.join(QStringLiteral(", "))));
    }
    return lines;
}

} // namespace

namespace {

void addTo(QList<PlanChoice>& choices, const Step& step, const QString& choice, const QStringList& words,
           const QString& chosen)
{
    auto known = std::find_if(choices.begin(), choices.end(),
                              [&](const PlanChoice& one) { return one.choice == choice; });
    if (known == choices.end())
        known = choices.insert(choices.end(), {.choice = choice, .ofCopies = true});
    if (choice == forceChoice && known->words.isEmpty())
        known->words.append(QString());
    ++known->steps;
    known->ofCopies = known->ofCopies && isOfCopy(step);
    for (const QString& word : words)
        if (!known->words.contains(word))
            known->words.append(word);
    if (!known->chosen.contains(chosen))
        known->chosen.append(chosen);
}

} // namespace

QList<PlanChoice> choicesIn(const Plan& plan)
{
    QList<PlanChoice> choices;
    for (const Step& step : plan.steps) {
        QStringList rungs, others;
        for (const QString& word : step.choosable)
            (fromToken<Rung>(word) ? rungs : others).append(word);
        const bool isForced = step.choice == forceChoice;
        if (!isForced && !step.choice.isEmpty())
            addTo(choices, step, step.choice, others, step.chosen);
        if (isForced || !rungs.isEmpty())
            addTo(choices, step, forceChoice, rungs, isForced ? step.chosen : QString());
    }
    return choices;
}

QString Wording::choiceQuestion(const PlanChoice& choice)
{
    if (choice.choice == QLatin1String("automatic"))
        return tr("What becomes of the automatic login?");
    if (choice.choice == savedChoice)
        return tr("What becomes of it in the saved configuration?");
    if (choice.choice == forceChoice)
        return tr("Use force?");
    if (choice.choice == dispositionChoice)
        return choice.steps == 1 ? tr("What becomes of the card?") : tr("What becomes of the cards?");
    if (choice.choice == shareChoice)
        return tr("How is the card shared?");
    if (choice.steps == 1)
        return choice.ofCopies ? tr("What becomes of the copy?") : tr("What becomes of the overlay?");
    return choice.ofCopies ? tr("What becomes of the %n copies?", nullptr, choice.steps)
                           : tr("What becomes of the %n overlays?", nullptr, choice.steps);
}

QString Wording::choiceAnswer(const PlanChoice& choice, const QString& word)
{
    const bool one = choice.steps == 1;
    if (choice.choice == forceChoice) {
        const auto rung = fromToken<Rung>(word);
        return rung ? Wording::rung(*rung) : tr("No force");
    }
    if (choice.choice == QLatin1String("automatic") || choice.choice == savedChoice)
        return word == QLatin1String("keep") ? tr("Keep it") : tr("Remove it");
    if (choice.choice == dispositionChoice || choice.choice == shareChoice)
        return cardAnswer(word);
    if (word == QLatin1String("keep"))
        return keepAnswer(choice.ofCopies, one);
    if (word == QLatin1String("discard"))
        return discardAnswer(choice.ofCopies, one);
    if (word == QLatin1String("merge"))
        return one ? tr("Merge it into the image") : tr("Merge them into the images");
    return word;
}

QString Wording::ring(const Plan& plan)
{
    QStringList names;
    for (const ResourceId& id : plan.ring)
        names.append(Format::bytes(id.key()));
    return names.isEmpty() ? QString() : tr("Each of these stands on the next: %1.").arg(Format::list(names));
}

QString Wording::planText(const Plan& plan)
{
    QStringList lines {planTitle(plan), planSubtitle(plan)};
    for (const Goal& goal : plan.goals) {
        if (goal.refused && !goal.name.isEmpty())
            lines.append(goal.name + QStringLiteral(": ") + error(*goal.refused).sentence());
    }
    if (plan.isBlocked()) {
        lines.append({QString(), section(PlanSection::InTheWay)});
        for (const Blocker& blocker : plan.blockers)
            lines.append(QStringLiteral("  - ")
                         + Wording::blocker(blocker).replace(u'\n', QStringLiteral("\n    ")));
        if (!plan.ring.isEmpty())
            lines.append(QStringLiteral("  - ") + ring(plan));
    }
    if (!plan.collateral.isEmpty())
        lines.append({QString(), section(PlanSection::AlsoAffected)});
    for (const Collateral& item : plan.collateral)
        lines.append(QStringLiteral("  - ") + collateral(item));
    if (!plan.steps.isEmpty())
        lines.append({QString(), section(PlanSection::Steps)});
    for (const Step& step : plan.steps) {
        lines.append(QStringLiteral("%1. ").arg(step.n, 3) + Wording::step(step));
        if (const QString told = stepConsequence(step); !told.isEmpty())
            lines.append(QStringLiteral("     ") + told);
        if (!step.reversible && step.verb == Verb::LogOut)
            lines.append(QStringLiteral("     ") + irreversible());
        if (!step.command.isEmpty())
            lines.append(QStringLiteral("     $ ") + Format::command(step.command));
    }
    if (const QStringList choices = choiceLines(plan); !choices.isEmpty())
        lines.append(QStringList {QString()} + choices);
    return lines.join(u'\n') + u'\n';
}

} // namespace mooring
