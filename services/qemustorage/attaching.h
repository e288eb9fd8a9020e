// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagesight.h"
#include "overlayfile.h"
#include "qemurecipe.h"
#include "surfacing.h"

namespace mooring {

// One attach, from the image file to the block device.
class Attaching final : public Surfacing
{
public:
    // `recipe`: how to attach; with a device, it is put back as it was.
    Attaching(const QemuTools& tools, QemuRecipe recipe, std::stop_token stop, Tell tell);

    // `again`: to see it once more, now that nobody else can attach it.
    StepResult run(const SeenImage& image, std::function<SeenImage()> again);

private:
    Failure claim();
    Failure refuseWhenInUse();
    Failure makeOverlay();
    Failure openImage();
    StorageDaemon::Image served() const;
    Failure checkHeld(const QByteArray& path, const QByteArray& identity);
    Failure carryOutLog(StorageDaemon::Image image);
    OverlayFile overlay();
    bool has(const char* overlayKind) const;
    Failure useSurface();
    QList<ResourceId> madeOf() const override;
    void undone() override;

    QemuRecipe m_recipe;
    SeenImage m_image;
    std::function<SeenImage()> m_seeAgain;
    bool m_isOverlayFresh = false;
};

} // namespace mooring
