// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

namespace mooring::lio {

// One portal group of one target.
struct GroupId
{
    QByteArray target; // its iSCSI name
    unsigned tag = 1;
    bool operator==(const GroupId&) const = default;
    bool operator<(const GroupId& other) const
    {
        return target == other.target ? tag < other.tag : target < other.target;
    }

    QByteArray key() const; // "lio/IQN,TPGT"
    QByteArray name() const; // as shown: the tag only where it says something
    QByteArray path() const; // in configfs, below target/
    ResourceId id() const;
};
inline size_t qHash(const GroupId& group, size_t seed = 0) { return qHash(group.target, seed) ^ group.tag; }

// What the id of a node names. Which parts it has depends on the kind.
struct LioId
{
    Kind kind = Kind::Export;
    GroupId group;
    std::optional<quint64> number; // of a logical unit, or as an initiator sees it
    QByteArray initiator;
    QByteArray session; // LIO's number of it, or `dynamicSession`

    static std::optional<LioId> parse(const ResourceId& id); // empty: none of ours
    static ResourceId unit(const GroupId& group, quint64 number);
    static ResourceId acl(const GroupId& group, const QByteArray& initiator);
    static ResourceId mapped(const GroupId& group, const QByteArray& initiator, quint64 number);
    static ResourceId sessionOf(const GroupId& group, const QByteArray& initiator, const QByteArray& session);
    bool operator==(const LioId&) const = default;
};

inline constexpr const char* dynamicSession = "dynamic"; // LIO tells nothing of one but its initiator

// By its id a node is found by those that need it.
inline Key keyOf(const ResourceId& id) { return Key {id.text.toUtf8()}; }

// Whether this can be a folder in configfs: a name that leads elsewhere is none.
bool isFolderName(const QByteArray& name);

// The number in "lun_7"; as the kernel reads it, so "lun_0x10" as well (kstrtoull with base 0,
// drivers/target/target_core_fabric_configfs.c).
std::optional<quint64> numberAfter(const QByteArray& prefix, const QByteArray& name);

} // namespace mooring::lio
