// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guestscene.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace mooring::vm {

using lab::Lab;
using lab::run;

namespace {

const QByteArray kernelTarget = "/sys/kernel/config/target";

QByteArray number(qint64 value) { return QByteArray::number(value); }

void link(const QByteArray& to, const QByteArray& path)
{
    if (::symlink(to.constData(), path.constData()) != 0)
        qFatal("guest: no link %s: %s", path.constData(), strerror(errno));
}

} // namespace

QString notInGuest()
{
    return qEnvironmentVariableIsSet("MOORING_GUEST") ? QString()
                                                      : QStringLiteral("this needs the guest: ./dev test vm");
}

QByteArray textOf(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

QList<QByteArray> entriesOf(const QByteArray& folder)
{
    QList<QByteArray> names;
    const QDir::Filters all = QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot;
    for (const QString& name : QDir(QFile::decodeName(folder)).entryList(all))
        names.append(QFile::encodeName(name));
    return names;
}

void writeText(const QByteArray& path, const QByteArray& text)
{
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write(text) != text.size())
        qFatal("guest: cannot write %s: %s", path.constData(), qPrintable(file.errorString()));
}

KernelTarget::KernelTarget(const Lab& lab, int luns, QByteArray name)
    : m_name(std::move(name))
{
    Lab::must({"modprobe", "-a", "target_core_mod", "target_core_file", "iscsi_target_mod"});
    Lab::must({"mkdir", "-p", group()});
    for (int lun = 1; lun <= luns; ++lun)
        addLun(lab, lun);
    const QByteArray attributes = group() + "/attrib/";
    writeText(attributes + "authentication", "0");
    writeText(attributes + "generate_node_acls", "1");
    writeText(attributes + "demo_mode_write_protect", "0");
    Lab::must({"mkdir", group() + "/np/" + portal()});
    writeText(group() + "/enable", "1");
}

QByteArray KernelTarget::group() const { return kernelTarget + "/iscsi/" + m_name + "/tpgt_1"; }

QByteArray KernelTarget::backing(int lun) const { return m_files.value(lun - 1); }

QByteArray KernelTarget::store(int lun) const
{
    QByteArray target = m_name.mid(m_name.lastIndexOf(':') + 1);
    return kernelTarget + "/core/fileio_0/" + target + "_lun" + number(lun);
}

void KernelTarget::addLun(const Lab& lab, int lun)
{
    constexpr qint64 bytes = 64 << 20;
    const QByteArray file = lab.path(store(lun).mid(store(lun).lastIndexOf('/') + 1) + ".img");
    Lab::must({"truncate", "-s", number(bytes), file});
    m_files.append(file);
    Lab::must({"mkdir", "-p", store(lun)});
    writeText(store(lun) + "/control", "fd_dev_name=" + file + ",fd_dev_size=" + number(bytes));
    writeText(store(lun) + "/enable", "1");
    const QByteArray folder = group() + "/lun/lun_" + number(lun);
    Lab::must({"mkdir", folder});
    link(store(lun), folder + "/store");
}

QList<QByteArray> KernelTarget::sessions() const
{
    QList<QByteArray> names = textOf(group() + "/dynamic_sessions").replace('\0', '\n').split('\n');
    names.removeAll(QByteArray());
    return names;
}

void KernelTarget::remove()
{
    if (m_files.isEmpty())
        return;
    writeText(group() + "/enable", "0");
    for (int lun = 1; lun <= m_files.size(); ++lun) {
        const QByteArray folder = group() + "/lun/lun_" + number(lun);
        ::unlink((folder + "/store").constData()); // gone already where a test removed it
        ::rmdir(folder.constData());
        ::rmdir(store(lun).constData());
    }
    const QByteArray target = kernelTarget + "/iscsi/" + m_name;
    Lab::must({"rmdir", group() + "/np/" + portal(), group(), target});
    m_files.clear();
}

void KernelInitiator::discover(const QByteArray& portal)
{
    Lab::must({"iscsiadm", "-m", "discovery", "-t", "sendtargets", "-p", portal});
}

void KernelInitiator::logIn(const QByteArray& target)
{
    Lab::must({"iscsiadm", "-m", "node", "-T", target, "-l"});
}

void KernelInitiator::logOutOfAll()
{
    if (!entriesOf("/sys/class/iscsi_session").isEmpty())
        run({"iscsiadm", "-m", "session", "-u"});
    if (!entriesOf("/etc/iscsi/nodes").isEmpty())
        run({"iscsiadm", "-m", "node", "-o", "delete"});
    for (const QByteArray& portal : entriesOf("/etc/iscsi/send_targets"))
        run({"rm", "-rf", "/etc/iscsi/send_targets/" + portal});
}

QList<unsigned> KernelInitiator::sessions(const QByteArray& target)
{
    QList<unsigned> numbers;
    const QByteArray folder = "/sys/class/iscsi_session/";
    for (const QByteArray& name : entriesOf(folder))
        if (textOf(folder + name + "/targetname") == target)
            numbers.append(name.mid(int(strlen("session"))).toUInt());
    return numbers;
}

QByteArray KernelInitiator::disk(unsigned session, int lun)
{
    const QByteArray device = "/sys/class/iscsi_session/session" + number(session) + "/device/";
    for (const QByteArray& target : entriesOf(device)) {
        if (!target.startsWith("target"))
            continue;
        for (const QByteArray& unit : entriesOf(device + target))
            if (unit.endsWith(':' + number(lun)) && unit.count(':') == 3)
                for (const QByteArray& name : entriesOf(device + target + '/' + unit + "/block"))
                    return "/dev/" + name;
    }
    return {};
}

QByteArray KernelInitiator::waitForDisk(unsigned session, int lun)
{
    for (int turn = 0; turn < 1500; ++turn) {
        const QByteArray found = disk(session, lun);
        if (!found.isEmpty() && ::access(found.constData(), F_OK) == 0) {
            run({"udevadm", "settle"});
            return found;
        }
        ::usleep(20000);
    }
    return {};
}

void KernelInitiator::setStartup(const QByteArray& target, const QByteArray& startup)
{
    Lab::must({"iscsiadm", "-m", "node", "-T", target, "-o", "update", "-n", "node.startup", "-v", startup});
}

QByteArray KernelInitiator::startup(const QByteArray& target)
{
    const QByteArray record = run({"iscsiadm", "-m", "node", "-T", target}).out;
    for (const QByteArray& line : record.split('\n'))
        if (line.startsWith("node.startup = "))
            return line.mid(int(strlen("node.startup = ")));
    return {};
}

} // namespace mooring::vm
