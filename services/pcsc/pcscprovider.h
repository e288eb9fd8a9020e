// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/core/result.h"
#include "services/system/child.h"
#include "services/system/kernelevents.h"

#include <unistd.h>

namespace mooring {

class PcscBody;

namespace pcsc {
class CardWatch;
}

// Smart card readers and cards, as pcscd and USB tell them, and the attachments of this very process. Steps:
// AttachToReader with the argument share (shared, exclusive, direct); Release and EndTransaction with
// disposition (leave, reset, power-down, eject); Reconnect with both; BeginTransaction; AskToQuit and End of
// a process that uses a card. No command is sent to a card. Destroying it lets go of every attachment and
// leaves the cards as they are.
class PcscProvider final : public BlockingProvider
{
public:
    struct Options
    {
        QByteArray root = "/"; // of sysfs, procfs, the list of cards and the driver's list of readers
        QByteArray pidFile = "/run/pcscd/pcscd.pid";
        qint64 caller = getpid();
        unsigned user = geteuid();
        std::shared_ptr<Child> child = std::make_shared<Child>();
    };
    PcscProvider();
    explicit PcscProvider(const Options& options);
    ~PcscProvider() override;

    static QString name() { return QStringLiteral("pcsc"); }
    static QList<Kind> kinds() { return {Kind::Reader, Kind::Card, Kind::CardAttachment}; }

    ProviderInfo info() const override;
    void watch(std::function<void()> changed) override;

    // An attachment by a handle of PC/SC Lite's that somebody else in this process has connected and goes on
    // owning: releasing it here forgets it and does not close it. Asks pcscd: not for the GUI thread.
    Result<ResourceId> adopt(long handle);

    void releaseAll(std::function<void()> done); // leaves the cards as they are; `done` from any thread, soon

private:
    explicit PcscProvider(std::shared_ptr<PcscBody> body);

    std::shared_ptr<PcscBody> m_body;
    std::unique_ptr<pcsc::CardWatch> m_watch;
    std::unique_ptr<KernelEvents> m_events; // of readers that pcscd does not have
};

} // namespace mooring
