// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mappednodes.h"

#include "liorecipes.h"

namespace mooring::lio {
namespace {

QString withoutNumber(const ResourceId& id)
{
    return id.text.left(id.text.lastIndexOf(QLatin1Char('/')) + 1);
}

bool isInFile(SavedState state) { return state == SavedState::Saved || state == SavedState::Different; }

} // namespace

MappedNodes::MappedNodes(const PortalGroup& group, const NodeAcl& acl, LookContext& context)
    : m_group(group)
    , m_acl(acl)
    , m_context(context)
    , m_id(withoutNumber(LioId::mapped(group.id, acl.initiator, 0)))
    , m_initiator(encodeBytes(acl.initiator))
    , m_name(m_initiator + QStringLiteral(": LUN "))
    , m_unitKey(withoutNumber(LioId::unit(group.id, 0)).toUtf8())
    , m_shell(recipes::shellPath(group.id, acl.initiator))
    , m_command {QStringLiteral("targetcli"), encodeBytes(m_shell), QStringLiteral("create")}
    , m_needsAcl {{keyOf(LioId::acl(group.id, acl.initiator))}, 1, How::StandsOn, {}}
{
    Resource kind;
    kind.kind = Kind::MappedLun;
    m_recipe = recipes::recipe(Verb::Attach, kind, Consequence::ShownToInitiator, {}, {});
}

QJsonObject MappedNodes::recipeOf(const MappedUnit& mapped, const Resource& node) const
{
    const QString unit = QString::number(*mapped.unit);
    QJsonArray command = m_command;
    command.append(QStringLiteral("mapped_lun=") + QString::number(mapped.number));
    command.append(QStringLiteral("tpg_lun_or_backstore=") + unit);
    command.append(mapped.isWriteProtected ? QStringLiteral("write_protect=1")
                                           : QStringLiteral("write_protect=0"));
    QJsonObject recipe = m_recipe;
    recipe.insert(QLatin1String("id"), node.id.text);
    recipe.insert(QLatin1String("name"), node.name);
    recipe.insert(QLatin1String("command"), command);
    recipe.insert(QLatin1String("data"),
                  QJsonObject {{QStringLiteral("unit"), static_cast<qint64>(*mapped.unit)},
                               {QStringLiteral("link"), encodeBytes(mapped.link)},
                               {QStringLiteral("writeProtected"), mapped.isWriteProtected}});
    return recipe;
}

Release MappedNodes::releaseOf(const MappedUnit& mapped, const Resource& node) const
{
    Release release;
    release.verb = Verb::Hide;
    release.command = {QByteArrayLiteral("targetcli"), m_shell, QByteArrayLiteral("delete"),
                       QByteArray::number(mapped.number)};
    release.consequence = Consequence::HiddenFromInitiator;
    release.reversible = mapped.unit.has_value(); // else only what was left half-way goes
    if (release.reversible)
        release.restore = recipeOf(mapped, node);
    if (!node.comesBack.isEmpty())
        recipes::offerSaved(release, node.id, release.consequence);
    recipes::offerUnderInitiator(release, node.keys.constFirst().text);
    return release;
}

Resource MappedNodes::node(const MappedUnit& mapped) const
{
    Resource node;
    node.kind = Kind::MappedLun;
    node.id = idOf(mapped.number);
    node.name = m_name + QString::number(mapped.number);
    node.incarnation = QString::number(mapped.inode);
    node.keys = {keyOf(node.id)};
    if (mapped.unit)
        node.needs.append(Need {{Key {m_unitKey + QByteArray::number(*mapped.unit)}}, 1, How::StandsOn, {}});
    node.needs.append(m_needsAcl);
    node.state = m_acl.session ? State::InUse : State::Idle;
    if (mapped.link.isEmpty())
        node.state = State::Orphaned;
    node.facts = {{Fact::InitiatorName, m_initiator},
                  {Fact::LunNumber, static_cast<qint64>(mapped.number)},
                  {Fact::ReadOnly, mapped.isWriteProtected}};
    const SavedState saved = m_context.saved().config.of(m_group.id, m_acl.initiator, mapped);
    node.facts.insert(Fact::Saved, token(saved));
    if (isInFile(saved))
        node.comesBack = {{ComesBackWhen::AtBoot, QStringLiteral("saveconfig.json"), {}}};
    node.verbs = {Verb::Hide};
    node.release = releaseOf(mapped, node);
    return node;
}

} // namespace mooring::lio
