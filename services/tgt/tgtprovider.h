// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/system/child.h"

namespace mooring {

namespace tgt {
class Body;
}

// The targets that tgtd exports from this host, of every tgtd that runs: targets, logical units, the
// initiators that are logged in. Asked by its own management protocol. Deleting a logical unit keeps what
// backs it.
class TgtProvider : public BlockingProvider
{
public:
    struct Options
    {
        QByteArray root = "/"; // of procfs, sysfs, control sockets and the saved configuration
        QByteArray socketPath; // as in TGT_IPC_SOCKET; empty: none
        std::shared_ptr<Child> child
            = std::make_shared<Child>(); // runs tgtadm where the socket speaks otherwise
        QByteArray kernelChild = kernelChildPath();
        int patience = 4000; // ms for one answer: less than a look may take
    };
    static Options fromEnvironment();
    static QString name() { return QStringLiteral("tgt"); }

    explicit TgtProvider(const Options& options = fromEnvironment());
    ~TgtProvider() override;
    ProviderInfo info() const override;
    void watch(std::function<void()> changed) override;

private:
    class Watch;
    TgtProvider(const Options& options, const std::shared_ptr<tgt::Body>& body);
    const Options m_options;
    std::shared_ptr<tgt::Body> m_body;
    std::unique_ptr<Watch> m_watch;
};

} // namespace mooring
