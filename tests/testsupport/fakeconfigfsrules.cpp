// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconfigfs.h"
#include "fakeconfigfspaths.h"

#include <QDir>
#include <QDirIterator>

#include <unistd.h>

// What configfs allows, and what comes of it.
namespace mooring::testsupport {
namespace {

bool isDefaultGroup(const QByteArray& name)
{
    static const QList<QByteArray> names {"statistics", "fabric_statistics",
                                          "attrib",     "auth",
                                          "param",      "lun",
                                          "np",         "acls",
                                          "wwn",        "pr",
                                          "alua",       "action"};
    return names.contains(name);
}

int inodeError(const QByteArray& folder, const QByteArray& inode)
{
    struct stat status
    {
    };
    if (stat(folder.constData(), &status) != 0)
        return errno;
    return inode == "-" || inode == QByteArray::number(status.st_ino) ? 0 : ESTALE;
}

// Of what is no default group: items and links.
bool hasItems(const QByteArray& folder)
{
    QDir dir(text(folder));
    for (const QString& entry : dir.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System)) {
        const QByteArray name = QFile::encodeName(entry);
        const QByteArray path = folder + '/' + name;
        if (isLink(path))
            return true;
        if (!QFileInfo(text(path)).isDir())
            continue;
        const bool isOfAcl = nameOf(parentOf(folder)) == "acls" && name.startsWith("lun_");
        if (isOfAcl || !isDefaultGroup(name))
            return true;
    }
    return false;
}

} // namespace

Result<ChildResult> FakeConfigfs::run(const QList<QByteArray>& argv, std::stop_token, const Options& options)
{
    calls.append(argv.mid(1));
    ChildResult result;
    const QByteArray verb = argv.value(1).mid(argv.value(1).indexOf('-') + 1);
    if (before)
        before(argv.mid(1));
    if (hangs) {
        hangs = false;
        if (options.waiting)
            options.waiting(4711, 250);
        result.abandoned = true;
        result.pid = 4711;
        return result;
    }
    if (argv.value(1) == "image-probe") {
        const bool isThere = fileSizes.contains(argv[2]);
        result.exitCode = isThere ? 0 : ENOENT;
        result.out = isThere ? "size " + QByteArray::number(fileSizes.value(argv[2])) + '\n'
                             : QByteArray("reason image-missing\n");
        return result;
    }
    const int count = ++m_counts[verb];
    result.exitCode = m_failures.value(verb).value(count);
    if (result.exitCode == 0)
        result.exitCode = change(argv.mid(1));
    if (result.exitCode == ESTALE)
        result.out = "reason identity-changed\n";
    return result;
}

int FakeConfigfs::change(const QList<QByteArray>& arguments)
{
    const QByteArray verb = arguments[0];
    if (verb == "configfs-unlink")
        return unlinkIn(arguments[1], arguments[2], arguments[3]);
    if (verb == "configfs-rmdir")
        return removeFolder(arguments[1], arguments[2]);
    if (verb == "configfs-mkdir")
        return makeFolder(arguments[1]);
    if (verb == "configfs-link")
        return makeLink(arguments[1], arguments[2]);
    return verb == "configfs-write" ? writeAttribute(arguments[1], arguments[2]) : ENOSYS;
}

int FakeConfigfs::unlinkIn(const QByteArray& folder, const QByteArray& inode, const QByteArray& name) const
{
    if (const int error = inodeError(folder, inode))
        return error;
    const QByteArray path = noSlash(folder) + '/' + name;
    if (!isLink(path))
        return exists(path) ? EPERM : ENOENT;
    return ::unlink(path.constData()) == 0 ? 0 : errno;
}

bool FakeConfigfs::isLinkedTo(const QByteArray& folder) const
{
    const QString wanted = text(noSlash(folder));
    QDirIterator all(text(m_path + "iscsi"), QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QFileInfo entry(all.next());
        if (entry.isSymLink() && QDir::cleanPath(entry.symLinkTarget()) == wanted)
            return true;
    }
    return false;
}

