// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "automaticsessions.h"

#include <QSet>

#include <algorithm>

// What a look shows of the automatic logins.
namespace mooring::iscsi {

namespace {

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

ReleaseChoice choice(const Release& release, const char* word, const QByteArray& option,
                     Consequence consequence, const QString& target)
{
    ReleaseChoice made;
    made.word = QLatin1String(word);
    made.consequence = consequence;
    made.reversible = release.reversible;
    made.command = {"mooringctl", "logout", option, release.command.value(2)};
    made.arguments = {{QStringLiteral("automatic"), made.word}, {QStringLiteral("target"), target}};
    made.restore = release.restore;
    return made;
}

} // namespace

Resource AutomaticSessions::idleTarget(const AutomaticLogin& login) const
{
    Resource target = targetResource(login.target, {});
    target.state = State::Idle;
    target.facts.insert(Fact::Portals, text(login.portal));
    target.facts.insert(Fact::Startup, QStringLiteral("automatic"));
    const auto isIts = [&](const AttemptPtr& attempt) { return attempt->login.target == login.target; };
    for (const auto* attempts : {&m_failed, &m_attempts}) {
        const auto found = std::find_if(attempts->begin(), attempts->end(), isIts);
        if (found == attempts->end())
            continue;
        target.state = attempts == &m_attempts ? State::Reconnecting : State::Failed;
        if ((*found)->why)
            target.facts.insert(Fact::WhyLost, token(*(*found)->why));
    }
    Release release;
    release.verb = Verb::LogOut;
    release.reversible = false;
    release.command = {"mooringctl", "logout", target.id.text.toUtf8()};
    release.choice = QStringLiteral("automatic");
    release.choices
        = {choice(release, "keep", "--keep-automatic", Consequence::None, target.name),
           choice(release, "remove", "--remove-automatic", Consequence::AutomaticLoginRemoved, target.name)};
    target.release = release;
    return target;
}

void AutomaticSessions::amend(Inventory& inventory) const
{
    const QList<AutomaticLogin> logins = m_logins.all();
    QSet<QString> remembered, shown;
    for (const AutomaticLogin& login : logins)
        remembered.insert(text(login.target));
    for (Resource& resource : inventory.resources) {
        const QString target = resource.facts.value(Fact::TargetName).toString();
        if (resource.kind == Kind::IscsiTarget)
            shown.insert(target);
        const bool isAutomatic = remembered.contains(target);
        const bool isKept = isAutomatic || m_secrets.knows(decodeBytes(target)); // be it only its secret
        if (!isKept || resource.kind == Kind::IscsiLun)
            continue;
        if (isAutomatic)
            resource.facts.insert(Fact::Startup, QStringLiteral("automatic"));
        if (!resource.release)
            continue;
        const Consequence kept
            = isAutomatic ? Consequence::AutomaticLoginKept : resource.release->consequence;
        resource.release->choice = QStringLiteral("automatic");
        resource.release->choices = {choice(*resource.release, "keep", "--keep-automatic", kept, target),
                                     choice(*resource.release, "remove", "--remove-automatic",
                                            Consequence::AutomaticLoginRemoved, target)};
    }
    for (const AutomaticLogin& login : logins) {
        const Resource target = idleTarget(login);
        const bool isWanted = inventory.request.isFull() || inventory.request.only.contains(target.id);
        if (isWanted && !shown.contains(target.name)) {
            shown.insert(target.name);
            inventory.resources.append(target);
        }
    }
}

} // namespace mooring::iscsi
