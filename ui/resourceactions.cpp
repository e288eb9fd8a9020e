// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourceactions.h"

#include "icons.h"
#include "models/factsmodel.h"
#include "models/format.h"
#include "models/wording.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace mooring {
namespace {

QByteArray pathOf(const Resource& resource)
{
    for (Fact fact : {Fact::Path, Fact::MountPoint, Fact::Device})
        if (resource.facts.contains(fact))
            return resource.facts.value(fact).toByteArray();
    return {};
}

} // namespace

QString ResourceActions::iconName(Verb verb)
{
    switch (verb) {
    case Verb::Detach:
    case Verb::Unmount:
    case Verb::Release:
        return QStringLiteral("media-eject");
    case Verb::LogIn:
        return QStringLiteral("mooring-target");
    case Verb::AttachToReader:
        return QStringLiteral("list-add");
    case Verb::LogOut:
        return QStringLiteral("system-log-out");
    case Verb::AskToQuit:
    case Verb::End:
        return QStringLiteral("process-stop");
    case Verb::PutBack:
        return QStringLiteral("edit-undo");
    default: // the rest has no picture of its own
        return {};
    }
}

ResourceActions::ResourceActions(QObject* parent)
    : QObject(parent)
{
}

void ResourceActions::setSelection(const Topology& topology, const QList<ResourceId>& ids)
{
    m_topology = topology;
    m_ids.clear();
    m_resources.clear();
    m_verbs.clear();
    for (const ResourceId& id : ids) {
        const auto node = topology.find(id);
        if (!node)
            continue;
        const QList<Verb> offered = topology.verbs(*node);
        if (m_ids.isEmpty())
            m_verbs = offered;
        else
            m_verbs.removeIf([&](Verb verb) { return !offered.contains(verb); });
        m_ids.append(id);
        m_resources.append(topology.at(*node));
    }
    findReason(topology);
    emit changed();
}

void ResourceActions::findReason(const Topology& topology)
{
    m_protectedBy.reset();
    for (const ResourceId& id : std::as_const(m_ids)) {
        const auto node = topology.find(id);
        const auto protection = node ? topology.protection(*node) : std::nullopt;
        if (!protection)
            continue;
        m_protectedBy = protection->by;
        m_seed = topology.at(protection->seed).name;
        break;
    }
    retranslate();
}

void ResourceActions::retranslate()
{
    m_reason = m_protectedBy && m_verbs.isEmpty() ? Wording::protectedBy(*m_protectedBy, m_seed) : QString();
}

QAction* ResourceActions::addVerb(QMenu* menu, Verb verb)
{
    QAction* action = menu->addAction(icon(iconName(verb)), Wording::verbWithDots(verb));
    connect(action, &QAction::triggered, this,
            [this, verb, goals = m_ids] { emit planRequested(verb, goals); });
    return action;
}

void ResourceActions::fillVerbs(QMenu* menu)
{
    for (Verb verb : m_verbs)
        addVerb(menu, verb);
    if (!m_reason.isEmpty())
        menu->addAction(QString(m_reason).replace(QLatin1Char('&'), QLatin1String("&&")))->setEnabled(false);
}

void ResourceActions::fill(QMenu* menu)
{
    fillVerbs(menu);
    if (m_ids.isEmpty())
        return;
    if (!m_verbs.isEmpty())
        menu->setDefaultAction(menu->actions().constFirst());
    menu->addSeparator();
    connect(menu->addAction(icon(QStringLiteral("edit-copy")), tr("Copy &name")), &QAction::triggered, this,
            [this] { copy(); });
    QAction* path = menu->addAction(tr("Copy &path"));
    path->setEnabled(!paths().isEmpty());
    connect(path, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(paths()); });
    connect(menu->addAction(tr("Copy attachment &details")), &QAction::triggered, this,
            &ResourceActions::copyDetails);
    connect(menu->addAction(tr("&Show details")), &QAction::triggered, this,
            &ResourceActions::detailsRequested);
}

void ResourceActions::triggerPrimary()
{
    if (!m_verbs.isEmpty())
        emit planRequested(m_verbs.constFirst(), m_ids);
}

void ResourceActions::copy() const
{
    if (!m_ids.isEmpty())
        QApplication::clipboard()->setText(names());
}

void ResourceActions::copyDetails() const
{
    QStringList blocks;
    FactsModel facts;
    for (const ResourceId& id : m_ids) {
        facts.setResource(m_topology, id);
        blocks.append(facts.copyText());
    }
    QApplication::clipboard()->setText(blocks.join(QLatin1Char('\n')));
}

QString ResourceActions::names() const
{
    QStringList lines;
    for (const Resource& resource : m_resources)
        lines.append(resource.name);
    return lines.join(QLatin1Char('\n'));
}

QString ResourceActions::paths() const
{
    QStringList lines;
    for (const Resource& resource : m_resources)
        if (const QByteArray path = pathOf(resource); !path.isEmpty())
            lines.append(Format::bytes(path));
    return lines.join(QLatin1Char('\n'));
}

} // namespace mooring
