// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagesight.h"
#include "lettinggo.h"
#include "qemurecipe.h"
#include "services/core/keyring.h"
#include "services/system/imagechecksums.h"

namespace mooring {

// Single steps: attach, put back, detach, clean up. Thread-safe, many at once.
class QemuSteps
{
public:
    using Tell = LettingGo::Tell;
    QemuSteps(QemuTools tools, std::shared_ptr<const ImageSight> sight, Keyring* keyring);

    StepResult run(const Step& step, std::stop_token stop, const Tell& progress) const;

private:
    StepResult attach(const QJsonObject& arguments, std::stop_token stop, const Tell& progress) const;
    StepResult attachWithChecksum(const QemuRecipe& recipe, const SeenImage& image, std::stop_token stop,
                                  const Tell& progress) const;
    StepResult attachUnit(QemuRecipe recipe, const QJsonObject& arguments, std::stop_token stop,
                          const Tell& progress) const;
    StepResult putBack(const QemuRecipe& recipe, std::stop_token stop, const Tell& progress) const;
    StepResult begin(QemuRecipe recipe, const SeenImage& image, std::stop_token stop,
                     const Tell& progress) const;
    StepResult letGo(const Step& step, std::stop_token stop, const Tell& progress) const;
    QList<Attachment> all() const;
    std::optional<Attachment> alreadyThere(const QemuRecipe& recipe, const SeenImage& image) const;
    std::optional<Attachment> attachmentOf(const ResourceId& resource) const;
    std::optional<QByteArray> markOf(const QemuRecipe& recipe) const;

    QemuTools m_tools;
    ImageChecksums m_checksums;
    std::shared_ptr<const ImageSight> m_sight;
    Keyring* m_keyring; // null: there is none
};

} // namespace mooring
