// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedtarget.h"

#include "loopback.h"
#include "targetconnection.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

quint16 ownPort(int descriptor)
{
    sockaddr_in address = {};
    socklen_t size = sizeof address;
    getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

} // namespace

ScriptedTarget::ScriptedTarget(QList<TargetSpec> targets, Scripts scripts)
    : m_listener(listenOn(m_port))
    , m_state(new TargetState {m_reactor, std::move(targets), std::move(scripts), addressOf(m_port)})
{
    m_reactor.perform([this] { m_reactor.watch(m_listener, EPOLLIN, [this](quint32) { acceptOne(); }); });
}

ScriptedTarget::~ScriptedTarget()
{
    m_reactor.stop();
    m_state->connections.clear();
    for (const int descriptor : m_fillers + QList<int> {m_listener})
        if (descriptor >= 0)
            close(descriptor);
}

QByteArray ScriptedTarget::portal() const { return addressOf(m_port); }

QByteArray ScriptedTarget::url(const QByteArray& target, int lun) const
{
    return "iscsi://" + portal() + '/' + target + '/' + QByteArray::number(lun);
}

void ScriptedTarget::acceptOne()
{
    sockaddr_in peer = {};
    socklen_t size = sizeof peer;
    const int descriptor
        = accept4(m_listener, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor < 0)
        return;
    if (m_fillerPorts.removeOne(ntohs(peer.sin_port))) {
        close(descriptor);
        return;
    }
    const auto connection = std::make_shared<TargetConnection>(*m_state, descriptor);
    m_state->connections.push_back(connection);
    ++m_state->counts.connections;
    m_state->counts.openConnections = int(m_state->connections.size());
    const auto& misdeed = m_state->scripts.connect;
    if (misdeed && isDue(*misdeed, ++m_accepted))
        connection->misbehaveAtOnce(*misdeed);
    else
        connection->begin();
}

void ScriptedTarget::setTargets(const QList<TargetSpec>& targets)
{
    m_reactor.perform([&] { m_state->targets = targets; });
}

void ScriptedTarget::setScripts(const Scripts& scripts)
{
    m_reactor.perform([&] {
        m_state->scripts = scripts;
        m_accepted = 0;
    });
}

bool ScriptedTarget::withSession(int session, const std::function<void(TargetConnection&)>& act)
{
    bool found = false;
    m_reactor.perform([&] {
        TargetConnection* connection = m_state->connectionOf(session);
        found = connection != nullptr;
        if (found)
            act(*connection);
    });
    return found;
}

void ScriptedTarget::setScript(int session, const Script& script)
{
    withSession(session, [&](TargetConnection& connection) { connection.setScript(script); });
}

bool ScriptedTarget::sendAsync(int session, const AsyncMessage& message)
{
    return withSession(session, [&](TargetConnection& connection) { connection.sendAsync(message); });
}

bool ScriptedTarget::ping(int session)
{
    return withSession(session, [](TargetConnection& connection) { connection.ping(); });
}

bool ScriptedTarget::drop(int session, bool reset)
{
    return withSession(session, [&](TargetConnection& connection) { connection.drop(reset); });
}

void ScriptedTarget::dropAll(bool reset)
{
    m_reactor.perform([&] {
        for (const auto& connection : std::vector(m_state->connections))
            connection->drop(reset);
    });
}

void ScriptedTarget::refuseConnections()
{
    m_reactor.perform([this] {
        if (m_listener < 0)
            return;
        m_reactor.forget(m_listener);
        close(std::exchange(m_listener, -1));
    });
}

// The kernel drops what asks for a connection while the queue of those not yet accepted is full.
void ScriptedTarget::ignoreConnections()
{
    m_reactor.perform([this] {
        m_reactor.forget(m_listener);
        listen(m_listener, 0);
        bool isTaken = true;
        while (isTaken) {
            const int filler = beginConnecting(m_port);
            isTaken = isConnectedWithin(filler, 100);
            m_fillers.append(filler);
            m_fillerPorts.append(ownPort(filler));
        }
    });
}

void ScriptedTarget::listenAgain()
{
    for (const int filler : std::exchange(m_fillers, {}))
        close(filler);
    m_reactor.forget(m_listener);
    if (m_listener < 0)
        m_listener = listenOn(m_port);
    else
        listen(m_listener, 1024);
    m_reactor.watch(m_listener, EPOLLIN, [this](quint32) { acceptOne(); });
}

void ScriptedTarget::acceptConnections()
{
    m_reactor.perform([this] { listenAgain(); });
}

Counts ScriptedTarget::counts()
{
    Counts counts;
    m_reactor.perform([&] { counts = m_state->counts; });
    return counts;
}

QList<SessionRecord> ScriptedTarget::sessions()
{
    QList<SessionRecord> all;
    m_reactor.perform([&] {
        for (const auto& record : m_state->records)
            if (record->number > 0)
                all.append(*record);
    });
    return all;
}

QList<SessionRecord> ScriptedTarget::discoveries()
{
    QList<SessionRecord> all;
    m_reactor.perform([&] {
        for (const auto& record : m_state->records)
            if (record->number == 0)
                all.append(*record);
    });
    return all;
}

} // namespace mooring::lab
