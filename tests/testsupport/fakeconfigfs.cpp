// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconfigfs.h"

#include "fakeconfigfspaths.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::testsupport {

FakeConfigfs::FakeConfigfs(QByteArray root)
    : m_path((root.endsWith('/') ? std::move(root) : root + '/') + "sys/kernel/config/target/")
{
    QDir().mkpath(text(m_path + "core"));
    QDir().mkpath(text(m_path + "iscsi/discovery_auth"));
}

void FakeConfigfs::write(const QByteArray& path, const QByteArray& content) const
{
    QDir().mkpath(text(parentOf(path)));
    QFile file(text(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", path.constData());
}

QByteArray FakeConfigfs::read(const QByteArray& path) const
{
    QFile file(text(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool FakeConfigfs::exists(const QByteArray& path)
{
    struct stat status
    {
    };
    return lstat(path.constData(), &status) == 0;
}

QByteArray FakeConfigfs::picture() const
{
    QList<QByteArray> lines;
    QDirIterator all(text(m_path), QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QByteArray path = QFile::encodeName(all.next());
        QByteArray line = path.mid(m_path.size());
        if (isLink(path))
            line += " -> " + QFile::encodeName(QFileInfo(text(path)).symLinkTarget());
        else if (QFileInfo(text(path)).isFile())
            line += " = " + read(path).trimmed().replace('\n', '|');
        lines.append(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

QByteArray FakeConfigfs::group(const QByteArray& target, unsigned tag) const
{
    return m_path + "iscsi/" + target + "/tpgt_" + QByteArray::number(tag) + '/';
}

void FakeConfigfs::backstore(const QByteArray& name, const QByteArray& path, quint64 size) const
{
    const QByteArray folder = m_path + "core/" + name + '/';
    QByteArray info = "Status: ACTIVATED  Max Queue Depth: 128  SectorSize: 512  HwMaxSectors: 128\n        ";
    if (name.startsWith("fileio_"))
        info += "TCM FILEIO ID: 0        File: " + path + "  Size: " + QByteArray::number(size)
            + "  Mode: O_DSYNC Async: 0\n";
    else if (name.startsWith("rd_mcp_"))
        info += "TCM RamDisk ID: 0  RamDisk Makeup: rd_mcp\n        PAGES/PAGE_SIZE: "
            + QByteArray::number(size / 4096) + "*4096  SG_table_count: 1  nullio: 0\n";
    else
        info += "iBlock device: vdb  UDEV PATH: " + path + "  readonly: 0\n        Major: 254 Minor: 16  "
            + "CLAIMED: IBLOCK\n";
    write(folder + "info", info);
    write(folder + "udev_path", path + '\n');
    write(folder + "enable", "1\n");
    write(folder + "wwn/vpd_unit_serial",
          "T10 VPD Unit Serial Number: 9bc6e907-6015-4267-be4f-5a0617cb3d71\n");
    write(folder + "pr/res_pr_type", "No SPC-3 Reservation holder\n");
    write(folder + "pr/res_pr_registered_i_pts", "SPC-3 PR Registrations:\nNone\n");
}

void FakeConfigfs::target(const QByteArray& target, unsigned tag, bool isInDemoMode) const
{
    const QByteArray folder = group(target, tag);
    for (const char* name : {"lun", "acls", "np/0.0.0.0:3260"})
        QDir().mkpath(text(folder + name));
    write(folder + "enable", "1\n");
    write(folder + "dynamic_sessions", {});
    write(folder + "attrib/generate_node_acls", isInDemoMode ? "1\n" : "0\n");
    write(folder + "auth/userid", "\n");
    write(folder + "auth/userid_mutual", "\n");
}

void FakeConfigfs::unit(const QByteArray& target, quint64 number, const QByteArray& backstore,
                        unsigned tag) const
{
    const QByteArray folder = group(target, tag) + "lun/lun_" + QByteArray::number(number);
    if (makeFolder(folder) != 0 || makeLink(folder + "/a1b2c3d4e5", m_path + "core/" + backstore) != 0)
        qFatal("unit %s", folder.constData());
}

void FakeConfigfs::acl(const QByteArray& target, const QByteArray& initiator, unsigned tag) const
{
    if (makeFolder(group(target, tag) + "acls/" + initiator) != 0)
        qFatal("acl %s", initiator.constData());
}

void FakeConfigfs::mapped(const QByteArray& target, const QByteArray& initiator, quint64 number, quint64 unit,
                          bool isWriteProtected) const
{
    const QByteArray folder = group(target) + "acls/" + initiator + "/lun_" + QByteArray::number(number);
    const QByteArray base = group(target) + "lun/lun_" + QByteArray::number(unit);
    if (makeFolder(folder) != 0 || makeLink(folder + "/f6e7d8c9b0", base) != 0)
        qFatal("mapped %s", folder.constData());
    write(folder + "/write_protect", isWriteProtected ? "1\n" : "0\n");
}

// lio_target_nacl_info_show() in drivers/target/iscsi/iscsi_target_configfs.c.
void FakeConfigfs::login(const QByteArray& target, const QByteArray& initiator, const QByteArray& address,
                         unsigned session) const
{
    const QByteArray number = QByteArray::number(session);
    const QByteArray folder = group(target) + "acls/" + initiator + '/';
    write(folder + "info",
          "InitiatorName: " + initiator + "\nInitiatorAlias: host\nLIO Session ID: " + number
              + "   ISID: 0x00 02 3d 00 00 0a  TSIH: " + number
              + "  SessionType: Normal\nSession State: TARG_SESS_STATE_LOGGED_IN\n"
              + "---------------------[iSCSI Session Values]-----------------------\n"
              + "  CmdSN/WR  :  CmdSN/WC  :  ExpCmdSN  :  MaxCmdSN  :     ITT    :     TTT\n"
              + " 0x00000010   0x00000010   0x00001f53   0x00001f62   0x531f0000   0x00000d81\n"
              + "----------------------[iSCSI Connections]-------------------------\n"
              + "CID: 0  Connection State: TARG_CONN_STATE_LOGGED_IN\n   Address " + address
              + " TCP  StatSN: 0x1a00d3e6\n");
    write(folder + "fabric_statistics/iscsi_sess_stats/cmd_pdus", "12\n");
    write(folder + "fabric_statistics/iscsi_sess_stats/txdata_octs", "4096\n");
    write(folder + "fabric_statistics/iscsi_sess_stats/rxdata_octs", "0\n");
}

void FakeConfigfs::logout(const QByteArray& target, const QByteArray& initiator) const
{
    write(group(target) + "acls/" + initiator + "/info", noSession + initiator + '\n');
}

void FakeConfigfs::loginDynamically(const QByteArray& target, const QList<QByteArray>& initiators) const
{
    QByteArray names;
    for (const QByteArray& each : initiators)
        names += each + '\n' + '\0';
    write(group(target) + "dynamic_sessions", names);
}

} // namespace mooring::testsupport
