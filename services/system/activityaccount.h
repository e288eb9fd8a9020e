// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processidentity.h"
#include "services/core/operation.h"

#include <QHash>
#include <QMap>

namespace mooring {

// One operation put together again from its rows.
class ActivityAccount
{
public:
    ActivityAccount(qint64 number, ProcessIdentity process, QJsonObject begun);
    qint64 number() const { return m_number; }
    void add(const QString& what, const QString& at, int step, const QJsonObject& record);

    // Without an ending: still running, or interrupted when its process is gone.
    OperationRecord record() const;

private:
    QJsonObject whole() const;

    qint64 m_number;
    ProcessIdentity m_process;
    QJsonObject m_json;
    QMap<int, QJsonObject> m_steps; // by n
    QHash<QString, QString> m_settled; // when, by resource
};

} // namespace mooring
