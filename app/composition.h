// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/localengine.h"
#include "app/settling.h"
#include "services/service/operationregistry.h"
#include "services/system/activitylog.h"
#include "services/system/inhibitor.h"

namespace mooring::iscsi {
class Discovery;
}

namespace mooring {

class LibIscsiProvider;
class UserKeyring;

// Creates and connects everything below the window: the one place that knows which backends there are.
class Composition : public QObject
{
    Q_OBJECT
public:
    Composition();
    ~Composition() override;

    LocalEngine& engine() { return *m_engine; }
    ActivityLog& log() { return m_log; }
    // The operations of this user's programs; null: there is no bus, and nobody else to know of ours.
    OperationRegistry* operations() { return m_operations.get(); }
    // Looks what became of deferred operations of earlier programs, and sees to it that others know how ours
    // ended, then calls `done`.
    void settle(std::function<void()> done);

private:
    void addProviders();
    void addHeld(); // iSCSI sessions, attachments to smart cards
    void tellOthers(Operation* operation);
    void keepAwake();

    std::shared_ptr<ServiceLink> m_link; // null: no bus
    ActivityLog m_log;
    std::unique_ptr<UserKeyring> m_keyring; // null: no bus; outlives the providers
    Host m_host;
    OperationRunner m_runner;
    std::unique_ptr<OperationRegistry> m_operations;
    Settling m_settling;
    Inhibitor m_inhibitor;
    LibIscsiProvider* m_sessions = nullptr; // those of this process; the host's
    std::unique_ptr<iscsi::Discovery> m_discovery;
    std::unique_ptr<LocalEngine> m_engine;
};

} // namespace mooring
