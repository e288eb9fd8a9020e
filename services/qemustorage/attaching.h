// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagesight.h"
#include "lettinggo.h"
#include "overlayfile.h"
#include "qemurecipe.h"
#include "storagedaemon.h"

namespace mooring {

// One attach, from the file to the block device. What was begun is undone when it does not come to its end.
class Attaching
{
public:
    using Tell = LettingGo::Tell;
    // `recipe`: how to attach; with a device, it is put back as it was.
    Attaching(const QemuTools& tools, QemuRecipe recipe, std::stop_token stop, Tell tell);

    // `again`: to see it once more, now that nobody else can attach it.
    StepResult run(const SeenImage& image, std::function<SeenImage()> again);

private:
    using Failure = std::optional<Error>;
    Failure claim();
    Failure refuseWhenInUse();
    Failure makeOverlay();
    Failure startStorage();
    Failure openImage();
    StorageDaemon::Image served() const;
    Failure checkHeld(const QByteArray& path, const QByteArray& identity);
    Failure carryOutLog(StorageDaemon::Image image);
    OverlayFile overlay();
    bool has(const char* overlayKind) const;
    Failure serveImage();
    Failure mountSurface();
    Failure bindDevice();
    Failure finish();
    Failure startDaemon(const QByteArray& name, const QList<QByteArray>& arguments);
    void undo();
    Patience patience() const;

    const QemuTools& m_tools;
    QemuRecipe m_recipe;
    std::stop_token m_stop;
    Tell m_tell;
    Daemons m_daemons;
    SeenImage m_image;
    std::function<SeenImage()> m_seeAgain;
    AttachmentRecord m_record;
    std::optional<AttachmentFolder> m_folder; // claimed
    std::optional<StorageDaemon> m_storage;
    ProcessMark m_storageMark, m_nbdfuseMark;
    std::optional<DaemonLog> m_storageLog, m_nbdfuseLog;
    quint64 m_size = 0;
    bool m_isOverlayFresh = false;
    QList<ResourceId> m_created;
};

} // namespace mooring
