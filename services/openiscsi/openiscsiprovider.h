// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/system/child.h"
#include "services/system/kernelevents.h"

#include <unistd.h>

namespace mooring {

class OpenIscsiBody;

// The iSCSI sessions of the kernel's initiator, whoever opened them: targets, sessions, logical units and
// their disks. Listed from sysfs without privilege; logged out one by one, and in again, by iscsiadm as root.
class OpenIscsiProvider : public BlockingProvider
{
public:
    struct Options
    {
        QByteArray root = "/"; // of sysfs and of open-iscsi's records
        std::shared_ptr<Child> child = std::make_shared<Child>();
        unsigned user = geteuid(); // who runs iscsiadm
        int diskPatience = 5000; // ms for the disks of a session to appear after its login
    };
    OpenIscsiProvider();
    explicit OpenIscsiProvider(const Options& options);
    ~OpenIscsiProvider() override;

    void watch(std::function<void()> changed) override;

private:
    std::unique_ptr<KernelEvents> m_events;
};

} // namespace mooring
