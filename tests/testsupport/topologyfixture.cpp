// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topologyfixture.h"

#include "services/core/planforce.h"

using namespace mooring;

namespace fixture {

namespace {
QString text(const QJsonObject& json, const char* name) { return json.value(QLatin1String(name)).toString(); }

template <class Enum> Enum word(const QString& token)
{
    const auto value = fromToken<Enum>(token);
    if (!value)
        qFatal("no such word in a fixture: %s", qPrintable(token));
    return *value;
}

QStringList words(const QJsonValue& value)
{
    if (value.isString())
        return {value.toString()};
    QStringList list;
    for (const QJsonValue& item : value.toArray())
        list.append(item.toString());
    return list;
}

QList<Key> keysOf(const QStringList& words)
{
    QList<Key> keys;
    for (const QString& key : words)
        keys.append({key.toUtf8()});
    return keys;
}

// What follows `word` in the notation "KEY... [as HOW] [at PATH]"; taken out of the list.
QString takeAfter(QStringList& words, const QString& word)
{
    const qsizetype at = words.indexOf(word);
    if (at < 0)
        return {};
    const QString taken = words.value(at + 1);
    words.remove(at, 2);
    return taken;
}

Need needOf(const QString& notation)
{
    QStringList parts = notation.split(QLatin1Char(' '));
    Need need;
    need.ifThere = parts.removeAll(QStringLiteral("if-there")) > 0;
    need.evidence = takeAfter(parts, QStringLiteral("at")).toUtf8();
    const QString how = takeAfter(parts, QStringLiteral("as"));
    need.how = how.isEmpty() ? How::StandsOn : word<How>(how);
    const bool isPart = parts.value(1) == QStringLiteral("of");
    const int least = parts.first().toInt();
    need.on = keysOf(isPart ? parts.mid(2) : parts);
    need.atLeast = isPart ? least : static_cast<int>(need.on.size());
    return need;
}

ComesBack comesBackOf(const QString& notation)
{
    const QStringList parts = notation.split(QLatin1Char(' '));
    ComesBack comesBack;
    comesBack.when = word<ComesBackWhen>(parts.first());
    comesBack.by = parts.value(1);
    if (parts.value(2) == QStringLiteral("held")) {
        comesBack.hold = Release {};
        comesBack.hold->verb = Verb::Hold;
        comesBack.hold->consequence = Consequence::AutomountStopped;
    }
    return comesBack;
}

std::optional<Release> releaseOf(const QJsonObject& node)
{
    if (!node.contains(QLatin1String("release")))
        return {};
    Release release;
    release.verb = word<Verb>(text(node, "release"));
    if (node.contains(QLatin1String("refused"))) {
        release.refused = Error {};
        release.refused->code = word<ErrorCode>(text(node, "refused"));
    }
    for (const QString& rung : words(node.value(QLatin1String("rungs"))))
        offerRung(release, word<Rung>(rung), {}, {});
    return release;
}
} // namespace

Resource resourceOf(const QJsonObject& node)
{
    Resource resource;
    resource.id = {text(node, "id")};
    if (!resource.id.kind())
        qFatal("no id: %s", qPrintable(resource.id.text));
    resource.kind = *resource.id.kind();
    resource.name = resource.id.text;
    resource.incarnation = QStringLiteral("1");
    const QStringList keys = words(node.value(QLatin1String("key")));
    resource.keys = keysOf(keys.isEmpty() ? QStringList {resource.id.text} : keys);
    for (const QString& need : words(node.value(QLatin1String("needs"))))
        resource.needs.append(needOf(need));
    resource.release = releaseOf(node);
    if (const QString state = text(node, "state"); !state.isEmpty())
        resource.state = word<State>(state);
    if (const QString goes = text(node, "goes"); !goes.isEmpty())
        resource.goes = word<Goes>(QStringLiteral("with-its-") + goes);
    for (const QString& by : words(node.value(QLatin1String("comesBack"))))
        resource.comesBack.append(comesBackOf(by));
    for (const QString& verb : words(node.value(QLatin1String("verbs"))))
        resource.verbs.append(word<Verb>(verb));
    if (resource.verbs.isEmpty() && resource.release)
        resource.verbs = {resource.release->verb};
    if (const QString by = text(node, "protected"); !by.isEmpty())
        resource.protectedBy = word<ProtectedBy>(by);
    resource.members = keysOf(words(node.value(QLatin1String("members"))));
    return resource;
}

QList<Inventory> inventoriesOf(const QJsonArray& nodes)
{
    QList<Inventory> inventories;
    for (const QJsonValue& value : nodes) {
        const QJsonObject node = value.toObject();
        const QString by = node.value(QLatin1String("by")).toString(QStringLiteral("test"));
        auto inventory = std::find_if(inventories.begin(), inventories.end(),
                                      [&by](const Inventory& one) { return one.provider == by; });
        if (inventory == inventories.end()) {
            inventories.append(Inventory {});
            inventory = inventories.end() - 1;
            inventory->provider = by;
        }
        const bool isUser = node.value(QLatin1String("user")).toBool();
        (isUser ? inventory->users : inventory->resources).append(resourceOf(node));
    }
    return inventories;
}

PlanOptions optionsOf(const QJsonObject& plan)
{
    PlanOptions options;
    if (const QString answer = text(plan, "processes"); !answer.isEmpty())
        options.processes = word<ProcessAnswer>(answer);
    const QJsonObject answers = plan.value(QLatin1String("answers")).toObject();
    for (auto answer = answers.begin(); answer != answers.end(); ++answer)
        options.answers.insert({answer.key()}, word<ProcessAnswer>(answer.value().toString()));
    options.leaveOut = idsOf(plan.value(QLatin1String("leaveOut")));
    options.cascade = plan.value(QLatin1String("cascade")).toBool(true);
    options.force = text(plan, "force");
    return options;
}

QList<ResourceId> idsOf(const QJsonValue& list)
{
    QList<ResourceId> ids;
    for (const QString& id : words(list))
        ids.append({id});
    return ids;
}

QStringList textsOf(const QList<ResourceId>& ids)
{
    QStringList texts;
    for (const ResourceId& id : ids)
        texts.append(id.text);
    return texts;
}

QStringList stepsOf(const Plan& plan)
{
    QStringList steps;
    for (const Step& step : plan.steps) {
        QStringList line {QString::number(step.n), token(step.verb), step.resource.text};
        if (!step.after.isEmpty())
            line.append(QStringLiteral("after"));
        for (const int before : step.after)
            line.append(QString::number(before));
        if (step.expects.size() > 1)
            line.append(QStringLiteral("gone"));
        for (const Expect& expect : step.expects.mid(1))
            line.append(expect.resource.text);
        if (step.choice == forceChoice && step.chosen.isEmpty())
            line.append(QStringList {QStringLiteral("offers")} + step.choosable);
        else if (step.choice == forceChoice)
            line.append({QStringLiteral("by"), step.chosen});
        steps.append(line.join(QLatin1Char(' ')));
    }
    return steps;
}

QStringList blockersOf(const Plan& plan)
{
    QStringList lines;
    for (const Blocker& blocker : plan.blockers)
        lines.append(token(blocker.reason) + QLatin1Char(' ') + blocker.resource.text
                     + QStringLiteral(" keeps ") + blocker.usedResource.text);
    return lines;
}

QStringList collateralOf(const Plan& plan)
{
    QStringList lines;
    for (const Collateral& affected : plan.collateral) {
        const QString by = affected.by.isEmpty() ? QString() : QStringLiteral(" by ") + affected.by;
        lines.append(token(affected.reason) + QLatin1Char(' ') + affected.resource.text + by);
    }
    return lines;
}

QStringList goalsOf(const Plan& plan)
{
    QStringList lines;
    for (const Goal& goal : plan.goals) {
        QString line = goal.resource.text + QLatin1Char(' ');
        if (goal.refused)
            line += QStringLiteral("refused ") + token(goal.refused->code);
        else if (goal.leftOut)
            line += QStringLiteral("left-out");
        else
            line += (QStringList {token(goal.proof)} + textsOf(goal.members)).join(QLatin1Char(' '));
        lines.append(line);
    }
    return lines;
}

} // namespace fixture
