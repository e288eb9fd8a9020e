// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "noderecords.h"
#include "services/core/resource.h"

namespace mooring {

// Everything needed to log in again as a session was logged in.
struct SessionRecipe
{
    struct Disk
    {
        quint64 lun = 0;
        QByteArray device; // /dev/..., as it was
        bool operator==(const Disk&) const = default;
    };
    QByteArray target;
    KernelPortal portal; // as in its node record
    QByteArray interface; // empty: whatever the record says
    QList<Disk> disks;

    static SessionRecipe of(const KernelSession& session, const NodeRecord& record);
    QJsonObject data() const;
    static std::optional<SessionRecipe> fromData(const QJsonObject& data); // empty: this is none
    QList<QByteArray> command() const; // of iscsiadm, as argv
    bool operator==(const SessionRecipe&) const = default;
};

} // namespace mooring
