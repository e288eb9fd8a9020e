// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/devicerecipe.h"

namespace mooring {

// Everything needed to bind an image to a loop device as it was bound. Device and image of a put back.
struct LoopRecipe : DeviceRecipe
{
    bool autoclear = false, directIo = false;
    quint64 offset = 0, sizeLimit = 0; // bytes, inside the image

    QJsonObject data() const;
    static std::optional<LoopRecipe> fromData(const QJsonObject& data); // empty: this is no put back
    QList<QByteArray> attachArguments() const; // of `mooring-child loop-attach`
    QList<QByteArray> shellCommand() const;
    bool operator==(const LoopRecipe&) const = default;
};

} // namespace mooring
