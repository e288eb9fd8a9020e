// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtdaemon.h"

#include "lab.h"
#include "loopback.h"
#include "tgtlisting.h"

#include <QStandardPaths>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::lab {

using Mode = TgtRequest::Mode;
using Op = TgtRequest::Op;

namespace {

QByteArray number(quint64 value) { return QByteArray::number(value); }

void makeSparse(const QByteArray& path, qint64 bytes)
{
    const int file = open(path.constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, bytes) != 0)
        qFatal("lab: cannot make %s", path.constData());
    close(file);
}

} // namespace

QString TgtDaemon::unavailable()
{
    // it is in a folder that only root has in its path
    const QStringList places {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")};
    if (QStandardPaths::findExecutable(QStringLiteral("tgtd"), places).isEmpty())
        return QStringLiteral("tgtd is not installed");
    return {};
}

TgtDaemon::TgtDaemon(TgtOptions options)
    : m_options(std::move(options))
    , m_folder(m_options.folder + '/' + m_options.name)
{
    Lab::must({"mkdir", "-p", "--", m_folder});
    for (int turn = 0; turn < 5 && !m_process; ++turn)
        start();
    if (!m_process)
        qFatal("lab: tgtd does not come up, see %s/log", m_folder.constData());
    addAccounts();
    for (int target = 1; target <= m_options.targets; ++target) {
        addTarget(target);
        for (int lun = 1; lun <= m_options.luns; ++lun)
            addLun(target, lun, m_options.lunBytes);
    }
}

TgtDaemon::~TgtDaemon()
{
    if (m_process)
        stop();
}

// One that cannot bind its port listens on 0.0.0.0:3260 instead and tells nobody, so that one goes at once.
void TgtDaemon::start()
{
    m_port = freePort();
    m_process = std::make_unique<Running>(Argv {"sh", "-c", "exec \"$@\" > \"$0\" 2>&1", m_folder + "/log",
                                                "/usr/sbin/tgtd", "-f", "-C", "1", "-t", "1", "--iscsi",
                                                "portal=" + portal()},
                                          Argv {environment()});
    for (int turn = 0; turn < 1000 && m_process->isRunning(); ++turn) {
        if (isUp())
            return;
        usleep(10000);
    }
    m_process.reset();
}

bool TgtDaemon::isUp() const
{
    if (!listensOn(pid(), m_port) || ask({}).error != 0)
        return false;
    const int connection = connectTo(m_port);
    if (connection >= 0)
        close(connection);
    return connection >= 0;
}

bool TgtDaemon::stop()
{
    m_process->signal(SIGCONT);
    for (int target : std::exchange(m_targets, {}))
        for (int turn = 0; turn < 3; ++turn) // with force it may stop half way
            if (ask({.mode = Mode::Target, .op = Op::Delete, .target = target, .force = true}).error == 0)
                break;
    ask({.mode = Mode::System, .op = Op::Delete});
    const bool ended = m_process->waitEnd(5000).has_value();
    m_process.reset();
    return ended;
}

QByteArray TgtDaemon::portal() const { return addressOf(m_port); }
QByteArray TgtDaemon::environment() const { return "TGT_IPC_SOCKET=" + m_folder + "/tgt"; }
QByteArray TgtDaemon::socketPath() const { return m_folder + "/tgt.1"; }

QByteArray TgtDaemon::name(int target) const
{
    return "iqn.2026-11.lab:" + m_options.name + number(quint64(target));
}

QByteArray TgtDaemon::url(int target, int lun) const
{
    return "iscsi://" + portal() + '/' + name(target) + '/' + number(quint64(lun));
}

QByteArray TgtDaemon::backingFile(int target, int lun) const
{
    return m_folder + "/disk-" + number(quint64(target)) + '-' + number(quint64(lun));
}

void TgtDaemon::addTarget(int target)
{
    must({.mode = Mode::Target, .op = Op::New, .target = target, .parameters = "targetname=" + name(target)});
    m_targets.append(target);
    for (const bool outgoing : {false, true}) {
        const QByteArray user = outgoing ? m_options.mutualUser : m_options.user;
        if (!user.isEmpty())
            must({.mode = Mode::Account,
                  .op = Op::Bind,
                  .target = target,
                  .parameters = "user=" + user,
                  .isOutgoing = outgoing});
    }
    must({.mode = Mode::Target, .op = Op::Bind, .target = target, .parameters = "initiator-address=ALL"});
}

void TgtDaemon::addLun(int target, int lun, qint64 bytes)
{
    const auto tid = qint32(target);
    const auto place = quint64(lun);
    QByteArray parameters = "path=/dev/zero,bstype=null";
    if (bytes > 0) {
        makeSparse(backingFile(target, lun), bytes);
        parameters = "path=" + backingFile(target, lun);
    }
    must({.mode = Mode::Device, .op = Op::New, .target = tid, .lun = place, .parameters = parameters});
    // by itself it gives LUN 11 of target 1 and LUN 1 of target 11 the same serial number
    const QByteArray unique = m_options.name + '-' + number(quint64(target)) + '-' + number(place);
    must({.mode = Mode::Device,
          .op = Op::Update,
          .target = tid,
          .lun = place,
          .parameters = "targetOps scsi_sn=" + unique + ",scsi_id=lab-" + unique + ","});
}

void TgtDaemon::addAccounts() const
{
    for (const auto& [user, secret] : {std::pair(m_options.user, m_options.secret),
                                       std::pair(m_options.mutualUser, m_options.mutualSecret)})
        if (!user.isEmpty())
            must(
                {.mode = Mode::Account, .op = Op::New, .parameters = "user=" + user + ",password=" + secret});
}

QByteArray TgtDaemon::listing() const
{
    const TgtReply reply = ask({.mode = Mode::Target, .op = Op::Show});
    if (reply.error != 0)
        qFatal("lab: tgtd does not list its targets: %u", reply.error);
    return reply.text;
}

QList<TgtSession> TgtDaemon::sessions() const { return parsedSessions(listing()); }

QList<TgtSession> TgtDaemon::sessions(int target) const
{
    QList<TgtSession> all = sessions();
    all.removeIf([&](const TgtSession& session) { return session.target != target; });
    return all;
}

QList<TgtLun> TgtDaemon::luns(int target) const
{
    QList<TgtLun> all = parsedLuns(listing(), target);
    all.removeIf([](const TgtLun& lun) { return lun.type == "controller"; });
    for (TgtLun& lun : all) {
        struct stat info = {};
        if (stat(lun.backing.constData(), &info) == 0 && S_ISREG(info.st_mode))
            lun.bytes = info.st_size;
    }
    return all;
}

quint32 TgtDaemon::deleteConnection(const TgtSession& session, quint32 connection) const
{
    return ask({.mode = Mode::Connection,
                .op = Op::Delete,
                .target = session.target,
                .session = session.id,
                .connection = connection})
        .error;
}

TgtReply TgtDaemon::ask(const TgtRequest& request) const { return askTgt(socketPath(), request); }

void TgtDaemon::must(const TgtRequest& request) const
{
    const TgtReply reply = ask(request);
    if (reply.error != 0)
        qFatal("lab: tgtd answers %u to %s", reply.error, request.parameters.constData());
}

} // namespace mooring::lab
