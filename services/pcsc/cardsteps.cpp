// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardsteps.h"

#include "cardcourse.h"
#include "cardresources.h"

#include <QThread>

#include <algorithm>

namespace mooring::pcsc {

namespace {

constexpr int startPause = 100; // ms

// pcscd ends by itself when it is not needed, and is started by whoever asks next: what comes between is
// asked again.
Answer<Context> reach(ServiceGate& gate)
{
    auto context = Context::establish();
    if (!context && meansServiceGone(context.error())) {
        QThread::msleep(startPause);
        context = Context::establish();
    }
    gate.asked(context ? success : context.error());
    return context;
}

} // namespace

// What came of trying to connect.
struct CardSteps::Opening
{
    std::optional<Context> context;
    std::optional<Connected> connected;
    bool hadOthers = false;
    Code code = success;
};

CardSteps::CardSteps(std::shared_ptr<Attachments> attachments, std::shared_ptr<ServiceGate> gate, Who who)
    : m_attachments(std::move(attachments))
    , m_gate(std::move(gate))
    , m_who(std::move(who))
{
}

StepResult CardSteps::run(const Step& step, const std::stop_token& stop, const Tell& tell) const
{
    const Course course {step, stop, tell};
    switch (step.verb) {
    case Verb::AttachToReader:
        return attach(course);
    case Verb::Release:
        return release(course);
    case Verb::Reconnect:
        return reconnect(course);
    case Verb::BeginTransaction:
        return begin(course);
    case Verb::EndTransaction:
        return end(course);
    default:
        return ended(errorOf(ErrorCode::VerbNotOffered, step.name));
    }
}

Waiting CardSteps::waiting(const Course& course) const
{
    Waiting waiting;
    waiting.stop = course.stop;
    waiting.isSlow = [this, tell = course.tell] {
        Progress progress;
        progress.waitingFor = m_who.holders();
        tell(progress);
    };
    return waiting;
}

// The number as pcscd gave it, and who that is about.
Error CardSteps::explain(Code code, const Course& course) const
{
    Error error = cardError(code, encodeBytes(course.reader));
    if (error.code == ErrorCode::CardHeld)
        error.text = m_who.holders();
    if (error.code == ErrorCode::ReaderUnknown) {
        const QString driver = m_who.driver(course.reader);
        if (!driver.isEmpty()) {
            error.code = ErrorCode::ReaderTaken;
            error.text = driver;
        }
    }
    return error;
}

std::optional<CardSteps::Opening> CardSteps::open(const Course& course, const QByteArray& reader,
                                                  Share share) const
{
    const auto call = [gate = m_gate, reader, share] {
        Opening opening;
        auto context = reach(*gate);
        if (!context) {
            opening.code = context.error();
            return opening;
        }
        opening.context.emplace(std::move(*context));
        const auto readers = opening.context->readers();
        if (readers) {
            opening.hadOthers
                = std::any_of(readers->begin(), readers->end(), [&](const ReaderStatus& status) {
                      return status.name == reader && status.isUsed();
                  });
        }
        const auto connected = connectCard(*opening.context, reader, share);
        if (connected)
            opening.connected = *connected;
        else
            opening.code = connected.error();
        return opening;
    };
    // Nobody waits for it any more; the card is left as it is.
    const auto late = [attachments = m_attachments, reader](const Opening& opening) {
        if (opening.connected)
            disconnectCard(opening.connected->handle, Disposition::Leave);
        attachments->cancel(reader);
    };
    return patientCall<Opening>(call, late, waiting(course));
}

StepResult CardSteps::attach(const Course& course) const
{
    const auto share = course.share(Share::Shared);
    if (!share)
        return ended(course.badWord("share"));
    if (m_attachments->find(course.reader))
        return ended(course.error(ErrorCode::WrongState));
    if (!m_attachments->reserve(course.reader)) // an earlier attempt still waits for whoever holds the card
        return ended(explain(sharingViolation, course));
    auto opening = open(course, course.reader, *share);
    if (!opening)
        return ended(course.error(ErrorCode::StoppedByUser));
    if (!opening->connected) {
        m_attachments->cancel(course.reader);
        return ended(explain(opening->code, course));
    }
    HeldCard card;
    card.reader = course.reader;
    card.share = *share;
    card.hadOthers = opening->hadOthers;
    m_attachments->add(std::move(opening->context), *opening->connected, card);
    StepResult result;
    result.created = {CardResources::attachmentId(course.reader)};
    return result;
}

StepResult CardSteps::reconnect(const Course& course) const
{
    const auto attachment = m_attachments->find(course.reader);
    if (!attachment)
        return ended(course.error(ErrorCode::CardNotAttached));
    const HeldCard card = attachment->card();
    const auto share = course.share(card.share);
    const auto disposition = course.disposition();
    if (!share || !disposition || disposition == Disposition::Eject)
        return ended(course.badWord(share ? "disposition" : "share"));
    if (card.lost == ErrorCode::CardServiceNotRunning || card.lost == ErrorCode::ReaderUnknown) {
        auto opening = open(course, course.reader, *share);
        if (!opening)
            return ended(course.error(ErrorCode::StoppedByUser));
        if (!opening->connected)
            return ended(explain(opening->code, course));
        attachment->replace(std::move(*opening->context), *opening->connected, *share);
        return {};
    }
    return ended(renew(course, attachment, *share, *disposition));
}

// Waits while somebody else has a transaction.
std::optional<Error> CardSteps::renew(const Course& course, const Attachments::Pointer& attachment,
                                      Share share, Disposition disposition) const
{
    for (bool hasTold = false;;) {
        const Code code = attachment->reconnect(share, disposition);
        if (code != sharingViolation || !isLocked(attachment))
            return code == success ? std::nullopt : std::optional<Error>(explain(code, course));
        if (!std::exchange(hasTold, true))
            waiting(course).isSlow();
        QThread::msleep(askAgain);
        if (course.stop.stop_requested())
            return course.error(ErrorCode::StoppedByUser);
    }
}

bool CardSteps::isLocked(const Attachments::Pointer& attachment)
{
    const auto status = attachment->status();
    return !status && status.error() == sharingViolation;
}

} // namespace mooring::pcsc
