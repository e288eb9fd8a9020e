// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/imagereport.h"
#include "services/system/childanswer.h"

namespace mooring {

// What a file is, seen without any program that would act on what it says.
struct SeenImage
{
    QByteArray identity; // MAJ:MIN:INO
    QString format, driver; // as the user knows it, and as QEMU does
    QList<QByteArray> references; // paths of every other file that belongs to it
    ImageReport report; // error: it cannot be attached this way
    std::optional<Error> notWritable; // why it can only be read
};

// The seam behind which images are recognised. Called from worker threads.
class ImageSight
{
public:
    ImageSight() = default;
    virtual ~ImageSight() = default;
    ImageSight(const ImageSight&) = delete;
    ImageSight& operator=(const ImageSight&) = delete;
    // `format` as in an attach step: empty (as recognised), else the user's word for it.
    virtual SeenImage see(const QByteArray& path, const QString& format, std::stop_token stop) const = 0;
};

// By mooring-child's `image-probe`: knows a format by its signature alone.
class ProbedImages final : public ImageSight
{
public:
    explicit ProbedImages(KernelChild child);
    SeenImage see(const QByteArray& path, const QString& format, std::stop_token stop) const override;

private:
    KernelChild m_child;
};

QString driverOf(const QString& format); // empty: QEMU serves none of these

} // namespace mooring
