// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

// Discovery, logins and sessions, in words.
namespace mooring {

QString Wording::portalMistake(PortalMistake mistake, const QString& typed)
{
    switch (mistake) {
    case PortalMistake::NotAnAddress:
        return tr("\"%1\" is not an address. Give a name, an IPv4 address or an IPv6 address in brackets.")
            .arg(typed);
    case PortalMistake::BracketsMissing:
        return tr("Write the IPv6 address \"%1\" in brackets: [%1].").arg(typed);
    case PortalMistake::BracketOpen:
        return tr("The bracket of \"%1\" is not closed.").arg(typed);
    case PortalMistake::PortWrong:
        return tr("The port of \"%1\" is not a number from 1 to 65535.").arg(typed);
    }
    return {};
}

QString Wording::askedPortal(PortalStage stage, int targets, int elsewhere)
{
    switch (stage) {
    case PortalStage::Asking:
        return tr("asking…", "a portal for its targets");
    case PortalStage::Answered:
        if (targets > 0 && elsewhere == targets)
            return tr("%n target(s), listed under another portal", nullptr, targets);
        return elsewhere > 0 ? tr("%n target(s), some listed under another portal", nullptr, targets)
                             : tr("%n target(s)", nullptr, targets);
    case PortalStage::Failed:
        return tr("failed", "a portal");
    case PortalStage::Stopped:
        return tr("stopped before it answered");
    }
    return {};
}

QString Wording::discovery(int asked, int answered, int targets, bool isRunning)
{
    if (isRunning)
        return asked == 1 ? tr("Asking the portal…")
                          : tr("Asking %n portal(s), answers so far: %1.", nullptr, asked)
                                .arg(QLocale().toString(answered));
    return asked == 0 ? QString() : tr("%n target(s) found.", nullptr, targets);
}

QString Wording::openSessions(int count) { return tr("%n session(s) open", nullptr, count); }

QString Wording::login(LoginStage stage, int sessions)
{
    switch (stage) {
    case LoginStage::Ready:
        return {};
    case LoginStage::Running:
        return tr("opening…", "sessions");
    case LoginStage::Done:
        return openSessions(sessions);
    case LoginStage::Failed:
        return tr("failed", "a login");
    }
    return {};
}

QString Wording::loginProgress(int wanted, int ended)
{
    return wanted == 1
        ? tr("Opening the session…")
        : tr("Opening %n session(s), tried so far: %1.", nullptr, wanted).arg(QLocale().toString(ended));
}

QString Wording::loginsLeft(int open, int wanted)
{
    return tr("Sessions that are open and stay so: %1 of %2.")
        .arg(QLocale().toString(open), QLocale().toString(wanted));
}

QString Wording::sessionName(qint64 number, const QString& portal)
{
    return tr("Session %1 - %2", "number, portal").arg(QString::number(number), portal);
}

QString Wording::lunName(qint64 number) { return tr("LUN %1").arg(QString::number(number)); }

QString Wording::stateBecause(const Resource& resource, const QString& why)
{
    const QString state = Wording::state(resource.state, resource.kind);
    return why.isEmpty() ? state : tr("%1: %2", "state, reason").arg(state, why);
}

QString Wording::standsOnLabel() { return tr("It stands on:"); }

QString Wording::standsOnItLabel() { return tr("On it stands:"); }

} // namespace mooring
