// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imageopeners.h"

#include "imagelocks.h"
#include "sysfs.h"
#include "wholefile.h"

#include <algorithm>
#include <climits>
#include <unistd.h>

namespace mooring {
namespace {

const QByteArray kDeletedMark(" (deleted)");

// Readers may share a byte: one of them can be a stranger.
bool isShared(const QList<ImageLock>& locks, const ImageLock& lock)
{
    return std::count_if(locks.begin(), locks.end(),
                         [&lock](const ImageLock& other) {
                             return other.identity == lock.identity && other.first <= lock.last
                                 && other.last >= lock.first;
                         })
        > 1;
}

bool isStrangers(const QList<ImageLock>& locks, const OwnImages& own)
{
    return std::any_of(locks.begin(), locks.end(), [&](const ImageLock& lock) {
        return !own.identities.contains(lock.identity) || isShared(locks, lock);
    });
}

QByteArray linkTarget(const SysFolder& folder, const char* name)
{
    std::array<char, PATH_MAX> target {};
    const ssize_t length = readlinkat(folder.fd(), name, target.data(), target.size());
    return length < 0 ? QByteArray() : QByteArray(target.data(), length);
}

bool takeDeletedMark(QByteArray& path)
{
    const bool isMarked = path.endsWith(kDeletedMark);
    if (isMarked)
        path.chop(kDeletedMark.size());
    return isMarked;
}

QList<QByteArray> numbersIn(const SysFolder& folder)
{
    QList<QByteArray> names;
    folder.list([&names](std::string_view name, unsigned char) {
        if (name.front() >= '0' && name.front() <= '9')
            names.append(QByteArray(name.data(), static_cast<qsizetype>(name.size())));
    });
    std::sort(names.begin(), names.end(), [](const QByteArray& left, const QByteArray& right) {
        return left.toLongLong() < right.toLongLong();
    });
    return names;
}

// By its file: its command a virtual machine may choose (-name process=).
QByteArray programOfQemu(const SysFolder& process)
{
    QByteArray path = linkTarget(process, "exe");
    takeDeletedMark(path); // upgraded since
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    return name.contains("qemu") || name == "kvm" ? name : QByteArray();
}

// A block device that a virtual machine was given is locked alike.
bool mayBeImage(const QByteArray& target)
{
    return target.startsWith('/') && (!target.startsWith("/dev/") || target.startsWith("/dev/shm/"));
}

void take(const ImageLock& lock, const QByteArray& path, QList<ImageOpener>& opened)
{
    for (ImageOpener& known : opened) {
        if (known.identity != lock.identity)
            continue;
        known.writes = known.writes || lock.isWriters();
        return;
    }
    ImageOpener opener;
    opener.path = path;
    opener.identity = lock.identity;
    opener.isDeleted = takeDeletedMark(opener.path);
    opener.writes = lock.isWriters();
    opened.append(opener);
}

// The images that one process has open, each once.
QList<ImageOpener> openedBy(const SysFolder& process)
{
    QList<ImageOpener> opened;
    const SysFolder files("fd", process.fd()), infos("fdinfo", process.fd());
    if (!files || !infos)
        return opened;
    for (const QByteArray& number : numbersIn(files)) {
        const QByteArray target = linkTarget(files, number.constData());
        if (!mayBeImage(target))
            continue;
        for (const ImageLock& lock : ImageLock::parse(wholeFile(number, infos.fd()).value_or(QByteArray())))
            take(lock, target, opened);
    }
    return opened;
}

QString programWithPid(const ImageOpener& opener)
{
    return QStringLiteral("%1 (%2)").arg(QString::fromUtf8(opener.program)).arg(opener.process.pid);
}

QString joined(QStringList words, const QString& by)
{
    words.removeDuplicates();
    return words.join(by);
}

} // namespace

QString ImageOpener::name() const
{
    const QString machine = virtualMachineName(process.commandLine);
    return machine.isEmpty() ? programWithPid(*this) : QStringLiteral("VM ") + machine;
}

QList<ImageOpener> imageOpeners(const QByteArray& root, QList<Error>& errors, const OwnImages& own)
{
    QList<ImageOpener> result;
    const auto table = wholeFile(root + "/proc/locks");
    if (!table && errno != ENOENT) { // a kernel without locks has no such file
        errors.append(errnoError(errno, QStringLiteral("/proc/locks"), ErrorCode::LookFailed));
        errors.last().source = QStringLiteral("locks");
    }
    if (!table || !isStrangers(ImageLock::parse(*table), own))
        return result;
    const SysFolder processes((root + "/proc").constData());
    for (const QByteArray& number : processes ? numbersIn(processes) : QList<QByteArray>()) {
        const SysFolder process(number.constData(), processes.fd());
        const qint64 pid = number.toLongLong();
        const QByteArray program
            = process && !own.processes.contains(pid) ? programOfQemu(process) : QByteArray();
        if (program.isEmpty())
            continue;
        const QList<ImageOpener> opened = openedBy(process);
        const auto entry = opened.isEmpty() ? std::nullopt : Processes::read(root, pid);
        if (!entry) // or it has just ended
            continue;
        for (ImageOpener opener : opened) {
            opener.process = *entry;
            opener.program = program;
            result.append(opener);
        }
    }
    return result;
}

void nameOpeners(Error& error, const QByteArray& identity, const QByteArray& root)
{
    if (error.code != ErrorCode::ImageInUse)
        return;
    const QByteArray path = decodeBytes(error.subject);
    QList<Error> unseen; // then the program has no name
    QStringList names;
    for (const ImageOpener& opener : imageOpeners(root, unseen)) {
        // on btrfs and overlayfs stat(2) gives another device number than the one that locks are told with
        const bool isThere = !opener.isDeleted && opener.path == path;
        if (isThere || (!identity.isEmpty() && opener.identity == identity))
            names.append(opener.name());
    }
    if (names.isEmpty())
        return;
    const QString who = joined(names, QStringLiteral(", "));
    error = errorOf(error.code, error.subject); // what the system said of it says less
    error.text = who;
}

Facts openerFacts(const QList<ImageOpener>& openers, const ProcessNames& names)
{
    if (openers.isEmpty())
        return {};
    const QString lines(u'\n');
    QStringList machines, programs, users;
    QList<const ImageOpener*> plain;
    for (const ImageOpener& opener : openers) {
        users.append(names.user(opener.process.uid));
        const QString machine = virtualMachineName(opener.process.commandLine);
        if (!machine.isEmpty()) {
            machines.append(machine);
            continue;
        }
        programs.append(programWithPid(opener));
        plain.append(&opener);
    }
    const auto writes = [](const ImageOpener& opener) { return opener.writes; };
    const bool isWritten = std::any_of(openers.begin(), openers.end(), writes);
    Facts facts {{Fact::LockedBy, isWritten ? QStringLiteral("writer") : QStringLiteral("readers")},
                 {Fact::User, joined(users, lines)}};
    if (!machines.isEmpty())
        facts.insert(Fact::VmName, joined(machines, lines));
    if (plain.size() == 1) {
        facts.insert(Fact::Command, QString::fromUtf8(plain.constFirst()->program));
        facts.insert(Fact::Pid, plain.constFirst()->process.pid);
    } else if (!programs.isEmpty()) {
        facts.insert(Fact::Command, joined(programs, lines));
    }
    return facts;
}

} // namespace mooring
