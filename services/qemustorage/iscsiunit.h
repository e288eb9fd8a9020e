// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace mooring {

// A logical unit of an iSCSI target, reached by a session of its daemon's own (QEMU's driver "iscsi").
struct IscsiUnit
{
    QByteArray target, portal; // names as RFC 7143 has them; ADDRESS:PORT
    quint64 lun = 0;
    QByteArray initiator; // our name
    QByteArray user; // of CHAP; its secret is kept by the keyring at most

    QByteArray url() const; // iscsi://PORTAL/TARGET/LUN
    // As MAJ:MIN:INO of a file there cannot be: the same for whoever attaches this unit.
    QByteArray identity() const;
    QJsonObject data() const;
    static std::optional<IscsiUnit> fromData(const QJsonObject& data); // empty: there is none in it
    bool operator==(const IscsiUnit&) const = default;
};

} // namespace mooring
