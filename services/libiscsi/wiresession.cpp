// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiresession.h"

#include "scsianswers.h"
#include "wirerequests.h"

namespace mooring::iscsi {

namespace {

constexpr size_t kMostTasks = 256; // sent and not answered
constexpr quint8 kReads = 0x40, kSimple = 0x01; // RFC 7143, 11.3.1
constexpr quint8 kHasStatus = 0x01; // S: RFC 7143, 11.7.3
constexpr quint8 kGood = 0, kCheckCondition = 2; // SAM-5, 5.3.1

// As ScsiCommands promises.
Error statusError(quint8 status, QByteArrayView senseSegment, const QString& subject)
{
    Error error = errorOf(ErrorCode::SystemCallFailed, subject);
    error.domain = ErrorDomain::Iscsi;
    error.number = status;
    error.text = QStringLiteral("SCSI status");
    if (status != kCheckCondition)
        return error;
    if (const Result<Sense> sense = parseSenseSegment(senseSegment)) {
        error.number = quint32(sense->key) << 16 | quint32(sense->code) << 8 | sense->qualifier;
        error.text = QStringLiteral("SCSI sense");
    }
    return error;
}

} // namespace

WireSession::WireSession(LoginOptions options, LoggedIn loggedIn)
    : WireDialogue(std::move(options))
    , m_loggedIn(std::move(loggedIn))
{
}

void WireSession::take(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    takeNumbers(header);
    switch (header.opcode()) {
    case Opcode::DataIn:
        return takeData(pdu);
    case Opcode::ScsiResponse:
        return takeResponse(pdu);
    case Opcode::NopIn:
        return takePing(header, m_cmdSn);
    case Opcode::LogoutResponse:
        if (m_phase != Phase::LogOut)
            return malformed(QStringLiteral("a Logout Response to no request"));
        m_state = State::Done;
        return;
    default:
        takeStrange(header);
    }
}

void WireSession::loggedIn()
{
    m_maxCmdSn = m_login.maxCmdSn();
    if (const LoggedIn tell = std::exchange(m_loggedIn, nullptr))
        tell();
}

// RFC 7143, 4.2.2: data has a status number only together with a status, a ping of the target's own uses none
// up, and the window only grows.
void WireSession::takeNumbers(const HeaderView& header)
{
    const bool isData = header.opcode() == Opcode::DataIn && (header.flags() & kHasStatus) == 0;
    const bool isOwnPing = header.opcode() == Opcode::NopIn && header.initiatorTaskTag() == kNoTag;
    if (!isData && !isOwnPing)
        m_expStatSn = header.statSn() + 1;
    if (static_cast<qint32>(header.maxCmdSn() - m_maxCmdSn) > 0)
        m_maxCmdSn = header.maxCmdSn();
    sendWaiting();
}

// RFC 7143, 11.7. In order, as was agreed.
void WireSession::takeData(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    const auto found = m_tasks.find(header.initiatorTaskTag());
    const QByteArrayView data = pdu.data();
    if (found == m_tasks.end())
        return malformed(QStringLiteral("data that nobody asked for"));
    Task& task = found->second;
    if (header.u32(40) != static_cast<quint32>(task.data.size())
        || static_cast<quint64>(task.data.size() + data.size()) > task.length)
        return malformed(QStringLiteral("data that does not fit"));
    task.data.append(data.data(), data.size());
    if ((header.flags() & kHasStatus) == 0)
        return;
    const quint8 status = header.u8(3);
    if (status != kGood)
        return finish(found->first, mooring::fail(statusError(status, {}, m_subject)));
    finish(found->first, std::move(task.data));
}

// RFC 7143, 11.4
void WireSession::takeResponse(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    const auto found = m_tasks.find(header.initiatorTaskTag());
    if (found == m_tasks.end())
        return malformed(QStringLiteral("a SCSI Response to no request"));
    const bool isCompleted = header.u8(2) == 0;
    const quint8 status = header.u8(3);
    if (!isCompleted || status != kGood)
        return finish(
            found->first,
            mooring::fail(statusError(isCompleted ? status : kCheckCondition, pdu.data(), m_subject)));
    finish(found->first, std::move(found->second.data));
}

void WireSession::command(quint16 lun, const QByteArray& cdb, quint32 length, Answered answered)
{
    if (!isOpen())
        return answered(mooring::fail(whyClosed()));
    m_waiting.push_back({lun, cdb, {}, length, std::move(answered)});
    sendWaiting();
}

void WireSession::sendWaiting()
{
    while (!m_waiting.empty() && m_tasks.size() < kMostTasks
           && static_cast<qint32>(m_maxCmdSn - m_cmdSn) >= 0) {
        if (++m_lastTag == kNoTag)
            m_lastTag = WireLogin::kTaskTag + 1;
        sendTask(m_waiting.front(), m_lastTag);
        m_tasks.emplace(m_lastTag, std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
}

// RFC 7143, 11.3
void WireSession::sendTask(const Task& task, quint32 tag)
{
    m_output += PduWriter(Opcode::ScsiCommand, kFinalBit | kReads | kSimple)
                    .inOrder()
                    .u16(8, task.lun)
                    .u32(16, tag)
                    .u32(20, task.length)
                    .u32(24, m_cmdSn++)
                    .u32(28, m_expStatSn)
                    .bytes(32, task.cdb)
                    .with({});
}

void WireSession::finish(quint32 tag, Result<QByteArray> result)
{
    m_asides = 0;
    const Answered answered = std::move(m_tasks.extract(tag).mapped().answered);
    answered(std::move(result));
    sendWaiting();
}

void WireSession::logOut()
{
    if (!isOpen())
        return;
    m_phase = Phase::LogOut;
    m_output += logoutRequest(++m_lastTag, {m_cmdSn, m_expStatSn});
}

Error WireSession::whyClosed() const
{
    return m_state == State::Failed ? m_error : errorOf(ErrorCode::ConnectionLost, m_subject);
}

void WireSession::dropped()
{
    for (auto& [tag, task] : std::exchange(m_tasks, {}))
        task.answered(mooring::fail(whyClosed()));
    for (Task& task : std::exchange(m_waiting, {}))
        task.answered(mooring::fail(whyClosed()));
}

} // namespace mooring::iscsi
