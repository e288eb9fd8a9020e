// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetnode.h"

#include "services/system/iscsitarget.h"

namespace mooring {
namespace {

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

// What the next start of the host will do: one record that logs in is enough.
const NodeRecord* strongest(const QList<NodeRecord>& records)
{
    for (const char* startup : {"onboot", "automatic", "manual"}) {
        for (const NodeRecord& record : records) {
            if (record.startup == QLatin1String(startup))
                return &record;
        }
    }
    return nullptr;
}

} // namespace

// A session that failed is tried again; when the recovery timeout has passed, the kernel calls it free
// (session_recovery_timedout() in drivers/scsi/scsi_transport_iscsi.c).
State TargetNode::stateOf(const QByteArray& kernelState)
{
    if (kernelState == "LOGGED_IN")
        return State::LoggedIn;
    if (kernelState == "FAILED")
        return State::Reconnecting;
    return kernelState == "FREE" ? State::Failed : State::Unknown;
}

void TargetNode::add(const KernelSession& session, const std::optional<NodeRecord>& record)
{
    m_name = session.target;
    if (!session.alias.isEmpty())
        m_alias = session.alias;
    if (const QString portal = text(session.portal.text()); !portal.isEmpty() && !m_portals.contains(portal))
        m_portals.append(portal);
    if (record)
        m_records.append(*record);
    m_states.append(stateOf(session.state));
}

Resource TargetNode::resource() const
{
    Resource target = iscsiTarget(m_name);
    target.state = State::Unknown;
    for (const State state : {State::LoggedIn, State::Reconnecting, State::Failed}) {
        if (!m_states.contains(state))
            continue;
        target.state = state;
        break;
    }
    if (!m_alias.isEmpty())
        target.facts.insert(Fact::TargetAlias, text(m_alias));
    if (!m_portals.isEmpty())
        target.facts.insert(Fact::Portals, m_portals.join(QStringLiteral(", ")));
    if (const NodeRecord* record = strongest(m_records)) {
        target.facts.insert(Fact::Startup, record->startup);
        target.comesBack = record->comesBack();
    }
    return target;
}

} // namespace mooring
