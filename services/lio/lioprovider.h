// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/system/child.h"

#include <unistd.h>

namespace mooring {

class LioBody;
class LioWatch;

// What the kernel's iSCSI target exports: portal groups, their logical units, who may see which of them as
// what, and who is logged in. Read from configfs, mostly without privilege; changed there as root, each
// removal by a child, because the kernel waits for commands that are under way.
class LioProvider : public BlockingProvider
{
public:
    struct Options
    {
        QByteArray root = "/"; // of configfs, sysfs, procfs and the saved configuration
        std::shared_ptr<Child> child = std::make_shared<Child>();
        QByteArray program = kernelChildPath();
        int returnPatience = 10000; // ms in which an initiator that was removed may log in again
        unsigned user = geteuid(); // who runs the child
    };
    LioProvider();
    explicit LioProvider(const Options& options);
    ~LioProvider() override;

    ProviderInfo info() const override;
    void watch(std::function<void()> changed) override;

private:
    QByteArray m_root;
    std::unique_ptr<LioWatch> m_watch;
};

} // namespace mooring
