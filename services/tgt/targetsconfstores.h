// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconfunits.h"

#include <QHash>

namespace mooring::tgt {

inline QByteArray storeKind(bool isDirect) { return isDirect ? "direct-store" : "backing-store"; }

// The stores of one target, numbered.
class ConfStores
{
public:
    ConfStores(const QList<ConfFile>& files, const ConfJoined& target);
    ConfResult<QList<TargetsConf::Unit>> units();

private:
    using Stores = QMap<QByteArray, ConfJoined>; // by path, in the order of sort() in Perl: by byte
    std::optional<ConfFault> collect(bool isDirect);
    std::optional<ConfFault> collectLines(bool isDirect);
    std::optional<ConfFault> collectBlocks(bool isDirect);
    std::optional<ConfFault> faultIn(const ConfJoined& store) const;
    void reserve();
    QByteArray numberOf(const QByteArray& path);
    ConfResult<TargetsConf::Unit> unit(const ConfJoined& store, bool isDirect);
    QByteArray own(const ConfJoined& store, const char* option) const;

    const QList<ConfFile>& m_files;
    const ConfJoined& m_target;
    QHash<QByteArray, QByteArray> m_defaults; // what the target says for all
    Stores m_stores[2]; // backing, direct
    bool m_areBlocks[2] = {false, false};
    QHash<QByteArray, QByteArray> m_numbers; // by path: a number in one kind is one in the other as well
    QSet<QByteArray> m_taken;
    quint64 m_next = 1;
};

} // namespace mooring::tgt
