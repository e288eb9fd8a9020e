// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "istgtdaemon.h"

#include "lab.h"
#include "loopback.h"

#include <QFile>
#include <QStandardPaths>

#include <csignal>
#include <unistd.h>

namespace mooring::lab {

namespace {

QByteArray number(qint64 value) { return QByteArray::number(value); }

void write(const QByteArray& path, const QByteArray& text)
{
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("lab: cannot write %s", path.constData());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // else it refuses the secrets
}

} // namespace

QString IstgtDaemon::unavailable()
{
    const QStringList places {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")};
    if (QStandardPaths::findExecutable(QStringLiteral("istgt"), places).isEmpty())
        return QStringLiteral("istgt is not installed");
    return {};
}

IstgtDaemon::IstgtDaemon(IstgtOptions options)
    : m_options(std::move(options))
    , m_folder(m_options.folder + '/' + m_options.name)
{
    Lab::must({"mkdir", "-p", "--", m_folder});
    for (int target = 1; target <= m_options.targets; ++target)
        Lab::must({"truncate", "-s", number(m_options.lunBytes), "--", backingFile(target)});
    for (int turn = 0; turn < 5 && !m_process; ++turn)
        start();
    if (!m_process)
        qFatal("lab: istgt does not come up, see %s/log", m_folder.constData());
}

IstgtDaemon::~IstgtDaemon()
{
    if (m_process)
        stop();
}

void IstgtDaemon::start()
{
    m_port = freePort();
    m_controlPort = freePort();
    writeFiles();
    m_process = std::make_unique<Running>(Argv {"sh", "-c", "exec \"$@\" > \"$0\" 2>&1", m_folder + "/log",
                                                "/usr/sbin/istgt", "-D", "-c", m_folder + "/istgt.conf"});
    for (int turn = 0; turn < 1000 && m_process->isRunning(); ++turn) {
        if (listensOn(pid(), m_port))
            return;
        usleep(10000);
    }
    m_process.reset();
}

bool IstgtDaemon::stop()
{
    m_process->signal(SIGCONT);
    m_process->signal(SIGTERM);
    const bool ended = m_process->waitEnd(10000).has_value();
    m_process.reset();
    return ended;
}

QByteArray IstgtDaemon::portal() const { return addressOf(m_port); }
int IstgtDaemon::connections() const { return connectionsTo(m_port); }

int IstgtDaemon::logins(int target) const { return logged("Login from ", target); }
int IstgtDaemon::logouts(int target) const { return logged("Logout from ", target); }

int IstgtDaemon::logged(const QByteArray& word, int target) const
{
    QFile log(QFile::decodeName(m_folder + "/log"));
    if (!log.open(QIODevice::ReadOnly))
        return 0;
    int count = 0;
    for (const QByteArray& line : log.readAll().split('\n'))
        count += line.startsWith(word) && line.contains(" on " + name(target) + ' ');
    return count;
}

QByteArray IstgtDaemon::name(int target) const
{
    return "iqn.2026-11.lab:" + m_options.name + number(target);
}

QByteArray IstgtDaemon::url(int target) const { return "iscsi://" + portal() + '/' + name(target) + "/0"; }

QByteArray IstgtDaemon::serial(int target) const { return m_options.name + '-' + number(target); }

QByteArray IstgtDaemon::backingFile(int target) const { return m_folder + "/disk-" + number(target); }

void IstgtDaemon::writeFiles() const
{
    QByteArray accounts;
    if (!m_options.user.isEmpty()) {
        accounts = "[AuthGroup1]\n  Auth \"" + m_options.user + "\" \"" + m_options.secret + '"';
        if (!m_options.mutualUser.isEmpty())
            accounts += " \"" + m_options.mutualUser + "\" \"" + m_options.mutualSecret + '"';
        accounts += '\n';
    }
    write(m_folder + "/auth.conf", accounts);
    write(m_folder + "/istgt.conf", configuration());
}

// istgt.conf of Debian's examples
QByteArray IstgtDaemon::configuration() const
{
    QByteArray text = "[Global]\n"
                      "  NodeBase \"iqn.2026-11.lab\"\n"
                      "  PidFile "
        + m_folder
        + "/pid\n"
          "  AuthFile "
        + m_folder
        + "/auth.conf\n"
          "  MediaDirectory "
        + m_folder
        + "\n"
          "  LogFacility \"local7\"\n"
          "  DiscoveryAuthMethod Auto\n"
          "  MaxSessions 64\n"
          "[UnitControl]\n"
          "  AuthMethod None\n"
          "  Portal UC1 "
        + addressOf(m_controlPort)
        + "\n"
          "  Netmask 127.0.0.1\n"
          "[PortalGroup1]\n"
          "  Portal DA1 "
        + portal()
        + "\n"
          "[InitiatorGroup1]\n"
          "  InitiatorName \"ALL\"\n"
          "  Netmask 127.0.0.0/8\n";
    for (int target = 1; target <= m_options.targets; ++target)
        text += unit(target);
    return text;
}

QByteArray IstgtDaemon::unit(int target) const
{
    QByteArray method = "None";
    if (!m_options.user.isEmpty())
        method = m_options.mutualUser.isEmpty() ? "CHAP" : "CHAP Mutual";
    return "[LogicalUnit" + number(target) + "]\n  TargetName " + m_options.name + number(target)
        + "\n  Mapping PortalGroup1 InitiatorGroup1\n  AuthMethod " + method
        + (method == "None" ? "" : "\n  AuthGroup AuthGroup1") + "\n  UseDigest Auto\n  UnitType Disk\n"
        + "  UnitInquiry \"LAB\" \"ISTGT\" \"1\" \"" + serial(target) + "\"\n  LUN0 Storage "
        + backingFile(target) + " Auto\n";
}

} // namespace mooring::lab
