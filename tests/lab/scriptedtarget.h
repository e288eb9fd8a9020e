// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetstate.h"

namespace mooring::lab {

// An iSCSI target of the test itself, on a port of 127.0.0.1: behaves well, and misbehaves as its scripts
// say. Counts what comes over the wire. Its functions may be called from any thread.
class ScriptedTarget
{
public:
    explicit ScriptedTarget(QList<TargetSpec> targets = targetSpecs("s", 1, 1), Scripts scripts = {});
    ~ScriptedTarget();
    ScriptedTarget(const ScriptedTarget&) = delete;
    ScriptedTarget& operator=(const ScriptedTarget&) = delete;

    quint16 port() const { return m_port; }
    QByteArray portal() const; // "127.0.0.1:PORT"
    QByteArray url(const QByteArray& target, int lun) const; // as libiscsi's tools take it

    void setTargets(const QList<TargetSpec>& targets); // at once, for all sessions
    void setScripts(const Scripts& scripts); // of sessions that begin from now on; `connect` starts anew
    void setScript(int session, const Script& script); // of one that lives, but for its login

    // Of one session by its number; false: it has no connection any more.
    bool sendAsync(int session, const AsyncMessage& message);
    bool ping(int session);
    bool drop(int session, bool reset = false);
    void dropAll(bool reset = false);

    void refuseConnections(); // nobody listens
    void ignoreConnections(); // a connect is not even refused: its packets are lost
    void acceptConnections(); // again

    Counts counts();
    QList<SessionRecord> sessions(); // all that named a target, in their order
    QList<SessionRecord> discoveries();

private:
    void acceptOne();
    void listenAgain();
    bool withSession(int session, const std::function<void(TargetConnection&)>& act);
    quint16 m_port = 0;
    int m_listener = -1;
    QList<int> m_fillers; // connections of our own that nobody accepts
    QList<quint16> m_fillerPorts;
    int m_accepted = 0; // since the scripts were set
    std::unique_ptr<TargetState> m_state;
    Reactor m_reactor;
};

} // namespace mooring::lab
