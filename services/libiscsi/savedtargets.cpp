// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savedtargets.h"

#include "heldsession.h"

#include <QJsonArray>

#include <algorithm>

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

// What is opened by a secret that goes from the keyring with it cannot be put back.
void takeSecret(ReleaseChoice& removing)
{
    const QJsonObject data = removing.restore.value(QLatin1String("data")).toObject();
    if (!data.contains(QLatin1String("chapUser")))
        return;
    removing.reversible = false;
    removing.restore = {};
}

Release logoutOf(const Resource& target)
{
    Release release;
    release.verb = Verb::LogOut;
    release.reversible = false;
    release.command = {"mooringctl", "logout", target.id.text.toUtf8()};
    release.choice = QStringLiteral("automatic");
    release.choices = automaticChoices(release, Consequence::None, target.name);
    return release;
}

Release forgettingOf(const Resource& target, const QList<SavedLogin>& logins)
{
    QJsonArray kept;
    for (const SavedLogin& login : logins)
        kept.append(toJson(login));
    Release release;
    release.verb = Verb::Forget;
    release.consequence = Consequence::TargetForgotten;
    release.command = {"mooringctl", "forget", target.id.text.toUtf8()};
    release.restore = {{QStringLiteral("provider"), QStringLiteral("libiscsi")},
                       {QStringLiteral("verb"), token(Verb::PutBack)},
                       {QStringLiteral("id"), target.id.text},
                       {QStringLiteral("kind"), token(target.kind)},
                       {QStringLiteral("name"), target.name},
                       {QStringLiteral("consequence"), token(Consequence::TargetListed)},
                       {QStringLiteral("data"), QJsonObject {{QStringLiteral("logins"), kept}}}};
    return release;
}

QString authentication(const SavedLogin& login)
{
    if (login.chapUser.isEmpty())
        return QStringLiteral("none");
    return login.mutualUser.isEmpty() ? QStringLiteral("chap") : QStringLiteral("mutual-chap");
}

} // namespace

QList<ReleaseChoice> automaticChoices(const Release& release, Consequence kept, const QString& target)
{
    ReleaseChoice removing
        = choice(release, "remove", "--remove-automatic", Consequence::AutomaticLoginRemoved, target);
    if (kept == Consequence::AutomaticLoginKept
        && !removing.restore.isEmpty()) { // then it comes back as well
        QJsonObject data = removing.restore.value(QLatin1String("data")).toObject();
        data.insert(QLatin1String("automatic"), true);
        removing.restore.insert(QLatin1String("data"), data);
    }
    takeSecret(removing);
    return {choice(release, "keep", "--keep-automatic", kept, target), removing};
}

Resource savedTarget(const QList<SavedLogin>& logins)
{
    const SavedLogin& last = logins.constLast();
    Resource target = targetResource(last.target, {});
    const bool isAutomatic = std::any_of(logins.cbegin(), logins.cend(),
                                         [](const SavedLogin& login) { return login.isAutomatic; });
    QStringList portals;
    for (auto login = logins.crbegin(); login != logins.crend(); ++login) // the one used last comes first
        portals.append(text(login->portal));
    target.facts.insert(Fact::Portals, portals.join(QStringLiteral(", ")));
    target.facts.insert(Fact::Startup, isAutomatic ? QStringLiteral("automatic") : QStringLiteral("manual"));
    target.facts.insert(Fact::Authentication, authentication(last));
    if (!last.chapUser.isEmpty())
        target.facts.insert(Fact::User, text(last.chapUser));
    target.state = isAutomatic ? State::Idle : State::Absent;
    if (isAutomatic) // what is listed without it afterwards is another thing
        target.incarnation = QStringLiteral("automatic");
    target.verbs = {Verb::LogIn, isAutomatic ? Verb::LogOut : Verb::Forget};
    target.release = isAutomatic ? logoutOf(target) : forgettingOf(target, logins);
    return target;
}

} // namespace mooring::iscsi
