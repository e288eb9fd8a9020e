// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardcourse.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

// How a card is let go of, and the transactions that this takes.
namespace mooring::pcsc {

namespace {
constexpr int ejectPatience = 2000; // ms for a motor to move the card
} // namespace

// Holds a transaction when it returns without an error. It is only asked for while nobody has one, so that
// the stop is heard.
std::optional<Error> CardSteps::lock(const Course& course, const Attachments::Pointer& attachment) const
{
    const Waiting patience = waiting(course);
    for (bool hasTold = false; isLocked(attachment);) {
        if (!std::exchange(hasTold, true))
            patience.isSlow();
        QThread::msleep(askAgain);
        if (course.stop.stop_requested())
            return course.error(ErrorCode::StoppedByUser);
    }
    const auto late = [attachment](Code code) {
        if (code == success)
            attachment->end(Disposition::Leave);
    };
    const auto code = patientCall<Code>([attachment] { return attachment->begin(); }, late, patience);
    if (!code)
        return course.error(ErrorCode::StoppedByUser);
    return *code == success ? std::nullopt : std::optional<Error>(explain(*code, course));
}

// pcscd waits for whoever has a transaction, and hears nothing meanwhile: ours has to come first. What can be
// done with the card then; Leave, where there is none left to do anything with.
Result<Disposition> CardSteps::prepare(const Course& course, const Attachments::Pointer& attachment,
                                       Disposition disposition) const
{
    const HeldCard card = attachment->card();
    if (disposition == Disposition::Leave)
        return disposition;
    std::optional<Error> refusal = card.inTransaction ? std::nullopt : lock(course, attachment);
    if (refusal && refusal->code == ErrorCode::CardWasReset
        && attachment->reconnect(card.share, Disposition::Leave) == success)
        refusal = lock(course, attachment);
    if (refusal && (refusal->domain != ErrorDomain::Scard || !meansGone(refusal->number)))
        return fail(*refusal);
    const auto status = refusal ? Answer<CardStatus>() : attachment->status();
    const bool hasCard = !refusal && (!status || status->has(CardStatus::present));
    return hasCard ? disposition : Disposition::Leave;
}

StepResult CardSteps::release(const Course& course) const
{
    const auto attachment = m_attachments->find(course.reader);
    if (!attachment)
        return ended(course.error(ErrorCode::CardNotAttached));
    const auto wanted = course.disposition();
    if (!wanted || (attachment->card().isBorrowed && wanted != Disposition::Leave))
        return ended(course.badWord("disposition"));
    const auto disposition = prepare(course, attachment, *wanted);
    if (!disposition)
        return ended(disposition.error());
    Progress sent;
    sent.sent = true;
    course.tell(sent);
    Waiting patience; // pcscd itself may hang
    patience.stop = course.stop;
    const auto late = [attachments = m_attachments, attachment](Code code) {
        if (meansGone(code))
            attachments->remove(attachment);
    };
    const auto code = patientCall<Code>(
        [attachment, disposition] { return attachment->release(*disposition); }, late, patience);
    if (!code)
        return ended(course.error(ErrorCode::StoppedByUser));
    if (!meansGone(*code)) {
        attachment->end(Disposition::Leave);
        return ended(explain(*code, course));
    }
    m_attachments->remove(attachment);
    return ended(disposition == Disposition::Eject ? awaitEject(course) : std::nullopt);
}

// pcscd reports success whatever the reader did.
std::optional<Error> CardSteps::awaitEject(const Course& course) const
{
    const auto context = Context::establish();
    if (!context)
        return {};
    for (const QDeadlineTimer limit(ejectPatience);;) {
        const auto readers = context->readers();
        const bool isThere
            = readers && std::any_of(readers->begin(), readers->end(), [&](const ReaderStatus& each) {
                  return each.name == course.reader && each.hasCard();
              });
        if (!isThere)
            return readers ? std::nullopt : std::optional<Error>(explain(readers.error(), course));
        if (limit.hasExpired() || course.stop.stop_requested())
            break;
        QThread::msleep(askAgain);
    }
    Error error = course.error(ErrorCode::CardNotEjected);
    error.domain = ErrorDomain::Scard;
    error.number = 0x8010000E; // SCARD_E_CANT_DISPOSE, which says just that
    return error;
}

StepResult CardSteps::begin(const Course& course) const
{
    const auto attachment = m_attachments->find(course.reader);
    if (!attachment)
        return ended(course.error(ErrorCode::CardNotAttached));
    if (attachment->card().inTransaction)
        return ended(course.error(ErrorCode::WrongState));
    return ended(lock(course, attachment));
}

StepResult CardSteps::end(const Course& course) const
{
    const auto attachment = m_attachments->find(course.reader);
    if (!attachment)
        return ended(course.error(ErrorCode::CardNotAttached));
    const auto disposition = course.disposition();
    if (!disposition)
        return ended(course.badWord("disposition"));
    if (!attachment->card().inTransaction)
        return ended(cardError(notTransacted, encodeBytes(course.reader)));
    const Code code = attachment->end(*disposition);
    if (code != success)
        return ended(explain(code, course));
    if (disposition == Disposition::Eject)
        return ended(awaitEject(course));
    // that we reset it ourselves is told to us as well, and would stand in the way of everything
    return ended(disposition == Disposition::Leave
                     ? std::nullopt
                     : renew(course, attachment, attachment->card().share, Disposition::Leave));
}

} // namespace mooring::pcsc
