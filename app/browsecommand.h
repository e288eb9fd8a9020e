// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/reporter.h"
#include "services/libiscsi/browse.h"

#include <QObject>

namespace mooring {

// What `mooringctl browse` was asked for, with its secrets read; paths are the caller's. Blocks while it
// reads.
struct BrowseRequest
{
    QList<QByteArray> portals; // each can be understood
    iscsi::Browse::Settings settings;
};
Result<BrowseRequest> browseRequestOf(const CommandLine& line, const QByteArray& workingDirectory);

// browse: what is behind portals, told once all is read. Needs neither a look at this host nor the log.
class BrowseCommand final : public QObject
{
    Q_OBJECT
public:
    BrowseCommand(BrowseRequest request, const Reporter& report);
    void start();
    void interrupt();

signals:
    void finished(int exitCode); // once

private:
    void tell(const QList<iscsi::BrowsedPortal>& portals);
    void end(int code);

    const BrowseRequest m_request;
    const Reporter& m_report;
    std::unique_ptr<iscsi::Browse> m_browse;
    bool m_ended = false;
};

// All was read: 0. Nothing: the code of what failed first. Else 3.
int exitCode(const QList<iscsi::BrowsedPortal>& portals);
QJsonObject toJson(const QList<iscsi::BrowsedPortal>& portals);

} // namespace mooring
