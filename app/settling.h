// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/host.h"
#include "services/system/activitylog.h"

namespace mooring {

// Deferred goals of operations whose program has ended: writes down that they are gone once a complete look
// no longer finds them. Those of this program's own operations are the runner's.
class Settling : public QObject
{
    Q_OBJECT
public:
    Settling(Host& host, ActivityLog& log);

    void check(std::function<void()> done); // reads the log, judges by the present topology

signals:
    void settled(const mooring::ResourceId& resource, const QString& name);

private:
    void judge(const OperationRecord& record);
    bool isGone(const Goal& goal) const;
    void checkAgain();

    Host& m_host;
    ActivityLog& m_log;
    QSet<QPair<qint64, ResourceId>> m_told;
    QTimer m_soon;
};

} // namespace mooring
