// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/imagereport.h"
#include "services/system/childanswer.h"

namespace mooring {

// One file of an image, as its own bytes have it.
struct SeenFile
{
    QByteArray path, identity; // MAJ:MIN:INO
    QByteArray role; // parent, backing, extent, data-file; empty: the image itself
    QString format, driver; // as the user knows it, and as QEMU does
    qsizetype namedBy = 0; // index of the file that names it
};

// What an image is, seen without any program that would act on what it says.
struct SeenImage
{
    QList<SeenFile> files; // the image first; empty: nothing could be seen
    quint64 fileSize = 0;
    bool isUnclean = false; // its log has to be carried out before it is right
    ImageReport report; // error: it cannot be attached this way
    std::optional<Error> notWritable; // why it can only be read

    bool isKnown() const { return !files.isEmpty(); }
    const SeenFile& image() const { return files.constFirst(); }
};

// The seam behind which images are recognised. Called from worker threads.
class ImageSight
{
public:
    ImageSight() = default;
    virtual ~ImageSight() = default;
    ImageSight(const ImageSight&) = delete;
    ImageSight& operator=(const ImageSight&) = delete;
    virtual SeenImage see(const ImageRequest& request, std::stop_token stop) const = 0;
};

// By mooring-child's `image-probe` and `image-sniff`: the image and all that it stands on.
class SniffedImages final : public ImageSight
{
public:
    explicit SniffedImages(KernelChild child);
    SeenImage see(const ImageRequest& request, std::stop_token stop) const override;

private:
    KernelChild m_child;
};

QString driverOf(const QString& format); // empty: nothing here serves it

} // namespace mooring
