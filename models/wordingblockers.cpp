// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "wording.h"

// Who uses something or stands in the way, and how.
namespace mooring {

namespace {

QString useOf(How how, const QByteArray& path)
{
    if (path.isEmpty())
        return Wording::how(how);
    if (how == How::ServiceClient) // a socket is how it is connected, not what it holds
        return QStringLiteral("%1 (%2)").arg(Wording::how(how), Format::bytes(path));
    return Wording::tr("%1 %2", "how, path").arg(Wording::how(how), Format::bytes(path));
}

QStringList sentencesOf(const QString& user, How how, const QByteArray& path, const Facts& facts)
{
    const QString use = useOf(how, path);
    const QDateTime since = facts.value(Fact::Since).toDateTime();
    QStringList sentences;
    sentences.append(since.isValid() ? Wording::tr("%1: %2, since %3.").arg(user, use, Format::since(since))
                                     : Wording::tr("%1: %2.").arg(user, use));
    if (facts.contains(Fact::VmName))
        sentences.append(
            Wording::tr("It runs the virtual machine %1.").arg(facts.value(Fact::VmName).toString()));
    if (facts.contains(Fact::Container))
        sentences.append(
            Wording::tr("It runs in the container %1.").arg(facts.value(Fact::Container).toString()));
    if (facts.contains(Fact::Unit))
        sentences.append(Wording::tr("It belongs to the unit %1.").arg(facts.value(Fact::Unit).toString()));
    if (facts.contains(Fact::Remedy))
        sentences.append(Wording::tr("It lets go with \"%1\".")
                             .arg(Format::bytes(facts.value(Fact::Remedy).toByteArray())));
    if (facts.value(Fact::Uninterruptible).toBool())
        sentences.append(Wording::tr("It waits in the kernel and cannot be ended now."));
    if (facts.value(Fact::OwnSession).toBool())
        sentences.append(Wording::tr("This would end your own session."));
    return sentences;
}

// The change that helps comes last: its lines stay as they are.
QString withRemedy(QStringList sentences, const Facts& facts)
{
    if (facts.contains(Fact::LastingRemedy))
        sentences.append(Wording::tr("To keep this from happening again, change this file:") + u'\n'
                         + facts.value(Fact::LastingRemedy).toString());
    return sentences.join(u' ');
}

QString processInTheWay(const Blocker& blocker, const QString& name)
{
    QStringList sentences;
    if (blocker.usedResource.kind() == Kind::Portal) // else it would stand on a session
        sentences.append(
            Wording::tr("%1: connected to %2, to which target is not known.").arg(name, blocker.usedName));
    else
        sentences.append(sentencesOf(name, blocker.how, blocker.path, blocker.facts));
    if (blocker.reason == BlockReason::ProcessOfOtherUser)
        sentences.append(Wording::tr("It belongs to another user: you may not ask it to quit."));
    return withRemedy(sentences, blocker.facts);
}

// A session without reads or writes is in the way as well: what it does next nobody here knows.
QString initiatorInTheWay(const Blocker& blocker)
{
    const QString name = blocker.facts.value(Fact::InitiatorName, blocker.name).toString();
    const QString address = blocker.facts.value(Fact::Address).toString();
    QStringList sentences {
        address.isEmpty()
            ? Wording::tr("The initiator %1 is logged in and can see %2.").arg(name, blocker.usedName)
            : Wording::tr("The initiator %1 (%3) is logged in and can see %2.")
                  .arg(name, blocker.usedName, address)};
    if (blocker.facts.contains(Fact::LastIo))
        sentences.append(Wording::tr("It last read or wrote: %1.")
                             .arg(Format::dateTime(blocker.facts.value(Fact::LastIo).toDateTime())));
    return sentences.join(QLatin1Char(' '));
}

} // namespace

QString Wording::who(const Facts& facts, const QString& name)
{
    const QString command = facts.value(Fact::Command, name).toString();
    const QString pid = facts.value(Fact::Pid).toString();
    const QString user = facts.value(Fact::User).toString();
    if (pid.isEmpty())
        return command;
    if (user.isEmpty())
        return QStringLiteral("%1 (%2)").arg(command, pid);
    return QStringLiteral("%1 (%2, %3)").arg(command, pid, user);
}

QString Wording::use(const QString& user, How how, const QByteArray& path, const Facts& facts)
{
    return withRemedy(sentencesOf(user, how, path, facts), facts);
}

QString Wording::users(int processes, const QString& process, int mounts, const QString& mount, int others)
{
    if (processes == 1)
        return process;
    if (processes > 1)
        return tr("%n process(es)", nullptr, processes);
    QStringList parts;
    if (mounts > 0)
        parts.append(mounts == 1 ? mount : tr("%n mount point(s)", nullptr, mounts));
    if (others > 0)
        parts.append(tr("%n other user(s)", "who or what uses it", others));
    return parts.join(QStringLiteral(", "));
}

QString Wording::blocker(const Blocker& blocker)
{
    const QString name = who(blocker.facts, blocker.name);
    switch (blocker.reason) {
    case BlockReason::Process:
    case BlockReason::ProcessOfOtherUser:
        return processInTheWay(blocker, name);
    case BlockReason::NoRelease:
        return tr("%1 stands on %2, and nothing here knows how to release it.").arg(name, blocker.usedName);
    case BlockReason::CauseNotFound:
        if (blocker.how == How::NfsExport)
            return use(name, blocker.how, blocker.path, blocker.facts);
        return tr("%1 is busy, and the cause was not found.").arg(blocker.usedName);
    case BlockReason::ProtectedBySystem:
        return tr("%1 is needed by the running system.").arg(name);
    case BlockReason::Ring:
        return tr("%1 stands on itself, through %2.").arg(name, blocker.usedName);
    case BlockReason::LeftOut:
        return tr("%1 was left out, and it stands on %2.").arg(name, blocker.usedName);
    case BlockReason::NoCascade:
        return tr("%1 stands on %2, and nothing that stands on it was to be released.")
            .arg(name, blocker.usedName);
    case BlockReason::SeenByInitiator:
        return initiatorInTheWay(blocker);
    case BlockReason::NotReleasable:
        return blocker.error ? Wording::error(*blocker.error).sentence()
                             : tr("%1 cannot be released now.").arg(name);
    }
    return {};
}

} // namespace mooring
