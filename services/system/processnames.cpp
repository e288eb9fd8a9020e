// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processnames.h"

#include "wholefile.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <pwd.h>
#include <unistd.h>

namespace mooring {

namespace {

// The path in the hierarchy that systemd keeps (v2, or v1's named one), else the first that leads anywhere.
QString groupPath(const QByteArray& cgroup)
{
    QByteArray other;
    const QList<QByteArray> lines = cgroup.split('\n');
    for (const QByteArray& line : lines) {
        const qsizetype first = line.indexOf(':'), second = line.indexOf(':', first + 1);
        if (second < 0)
            continue;
        const QByteArray controllers = line.mid(first + 1, second - first - 1);
        const QByteArray path = line.mid(second + 1);
        if (path == "/")
            continue;
        if (controllers.isEmpty() || controllers == "name=systemd")
            return QString::fromUtf8(path);
        if (other.isEmpty())
            other = path;
    }
    return QString::fromUtf8(other);
}

// docker-ID.scope, libpod-ID.scope, crio-ID.scope, cri-containerd-ID.scope; v1: a folder named by the id.
QString containerOf(const QString& part, const QString& before)
{
    static const QRegularExpression scope(
        QStringLiteral("^(?:docker|libpod|crio|cri-containerd)-([0-9a-f]{12,64})(?:\\.scope)?$"));
    static const QRegularExpression bare(QStringLiteral("^[0-9a-f]{64}$"));
    static const QRegularExpression lxc(QStringLiteral("^lxc\\.payload[.](.+)$"));
    static const QRegularExpression machine(QStringLiteral("^machine-(.+)\\.scope$"));
    if (const auto match = scope.match(part); match.hasMatch())
        return match.captured(1).left(12);
    if (bare.match(part).hasMatch())
        return part.left(12);
    if (const auto match = lxc.match(part); match.hasMatch())
        return match.captured(1);
    if (before == QLatin1String("lxc"))
        return part;
    const auto match = machine.match(part);
    if (match.hasMatch() && !part.startsWith(QLatin1String("machine-qemu"))) {
        QString name = match.captured(1);
        return name.replace(QLatin1String("\\x2d"), QLatin1String("-"));
    }
    return {};
}

} // namespace

CgroupNames cgroupNames(const QByteArray& cgroup)
{
    CgroupNames names;
    const QStringList parts = groupPath(cgroup).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    QString before;
    for (const QString& part : parts) {
        const bool unit = part.endsWith(QLatin1String(".service")) || part.endsWith(QLatin1String(".scope"));
        if (unit && part.startsWith(QLatin1String("user@")))
            names.ofUser = true;
        else if (unit && names.unit.isEmpty())
            names.unit = part;
        names.container = containerOf(part, before);
        if (!names.container.isEmpty())
            break; // what follows is the container's own
        before = part;
    }
    if (names.unit.isEmpty() && names.ofUser) {
        const auto manager = parts.filter(QRegularExpression(QStringLiteral("^user@")));
        names.unit = manager.value(0);
    }
    return names;
}

QString virtualMachineName(const QByteArray& commandLine)
{
    const QList<QByteArray> argv = commandLine.split('\0');
    const QByteArray program = argv.value(0).mid(argv.value(0).lastIndexOf('/') + 1);
    if (!program.startsWith("qemu") && program != "kvm") // its other name, in Debian and Proxmox
        return {};
    const qsizetype at = argv.indexOf("-name");
    if (at < 0)
        return {};
    QByteArray value = argv.value(at + 1);
    value.replace(",,", QByteArray(1, '\0')); // QEMU's way to write a comma
    const QList<QByteArray> options = value.split(',');
    QByteArray name;
    for (const QByteArray& option : options) {
        if (option.startsWith("guest="))
            name = option.mid(6);
        else if (name.isEmpty() && !option.contains('='))
            name = option;
    }
    return QString::fromUtf8(name.replace('\0', ','));
}

ProcessNames::ProcessNames(QByteArray root, qint64 caller)
    : m_root(std::move(root))
{
    const QByteArray stat = wholeFile(m_root + "/proc/stat").value_or(QByteArray());
    const qsizetype line = stat.indexOf("\nbtime ");
    if (line >= 0)
        m_bootTime = stat.mid(line + 7, stat.indexOf('\n', line + 7) - line - 7).toLongLong();
    for (qint64 pid = caller; pid > 0 && !m_ancestors.contains(pid);) {
        const auto process = Processes::read(m_root, pid);
        if (!process)
            break;
        if (pid == caller) {
            m_ownUnit = cgroupNames(process->cgroup).unit;
            m_ownUid = process->uid;
        }
        m_ancestors.insert(pid);
        pid = process->parent;
    }
}

QString ProcessNames::user(quint32 uid) const
{
    const auto known = m_users.constFind(uid);
    if (known != m_users.constEnd())
        return *known;
    passwd entry {};
    passwd* found = nullptr;
    std::vector<char> buffer(16384);
    getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
    QString name = found ? QString::fromLocal8Bit(found->pw_name) : QString::number(uid);
    m_users.insert(uid, name);
    return name;
}

QDateTime ProcessNames::since(quint64 startTicks) const
{
    if (!m_bootTime)
        return {};
    const auto ticks = static_cast<quint64>(sysconf(_SC_CLK_TCK));
    return QDateTime::fromMSecsSinceEpoch(m_bootTime * 1000 + static_cast<qint64>(startTicks * 1000 / ticks),
                                          QTimeZone::utc());
}

bool ProcessNames::isOwnSession(const ProcessEntry& process) const
{
    if (m_ancestors.contains(process.pid))
        return true;
    const bool login = m_ownUnit.startsWith(QLatin1String("session-"));
    const CgroupNames names = cgroupNames(process.cgroup);
    if (login && names.unit == m_ownUnit)
        return process.session == process.pid || holdsSession(process);
    return process.uid == m_ownUid && m_ownUid != 0 && holdsSession(process);
}

bool ProcessNames::holdsSession(const ProcessEntry& process) const
{
    static const QSet<QByteArray> bases {"sshd",          "login",        "systemd",         "Xorg",
                                         "Xwayland",      "gnome-shell",  "kwin_x11",        "kwin_wayland",
                                         "sway",          "plasmashell",  "gnome-session-b", "ksmserver",
                                         "xfce4-session", "lxqt-session", "cinnamon",        "mate-session"};
    return bases.contains(process.command);
}

} // namespace mooring
