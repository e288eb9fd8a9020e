// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionrecipe.h"

namespace mooring {

// The nodes of one session: itself, its logical units, their disks. Pure: everything it needs comes in here.
class SessionResources
{
public:
    SessionResources(const KernelSession& session, std::optional<NodeRecord> record);

    Resource session() const;
    QList<Resource> luns() const;
    QList<Resource> disks() const;

    static ResourceId idOf(unsigned sid);
    static std::optional<unsigned> numberIn(const QByteArray& key); // "kernel/7", "kernel/7/1": 7

private:
    QByteArray name() const;
    QByteArray lunKey(const KernelLun& lun) const;
    Release release() const;
    Facts facts() const;
    void addConnectionFacts(Facts& facts) const;
    Resource lun(const KernelLun& lun) const;
    Resource disk(const KernelLun& lun) const;

    const KernelSession& m_session;
    std::optional<NodeRecord> m_record;
};

} // namespace mooring
