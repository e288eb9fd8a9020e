// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lookcommand.h"

#include "app/naming.h"
#include "app/proposal.h"
#include "app/usersof.h"
#include "models/format.h"
#include "models/treespec.h"
#include "models/wording.h"
#include "services/core/serialize.h"

#include <QJsonArray>

namespace mooring {

namespace {

QStringList cells(const Resource& resource, int depth)
{
    const auto device = resource.facts.value(Fact::Device).toByteArray();
    const QVariant size = resource.facts.value(Fact::Size);
    return {QString(qsizetype(2) * depth, u' ') + resource.name, Wording::kind(resource.kind),
            Wording::state(resource.state, resource.kind),
            size.isValid() ? Format::size(size.toULongLong()) : QString(), encodeBytes(device)};
}

QStringList titles()
{
    return {Wording::column(Column::Name), Wording::column(Column::Kind), Wording::column(Column::State),
            Wording::column(Column::Size), Wording::column(Column::Device)};
}

QStringList words(const QList<Verb>& verbs)
{
    QStringList list;
    for (const Verb verb : verbs)
        list << Wording::verb(verb);
    return list;
}

} // namespace

void LookCommand::start()
{
    if (m_line.command == Command::List && !m_line.operands.isEmpty()) {
        m_kind = fromToken<Kind>(encodeBytes(m_line.operands.first()));
        if (!m_kind)
            return fail(errorOf(ErrorCode::InvalidArgument, encodeBytes(m_line.operands.first())));
    }
    if (m_line.command == Command::Users || m_line.command == Command::Plan)
        return m_engine.lookForUsers(this, [this] { looked(); });
    const auto whenLooked = [this] {
        if (m_engine.hasLooked() && !hasEnded())
            looked();
    };
    connect(&m_engine, &Engine::topologyChanged, this, whenLooked);
    connect(&m_engine, &Engine::providersChanged, this, whenLooked);
    m_engine.lookAgain();
}

void LookCommand::looked()
{
    if (m_line.command == Command::List)
        return list();
    if (m_line.command == Command::Plan)
        return plan();
    const Topology topology = m_engine.topology();
    const Result<ResourceId> id = Naming(topology, m_workingDirectory).resolve(m_line.operands.constFirst());
    if (!id)
        return fail(unresolved(m_engine, id.error()));
    const Topology::Node node = *topology.find(*id);
    if (m_line.command == Command::Show)
        show(topology.at(node), node);
    else
        users(topology.at(node), node);
}

void LookCommand::fail(const Error& error)
{
    m_report.object(errorObject(error));
    m_report.error(error);
    end(exitCode(outcomeOf(error)));
}

// Who cannot be asked, and why. One that gives no reason is missed only by whoever asks for what it would
// show: pcscd, where there is no reader on USB; a target server on a host that exports nothing.
QList<ProviderInfo> LookCommand::missing() const
{
    QList<ProviderInfo> found;
    for (ProviderInfo provider : m_engine.providers()) {
        if (provider.availability == Availability::Ok)
            continue;
        const bool isAskedFor = m_kind && m_kind != Kind::Image && provider.kinds.contains(*m_kind);
        if (!provider.why && isAskedFor)
            provider.why = m_kind == Kind::Reader || m_kind == Kind::Card || m_kind == Kind::CardAttachment
                ? cardServiceError(m_engine)
                : errorOf(ErrorCode::ServiceNotRunning, provider.name);
        if (provider.why)
            found.append(provider);
    }
    return found;
}

QJsonArray LookCommand::errors() const
{
    QJsonArray list;
    for (const SourceError& source : m_engine.topology().errors())
        list << toJson(source.error);
    for (const ProviderInfo& provider : missing()) {
        QJsonObject error = toJson(*provider.why);
        error[QStringLiteral("provider")] = provider.name;
        if (!list.contains(toJson(*provider.why)))
            list << error;
    }
    return list;
}

void LookCommand::tellErrors() const
{
    for (const SourceError& source : m_engine.topology().errors())
        m_report.error(source.error);
    for (const ProviderInfo& provider : missing())
        m_report.aside(Wording::provider(provider) + QStringLiteral(". ") + Wording::providerWhy(provider));
}

void LookCommand::list()
{
    const Topology& topology = m_engine.topology();
    QJsonArray resources;
    for (Topology::Node node = 0; m_report.isJson() && node < topology.size(); ++node)
        if (!m_kind || topology.at(node).kind == *m_kind)
            resources << resourceToJson(topology, node);
    m_report.object({{QStringLiteral("schema"), 1},
                     {QStringLiteral("resources"), resources},
                     {QStringLiteral("errors"), errors()}});
    if (!m_report.isJson()) {
        listTree();
        tellErrors();
    }
    end(0);
}

void LookCommand::listTree() const
{
    const Topology& topology = m_engine.topology();
    QList<QStringList> rows;
    if (m_kind) {
        for (Topology::Node node = 0; node < topology.size(); ++node)
            if (topology.at(node).kind == *m_kind) // several may have the same name
                rows << (cells(topology.at(node), 0) << topology.at(node).id.text);
        return m_report.table(titles() << QStringLiteral("ID"), rows);
    }
    const TreeShape shape = shapeOf(View::Everything, {topology, m_engine.providers(), {}});
    std::vector<int> depths, children(shape.rows.size());
    for (const TreeShape::Row& row : shape.rows) {
        depths.push_back(row.parent < 0 ? 0 : depths[static_cast<size_t>(row.parent)] + 1);
        if (row.parent >= 0)
            ++children[static_cast<size_t>(row.parent)];
    }
    for (size_t at = 0; at < shape.rows.size(); ++at) {
        const TreeShape::Row& row = shape.rows[at];
        if (row.node >= 0)
            rows << cells(topology.at(row.node), depths[at]);
        else if (row.group != RowGroup::None)
            rows << QStringList {Wording::group(row.group, children[at])};
    }
    m_report.table(titles(), rows);
}

void LookCommand::show(const Resource& resource, Topology::Node node)
{
    const Topology& topology = m_engine.topology();
    m_report.object({{QStringLiteral("schema"), 1},
                     {QStringLiteral("resource"), resourceToJson(topology, node)},
                     {QStringLiteral("errors"), errors()}});
    QList<QStringList> rows {{QStringLiteral("ID"), resource.id.text},
                             {Wording::column(Column::Kind), Wording::kind(resource.kind)},
                             {Wording::column(Column::State), Wording::state(resource.state, resource.kind)}};
    for (auto fact = resource.facts.cbegin(); fact != resource.facts.cend(); ++fact)
        rows << QStringList {Wording::fact(fact.key(), resource.kind),
                             Format::fact(fact.key(), fact.value())};
    for (const Topology::ResolvedNeed& need : topology.needs(node))
        for (const Topology::Node base : need.on)
            rows << QStringList {QCoreApplication::translate("mooringctl", "Stands on"),
                                 QStringLiteral("%1 (%2)").arg(topology.at(base).id.text,
                                                               Wording::how(resource.needs[need.need].how))};
    if (const auto protection = topology.protection(node))
        m_report.aside(Wording::protectedBy(protection->by, topology.at(protection->seed).name));
    else if (const QStringList verbs = words(topology.verbs(node)); !verbs.isEmpty())
        rows << QStringList {QCoreApplication::translate("mooringctl", "Can be asked to"),
                             verbs.join(QStringLiteral(", "))};
    m_report.table({resource.name, {}}, rows);
    end(0);
}

void LookCommand::users(const Resource& resource, Topology::Node node)
{
    const Topology& topology = m_engine.topology();
    const QList<Blocker> found = usesBelow(topology, node);
    const QList<Topology::Node> above = standingOn(topology, node);
    QJsonArray dependents;
    for (const Topology::Node one : above)
        dependents << resourceToJson(topology, one);
    m_report.object({{QStringLiteral("schema"), 1},
                     {QStringLiteral("resource"), resource.id.text},
                     {QStringLiteral("users"), blockersToJson(found)},
                     {QStringLiteral("dependents"), dependents},
                     {QStringLiteral("errors"), errors()}});
    const QString open = openElsewhere(topology, node);
    if (!open.isEmpty())
        m_report.text(open);
    if (found.isEmpty() && above.isEmpty() && open.isEmpty())
        m_report.text(QCoreApplication::translate("mooringctl", "Nobody uses it, and nothing stands on it."));
    for (const Topology::Node one : above)
        m_report.text(topology.at(one).id.text);
    for (const Blocker& user : found)
        m_report.text(Wording::blocker(user));
    tellErrors();
    end(0);
}

void LookCommand::plan()
{
    const Naming naming(m_engine.topology(), m_workingDirectory);
    const Result<Plan> plan = planOf(m_engine, naming, m_line);
    if (!plan)
        return fail(unresolved(m_engine, plan.error()));
    QJsonObject json = toJson(*plan);
    json[QStringLiteral("errors")] = errors(); // what could not be looked into may be in the way as well
    m_report.object(json);
    m_report.text(Wording::planText(*plan));
    if (!m_report.isJson())
        tellErrors();
    const OperationRecord refused = recordOfRefusal(*plan);
    end(refused.outcome ? exitCode(*refused.outcome) : 0);
}

} // namespace mooring
