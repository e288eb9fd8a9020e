// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "automaticsessions.h"
#include "savedtargets.h"

#include <QMap>
#include <QSet>

#include <algorithm>

// What a look shows of the saved logins.
namespace mooring::iscsi {

namespace {

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

bool isAutomatic(const SavedLogin& login) { return login.isAutomatic; }

} // namespace

// One that is to be opened by itself tells how that goes.
Resource AutomaticSessions::waitingTarget(const QList<SavedLogin>& logins) const
{
    Resource target = savedTarget(logins);
    const auto isIts = [&](const AttemptPtr& attempt) { return attempt->login.target == target.id.key(); };
    for (const auto* attempts : {&m_failed, &m_attempts}) {
        const auto found = std::find_if(attempts->begin(), attempts->end(), isIts);
        if (found == attempts->end())
            continue;
        target.state = attempts == &m_attempts ? State::Reconnecting : State::Failed;
        if ((*found)->why)
            target.facts.insert(Fact::WhyLost, token(*(*found)->why));
    }
    return target;
}

void AutomaticSessions::amend(Inventory& inventory) const
{
    QMap<QString, QList<SavedLogin>> saved;
    for (const SavedLogin& login : m_logins.all())
        saved[text(login.target)].append(login);
    QSet<QString> shown;
    for (Resource& resource : inventory.resources) {
        const QString target = resource.facts.value(Fact::TargetName).toString();
        if (resource.kind == Kind::IscsiTarget)
            shown.insert(target);
        const QList<SavedLogin> its = saved.value(target);
        amend(resource, target, std::any_of(its.cbegin(), its.cend(), isAutomatic));
    }
    for (auto its = saved.cbegin(); its != saved.cend(); ++its) {
        if (shown.contains(its.key()))
            continue;
        const Resource target = waitingTarget(*its);
        if (inventory.request.isFull() || inventory.request.only.contains(target.id))
            inventory.resources.append(target);
    }
}

void AutomaticSessions::amend(Resource& resource, const QString& target, bool isAutomatic) const
{
    const bool isKept = isAutomatic || m_secrets.knows(decodeBytes(target)); // be it only its secret
    if (!isKept || resource.kind == Kind::IscsiLun)
        return;
    if (isAutomatic)
        resource.facts.insert(Fact::Startup, QStringLiteral("automatic"));
    if (!resource.release)
        return;
    const Consequence kept = isAutomatic ? Consequence::AutomaticLoginKept : resource.release->consequence;
    resource.release->choice = QStringLiteral("automatic");
    const QList<ReleaseChoice> byForce = resource.release->choices;
    resource.release->choices = automaticChoices(*resource.release, kept, target) + byForce;
}

} // namespace mooring::iscsi
