// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lettinggo.h"
#include "storagedaemon.h"

#include <vector>

namespace mooring {

// From a daemon that serves a disk to the block device, whatever the disk is made of. What was begun is
// undone when it does not come to its end.
class Surfacing
{
public:
    using Tell = LettingGo::Tell;
    virtual ~Surfacing() = default;
    Surfacing(const Surfacing&) = delete;
    Surfacing& operator=(const Surfacing&) = delete;

protected:
    using Failure = std::optional<Error>;
    using Phase = std::function<Failure()>;
    Surfacing(const QemuTools& tools, std::stop_token stop, Tell tell);

    StepResult carryOut(const std::vector<Phase>& phases, const QString& subject);
    Failure startStorage(); // m_storage
    Failure mountSurface(bool readOnly);
    Failure bindDevice(const QList<QByteArray>& arguments); // of the child
    Failure finish(); // the record says what came of it
    virtual QList<ResourceId> madeOf() const = 0; // what came with the disk
    virtual void undone() { } // what the attachment itself knows nothing of

    QByteArray surface() const { return m_folder->surface(); }
    Patience patience() const;

    const QemuTools& m_tools;
    const std::stop_token m_stop;
    const Tell m_tell;
    AttachmentRecord m_record;
    std::optional<AttachmentFolder> m_folder; // claimed
    std::optional<StorageDaemon> m_storage;
    ProcessMark m_storageMark;
    quint64 m_size = 0; // bytes, of the disk

private:
    Failure startDaemon(const QByteArray& name, const QList<QByteArray>& arguments);
    void tellWhoEnded(Error& error);
    void undo();

    Daemons m_daemons;
    ProcessMark m_nbdfuseMark;
    std::optional<DaemonLog> m_storageLog, m_nbdfuseLog;
    QList<ResourceId> m_created;
};

} // namespace mooring
