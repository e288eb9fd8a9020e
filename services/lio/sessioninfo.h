// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring::lio {

// One session to a portal group, as the target sees it.
struct TargetSession
{
    QByteArray initiator;
    QByteArray number; // LIO's; empty: of a dynamic one it is not told
    QByteArray address; // without a port; empty: not known
    QByteArray isid; // 12 hexadecimal digits
    std::optional<qint64> tsih;
    bool isFailed = false; // its connections are gone, it may be continued
    int others = 0; // dynamic: how many more of that name there are
    std::optional<quint64> commands, sent, received; // bytes
    bool isDynamic() const { return number.isEmpty(); }
};

// The text of acls/INITIATOR/info; empty: no session. Of several sessions it shows the last
// (lio_target_nacl_info_show() in drivers/target/iscsi/iscsi_target_configfs.c).
std::optional<TargetSession> sessionIn(const QByteArray& info);

// The text of dynamic_sessions: one for each name. `isCut`: the page was full, there may be more
// (target_show_dynamic_sessions() in drivers/target/target_core_transport.c).
QList<TargetSession> dynamicSessionsIn(const QByteArray& text, bool* isCut = nullptr);

} // namespace mooring::lio