int FakeConfigfs::removeFolder(QByteArray folder, const QByteArray& inode) const
{
    folder = noSlash(folder);
    if (const int error = inodeError(folder, inode))
        return error;
    if (isDefaultGroup(nameOf(folder)))
        return EPERM;
    if (isLinkedTo(folder))
        return EBUSY;
    if (hasItems(folder))
        return ENOTEMPTY;
    if (nameOf(parentOf(folder)) == "acls")
        throwOut(folder);
    return QDir(text(folder)).removeRecursively() ? 0 : EIO;
}

// Its session ends with it; in demo mode it may come again.
void FakeConfigfs::throwOut(const QByteArray& aclFolder) const
{
    const QByteArray group = parentOf(parentOf(aclFolder));
    const bool wasThere = read(aclFolder + "/info").startsWith("InitiatorName:");
    const bool mayReturn = read(group + "/attrib/generate_node_acls").startsWith('1');
    if (wasThere && mayReturn && logsInAgain)
        write(group + "/dynamic_sessions", nameOf(aclFolder) + '\n' + '\0');
}

int FakeConfigfs::makeFolder(QByteArray folder) const
{
    folder = noSlash(folder);
    if (exists(folder))
        return EEXIST;
    if (!exists(parentOf(folder)))
        return ENOENT;
    if (::mkdir(folder.constData(), 0755) != 0)
        return errno;
    const QByteArray above = nameOf(parentOf(folder));
    if (above == "acls") {
        write(folder + "/info", noSession + nameOf(folder) + '\n');
        write(folder + "/cmdsn_depth", "64\n");
        write(folder + "/tag", {});
        write(folder + "/auth/userid", "\n");
        write(folder + "/auth/userid_mutual", "\n");
        write(folder + "/attrib/nopin_timeout", "15\n");
        write(folder + "/attrib/dataout_timeout", "3\n");
    } else if (above == "lun") {
        write(folder + "/alua_tg_pt_gp", "TG Port Alias: default_tg_pt_gp\nTG Port Group ID: 0\n");
        for (const char* name : {"in_cmds", "read_mbytes", "write_mbytes"})
            write(folder + "/statistics/scsi_tgt_port/" + name, "0\n");
    } else if (nameOf(parentOf(parentOf(folder))) == "acls") {
        write(folder + "/write_protect", "0\n");
        write(folder + "/statistics/scsi_auth_intr/num_cmds", "0\n");
    } else if (nameOf(parentOf(parentOf(folder))) == "core") {
        for (const char* name : {"info", "udev_path", "control", "enable", "wwn/vpd_unit_serial"})
            write(folder + '/' + name, {});
    }
    return 0;
}

// configfs shows links as relative ones.
int FakeConfigfs::makeLink(const QByteArray& path, const QByteArray& target) const
{
    if (!exists(noSlash(target)) || !exists(parentOf(path)))
        return ENOENT;
    for (const QFileInfo& entry : QDir(text(parentOf(path))).entryInfoList(QDir::AllEntries | QDir::System)) {
        if (entry.isSymLink())
            return EEXIST;
    }
    QByteArray up;
    for (qsizetype i = 0; i < parentOf(path).mid(m_path.size()).count('/') + 2; ++i)
        up += "../";
    const QByteArray link = up + "target/" + noSlash(target).mid(m_path.size());
    return ::symlink(link.constData(), path.constData()) == 0 ? 0 : errno;
}

void FakeConfigfs::disable(const QByteArray& group) const
{
    write(group + "/dynamic_sessions", {});
    for (const QString& name : QDir(text(group + "/acls")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        write(group + "/acls/" + QFile::encodeName(name) + "/info",
              noSession + QFile::encodeName(name) + '\n');
}

int FakeConfigfs::writeAttribute(const QByteArray& path, const QByteArray& value) const
{
    if (!exists(path))
        return ENOENT;
    const QByteArray name = nameOf(path);
    const bool isFlag = name == "enable" || name == "write_protect";
    if (isFlag && value != "0" && value != "1")
        return EINVAL;
    if (name == "alua_tg_pt_gp") {
        write(path, "TG Port Alias: " + value + "\nTG Port Group ID: 1\n");
        return 0;
    }
    if (name == "vpd_unit_serial") {
        write(path, "T10 VPD Unit Serial Number: " + value + '\n');
        return 0;
    }
    write(path, value + '\n');
    if (name == "enable" && value == "0" && parentOf(path).contains("/tpgt_"))
        disable(parentOf(path));
    return 0;
}

} // namespace mooring::testsupport
