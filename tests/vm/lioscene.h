// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "guestscene.h"
#include "oracle.h"
#include "product.h"

#include <unistd.h>

namespace mooring::vm {

// A target of the kernel with access control lists, and mooringctl, which is to let go of its units.
class LioScene
{
public:
    explicit LioScene(int luns = 2, const QByteArray& name = "iqn.2026-11.guest:t1")
        : product(lab)
        , target(lab, luns, name)
    {
    }
    ~LioScene()
    {
        KernelInitiator::logOutOfAll();
        for (const QByteArray& initiator : entriesOf(target.group() + "/acls"))
            removeAcl(initiator);
    }
    LioScene(const LioScene&) = delete;
    LioScene& operator=(const LioScene&) = delete;

    void addAcl(const QByteArray& initiator, const QList<int>& luns) const
    {
        lab::Lab::must({"mkdir", acl(initiator)});
        for (const int lun : luns) {
            const QByteArray folder = acl(initiator) + "/lun_" + QByteArray::number(lun);
            lab::Lab::must({"mkdir", folder});
            lab::Lab::must({"ln", "-s", folderOf(lun), folder + "/mapped"});
        }
    }
    void removeAcl(const QByteArray& initiator) const
    {
        for (const QByteArray& entry : entriesOf(acl(initiator))) {
            const QByteArray folder = acl(initiator) + '/' + entry;
            if (!entry.startsWith("lun_"))
                continue;
            for (const QByteArray& link : entriesOf(folder))
                ::unlink((folder + '/' + link).constData());
            ::rmdir(folder.constData());
        }
        ::rmdir(acl(initiator).constData());
    }
    QByteArray acl(const QByteArray& initiator) const { return target.group() + "/acls/" + initiator; }
    QByteArray folderOf(int lun) const { return target.group() + "/lun/lun_" + QByteArray::number(lun); }
    QByteArray unit(int lun) const
    {
        return "export-lun:lio/" + target.name() + ",1/" + QByteArray::number(lun);
    }
    bool isExported(int lun) const { return ::access(folderOf(lun).constData(), F_OK) == 0; }
    QList<QByteArray> mappedBy(const QByteArray& initiator) const
    {
        QList<QByteArray> folders;
        for (const QByteArray& entry : entriesOf(acl(initiator)))
            if (entry.startsWith("lun_"))
                folders.append(entry);
        return folders;
    }
    lab::Ran run(const lab::Argv& arguments) const { return product.run(lab::Argv {"--json"} + arguments); }
    lab::Ran detach(int lun, const lab::Argv& options = {}) const
    {
        return run(lab::Argv {"detach", "--yes"} + options + lab::Argv {unit(lun)});
    }
    QByteArray lastNumber() const
    {
        return QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    }

    lab::Lab lab;
    lab::Product product;
    KernelTarget target;
};

// The kernel's own initiator in it, with a mounted file system on LUN 1.
class MountedLioScene : public LioScene
{
public:
    explicit MountedLioScene(bool isMounted = true)
    {
        lab::Lab::must({"modprobe", "iscsi_tcp"});
        KernelInitiator::discover(KernelTarget::portal());
        KernelInitiator::logIn(target.name());
        disk = KernelInitiator::waitForDisk(KernelInitiator::sessions(target.name()).value(0), 1);
        if (disk.isEmpty())
            qFatal("guest: the session has no disk");
        lab::Lab::must({"mkfs.ext4", "-q", "-F", disk});
        if (isMounted)
            mount = lab.mount(disk, "mnt");
    }
    ~MountedLioScene()
    {
        if (!mount.isEmpty())
            lab::run({"umount", "-l", mount});
    }

    QByteArray disk, mount;
};

// How it ended: the plan before it is long.
inline QByteArray endOf(const lab::Ran& ran) { return QByteArray(ran.text()).right(900); }

inline QByteArray contractOf(const lab::Ran& ran) // as the documents number the goal
{
    const QJsonObject code = lab::finishedEvent(ran)[u"goals"][0][u"code"].toObject();
    return code[u"domain"].toString().toUtf8() + ' ' + QByteArray::number(code[u"number"].toInteger(-1));
}

} // namespace mooring::vm
