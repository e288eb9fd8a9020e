// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncall.h"

namespace mooring::iscsi {

namespace {

// Sense data as one number: key, additional sense code and its qualifier (SPC-4, 4.5).
quint32 senseNumber(const scsi_sense& sense)
{
    return quint32(sense.key) << 16 | quint32(sense.ascq & 0xFFFF);
}

Error scsiError(const scsi_task& task, int status, const QString& subject)
{
    Error error = errorOf(ErrorCode::SystemCallFailed, subject);
    error.domain = ErrorDomain::Iscsi;
    error.number = status == SCSI_STATUS_CHECK_CONDITION ? senseNumber(task.sense) : quint32(status);
    error.text = QString::fromLatin1(
        status == SCSI_STATUS_CHECK_CONDITION ? scsi_sense_ascq_str(task.sense.ascq) : "SCSI status");
    return error;
}

} // namespace

// What is asked of every session. libiscsi's own retries would bring back what was let go, and its log has
// buffers that threads share.
void prepareContext(iscsi_context* context, const SessionSettings& settings)
{
    iscsi_set_noautoreconnect(context, 1);
    iscsi_set_reconnect_max_retries(context, 0);
    iscsi_set_targetname(context, settings.target.constData());
    iscsi_set_session_type(context, ISCSI_SESSION_NORMAL);
    iscsi_set_alias(context, "Mooring");
    iscsi_set_header_digest(
        context, settings.headerDigest ? ISCSI_HEADER_DIGEST_CRC32C_NONE : ISCSI_HEADER_DIGEST_NONE);
    // Type "random" (RFC 7143, 11.12.5): 24 bits and a qualifier of 16.
    iscsi_set_isid_random(context, quint32(settings.isid >> 16 & 0xFFFFFF), quint32(settings.isid & 0xFFFF));
    // Only its URL parser would take LIBISCSI_CHAP_* from the environment; it is not used.
    if (settings.chap)
        iscsi_set_initiator_username_pwd(context, settings.chap->user.constData(),
                                         settings.chap->secret.constData());
    if (settings.mutualChap)
        iscsi_set_target_username_pwd(context, settings.mutualChap->user.constData(),
                                      settings.mutualChap->secret.constData());
}

Session::Call::~Call()
{
    if (task != nullptr)
        scsi_free_scsi_task(task);
}

void Session::Call::answer(Result<QByteArray> result)
{
    if (const Ended call = std::exchange(ended, nullptr))
        call(result ? std::optional<Error>() : result.error());
    if (const Answered call = std::exchange(answered, nullptr))
        call(std::move(result));
}

void Session::Sink::loggedOut(iscsi_context* /*context*/, int status, void* /*data*/, void* session)
{
    static_cast<Session*>(session)->logoutEnded(status);
}

void Session::Sink::scsiAnswered(iscsi_context* /*context*/, int status, void* /*data*/, void* call)
{
    auto* const raw = static_cast<Call*>(call);
    if (raw->session == nullptr)
        return;
    if (status != SCSI_STATUS_GOOD)
        return raw->session->finish(raw, scsiError(*raw->task, status, raw->session->subject()));
    const auto& in = raw->task->datain;
    raw->session->finish(raw, {}, QByteArray(reinterpret_cast<const char*>(in.data), in.size));
}

void Session::Sink::pinged(iscsi_context* /*context*/, int status, void* /*data*/, void* call)
{
    auto* const raw = static_cast<Call*>(call);
    Session* const session = raw->session;
    if (session == nullptr)
        return;
    if (status != SCSI_STATUS_GOOD)
        return session->finish(raw, errorOf(ErrorCode::ConnectionLost, session->subject()));
    session->m_roundTrip
        = std::chrono::duration_cast<std::chrono::microseconds>(EventLoop::Clock::now() - raw->sent);
    session->finish(raw, {});
}

} // namespace mooring::iscsi
