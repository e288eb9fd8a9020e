// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "guestscene.h"
#include "oracle.h"
#include "product.h"

namespace mooring::vm {

// A session of the kernel to a target of the kernel, and mooringctl.
class SessionScene
{
public:
    explicit SessionScene(int luns = 1)
        : product(lab)
        , target(lab, luns)
    {
        lab::Lab::must({"modprobe", "iscsi_tcp"});
        KernelInitiator::discover(KernelTarget::portal());
        logIn();
    }
    ~SessionScene() { KernelInitiator::logOutOfAll(); }
    SessionScene(const SessionScene&) = delete;
    SessionScene& operator=(const SessionScene&) = delete;

    void logIn()
    {
        KernelInitiator::logIn(target.name());
        number = KernelInitiator::sessions(target.name()).value(0);
        disk = KernelInitiator::waitForDisk(number, 1);
        if (disk.isEmpty())
            qFatal("guest: the session has no disk");
    }
    QByteArray id() const { return "iscsi-session:kernel/" + QByteArray::number(number); }
    QList<unsigned> sessions() const { return KernelInitiator::sessions(target.name()); }
    QByteArray makeFilesystem() const // and mounts it
    {
        lab::Lab::must({"mkfs.ext4", "-q", "-F", disk});
        return lab.mount(disk, "mnt");
    }
    QJsonObject resource(const QByteArray& wanted) const
    {
        const lab::Ran ran = product.run({"--json", "list"});
        for (const QJsonValue& resource : ran.json()[u"resources"].toArray())
            if (resource[u"id"].toString().toUtf8() == wanted)
                return resource.toObject();
        return {};
    }
    QByteArray lastNumber() const
    {
        return QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    }

    lab::Lab lab;
    lab::Product product;
    KernelTarget target;
    unsigned number = 0;
    QByteArray disk;
};

inline QByteArrayList verbsOf(const QJsonArray& steps) // "unmount mount:/mnt"
{
    QByteArrayList words;
    for (const QJsonValue& step : steps)
        words.append(step[u"verb"].toString().toUtf8() + ' ' + step[u"resource"].toString().toUtf8());
    return words;
}

} // namespace mooring::vm
